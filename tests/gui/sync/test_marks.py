"""What the stations have not agreed on is marked wherever an appointment is shown, and nothing else is drawn anew."""

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.syncing import SyncMode
from clinic_desktop.exchange.demo.other_desk import OtherDesk
from clinic_desktop.gui.appointment_words import spoken
from clinic_desktop.gui.calendar.sheet.appointment_delegate import AppointmentDelegate
from clinic_desktop.gui.sync_watch import PATIENCE
from clinic_desktop.gui.unconfirmed import unconfirmed
from clinic_desktop.gui.waiting_room.board_page import BoardPage
from clinic_desktop.gui.widgets.pair_row import PairRow
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.reception_desk import Desk, booked, words_on
from tests.gui.front_desk import BERLIN

from .scenes import AT_ELEVEN, booked_twice, says


def line_of(desk: Desk, appointment: Appointment) -> AppointmentLine:
    return desk.window.workplace.clinic.scheduling.open(appointment.id).line


def face(line: AppointmentLine, width: float, height: float) -> QImage:
    delegate = AppointmentDelegate(BERLIN)
    return delegate.face(line, QSizeF(width, height), NINE_OCLOCK).toImage()


@pytest.mark.parametrize(("width", "height"), [(240, 40), (120, 20), (46, 14), (40, 6)])
def test_a_pending_appointment_looks_otherwise_in_boxes_of_every_size(desk: Desk, width: float, height: float) -> None:
    line = line_of(desk, booked(desk, AT_ELEVEN))
    plain = face(line, width, height)

    unconfirmed().set_ids(frozenset({line.id}))

    assert face(line, width, height) != plain


@pytest.mark.parametrize(("width", "height"), [(240, 40), (46, 14), (40, 6)])
def test_a_contested_one_looks_otherwise_than_a_pending_one(
    desk: Desk, far: OtherDesk, width: float, height: float
) -> None:
    contested = line_of(desk, booked_twice(desk, far))
    pending = line_of(desk, booked(desk, AT_ELEVEN + timedelta(hours=1)))
    unconfirmed().set_ids(frozenset({pending.id}))

    assert contested.is_contested
    assert face(contested, width, height) != face(pending, width, height)


def test_a_screen_reader_hears_of_the_mark(desk: Desk, far: OtherDesk) -> None:
    contested = line_of(desk, booked_twice(desk, far))
    pending = line_of(desk, booked(desk, AT_ELEVEN + timedelta(hours=1)))
    unconfirmed().set_ids(frozenset({pending.id}))

    assert spoken(contested, BERLIN).endswith("Needs a decision")
    assert spoken(pending, BERLIN).endswith("Not yet confirmed by the shared server")


def test_offline_a_booking_is_marked_at_once_and_confirmed_when_the_server_has_it(desk: Desk) -> None:
    made = booked(desk, AT_ELEVEN)
    desk.choose(made)

    says(desk, SyncMode.OFFLINE, unsent=frozenset({made.id}))
    assert made.id in unconfirmed()
    assert "Not confirmed" in desk.page.panel.parts.facts.shared.text

    says(desk)
    assert made.id not in unconfirmed()
    assert desk.page.panel.parts.facts.shared.text == "Confirmed"


def test_without_a_shared_server_nothing_is_said_of_one(desk: Desk) -> None:
    desk.choose(booked(desk, AT_ELEVEN))

    assert not desk.page.panel.parts.facts.shared.isVisible()


def test_in_reach_of_the_server_a_booking_is_pending_only_after_a_moment(desk: Desk) -> None:
    made = booked(desk, AT_ELEVEN)

    says(desk, unsent=frozenset({made.id}))
    assert made.id not in unconfirmed()
    desk.qtbot.waitUntil(lambda: made.id in unconfirmed(), timeout=3 * PATIENCE)

    says(desk)
    assert made.id not in unconfirmed()


def test_only_the_box_whose_mark_changed_is_painted_anew(desk: Desk) -> None:
    booked(desk, AT_ELEVEN)
    other = booked(desk, AT_ELEVEN + timedelta(hours=3))
    view = desk.page.view
    desk.settle()
    boxes = {box.line.id: box for box in view._laid_out().boxes}
    assert all(box.face is not None for box in boxes.values())

    unconfirmed().set_ids(frozenset({other.id}))

    assert [which for which, box in boxes.items() if box.face is None] == [other.id]


def test_another_day_that_was_drawn_before_has_the_marks_of_now(desk: Desk) -> None:
    made = booked(desk, AT_ELEVEN)
    desk.page.step_days(1)
    desk.settle()

    unconfirmed().set_ids(frozenset({made.id}))
    desk.page.step_days(-1)
    desk.settle()

    view = desk.page.view
    place = view.visualRect(view.appointments().index_of(made.id))
    marked = view.viewport().grab(place).toImage()
    unconfirmed().set_ids(frozenset())
    desk.settle()
    assert view.viewport().grab(place).toImage() != marked


def test_the_board_and_the_file_card_tell_of_it_too(desk: Desk) -> None:
    made = booked(desk, AT_ELEVEN)
    later = booked(desk, AT_ELEVEN + timedelta(days=2))
    ids: frozenset[UUID] = frozenset({made.id, later.id})
    says(desk, SyncMode.OFFLINE, unsent=ids)

    desk.choose(made)
    assert "Other desks" in words_on(desk.page.panel)
    card = desk.page.panel.parts.patient_card
    assert [row.accessibleName() for row in card.findChildren(PairRow) if "not confirmed" in row.accessibleName()] == [
        "Thu 26 Nov · 11:00, not confirmed · Dr Okafor"
    ]

    desk.window.commands["waiting_room"].trigger()
    desk.settle()
    page = desk.window.current_page
    assert isinstance(page, BoardPage)
    (shown,) = [each for column in page.view.columns.values() for each in column.list.cards.rows]
    assert shown.mark is not None
    assert "Not yet confirmed" in shown.tip
