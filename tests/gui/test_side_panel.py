"""The chosen appointment and patient beside the calendar, on a real clinic."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.access import permissions_of
from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.people import Role, Sex
from clinic_desktop.domain.waiting_room import WalkIn
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb, fits_day, verbs_of
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.widgets.pair_row import PairRow

from .calendar.reception_desk import words_on
from .front_desk import FrontDesk, a_front_desk, today_at

V = AppointmentVerb


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def panel(desk: FrontDesk) -> SidePanel:
    made = SidePanel(desk.workplace, desk.verbs)
    desk.show(made)
    made.resize(Measure.RIGHT_SIDE, 740)
    return made


def row_of(panel: SidePanel, words: str) -> QAbstractButton:
    return next(
        row for row in panel.parts.patient_card.findChildren(PairRow) if row.text() == words and row.isVisible()
    )


def test_an_appointment_is_shown_with_everything_kept_about_it(desk: FrontDesk, panel: SidePanel) -> None:
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), alerts=("Penicillin allergy",), sex=Sex.MALE))
    appointment = desk.booked(today_at(10, 30), reason="Chest pain", desk_note="Brings his own ECG")

    panel.show_appointment(desk.line(appointment))
    desk.settle()

    assert panel.parts.facts.fact("when") == "Today 10:30–11:00"
    assert panel.parts.facts.fact("with").startswith("Dr Amara Okafor")
    assert panel.parts.facts.fact("type") == "Consultation · 30 min"
    assert (panel.parts.facts.fact("reason"), panel.parts.facts.fact("note")) == ("Chest pain", "Brings his own ECG")
    assert panel.parts.head.alerts.text == "Penicillin allergy"
    assert panel.parts.facts.status.text == "Booked"


def test_the_line_is_painted_before_anything_is_read(desk: FrontDesk, panel: SidePanel) -> None:
    line = desk.line(desk.booked(today_at(10, 30)))

    panel.show_appointment(line)

    assert panel.parts.facts.fact("when") == "Today 10:30–11:00"


def test_the_main_button_follows_the_patient_through_the_house(desk: FrontDesk, panel: SidePanel) -> None:
    appointment = desk.booked(today_at(10, 30))
    panel.show_appointment(desk.line(appointment))
    desk.settle()

    seen = []
    for verb in (V.CHECK_IN, V.SEND_TO_ROOM, V.COMPLETE):
        desk.click(panel.parts.buttons.button(verb))
        seen.append(desk.clinic.stored(appointment).status)

    assert seen == [AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED]
    assert panel.parts.facts.status.text.startswith("Completed")
    assert panel.parts.buttons.isHidden()


def test_a_step_is_undone_from_its_notice(desk: FrontDesk, panel: SidePanel) -> None:
    appointment = desk.booked(today_at(10, 30))
    panel.show_appointment(desk.line(appointment))
    desk.settle()
    desk.click(panel.parts.buttons.button(V.CHECK_IN))

    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()

    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED
    assert panel.parts.facts.status.text == "Booked"


def test_how_long_someone_waits_stands_with_the_status(desk: FrontDesk, panel: SidePanel) -> None:
    arrived = (desk.clinic.clock.now - timedelta(minutes=7)).astimezone(UTC)
    appointment = desk.booked(today_at(9, 30), status=AppointmentStatus.ARRIVED, arrived_at=arrived)

    panel.show_appointment(desk.line(appointment))

    assert panel.parts.facts.status.text == "Arrived · 7 min"


def test_news_from_another_desk_is_shown_in_place(desk: FrontDesk, panel: SidePanel) -> None:
    appointment = desk.booked(today_at(10, 30))
    panel.show_appointment(desk.line(appointment))
    desk.settle()

    desk.clinic.as_admin().waiting.check_in(appointment.id, appointment.version)
    desk.qtbot.waitUntil(lambda: panel.parts.facts.status.text.startswith("Arrived"))
    desk.settle()

    assert panel.line is not None
    assert panel.line.status is AppointmentStatus.ARRIVED


def test_a_step_taken_twice_says_that_someone_was_first(desk: FrontDesk, panel: SidePanel) -> None:
    appointment = desk.booked(today_at(10, 30))
    stale = desk.line(appointment)
    desk.clinic.as_admin().waiting.check_in(appointment.id, appointment.version)

    desk.verbs.run(V.CHECK_IN, stale)
    desk.settle()

    assert desk.notices[-1].text.startswith("Someone else changed this appointment meanwhile.")


def test_a_click_on_a_phone_number_copies_it(desk: FrontDesk, panel: SidePanel) -> None:
    novak = desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), mobile="+49 30 901820"))
    panel.show_patient(novak.id)
    desk.settle()

    desk.click(row_of(panel, "+49 30 901820"))

    assert QGuiApplication.clipboard().text() == "+49 30 901820"


def test_a_click_on_the_next_appointment_leads_there(desk: FrontDesk, panel: SidePanel) -> None:
    shown, later = desk.booked(today_at(10, 30)), desk.booked(today_at(10, 30) + timedelta(days=9))
    panel.show_appointment(desk.line(shown))
    desk.settle()

    with desk.qtbot.waitSignal(panel.appointment_wanted) as wanted:
        desk.click(row_of(panel, "Thu 3 Dec · 10:30"))

    assert wanted.args is not None
    assert wanted.args[0].id == later.id


def test_another_appointment_of_the_same_patient_changes_only_what_is_another(
    desk: FrontDesk, panel: SidePanel
) -> None:
    novak = desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), mobile="+49 30 901820", notes="Deaf"))
    first, second = desk.booked(today_at(10, 30)), desk.booked(today_at(10, 30) + timedelta(days=9))
    panel.show_appointment(desk.line(first))
    desk.settle()
    phone = row_of(panel, "+49 30 901820")

    panel.show_appointment(desk.line(second))
    desk.settle()
    assert row_of(panel, "+49 30 901820") is phone
    assert row_of(panel, "Today · 10:30").isVisible()
    assert "Deaf" in words_on(panel)

    panel.show_patient(desk.clinic.kim.id)
    desk.settle()
    assert novak.mobile not in words_on(panel)
    assert "Deaf" not in words_on(panel)


def test_a_patient_alone_can_be_booked_for(desk: FrontDesk, panel: SidePanel) -> None:
    panel.show_patient(desk.clinic.novak.id)
    desk.settle()

    with desk.qtbot.waitSignal(desk.verbs.opened) as opened:
        desk.click(panel.parts.book_button)

    assert opened.args is not None
    assert opened.args[0].patient.patient.id == desk.clinic.novak.id


def test_a_walk_in_taken_in_at_another_desk_stands_with_the_patient_at_once(desk: FrontDesk, panel: SidePanel) -> None:
    panel.show_patient(desk.clinic.novak.id)
    desk.settle()

    taken_in = desk.clinic.as_admin().waiting.walk_in(
        WalkIn(patient_id=desk.clinic.novak.id, type_id=desk.clinic.consultation.id)
    )
    desk.settle()

    card = panel.parts.patient_card.card
    assert card is not None
    assert taken_in.id in {line.id for line in (*card.upcoming, *card.past)}


def test_closing_says_what_belongs_here(desk: FrontDesk, panel: SidePanel) -> None:
    panel.show_patient(desk.clinic.novak.id)
    desk.settle()

    desk.click(panel.parts.close_button)

    assert panel.patient_id is None
    assert panel.parts.head.isHidden() or not panel.parts.head.isVisible()


def test_a_colleagues_appointment_offers_a_doctor_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with a_front_desk(tmp_path, qtbot, role="doctor") as desk:
        own = desk.line(desk.booked(today_at(10, 30)))
        colleagues = replace(own, practitioner_id=desk.clinic.fischer.id)

        assert desk.verbs.offers(colleagues) == ()
        assert desk.verbs.offers(own)[0].verb is V.CHECK_IN


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (
            AppointmentStatus.BOOKED,
            [V.CHECK_IN, V.CONFIRM, V.ASK_TO_ARRIVE, V.MOVE, V.CANCEL, V.NO_SHOW, V.WANT_EARLIER],
        ),
        (AppointmentStatus.ARRIVED, [V.SEND_TO_ROOM, V.MOVE]),
        (AppointmentStatus.IN_ROOM, [V.COMPLETE]),
        (AppointmentStatus.NOSHOW, [V.CHECK_IN]),
        (AppointmentStatus.FULFILLED, []),
        (AppointmentStatus.CANCELLED, []),
        (AppointmentStatus.ENTERED_IN_ERROR, []),
    ],
)
def test_each_status_offers_what_may_follow_it(status: AppointmentStatus, offered: list[AppointmentVerb]) -> None:
    offers = verbs_of(status, Confirmation.NONE, permissions_of(Role.RECEPTIONIST))

    assert [offer.verb for offer in offers] == offered
    assert sum(offer.is_main for offer in offers) == (1 if offered else 0)


@pytest.mark.parametrize(
    ("days", "offered"), [(-1, {V.NO_SHOW}), (0, {V.CHECK_IN, V.NO_SHOW}), (1, set())], ids=["past", "today", "to come"]
)
def test_nobody_comes_or_fails_to_before_the_day(days: int, offered: set[AppointmentVerb]) -> None:
    today = date(2026, 11, 24)

    fitting = {verb for verb in (V.CHECK_IN, V.NO_SHOW) if fits_day(verb, today + timedelta(days=days), today)}

    assert fitting == offered
