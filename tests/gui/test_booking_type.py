"""Which type of appointment the booking dialog proposes, on a real clinic."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.requests import TypeDetails
from clinic_desktop.gui.booking.booking_dialog import BookingDialog

from .front_desk import FrontDesk, a_front_desk, as_found, today_at


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        settings = made.clinic.as_admin().settings
        settings.add_type(TypeDetails(name="Acupuncture", minutes=45))
        settings.add_type(TypeDetails(name="Check-up", minutes=20, patients_may_book=True))
        yield made


def opened(desk: FrontDesk, hour: int) -> BookingDialog:
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(hour)))
    desk.wait_for(dialog)
    desk.settle()
    return dialog


def test_the_first_proposal_is_a_type_that_patients_book_themselves(desk: FrontDesk) -> None:
    dialog = opened(desk, 10)

    assert dialog.form.type_box.currentText() == "Check-up · 20 min"
    assert dialog.form.minutes == 20


def test_before_anything_was_booked_it_is_the_usual_type_of_the_day(desk: FrontDesk) -> None:
    consultations = [desk.line(desk.booked(today_at(hour))) for hour in (9, 11, 13)]
    desk.verbs.learn_from(consultations)

    dialog = opened(desk, 10)

    assert dialog.form.type_box.currentText() == "Consultation · 30 min"


def test_what_was_booked_last_is_proposed_next(desk: FrontDesk) -> None:
    first = opened(desk, 10)
    first.form.type_box.setFocus()
    desk.press(first.form.type_box, Qt.Key.Key_Home)
    assert first.form.type_box.currentText() == "Acupuncture · 45 min"
    desk.click(first.book_button)

    second = opened(desk, 14)

    assert second.form.type_box.currentText() == "Acupuncture · 45 min"
    assert second.form.minutes == 45


def test_a_type_that_is_retired_meanwhile_is_not_proposed(desk: FrontDesk) -> None:
    first = opened(desk, 10)
    desk.press(first.form.type_box, Qt.Key.Key_Home)
    desk.click(first.book_button)
    admin = desk.clinic.as_admin().settings
    acupuncture = next(kind for kind in admin.types() if kind.name == "Acupuncture")

    admin.retire_type(acupuncture.id, acupuncture.version)
    second = opened(desk, 14)

    assert second.form.type_box.currentText() == "Check-up · 20 min"
