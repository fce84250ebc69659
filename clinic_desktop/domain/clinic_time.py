"""Between the clock on the clinic's wall and UTC, where the wall clock skips and repeats hours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from .errors import TimeOccursTwice, TimeSkipped


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of time, its end not included; both ends are aware UTC instants."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes between start and end."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def overlaps(self, other: "Span") -> bool:
        """Whether both have a moment in common; touching ends do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def widened(self, *, before: int, after: int) -> "Span":
        """The same span with minutes added at either end."""
        return Span(
            starts_at=self.starts_at - timedelta(minutes=before), ends_at=self.ends_at + timedelta(minutes=after)
        )


def instant_of(wall: datetime, zone: ZoneInfo, *, later: bool | None = None) -> datetime:
    """The UTC instant of a naive wall time.

    A time the clock skips raises TimeSkipped. One that occurs twice raises TimeOccursTwice unless
    `later` says which of the two is meant.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise TimeSkipped(wall=wall, zone=zone.key)
    if first.utcoffset() != second.utcoffset():
        if later is None:
            raise TimeOccursTwice(wall=wall, zone=zone.key)
        return (second if later else first).astimezone(UTC)
    return first.astimezone(UTC)


def nearest_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time for drawing and for opening hours: never refuses.

    A skipped time counts as the moment the clock jumped by as much later, a repeated one as the first.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def wall_time(instant: datetime, zone: ZoneInfo) -> datetime:
    """The naive time that the clinic's clock shows at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The clinic's calendar day at an instant."""
    return instant.astimezone(zone).date()


def days_of(span: Span, zone: ZoneInfo) -> tuple[date, ...]:
    """The clinic's calendar days that a span touches, in order."""
    first, last = day_of(span.starts_at, zone), day_of(span.ends_at - _MOMENT, zone)
    if first == last:
        return (first,)
    return tuple(first + timedelta(days=index) for index in range((last - first).days + 1))


_MOMENT = timedelta(microseconds=1)

# Spelled here, because strftime follows whatever language the operating system speaks.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """A day as the desk writes it: "Tue 24 Nov"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def long_day_words(day: date) -> str:
    """A day in full: "Tuesday, 24 November 2026"."""
    return f"{_LONG_WEEKDAYS[day.weekday()]}, {day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def date_words(day: date) -> str:
    """A date that may be of any year: "12 Mar 1961"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(instant: datetime, zone: ZoneInfo) -> str:
    """A moment as the desk writes it, on the clinic's clock: "Tue 24 Nov 15:30"."""
    wall = wall_time(instant, zone)
    return f"{day_words(wall.date())} {wall:%H:%M}"


def span_of_day(day: date, zone: ZoneInfo) -> Span:
    """From midnight to midnight on the clinic's clock: 23, 24 or 25 hours."""
    return span_of_days(day, day, zone)


def span_of_days(first: date, last: date, zone: ZoneInfo) -> Span:
    """From the midnight before `first` to the midnight after `last`, in the clinic's zone."""
    return Span(
        starts_at=nearest_instant(datetime.combine(first, time.min), zone),
        ends_at=nearest_instant(datetime.combine(last + timedelta(days=1), time.min), zone),
    )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time as few spans as possible, ordered by start; touching spans become one, empty ones go."""
    result: list[Span] = []
    begun: datetime | None = None
    until = begun
    for span in sorted(spans, key=_start_of):
        starts_at, ends_at = span.starts_at, span.ends_at
        if starts_at >= ends_at:
            continue
        if begun is None or until is None:
            begun, until = starts_at, ends_at
        elif starts_at <= until:
            until = max(until, ends_at)
        else:
            result.append(Span(starts_at=begun, ends_at=until))
            begun, until = starts_at, ends_at
    if begun is not None and until is not None:
        result.append(Span(starts_at=begun, ends_at=until))
    return tuple(result)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `spans` once every moment of `taken` is cut out, merged and ordered by start."""
    left = merged(spans)
    cuts = merged(taken)
    if not cuts:
        return left
    result: list[Span] = []
    first = 0
    for span in left:
        while first < len(cuts) and cuts[first].ends_at <= span.starts_at:
            first += 1
        result.extend(gaps(span, cuts, first))
    return tuple(result)


def gaps(span: Span, cuts: Sequence[Span], first: int = 0) -> Iterator[Span]:
    """What `cuts` leave of one span; they are merged, and those before the index `first` end before it begins."""
    starts_at = span.starts_at
    for index in range(first, len(cuts)):
        cut = cuts[index]
        if cut.starts_at >= span.ends_at:
            break
        if starts_at < cut.starts_at:
            yield Span(starts_at=starts_at, ends_at=cut.starts_at)
        starts_at = max(starts_at, cut.ends_at)
    if starts_at < span.ends_at:
        yield Span(starts_at=starts_at, ends_at=span.ends_at)


_start_of = attrgetter("starts_at")
