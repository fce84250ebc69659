"""A table's width is divided so that dates and numbers stand whole in it."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.gui.widgets.column_widths import NARROWEST, Hold, KeptColumn, column_widths, dragged, kept_widths


def test_without_needs_each_column_has_its_share() -> None:
    assert column_widths(300, [1, 2], {}) == [100, 200]


def test_a_column_that_needs_more_than_its_share_gets_it_from_the_others() -> None:
    assert column_widths(600, [4, 1, 1], {1: 180, 2: 90}) == [330, 180, 90]


def test_a_column_that_has_more_than_it_needs_keeps_its_share() -> None:
    assert column_widths(300, [1, 1], {0: 40}) == [150, 150]


def test_where_there_is_not_room_for_all_those_that_need_the_least_stand_whole() -> None:
    name, phone, born = column_widths(280, [3, 3, 1], {1: 200, 2: 100})

    assert born == 100
    assert name == phone == 90


@given(
    room=st.integers(0, 3000),
    columns=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 400)), min_size=1, max_size=14),
)
def test_the_columns_fill_the_table_and_no_more(room: int, columns: list[tuple[int, int]]) -> None:
    needs = {number: need for number, (_, need) in enumerate(columns) if need}

    widths = column_widths(room, [share for share, _ in columns], needs)

    assert min(widths) >= 0
    assert sum(widths) == room


@st.composite
def standing(draw: st.DrawFn) -> tuple[list[KeptColumn], dict[int, int], int]:
    """Columns as they stand at first in some room, what is needed for whole words, and that room."""
    columns = draw(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 300)), min_size=2, max_size=14))
    room = draw(st.integers(320, 2500))
    needs = {number: need for number, (_, need) in enumerate(columns) if need}
    widths = column_widths(room, [share for share, _ in columns], needs)
    return [KeptColumn(str(number), width, Hold.FREE) for number, width in enumerate(widths)], needs, room


drags = st.lists(st.tuples(st.integers(0, 13), st.integers(-200, 3000)), min_size=1, max_size=8)


def widths_of(columns: list[KeptColumn]) -> list[int]:
    return [column.width for column in columns]


@given(table=standing(), dragging=drags)
def test_a_border_follows_the_mouse_what_stands_before_it_stays_and_nothing_jumps_when_it_is_let_go(
    table: tuple[list[KeptColumn], dict[int, int], int], dragging: list[tuple[int, int]]
) -> None:
    columns, needs, room = table
    for drawn, wanted in dragging:
        number = drawn % (len(columns) - 1)
        before = widths_of(columns)

        columns = dragged(columns, needs, number, wanted)

        after = widths_of(columns)
        assert sum(after) == room
        assert after[:number] == before[:number]
        assert all(now >= min(NARROWEST, then) for then, now in zip(before, after, strict=True))
        assert kept_widths(room, columns, needs) == after


def test_a_name_that_was_made_wider_can_still_be_read_in_a_narrower_window() -> None:
    name, *dates = (KeptColumn("Name", 251, Hold.SET), *(KeptColumn(f"{n}", 120, Hold.FREE) for n in range(6)))
    needs = dict.fromkeys(range(1, 7), 110)

    for room in range(300, 1000):
        assert kept_widths(room, [name, *dates], needs)[0] >= min(80, room // 7)


@given(table=standing(), dragging=drags, other=st.integers(0, 3000))
def test_dragged_columns_fill_a_table_of_every_width_and_come_back(
    table: tuple[list[KeptColumn], dict[int, int], int], dragging: list[tuple[int, int]], other: int
) -> None:
    columns, needs, room = table
    for number, wanted in dragging:
        columns = dragged(columns, needs, number % (len(columns) - 1), wanted)

    widths = kept_widths(other, columns, needs)

    assert sum(widths) == other
    assert min(widths) >= 0
    if other >= room:
        assert all(
            width >= column.width for width, column in zip(widths, columns, strict=True) if column.hold is Hold.SET
        )


def test_a_wider_table_gives_what_it_has_more_to_those_that_nobody_dragged() -> None:
    columns = [KeptColumn("name", 200, Hold.SET), KeptColumn("born", 90, Hold.FREE), KeptColumn("note", 110, Hold.FREE)]

    assert kept_widths(600, columns, {1: 90}) == [200, 180, 220]


def test_a_narrow_table_takes_from_a_dragged_column_what_dates_need() -> None:
    columns = [KeptColumn("name", 200, Hold.SET), KeptColumn("born", 90, Hold.FREE), KeptColumn("note", 110, Hold.FREE)]

    assert kept_widths(320, columns, {1: 90}) == [150, 90, 80]


def test_words_that_may_be_cut_give_way_before_dates() -> None:
    columns = [
        KeptColumn("name", 200, Hold.FREE),
        KeptColumn("born", 90, Hold.FREE),
        KeptColumn("note", 110, Hold.FREE),
    ]

    assert widths_of(dragged(columns, {1: 90}, 0, 230)) == [230, 90, 80]
    assert widths_of(dragged(columns, {1: 90}, 0, 270)) == [270, 90, 40]
    assert widths_of(dragged(columns, {1: 90}, 0, 300)) == [300, 60, 40]


def test_who_makes_room_again_sees_dates_whole_first() -> None:
    columns = [KeptColumn("name", 250, Hold.FREE), KeptColumn("born", 40, Hold.CUT), KeptColumn("note", 110, Hold.FREE)]

    assert dragged(columns, {1: 90}, 0, 200)[1] == KeptColumn("born", 90, Hold.FREE)
