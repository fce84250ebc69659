"""Between the clock on the clinic's wall and UTC, where the wall clock skips and repeats hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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
    return instant.astimezone(zone).replace(tzinfo=None)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The clinic's calendar day at an instant."""
    return instant.astimezone(zone).date()


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
    """The same time as few spans as possible, ordered by start; touching spans become one."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.starts_at >= span.ends_at:
            continue
        if result and span.starts_at <= result[-1].ends_at:
            if span.ends_at > result[-1].ends_at:
                result[-1] = Span(starts_at=result[-1].starts_at, ends_at=span.ends_at)
        else:
            result.append(span)
    return tuple(result)


def without(spans: Sequence[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `spans` once every moment of `taken` is cut out, ordered by start."""
    left = list(merged(spans))
    for cut in merged(taken):
        remaining: list[Span] = []
        for span in left:
            if not span.overlaps(cut):
                remaining.append(span)
                continue
            if span.starts_at < cut.starts_at:
                remaining.append(Span(starts_at=span.starts_at, ends_at=cut.starts_at))
            if cut.ends_at < span.ends_at:
                remaining.append(Span(starts_at=cut.ends_at, ends_at=span.ends_at))
        left = remaining
    return tuple(left)
