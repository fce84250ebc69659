"""What the tests of a signed-in patient's pages do at the desk."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from clinic_desktop.domain.appointments import (
    Appointment,
)
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.booking_path import Step
from clinic_desktop.gui.patient_desk.booking_steps import ConfirmStep, TimeStep
from clinic_desktop.gui.patient_desk.day_step import DayStep
from clinic_desktop.gui.patient_desk.details_page import DetailsPage
from tests.gui.patient_desk.at_the_desk import AtTheDesk

NOBODY = UUID(int=0)
NEW_PASSWORD = "seven otters in a boat"


def booked(desk: AtTheDesk, **fields: object) -> Appointment:
    stored = desk.clinic.store(desk.clinic.an_appointment(**fields))  # type: ignore[arg-type] # the test says what
    desk.settle()
    return stored


def in_a_week(desk: AtTheDesk, **fields: object) -> Appointment:
    return booked(desk, starts_at=desk.clinic.clock.now + timedelta(days=7), **fields)


def of_novak(desk: AtTheDesk) -> list[Appointment]:
    with desk.clinic.database.reading() as reading:
        return reading.where(Appointment, patient_id=desk.clinic.novak.id, order=("starts_at",))


def click(desk: AtTheDesk, widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    desk.settle()


def book_page(desk: AtTheDesk) -> BookPage:
    return desk.page(BookPage)


def asked(desk: AtTheDesk) -> Step:
    path = book_page(desk).path
    assert path is not None
    return path.step


def to_the_days(desk: AtTheDesk) -> DayStep:
    """Cardiology, Consultation, anyone."""
    desk.press("Book an appointment")
    for words in ("Cardiology", "Consultation", "Anyone"):
        desk.press(words)
    content = book_page(desk).content
    assert isinstance(content, DayStep)
    return content


def to_the_last_look(desk: AtTheDesk) -> ConfirmStep:
    """The first time of the second day that has one."""
    days = to_the_days(desk)
    click(desk, [button for button in days.days.values() if button.isEnabled()][1])
    times = book_page(desk).content
    assert isinstance(times, TimeStep)
    click(desk, next(iter(times.buttons.values())))
    last = book_page(desk).content
    assert isinstance(last, ConfirmStep)
    return last


def button_called(desk: AtTheDesk, name: str) -> QAbstractButton:
    return next(
        each
        for each in desk.window.findChildren(QAbstractButton)
        if each.isVisible() and name in (each.text(), each.accessibleName())
    )


def details_page(desk: AtTheDesk) -> DetailsPage:
    desk.press("My details")
    return desk.page(DetailsPage)


def register(desk: AtTheDesk, *, given: str = "Ida", family: str = "Berg", born: str = "7.5.1990") -> None:
    """A newcomer answers every question, and is inside."""
    desk.press("I am new here")
    for steps in (
        {"First name": given, "Family name": family},
        {"Date of birth": born},
        {"E-mail": "ida@example.org"},
        {"User name": "iberg"},
        {"Password": NEW_PASSWORD, "The same password once more": NEW_PASSWORD},
    ):
        for name, text in steps.items():
            desk.type(name, text)
        desk.key(Qt.Key.Key_Return)
