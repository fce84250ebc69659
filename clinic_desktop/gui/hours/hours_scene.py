"""Where a moment lies on the sheet of hours: days side by side with time downwards, or people below each other."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.stretches import Stretch, minute_of
from clinic_desktop.gui.hours.hours_draft import HoursDraft

STEP = 15
"""The minutes that a stroke snaps to."""

HEAD, AXIS = 48, 52
"""Of days side by side: the height of their heads, and the width of the clock."""

NAMES, ROW = 190, 44
"""Of people below each other: the width of their names, and the height of each. Their clock is a bar of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLane:
    """A day of somebody's draft; `key` tells the lanes of a sheet apart, `name` is a person's where they are people."""

    key: Hashable
    day: date
    draft: HoursDraft
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanesShown:
    """What the sheet shows: its lanes, and who is booked in them; `stranded` would lose their time."""

    lanes: tuple[HoursLane, ...]
    today: date
    zone: ZoneInfo
    booked: tuple[AppointmentLine, ...] = ()
    stranded: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """An appointment in its lane."""

    line: AppointmentLine
    stretch: Stretch


@dataclass(slots=True, kw_only=True)
class HoursScene:
    """The geometry of the sheet: its size, its lanes with who is booked in each, and which minutes of the day it shows.

    `is_across` has time run in the direction of reading, and the lanes below each other.
    """

    width: float = 0
    height: float = 0
    is_mirrored: bool = False
    is_across: bool = False
    first: int = 7 * 60
    last: int = 19 * 60
    lanes: int = 7
    booked: tuple[tuple[Booked, ...], ...] = ()

    def fit(self, shown: LanesShown) -> None:
        """Show the usual hours of the day, and whatever lies beyond."""
        self.lanes = len(shown.lanes)
        self.booked = _booked_in(shown)
        spans = [
            each
            for lane in shown.lanes
            for each in (*lane.draft.open_on(lane.day), *lane.draft.stood_open_on(lane.day))
        ]
        spans += [one.stretch for lane in self.booked for one in lane]
        self.first = min([_USUAL.starts, *(each.starts // 60 * 60 for each in spans)])
        self.last = max([_USUAL.ends, *(-(-each.ends // 60) * 60 for each in spans)])

    def lane(self, place: int) -> QRectF:
        """A lane, without its head."""
        if self.is_across:
            return self._turned(QRectF(NAMES, place * ROW, self.width - NAMES, ROW))
        width = (self.width - AXIS) / self.lanes
        return self._turned(QRectF(AXIS + place * width, HEAD, width, self.height - HEAD))

    def head(self, place: int) -> QRectF:
        """A lane's head."""
        lane = self.lane(place)
        if self.is_across:
            return self._turned(QRectF(0, lane.top(), NAMES, ROW))
        return QRectF(lane.left(), 0, lane.width(), HEAD)

    def along(self, minute: float) -> float:
        """How far along a lane a minute of the day lies: its x where time runs across, else its y."""
        share = (minute - self.first) / (self.last - self.first)
        if not self.is_across:
            return HEAD + (self.height - HEAD) * share
        x = NAMES + (self.width - NAMES) * share
        return self.width - x if self.is_mirrored else x

    def box(self, place: int, stretch: Stretch) -> QRectF:
        """A stretch of a lane, as far as it is shown."""
        lane = self.lane(place)
        begins, ends = self.along(max(stretch.starts, self.first)), self.along(min(stretch.ends, self.last))
        if self.is_across:
            return QRectF(min(begins, ends), lane.top(), abs(ends - begins), lane.height())
        return QRectF(lane.left(), begins, lane.width(), max(0.0, ends - begins))

    def point(self, place: int, minute: float) -> QPointF:
        """Where a minute lies, in the middle of its lane."""
        middle = self.lane(place).center()
        at = self.along(minute)
        return QPointF(at, middle.y()) if self.is_across else QPointF(middle.x(), at)

    def place_at(self, point: QPointF) -> int | None:
        """Which lane, or its head, lies under a point."""
        if not self.lanes:
            return None
        if self.is_across:
            place = int(point.y() // ROW)
            return place if 0 <= place < self.lanes else None
        x = self.width - point.x() if self.is_mirrored else point.x()
        if x < AXIS:
            return None
        return min(int((x - AXIS) // ((self.width - AXIS) / self.lanes)), self.lanes - 1)

    def is_head(self, point: QPointF) -> bool:
        """Whether a point lies on a lane's head."""
        if not self.is_across:
            return point.y() < HEAD
        return (self.width - point.x() if self.is_mirrored else point.x()) < NAMES

    def minute_at(self, point: QPointF) -> float:
        """The minute of the day under a point, within what is shown."""
        if self.is_across:
            x = self.width - point.x() if self.is_mirrored else point.x()
            share = (x - NAMES) / (self.width - NAMES)
        else:
            share = (point.y() - HEAD) / (self.height - HEAD)
        minute = self.first + share * (self.last - self.first)
        return min(max(minute, self.first), self.last)

    def _turned(self, box: QRectF) -> QRectF:
        if not self.is_mirrored:
            return box
        return QRectF(self.width - box.right(), box.top(), box.width(), box.height())


def _booked_in(shown: LanesShown) -> tuple[tuple[Booked, ...], ...]:
    """The appointments of each lane, with their times in minutes of its day."""
    places = {(lane.draft.practitioner_id, lane.day): place for place, lane in enumerate(shown.lanes)}
    found: list[list[Booked]] = [[] for _ in shown.lanes]
    for line in shown.booked:
        starts, ends = wall_time(line.starts_at, shown.zone), wall_time(line.ends_at, shown.zone)
        place = places.get((line.practitioner_id, starts.date()))
        if place is not None:
            last = minute_of(ends.time()) if ends.date() == starts.date() else 24 * 60
            found[place].append(Booked(line=line, stretch=Stretch(minute_of(starts.time()), last)))
    return tuple(map(tuple, found))


_USUAL = Stretch(7 * 60, 19 * 60)
