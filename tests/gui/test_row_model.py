"""A list of rows changes only what changed, and finds a row by its key wherever it stands by then."""

from typing import NamedTuple

from pytestqt.modeltest import ModelTester

from clinic_desktop.gui.row_model import RowModel


class Guest(NamedTuple):
    """Somebody by a number."""

    number: int
    name: str


def a_list(*guests: Guest) -> RowModel[Guest]:
    made = RowModel[Guest](key=lambda guest: guest.number, text=lambda guest: guest.name)
    made.set_rows(guests)
    return made


ANN, BEN, CLEO, DAN = Guest(1, "Ann"), Guest(2, "Ben"), Guest(3, "Cleo"), Guest(4, "Dan")


def test_rows_come_go_and_change_places(qtmodeltester: ModelTester) -> None:
    guests = a_list(ANN, BEN, CLEO)
    qtmodeltester.check(guests)  # type: ignore[no-untyped-call]  # pytest-qt has no types for it

    for rows in ((CLEO, DAN, ANN), (DAN,), (BEN, CLEO), (), (ANN, BEN)):
        guests.set_rows(rows)
        assert tuple(guests.rows) == rows


def test_a_row_is_found_by_its_key_after_every_change() -> None:
    guests = a_list(ANN, BEN, CLEO)

    places = [guests.index_of(3).row()]
    for rows in ((CLEO, DAN, ANN), (DAN, ANN), (ANN, DAN, CLEO), (BEN,)):
        guests.set_rows(rows)
        places.append(guests.index_of(3).row())

    assert places == [2, 0, -1, 2, -1]


def test_whoever_listens_finds_the_rows_as_they_are_at_that_moment() -> None:
    guests = a_list(ANN, BEN, CLEO)
    found = []
    guests.rowsRemoved.connect(lambda *_: found.append(guests.index_of(3).row()))
    guests.rowsInserted.connect(lambda *_: found.append(guests.index_of(3).row()))
    assert guests.index_of(3).row() == 2

    guests.set_rows((DAN, CLEO))

    assert found == [1, 0, 1]


def test_rows_of_which_none_stays_come_together() -> None:
    guests = a_list(ANN, BEN)
    came = []
    guests.rowsInserted.connect(lambda _, first, last: came.append((first, last)))

    guests.set_rows((CLEO, DAN))

    assert came == [(0, 1)]
