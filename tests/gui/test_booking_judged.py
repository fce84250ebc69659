"""What the booking dialog says by itself: whether the time fits, who holds it, and what matters of the patient."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.gui.privacy import switch

from .front_desk import FrontDesk, a_front_desk, as_found, today_at
from .test_booking_dialog import choose_okafor, for_novak, opened, type_when


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def test_the_time_that_stands_in_the_form_is_judged_while_one_types(desk: FrontDesk) -> None:
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id)
    dialog = for_novak(desk)
    choose_okafor(desk, dialog)

    said = []
    for time in ("14:00", "15:30", "8:00"):
        type_when(desk, dialog, "today", time)
        said.append(dialog.form.verdict.text)

    assert said == ["Free", "15:30–16:00 is taken.", "That time is over."]


def test_the_nearest_free_times_are_one_click_away(desk: FrontDesk) -> None:
    desk.booked(today_at(15, 30), patient_id=desk.clinic.kim.id)
    dialog = opened(desk, patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    words = [button.text() for button in dialog.form.verdict.offer_buttons]

    desk.click(dialog.form.verdict.offer_buttons[1])

    assert words == ["16:00", "15:00"]
    assert dialog.book_button.text() == "Book today 15:00"
    assert dialog.form.verdict.text == "Free"


def test_a_time_that_another_desk_holds_is_named_and_not_refused_to_who_has_a_reason(desk: FrontDesk) -> None:
    desk.clinic.as_admin().holds.place(desk.slot(today_at(15, 30)))

    dialog = opened(desk, patient=as_found(desk.clinic.novak), slot=desk.slot(today_at(15, 30)))
    said = dialog.form.verdict.text
    desk.click(dialog.book_button)
    desk.click(dialog.refusal.begin_over)
    desk.type_into(dialog.refusal.over_reason, "Agreed with Sam")
    desk.click(dialog.refusal.book_over)

    assert said == "Held by Sam Ortiz until 09:05."
    (booked,) = desk.appointments()
    assert booked.overbook_reason == "Agreed with Sam"


def test_what_matters_of_the_patient_stands_beside_the_booking(desk: FrontDesk) -> None:
    novak = desk.clinic.stored(desk.clinic.novak)
    desk.clinic.store(
        replace(novak, alerts=("Penicillin allergy",), language="Czech", own_doctor_id=desk.clinic.fischer.id)
    )
    desk.booked(today_at(9) - timedelta(days=40), status=AppointmentStatus.FULFILLED)
    desk.booked(today_at(9) - timedelta(days=60), status=AppointmentStatus.NOSHOW)
    desk.booked(today_at(9) - timedelta(days=900), status=AppointmentStatus.NOSHOW)
    desk.booked(today_at(9) + timedelta(days=9))

    dialog = opened(desk, patient=as_found(desk.clinic.stored(desk.clinic.novak)))

    assert dialog.patient.facts.split(", ") == [
        "Peter Novak", "14 Mar 1961 (65) · MRN 100001", "Penicillin allergy", "1 no-show in two years",
        "Next: Thu 3 Dec 09:00 · Dr Okafor", "Last: 15 Oct 2026 · Own doctor: Dr Fischer · Czech",
    ]  # fmt: skip


def test_the_privacy_key_hides_who_is_booked(desk: FrontDesk) -> None:
    dialog = for_novak(desk)

    switch().set_on(True)
    hidden = dialog.patient.facts
    switch().set_on(False)

    assert "Novak" not in hidden
    assert "1961" not in hidden
    assert "Novak" in dialog.patient.facts
