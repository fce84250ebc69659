"""A signed-in patient looks at, moves, cancels and takes along what is booked."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from clinic_desktop.domain.appointments import (
    AppointmentStatus,
    CancelledBy,
)
from clinic_desktop.domain.messages import Message
from clinic_desktop.gui.patient_desk.booking_path import Step
from clinic_desktop.gui.patient_desk.booking_steps import TimeStep
from clinic_desktop.gui.patient_desk.day_step import DayStep
from clinic_desktop.gui.patient_desk.take_along_page import TakeAlongPage
from clinic_desktop.gui.patient_desk.visit_page import VisitPage
from clinic_desktop.gui.patient_desk.visits_page import VisitsPage
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import (
    asked,
    book_page,
    booked,
    button_called,
    click,
    in_a_week,
    of_novak,
)
from tests.messaging import Mailroom


def test_to_come_and_past_are_listed_and_more_of_the_past_comes_when_asked(desk: AtTheDesk) -> None:
    in_a_week(desk)
    for number in range(1, 13):
        starts_at = desk.clinic.clock.now - timedelta(days=number)
        booked(desk, starts_at=starts_at, status=AppointmentStatus.FULFILLED)
    desk.sign_in()
    desk.press("My appointments")
    page = desk.page(VisitsPage)
    assert len(page.past) == 10

    click(desk, button_called(desk, "Show earlier ones"))

    assert len(page.past) == 12
    assert "Show earlier ones" not in desk.words()
    assert len(page.open_buttons) == 1


def test_a_patient_moves_the_own_appointment(desk: AtTheDesk) -> None:
    own = in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["move"])
    days = book_page(desk).content
    assert isinstance(days, DayStep)
    click(desk, [button for button in days.days.values() if button.isEnabled()][2])
    times = book_page(desk).content
    assert isinstance(times, TimeStep)
    click(desk, next(iter(times.buttons.values())))
    assert "Until now: Tuesday, 1 December, 09:00" in desk.words()

    desk.press("Move to Thursday, 26 November, 08:00")

    (moved,) = of_novak(desk)
    assert (moved.id, moved.practitioner_id) == (own.id, own.practitioner_id)
    assert f"{moved.local_start:%d %H:%M}" == "26 08:00"
    assert desk.title == "It is moved"


def test_it_can_be_moved_to_another_doctor(desk: AtTheDesk) -> None:
    in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["move"])

    desk.press("With another doctor")
    desk.press("Dr Lena Fischer")

    assert "Dr Lena Fischer" in book_page(desk).subtitle()
    assert asked(desk) is Step.DAY


def test_a_patient_cancels_after_one_more_question(desk: AtTheDesk) -> None:
    own = in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["cancel"])
    desk.press("Keep it")
    click(desk, desk.page(VisitPage).buttons["cancel"])
    desk.type("Why?", "On holiday")

    desk.press("Yes, cancel it")

    standing = desk.clinic.stored(own)
    assert (standing.status, standing.cancelled_by) == (AppointmentStatus.CANCELLED, CancelledBy.PATIENT)
    assert standing.cancel_reason == "On holiday"
    assert "Your appointment is cancelled." in desk.words()
    desk.key(Qt.Key.Key_Escape)
    assert "No appointment is booked." in desk.words()


def test_too_late_to_change_it_says_whom_to_ask(desk: AtTheDesk) -> None:
    booked(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")

    assert desk.page(VisitPage).buttons.keys() == {"take"}
    assert "It is too late to move or cancel it here. Please ask at the front desk." in desk.words()


def test_at_the_desk_nobody_is_led_to_the_files_of_the_pc(desk: AtTheDesk) -> None:
    in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["take"])
    page = desk.page(TakeAlongPage)

    assert "save" not in page.buttons
    assert not desk.window.findChildren(QFileDialog)
    assert len(page.modules) > 20


def test_without_a_printer_the_desk_says_so(desk: AtTheDesk) -> None:
    in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["take"])

    click(desk, desk.page(TakeAlongPage).buttons["print"])

    assert desk.page(TakeAlongPage).message.text


def test_it_is_sent_by_email_where_the_clinic_writes_any(desk: AtTheDesk) -> None:
    room = Mailroom(clinic=desk.clinic)
    room.switch_on()
    own = in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["take"])

    click(desk, desk.page(TakeAlongPage).buttons["mail"])

    with desk.clinic.database.reading() as reading:
        (message,) = reading.where(Message, appointment_id=own.id)
    assert message.recipient == "p.novak@example.org"
    assert "It will be in your mailbox soon." in desk.words()


def test_a_file_goes_where_a_person_at_an_ordinary_pc_says(tmp_path: Path, desk: AtTheDesk) -> None:
    own = in_a_week(desk)
    desk.sign_in()
    desk.press("My appointments")
    desk.press("Open")
    click(desk, desk.page(VisitPage).buttons["take"])

    desk.page(TakeAlongPage).save_in(tmp_path)
    desk.settle()

    (file,) = tmp_path.glob("*.ics")
    assert str(own.id) in file.read_text(encoding="utf-8")
    assert f"Saved as {file.name}." in desk.words()
