"""The waiting list in the words of its screens."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.waiting_list import GapOffer, Urgency, WaitingStatus
from clinic_desktop.gui.times import clock, clock_span
from clinic_desktop.gui.typed_dates import near_day, near_moment, sentence_case


def urgency_words(urgency: Urgency) -> str:
    """How much it presses."""
    return {
        Urgency.ROUTINE: _tr("Routine"),
        Urgency.URGENT: _tr("Urgent"),
        Urgency.ASAP: _tr("As soon as possible"),
    }[urgency]


def status_words(status: WaitingStatus) -> str:
    """Where an entry stands."""
    return {
        WaitingStatus.WAITING: _tr("Waiting"),
        WaitingStatus.BOOKED: _tr("Booked"),
        WaitingStatus.WITHDRAWN: _tr("Taken off"),
        WaitingStatus.LAPSED: _tr("Lapsed"),
    }[status]


def slot_words(slot: Slot, zone: ZoneInfo, today: date) -> str:
    """When a slot is, as a button says it: "today 15:00"."""
    return near_moment(wall_time(slot.starts_at, zone), today)


def gap_words(offer: GapOffer, zone: ZoneInfo, today: date) -> str:
    """What came free, and for how many: "2 people could take today 15:00–15:30 with Dr Okafor"."""
    starts, ends = wall_time(offer.gap.span.starts_at, zone), wall_time(offer.gap.span.ends_at, zone)
    when = f"{near_day(starts.date(), today)} {clock_span(starts, ends)}"
    text = (
        _tr("1 person could take {when} with {doctor}")
        if offer.count == 1
        else _tr("{count} people could take {when} with {doctor}")
    )
    return text.format(count=offer.count, when=when, doctor=offer.practitioner_name)


def since_words(asked_at: datetime, zone: ZoneInfo, today: date) -> str:
    """Since when somebody waits: the day, and the time where that is today."""
    wall = wall_time(asked_at, zone)
    if wall.date() == today:
        return _tr("Today {time}").format(time=clock(wall))
    days = (today - wall.date()) // timedelta(days=1)
    day = sentence_case(near_day(wall.date(), today))
    return _tr("{day} · 1 day").format(day=day) if days == 1 else _tr("{day} · {days} days").format(day=day, days=days)


def _tr(text: str) -> str:
    return QCoreApplication.translate("waiting-list", text)
