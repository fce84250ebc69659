"""An appointment for the patient's own calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.sheets import AppointmentSlip

if TYPE_CHECKING:
    from icalendar import Event, Timezone


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What the entry says, in the patient's language: its title, its text, and where it is."""

    title: str
    text: str
    place: str


def uid_of(appointment_id: UUID) -> str:
    """What names an appointment in every calendar, however often it is moved."""
    return f"{appointment_id}@clinic-desktop"


def calendar_file(slip: AppointmentSlip, words: EventWords, settings: ClinicSettings, now: datetime) -> bytes:
    """The whole file, in the clinic's time with its zone's rules; a calendar that knows an older one replaces it."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone_rules(settings.zone_info, slip.line.starts_at))
    calendar.add_component(_event(slip, words, settings.zone_info, now))
    return bytes(calendar.to_ical())


def event_code(slip: AppointmentSlip, words: EventWords) -> str:
    """The entry alone and in UTC: short enough for a QR code that a telephone reads from a screen."""
    from icalendar import Calendar, Event

    line, event = slip.line, Event()
    event.add("uid", uid_of(line.id))
    event.add("summary", words.title)
    event.add("location", words.place)
    event.add("dtstart", line.starts_at)
    event.add("dtend", line.ends_at)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8").strip()


def _event(slip: AppointmentSlip, words: EventWords, zone: ZoneInfo, now: datetime) -> "Event":
    from icalendar import Event

    line, event = slip.line, Event()
    event.add("uid", uid_of(line.id))
    event.add("sequence", line.version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", words.title)
    event.add("description", words.text)
    event.add("location", words.place)
    event.add("dtstart", line.starts_at.astimezone(zone))
    event.add("dtend", line.ends_at.astimezone(zone))
    event.add("status", "TENTATIVE" if slip.is_provisional else "CONFIRMED" if line.status.holds_time else "CANCELLED")
    event.add("class", "PRIVATE")
    return event


def _zone_rules(zone: ZoneInfo, around: datetime) -> "Timezone":
    """How that zone's clocks stand from a year before that moment to a year after it (RFC 5545, 3.6.5).

    Written out change by change: the zone may have no rule that goes on, and no calendar needs more of it.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    rules = Timezone()
    rules.add("tzid", zone.key)
    begins = (around - _YEAR).replace(minute=0, second=0, microsecond=0)
    for before, after in ((begins, begins), *_changes(zone, begins, around + _YEAR)):
        was, becomes = before.astimezone(zone).utcoffset(), after.astimezone(zone).utcoffset()
        assert was is not None
        part = TimezoneDaylight() if after.astimezone(zone).dst() else TimezoneStandard()
        part.add("dtstart", (after + was).replace(tzinfo=None))
        part.add("tzoffsetfrom", was)
        part.add("tzoffsetto", becomes)
        part.add("tzname", after.astimezone(zone).tzname())
        rules.add_component(part)
    return rules


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The changes of a zone's clocks in UTC: the last minute before each, and the first of the new time."""
    moment = begins
    while moment < ends:
        later = moment + _STEP
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            low, high = moment, later
            while high - low > _MINUTE:
                middle = low + (high - low) / 2
                middle = middle.replace(second=0, microsecond=0)
                if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
                    low = middle
                else:
                    high = middle
            yield low, high
        moment = later


_PRODUCT = "-//Clinic Desktop//Appointments//EN"
_YEAR = timedelta(days=366)
_STEP = timedelta(days=2)
_MINUTE = timedelta(minutes=1)
