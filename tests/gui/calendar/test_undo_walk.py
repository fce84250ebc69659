"""Undo and Redo by the keys, and what the Edit menu says that they would do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, Confirmation
from clinic_desktop.gui import privacy
from tests.gui.calendar.reception_desk import Desk, booked, button_of, words_on

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def names_hidden() -> Iterator[None]:
    privacy.switch().set_on(True)
    yield
    privacy.switch().set_on(False)


def checked_in(desk: Desk) -> Appointment:
    """Peter Novak, whom the person at this desk checked in."""
    appointment = booked(desk)
    desk.choose(appointment)
    desk.press(Qt.Key.Key_F5)
    return appointment


def words_of(desk: Desk, name: str) -> str:
    return desk.window.commands[name].text().replace("&", "")


def status_of(desk: Desk, appointment: Appointment) -> AppointmentStatus:
    return desk.clinic.stored(appointment).status


def test_with_nothing_done_there_is_nothing_to_undo(desk: Desk) -> None:
    assert not desk.window.commands["undo"].isEnabled()
    assert not desk.window.commands["redo"].isEnabled()


def test_the_edit_menu_says_what_would_be_undone_and_redone(desk: Desk) -> None:
    appointment = checked_in(desk)

    assert words_of(desk, "undo") == "Undo check-in of Peter Novak"
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert status_of(desk, appointment) is AppointmentStatus.BOOKED
    assert words_of(desk, "redo") == "Redo check-in of Peter Novak"
    assert not desk.window.commands["undo"].isEnabled()

    desk.press(Qt.Key.Key_Z, CONTROL | SHIFT)

    assert status_of(desk, appointment) is AppointmentStatus.ARRIVED
    assert words_of(desk, "undo") == "Undo check-in of Peter Novak"


@pytest.mark.usefixtures("names_hidden")
def test_the_edit_menu_names_nobody_while_names_are_hidden(desk: Desk) -> None:
    checked_in(desk)

    assert words_of(desk, "undo") == "Undo check-in of P. N."


def test_what_someone_else_changed_since_is_told_shown_and_passed_over(desk: Desk) -> None:
    first = checked_in(desk)
    desk.press(Qt.Key.Key_F7)
    admin = desk.clinic.as_admin()
    standing = desk.clinic.stored(first)
    admin.scheduling.change_notes(first.id, standing.version, reason="Chest pain", desk_note="")
    desk.settle()

    desk.press(Qt.Key.Key_Z, CONTROL)

    assert "was changed by Sam Ortiz since: reason changed" in words_on(desk.window.notices)
    assert status_of(desk, first) is AppointmentStatus.IN_ROOM
    desk.page.view.clearSelection()
    button_of(desk.window.notices, "Show it").click()
    desk.settle()
    assert desk.page.view.chosen() == first.id
    assert words_of(desk, "undo") == "Undo check-in of Peter Novak"


def test_another_persons_changes_are_not_offered(desk: Desk) -> None:
    appointment = booked(desk)
    desk.clinic.as_admin().waiting.confirm(appointment.id, 1, Confirmation.CONFIRMED)
    desk.settle()

    assert not desk.window.commands["undo"].isEnabled()
