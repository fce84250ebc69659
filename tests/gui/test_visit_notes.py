"""Visit notes beside the calendar: inline where they may be read, and closed behind a reason where not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.patients.open_notes_dialog import OpenNotesDialog

from .front_desk import FrontDesk, a_front_desk, today_at

NOTE = "Irregular rhythm, ECG ordered."
REASON = "Called about by the emergency room"


@pytest.fixture
def doctor(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot, role="doctor") as made:
        yield made


def a_panel(desk: FrontDesk) -> SidePanel:
    panel = SidePanel(desk.workplace, desk.verbs)
    desk.show(panel)
    panel.resize(Measure.RIGHT_SIDE, 740)
    return panel


def a_visit_at_fischers(desk: FrontDesk, days_ago: int = 3, note: str = NOTE) -> Appointment:
    """Min Kim's."""
    return desk.booked(
        today_at(10) - timedelta(days=days_ago),
        patient_id=desk.clinic.kim.id,
        practitioner_id=desk.clinic.fischer.id,
        status=AppointmentStatus.FULFILLED,
        visit_note=note,
    )


def dialog_of(desk: FrontDesk) -> OpenNotesDialog:
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(OpenNotesDialog)))
    (dialog,) = desk.window.findChildren(OpenNotesDialog)
    desk.qtbot.waitUntil(dialog.isVisible)
    desk.wait_for(dialog)
    return dialog


def test_notes_of_a_patient_never_seen_are_closed_and_open_with_a_reason(doctor: FrontDesk) -> None:
    visit = a_visit_at_fischers(doctor)
    panel = a_panel(doctor)
    panel.show_appointment(doctor.line(visit))
    doctor.settle()

    notes = panel.parts.notes
    before = " ".join(notes.words)
    assert panel.parts.facts.fact("visit") == "written, closed to you"
    assert notes.open_button is not None
    doctor.click(notes.open_button)
    dialog = dialog_of(doctor)
    doctor.type_into(dialog.reason, "ill")
    doctor.press(dialog.reason, Qt.Key.Key_Return)
    complaint = dialog.reason_field.problem
    doctor.type_into(dialog.reason, REASON)
    doctor.press(dialog.reason, Qt.Key.Key_Return)
    doctor.qtbot.waitUntil(lambda: NOTE in notes.words)

    assert "A note by another doctor is closed to you" in before
    assert NOTE not in before
    assert complaint == "Say a little more: at least 10 characters."
    assert "Opened with a reason, until tomorrow 09:00. The audit log has it." in notes.words
    assert panel.parts.facts.fact("visit") == ""
    (line,) = doctor.clinic.as_admin().history.audit(AuditFilter(kind="disclosure"))
    assert line.words.endswith(f"Min Kim, whom they had never seen: {REASON}")


def test_going_back_opens_nothing(doctor: FrontDesk) -> None:
    panel = a_panel(doctor)
    a_visit_at_fischers(doctor)
    panel.show_patient(doctor.clinic.kim.id)
    doctor.settle()
    assert panel.parts.notes.open_button is not None
    doctor.click(panel.parts.notes.open_button)
    dialog = dialog_of(doctor)
    doctor.type_into(dialog.reason, REASON)

    doctor.press(dialog.reason, Qt.Key.Key_Escape)

    assert panel.parts.notes.open_button is not None
    assert doctor.clinic.as_admin().history.audit(AuditFilter(kind="disclosure")) == []


def test_notes_of_an_own_patient_stand_there_latest_first_with_the_chosen_ones_before(doctor: FrontDesk) -> None:
    visits = [a_visit_at_fischers(doctor, days_ago=number, note=f"Note {number}") for number in range(1, 8)]
    doctor.booked(today_at(8), patient_id=doctor.clinic.kim.id, status=AppointmentStatus.ARRIVED)
    panel = a_panel(doctor)

    panel.show_appointment(doctor.line(visits[2]))
    doctor.settle()
    few = [words for words in panel.parts.notes.words if words.startswith("Note")]
    assert panel.parts.notes.more_button is not None
    doctor.click(panel.parts.notes.more_button)

    assert few == ["Note 3", "Note 1", "Note 2", "Note 4"]
    assert [words for words in panel.parts.notes.words if words.startswith("Note")] == [
        *few,
        "Note 5",
        "Note 6",
        "Note 7",
    ]


def test_a_reason_that_lapses_while_the_notes_are_shown_closes_them(doctor: FrontDesk) -> None:
    a_visit_at_fischers(doctor)
    doctor.workplace.clinic.disclosures.open(doctor.clinic.kim.id, REASON)
    panel = a_panel(doctor)
    panel.show_patient(doctor.clinic.kim.id)
    doctor.settle()
    shown = NOTE in panel.parts.notes.words

    doctor.clinic.clock.forward(hours=24, minutes=1)
    doctor.workplace.admit(doctor.clinic.as_doctor())
    panel.parts.notes.lapsed.emit()
    doctor.settle()

    assert shown
    assert NOTE not in panel.parts.notes.words


def test_initials_instead_of_names_hide_the_notes_too(doctor: FrontDesk) -> None:
    visit = doctor.booked(today_at(8), status=AppointmentStatus.FULFILLED, visit_note=NOTE)
    panel = a_panel(doctor)
    panel.show_appointment(doctor.line(visit))
    doctor.settle()

    privacy.switch().set_on(True)
    doctor.settle()
    hidden = panel.parts.notes.words
    privacy.switch().set_on(False)
    doctor.settle()

    assert NOTE not in hidden
    assert NOTE in panel.parts.notes.words


def test_the_desk_learns_that_there_is_a_note_and_not_what_it_says(tmp_path: Path, qtbot: QtBot) -> None:
    with a_front_desk(tmp_path, qtbot) as desk:
        visit = a_visit_at_fischers(desk)
        panel = a_panel(desk)

        panel.show_appointment(desk.line(visit))
        desk.settle()

        assert panel.parts.facts.fact("visit") == "written, for doctors only"
        assert panel.parts.notes.isHidden()
