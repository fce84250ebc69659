"""Every edge lies on a whole pixel of the screen, at every scale and in both directions."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.gui.calendar.sheet.grid import Grid

grids = st.builds(
    Grid,
    columns=st.integers(1, 20),
    column_width=st.floats(100, 400),
    hour_height=st.integers(40, 480),
    scale=st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0]),
    is_mirrored=st.booleans(),
)


@given(grids, st.integers(0, 1440))
def test_a_minute_begins_on_a_pixel_and_is_found_there(grid: Grid, minute: int) -> None:
    y = grid.y(minute)

    assert abs(y * grid.scale - round(y * grid.scale)) < 1e-6
    assert abs(grid.minute_at(y) - min(minute, 1439)) <= 2


@given(grids, st.data())
def test_the_middle_of_a_column_is_found_in_it(grid: Grid, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, grid.columns - 1))

    assert grid.column_at(grid.x(column) + grid.column_width / 2) == column


def test_beside_the_columns_there_is_none() -> None:
    grid = Grid(columns=2, column_width=100, hour_height=60)

    assert grid.column_at(-1) is None
    assert grid.column_at(200) is None


def test_mirrored_the_first_column_is_at_the_right() -> None:
    grid = Grid(columns=3, column_width=100, hour_height=60, is_mirrored=True)

    assert grid.x(0) == 200
