"""Rows come from one order into another by few moves."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.gui.reordering import moves


def moved(standing: list[int], wanted: list[int]) -> tuple[list[int], int]:
    """The rows after the moves, and how many there were."""
    rows, count = list(standing), 0
    for before, after in moves(standing, wanted):
        rows.insert(after, rows.pop(before))
        count += 1
    return rows, count


@given(rows=st.lists(st.integers(), unique=True, max_size=12), data=st.data())
def test_the_moves_lead_from_any_order_to_any_other(rows: list[int], data: st.DataObject) -> None:
    wanted = data.draw(st.permutations(rows))

    assert moved(rows, wanted)[0] == wanted


def test_what_goes_far_is_one_move_either_way() -> None:
    rows = list(range(500))
    later, earlier = [*rows[1:], 0], [499, *rows[:-1]]

    assert moved(rows, later) == (later, 1)
    assert moved(rows, earlier) == (earlier, 1)


def test_two_that_change_places_are_moved_past_what_lies_between_them() -> None:
    assert moved([1, 2, 3, 4, 5], [5, 2, 3, 4, 1]) == ([5, 2, 3, 4, 1], 2)


def test_rows_in_order_stay() -> None:
    assert moved([1, 2, 3], [1, 2, 3]) == ([1, 2, 3], 0)
