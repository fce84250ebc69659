"""The model tells exactly what changed, so that selection and scroll survive."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.appointment_model import AppointmentModel, Role

from .day_builders import BERLIN, a_line, an_id


@pytest.fixture
def model(dressed: object) -> AppointmentModel:
    made = AppointmentModel(BERLIN)
    made._tester = QAbstractItemModelTester(  # type: ignore[attr-defined] # lives as long as the model
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return made


def names(model: AppointmentModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_rows_are_ordered_by_start(model: AppointmentModel) -> None:
    model.set_lines([a_line("Late", "11:00"), a_line("Early", "08:00")])

    assert names(model) == ["Early", "Late"]


def test_a_changed_line_is_told_as_a_change_and_nothing_else(model: AppointmentModel, qtbot: QtBot) -> None:
    line, other = a_line("Peter Novak"), a_line("Ines Carvalho", "10:00")
    model.set_lines([line, other])
    arrived = replace(line, version=2, status=AppointmentStatus.ARRIVED)

    with (
        qtbot.waitSignal(model.dataChanged) as told,
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.rowsRemoved),
    ):
        changed = model.set_lines([arrived, other])

    assert told.args is not None
    assert told.args[0].row() == 0
    assert changed == {line.id}
    assert model.line(line.id) is arrived


def test_the_same_lines_again_tell_nothing(model: AppointmentModel, qtbot: QtBot) -> None:
    lines = [a_line("Peter Novak"), a_line("Ines Carvalho", "10:00")]
    model.set_lines(lines)

    with qtbot.assertNotEmitted(model.dataChanged):
        changed = model.set_lines(list(reversed(lines)))

    assert changed == frozenset()


def test_a_selected_appointment_stays_selected_when_it_moves(model: AppointmentModel) -> None:
    line = a_line("Peter Novak", "09:00")
    model.set_lines([line, a_line("Ines Carvalho", "10:00")])
    selection = QItemSelectionModel(model)
    selection.setCurrentIndex(model.index_of(line.id), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    model.set_lines([a_line("Ines Carvalho", "10:00"), a_line("Peter Novak", "11:00")])

    (selected,) = selection.selectedIndexes()
    assert selected.row() == 1
    assert selected.data() == "Peter Novak"


@pytest.mark.parametrize(("times", "row"), [((9, 20), 0), ((18, 8), 9)])
def test_however_far_an_appointment_moves_one_row_moves(
    model: AppointmentModel, qtbot: QtBot, times: tuple[int, int], row: int
) -> None:
    before, after = times
    others = [a_line(f"Patient {hour}", f"{hour:02}:30") for hour in range(9, 18)]
    model.set_lines([a_line("Peter Novak", f"{before:02}:00"), *others])
    moves: list[int] = []
    model.rowsMoved.connect(lambda _, first, *__: moves.append(first))

    model.set_lines([a_line("Peter Novak", f"{after:02}:00"), *others])

    assert moves == [row]


def test_a_row_is_read_aloud_in_words(model: AppointmentModel) -> None:
    model.set_lines([a_line("Peter Novak", alerts=("Penicillin allergy",), is_overbooked=True)])

    words = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert words.startswith("09:00–09:30, Peter Novak, Follow-up, Booked, Dr Amara Okafor")
    assert "Alert: Penicillin allergy" in words
    assert "Booked over another appointment" in words


def test_a_role_gives_the_line_itself(model: AppointmentModel) -> None:
    line = a_line()
    model.set_lines([line])

    assert model.index(0).data(Role.LINE) == line
    assert model.index(0).data(Role.STATUS) == "booked"
    assert model.index(0).data(Role.STARTS_AT) == line.starts_at
    assert model.index(0).data(Role.ENDS_AT) == line.ends_at
    assert not model.index_of(an_id("nobody")).isValid()


lines = st.builds(
    lambda name, hour, version: a_line(f"Patient {name}", f"{hour:02}:00", version=version),
    st.integers(0, 12),
    st.integers(7, 18),
    st.integers(1, 3),
)
days = st.lists(lines, unique_by=lambda line: line.id, max_size=10)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=days, after=days)
def test_whatever_changes_each_kept_index_follows_its_appointment(
    model: AppointmentModel, before: list[AppointmentLine], after: list[AppointmentLine]
) -> None:
    model.set_lines(before)
    kept = {line.id: QPersistentModelIndex(model.index_of(line.id)) for line in before}

    changed = model.set_lines(after)

    assert list(model.lines()) == sorted(after, key=lambda line: (line.starts_at, line.ends_at, line.id))
    for line in before:
        stays = any(line.id == other.id for other in after)
        assert kept[line.id].isValid() == stays
        if stays:
            assert model.lines()[kept[line.id].row()].id == line.id
    assert changed == {line.id for line in after if line not in before}
