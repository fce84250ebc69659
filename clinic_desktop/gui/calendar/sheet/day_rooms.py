"""What each practitioner's day has room for, gathered when something is first dragged over it."""

from datetime import date, datetime
from uuid import UUID

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.diary import Busy
from clinic_desktop.domain.fitting import DayRoom, Verdict
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.calendar_layout import CalendarLayout
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.drags import Drag, Guest
from clinic_desktop.gui.calendar.sheet.lanes import Minutes


class DayRooms:
    """Judges places on one layout; made anew with each, so that it is never out of date."""

    def __init__(self, layout: CalendarLayout) -> None:
        self._layout = layout
        self._rooms: dict[tuple[date, UUID], DayRoom] = {}
        self._elsewhere: dict[UUID, tuple[Busy, ...]] = {}

    def span_of(self, column: int, span: Minutes, minutes: int) -> Span:
        """The time that begins at a minute of a column and lasts so many; 0 to where the span ends."""
        where = self._layout.columns[column]
        starts_at = where.instant_at(span[0])
        if not minutes:
            return Span(starts_at=starts_at, ends_at=where.instant_at(span[1]))
        return Span(starts_at=starts_at, ends_at=starts_at).widened(before=0, after=minutes)

    def verdict(self, column: int, span: Span, practitioner_id: UUID, drag: Drag, now: datetime) -> Verdict:
        """Whether what is dragged would fit there with that practitioner."""
        room, line = self._room(self._layout.columns[column], practitioner_id), drag.line
        if drag.guest is not None:
            elsewhere = self._patient_elsewhere(drag.guest.patient_id)
            return room.verdict(_busy_for(drag.guest, span), now=now, elsewhere=elsewhere)
        if line is None:
            return room.verdict(Busy(span=span), now=now)
        is_own = line.practitioner_id == practitioner_id
        return room.verdict(
            _busy(line, span),
            now=now,
            begins=line.starts_at,
            standing=_span_of(line) if is_own else None,
            elsewhere=self._patient_elsewhere(line.patient_id),
        )

    def _room(self, where: CalendarColumn, practitioner_id: UUID) -> DayRoom:
        room = self._rooms.get((where.day, practitioner_id))
        if room is None:
            open_time = next(
                (each.open_time for each in where.members if each.practitioner_id == practitioner_id), where.open_time
            )
            lines = {box.line.id: box.line for box in self._layout.boxes}
            room = self._rooms[where.day, practitioner_id] = DayRoom(
                open_time=tuple(
                    Span(starts_at=where.instant_at(starts), ends_at=where.instant_at(ends))
                    for starts, ends in open_time
                ),
                taken=tuple(
                    _busy(line, _span_of(line))
                    for line in lines.values()
                    if line.practitioner_id == practitioner_id and line.status.holds_time
                    if line.starts_at < where.span.ends_at and line.ends_at > where.span.starts_at
                ),
                blocks=where.blocks,
                holds=tuple(held for held in where.holds if held.practitioner_id == practitioner_id),
            )
        return room

    def _patient_elsewhere(self, patient_id: UUID) -> tuple[Busy, ...]:
        found = self._elsewhere.get(patient_id)
        if found is None:
            lines = (box.line for box in self._layout.boxes)
            found = self._elsewhere[patient_id] = tuple(
                _busy(line, _span_of(line))
                for line in lines
                if line.patient_id == patient_id and line.status.holds_time
            )
        return found


def _span_of(line: AppointmentLine) -> Span:
    return Span(starts_at=line.starts_at, ends_at=line.ends_at)


def _busy_for(guest: Guest, span: Span) -> Busy:
    return Busy(
        span=span,
        buffer_before=guest.buffer_before,
        buffer_after=guest.buffer_after,
        appointment_id=guest.appointment_id,
    )


def _busy(line: AppointmentLine, span: Span) -> Busy:
    return Busy(span=span, buffer_before=line.buffer_before, buffer_after=line.buffer_after, appointment_id=line.id)
