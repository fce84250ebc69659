"""What met, made quickly, and how the station stands, said as a sync station says it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.exchange.demo.other_desk import OtherDesk
from clinic_desktop.gui.sync.decision_card import DecisionCardView
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from tests.builders import NINE_OCLOCK
from tests.gui.calendar.reception_desk import Desk, booked

TEN_TO_NINE = NINE_OCLOCK - timedelta(minutes=10)
AT_ELEVEN = NINE_OCLOCK + timedelta(hours=2)


def booked_twice(desk: Desk, far: OtherDesk) -> Appointment:
    """Peter Novak at eleven, booked here, and Min Kim at the same time, booked there; his is the one without a slot."""
    mine = booked(desk, AT_ELEVEN)
    far.book_over(mine.id, desk.clinic.kim.id, by="Rosa Lopez", at=TEN_TO_NINE)
    desk.settle()
    return mine


def changed_twice(desk: Desk, far: OtherDesk) -> Patient:
    """Peter Novak's number, changed at both desks."""
    novak = desk.clinic.stored(desk.clinic.novak)
    far.change_too(
        novak,
        replace(novak, mobile="+49 30 901821"),
        replace(novak, mobile="+49 30 901999"),
        by="Rosa Lopez",
        at=TEN_TO_NINE,
    )
    desk.settle()
    return novak


def says(
    desk: Desk, mode: SyncMode = SyncMode.IN_SYNC, *, unsent: frozenset[UUID] = frozenset(), **fields: object
) -> None:
    """The station stands like this now."""
    whole = {"since": TEN_TO_NINE, "contact_at": NINE_OCLOCK, "waiting": len(unsent)} | fields
    desk.window.workplace.sync.tell(SyncState(mode=mode, unsent=unsent, **whole))  # type: ignore[arg-type] # as said
    desk.settle()


def decisions(desk: Desk) -> DecisionsPage:
    """The conflict desk, gone to by its key."""
    desk.window.commands["decisions"].trigger()
    desk.settle()
    page = desk.window.current_page
    assert isinstance(page, DecisionsPage)
    return page


def only_card(page: DecisionsPage) -> DecisionCardView:
    """The one card that there is."""
    (view,) = page.views.values()
    return view
