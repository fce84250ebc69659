"""What somebody waits for, and why they come next, in the words of the desk."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .clinic_time import day_words, moment_words, wall_time
from .gap_fitting import days_waited
from .queries import DayPart
from .waiting_list import Urgency, WaitingEntry, Wish

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_URGENCIES = {Urgency.URGENT: "urgent", Urgency.ASAP: "as soon as possible"}
_PARTS = {DayPart.MORNING: "mornings", DayPart.AFTERNOON: "afternoons"}
_WORKDAYS = (0, 1, 2, 3, 4)


def whom_words(practitioners: Sequence[str], department: str) -> str:
    """Whom they would come to: "Dr Fischer or Dr Okafor", "Cardiology", "Any doctor"."""
    names = [*practitioners, department] if department else list(practitioners)
    if not names:
        return "Any doctor"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def window_words(wish: Wish | WaitingEntry, today: date) -> str:
    """When they would come: "mornings · before Friday"; empty for any time."""
    parts = [*_weekday_words(wish.weekdays), _time_words(wish), _day_words(wish, today)]
    return " · ".join(part for part in parts if part)


def reason_words(
    entry: WaitingEntry,
    *,
    starts_at: datetime,
    now: datetime,
    zone: ZoneInfo,
    has_at: datetime | None = None,
) -> str:
    """Why somebody comes next, and what becomes of the later appointment they have.

    "urgent · waiting 12 days · mornings suit · has Thu 3 Dec 09:30, would give it back".
    """
    told = [_URGENCIES.get(entry.urgency, ""), waited_words(entry.asked_at, now), _suits(entry, starts_at, zone)]
    if has_at is not None:
        keeps = "would keep it" if entry.keeps_appointment else "would give it back"
        told.append(f"has {moment_words(has_at, zone)}, {keeps}")
    return " · ".join(part for part in told if part)


def waited_words(asked_at: datetime, now: datetime) -> str:
    """How long somebody has waited: "waiting 12 days"."""
    days = days_waited(asked_at, now)
    if days == 0:
        return "waiting since today" if asked_at.date() == now.date() else "waiting since yesterday"
    return "waiting 1 day" if days == 1 else f"waiting {days} days"


def _suits(entry: WaitingEntry, starts_at: datetime, zone: ZoneInfo) -> str:
    """Which of the wishes this time meets."""
    met = []
    if entry.weekdays:
        met.append(f"{_WEEKDAYS[wall_time(starts_at, zone).weekday()]}s")
    if entry.part is not DayPart.ANY:
        met.append(_PARTS[entry.part])
    if met:
        return f"{' and '.join(met)} suit"
    clock = _clock_words(entry.earliest, entry.latest)
    return f"{clock} suits" if clock else ""


def _weekday_words(weekdays: Sequence[int]) -> list[str]:
    if not weekdays or len(weekdays) == len(_WEEKDAYS):
        return []
    chosen = tuple(sorted(weekdays))
    if chosen == _WORKDAYS:
        return ["Mon to Fri"]
    return [", ".join(_WEEKDAYS[day][:3] for day in chosen) if len(chosen) > 1 else f"{_WEEKDAYS[chosen[0]]}s"]


def _time_words(wish: Wish | WaitingEntry) -> str:
    return " ".join(part for part in (_PARTS.get(wish.part, ""), _clock_words(wish.earliest, wish.latest)) if part)


def _clock_words(earliest: time | None, latest: time | None) -> str:
    if earliest is not None and latest is not None:
        return f"{earliest:%H:%M} to {latest:%H:%M}"
    if earliest is not None:
        return f"from {earliest:%H:%M}"
    return f"until {latest:%H:%M}" if latest is not None else ""


def _day_words(wish: Wish | WaitingEntry, today: date) -> str:
    first, last = wish.first_day, wish.last_day
    if first is not None and first <= today:
        first = None
    if last is None:
        return "" if first is None else f"from {_day(first, today)}"
    if first is None:
        return _until(last, today)
    return f"on {_day(first, today)}" if first == last else f"{_day(first, today)} to {_day(last, today)}"


def _until(last: date, today: date) -> str:
    if last < today:
        return f"until {_day(last, today)}"
    if last == today:
        return "today only"
    days = (last - today).days
    if last.weekday() >= _WORKDAYS[-1] and days + today.weekday() <= last.weekday():
        return "this week"
    if days < 6:
        return f"before {_WEEKDAYS[(last.weekday() + 1) % 7]}"
    return f"until {_day(last, today)}"


def _day(day: date, today: date) -> str:
    """A day of this year as it is spoken of, and of another with its year."""
    if day == today + timedelta(days=1):
        return "tomorrow"
    return day_words(day) if day.year == today.year else f"{day_words(day)} {day.year}"
