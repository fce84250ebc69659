"""A table's width is divided so that dates and numbers stand whole in it."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.gui.widgets.column_widths import column_widths


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
