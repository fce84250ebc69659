"""The board's cards: what of an appointment stands on it now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_room import (
    Board,
    BoardColumn,
    CardClock,
    DoctorsLine,
    Place,
    clock_of,
    column_of,
    doctors_line,
    due_at,
    turn,
)
from clinic_desktop.gui.appointment_words import spoken
from clinic_desktop.gui.place_words import place_words
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.sync_mark import SyncMark, sync_mark
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.waiting_room.board_words import (
    clock_meaning,
    clock_words,
    forecast_words,
    remark_of,
    where_words,
)

_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that is seen of an appointment; two that are equal look alike."""

    line: AppointmentLine
    name: str
    at: str
    where: str
    remark: str
    clock: CardClock | None
    clock_text: str
    tip: str
    mark: SyncMark | None

    @property
    def id(self) -> UUID:
        """The appointment's."""
        return self.line.id


def doctors_lines(board: Board, now: datetime) -> tuple[DoctorsLine, ...]:
    """The line at each practitioner who works or is booked on the day."""
    booked: dict[UUID, list[AppointmentLine]] = {column.practitioner_id: [] for column in board.columns}
    for line in board.lines:
        booked[line.practitioner_id].append(line)
    return tuple(
        doctors_line(column.practitioner_id, booked[column.practitioner_id], now, board.lengths)
        for column in board.columns
        if column.open_time or booked[column.practitioner_id]
    )


def cards_of(
    board: Board,
    doctors: Iterable[DoctorsLine],
    *,
    now: datetime,
    zone: ZoneInfo,
    policies: Policies,
) -> dict[BoardColumn, list[Card]]:
    """The cards of each column in their order.

    Clocks run on the day itself: what is to come is not late, and what is past was what it was.
    """
    is_today = board.day == day_of(now, zone)
    places = {id_: place for doctor in doctors for id_, place in doctor.places()} if is_today else {}
    columns: dict[BoardColumn, list[AppointmentLine]] = {column: [] for column in BoardColumn}
    for line in board.lines:
        column = column_of(line.status)
        if column is not None:
            columns[column].append(line)
    return {
        column: [
            _card(
                line,
                places.get(line.id),
                clock_of(line, now, policies) if is_today else None,
                board.cancel_reasons,
                zone,
                now,
            )
            for line in _ordered(column, lines)
        ]
        for column, lines in columns.items()
    }


def _ordered(column: BoardColumn, lines: Sequence[AppointmentLine]) -> list[AppointmentLine]:
    """In the order in which they will be looked for: who is due, whose turn it is, who went in and out last."""
    match column:
        case BoardColumn.EXPECTED:
            return sorted(lines, key=lambda line: (due_at(line), line.starts_at, line.id))
        case BoardColumn.ARRIVED:
            return sorted(lines, key=turn)
        case BoardColumn.IN_CONSULTATION:
            return sorted(lines, key=lambda line: (line.in_room_at or _BEGINNING, line.id))
        case BoardColumn.DONE:
            return sorted(lines, key=lambda line: (line.done_at or _BEGINNING, line.starts_at, line.id), reverse=True)
        case _:
            return list(lines)


def _card(
    line: AppointmentLine,
    place: Place | None,
    counted: CardClock | None,
    reasons: Mapping[UUID, str],
    zone: ZoneInfo,
    now: datetime,
) -> Card:
    told = [_spoken_ticket(line)]
    if place is not None:
        told += [place_words(place), forecast_words(place, zone)]
    if counted is not None:
        told.append(clock_meaning(counted))
    mark = sync_mark(line)
    if mark is not None:
        told.append(mark.words)
    tip = " · ".join(part for part in (*told, *line.alerts) if part)
    return Card(
        line=line,
        name=shown_name(line.patient_name),
        at=clock(wall_time(line.starts_at, zone)),
        where=where_words(line),
        remark=remark_of(line, place, reasons.get(line.id, ""), zone, now),
        clock=counted,
        clock_text="" if counted is None else clock_words(counted),
        tip=tip,
        mark=mark,
    )


def _spoken_ticket(line: AppointmentLine) -> str:
    return "" if line.ticket is None else ticket_words(line.ticket)


def ticket_words(ticket: int) -> str:
    """A ticket's number, said as such."""
    return QCoreApplication.translate("board", "Ticket %1").replace("%1", str(ticket))


def spoken_card(card: Card, zone: ZoneInfo) -> str:
    """A card as a screen reader tells it."""
    whole = spoken(card.line, zone).replace(card.line.patient_name, card.name)
    return ", ".join(part for part in (whole, card.remark, card.tip) if part)
