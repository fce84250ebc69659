"""Whom the booking dialogs offer for what, and to whom they offer to book over."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.types_to_book import types_to_book

from .front_desk import FrontDesk, a_front_desk, as_found, today_at


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        clinic = made.clinic
        clinic.consultation = clinic.store(
            replace(clinic.consultation, practitioner_ids=(clinic.fischer.id,), patients_may_book=False)
        )
        yield made


def opened(desk: FrontDesk) -> BookingDialog:
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(10)))
    desk.wait_for(dialog)
    desk.settle()
    return dialog


def offered(dialog: BookingDialog) -> list[str]:
    box = dialog.form.practitioner_box
    return [box.itemText(row) for row in range(box.count())]


def test_those_who_offer_the_type_are_listed_and_others_when_another_is_chosen(desk: FrontDesk) -> None:
    dialog = opened(desk)
    assert dialog.form.type_box.currentText().startswith("Follow-up")
    assert len(offered(dialog)) == 2

    desk.press(dialog.form.type_box, Qt.Key.Key_Up)

    assert dialog.form.type_box.currentText().startswith("Consultation")
    # Dr Okafor stays, because the time was taken from her diary; the line says that she does not offer it.
    assert dialog.form.practitioner_id == desk.clinic.okafor.id
    assert "does not offer Consultation" in dialog.form.verdict.text


def test_a_doctor_is_offered_what_the_doctor_offers_and_may_book(desk: FrontDesk) -> None:
    clinic = desk.clinic
    follow_up = clinic.as_admin().settings.types()[1]

    assert [kind.name for kind in types_to_book(clinic.as_doctor())] == ["Follow-up"]
    clinic.store(replace(follow_up, patients_may_book=False, doctors_may_book=False))

    assert types_to_book(clinic.as_doctor()) == []
    assert [kind.name for kind in types_to_book(clinic.as_receptionist())] == ["Consultation", "Follow-up"]
