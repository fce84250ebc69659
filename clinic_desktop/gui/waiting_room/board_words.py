"""The board in words: what a card says, what its clock says, and why a card may not go somewhere."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_room import BoardColumn, CardClock, ClockKind, DoctorsLine, Place, Urgency
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.place_words import about_words, place_words
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.times import HOURS_FROM, clock, span_words


def column_title(column: BoardColumn) -> str:
    """What stands above a column."""
    return {
        BoardColumn.EXPECTED: _tr("Expected"),
        BoardColumn.ARRIVED: _tr("Arrived"),
        BoardColumn.IN_CONSULTATION: _tr("In consultation"),
        BoardColumn.DONE: _tr("Done"),
        BoardColumn.NOT_COMING: _tr("Not coming"),
    }[column]


def empty_words(column: BoardColumn) -> str:
    """What stands in a column without cards."""
    return {
        BoardColumn.EXPECTED: _tr("Nobody else is expected."),
        BoardColumn.ARRIVED: _tr("Nobody is waiting."),
        BoardColumn.IN_CONSULTATION: _tr("Nobody is in a room."),
        BoardColumn.DONE: _tr("Nobody is done yet."),
        BoardColumn.NOT_COMING: _tr("Nobody has cancelled or stayed away."),
    }[column]


def remark_of(line: AppointmentLine, place: Place | None, cancel_reason: str, zone: ZoneInfo, now: datetime) -> str:
    """The third line of a card."""
    match line.status:
        case AppointmentStatus.BOOKED:
            asked = line.asked_to_arrive_at
            words = [_tr("Confirmed") if line.confirmation is Confirmation.CONFIRMED else _tr("Booked")]
            if asked is not None:
                words.insert(0, _tr("Asked for %1").replace("%1", clock(wall_time(asked, zone))))
        case AppointmentStatus.ARRIVED:
            words = [] if place is None else [place_words(place), *about_words(place, zone, now)]
        case AppointmentStatus.IN_ROOM:
            return line.type_name
        case AppointmentStatus.CANCELLED if cancel_reason.casefold().startswith("cancelled"):
            return cancel_reason
        case AppointmentStatus.CANCELLED if cancel_reason:
            return _tr("Cancelled: %1").replace("%1", cancel_reason)
        case AppointmentStatus.CANCELLED | AppointmentStatus.NOSHOW:
            return status_look(line.status).word
        case _:
            return ""
    if line.source is BookingSource.WALK_IN:
        words.append(_tr("walk-in"))
    return " · ".join([*words, *line.alerts])


def clock_words(counted: CardClock) -> str:
    """What a card's clock shows: "4 min late", "21 min", "31 of 45 min"."""
    if counted.kind is ClockKind.LATE:
        return _tr("%1 late").replace("%1", span_words(counted.minutes))
    if counted.kind is ClockKind.IN_ROOM:
        minutes = str(counted.minutes) if counted.minutes < HOURS_FROM else span_words(counted.minutes)
        return _tr("%1 of %2 min").replace("%1", minutes).replace("%2", str(counted.of_minutes))
    return span_words(counted.minutes)


def clock_meaning(counted: CardClock) -> str:
    """The same for whoever hears it or looks twice: what is counted, and whether that is too long."""
    meaning = {
        ClockKind.LATE: _tr("The patient is late"),
        ClockKind.WAITING: _tr("Has waited %1").replace("%1", span_words(counted.minutes)),
        ClockKind.IN_ROOM: _tr("In the room for %1").replace("%1", span_words(counted.minutes)),
    }[counted.kind]
    if counted.urgency is Urgency.OVER:
        over = _tr("over the booked time") if counted.kind is ClockKind.IN_ROOM else _tr("longer than agreed")
        return f"{meaning}, {over}"
    return meaning


def where_words(line: AppointmentLine) -> str:
    """With whom, and in which room: "Dr Okafor · Room 2"."""
    return " · ".join(part for part in (shorter_name(line.practitioner_name), line.room) if part)


def forecast_words(place: Place, zone: ZoneInfo) -> str:
    """When somebody who waits will probably be called."""
    return _tr("Probably called at %1").replace("%1", clock(wall_time(place.expected_at, zone)))


def in_room_words(doctor: DoctorsLine, zone: ZoneInfo) -> str:
    """Whom a practitioner is with, since when."""
    if doctor.in_room is None or doctor.in_room.in_room_at is None:
        return _tr("Room is free")
    since = clock(wall_time(doctor.in_room.in_room_at, zone))
    return _tr("%1 since %2").replace("%1", shown_name(doctor.in_room.patient_name)).replace("%2", since)


def next_words(doctor: DoctorsLine) -> str:
    """Who is next at a practitioner, and how many wait behind."""
    if not doctor.waiting:
        return _tr("Nobody is waiting")
    words = _tr("Next: %1").replace("%1", shown_name(doctor.waiting[0].patient_name))
    others = len(doctor.waiting) - 1
    return f"{words} +{others}" if others else words


def step_words(column: BoardColumn) -> str:
    """What letting a card go over a column would do."""
    return {
        BoardColumn.EXPECTED: _tr("Expect again"),
        BoardColumn.ARRIVED: _tr("Check in"),
        BoardColumn.IN_CONSULTATION: _tr("Send to the room"),
        BoardColumn.DONE: _tr("Complete"),
        BoardColumn.NOT_COMING: _tr("Mark as no-show"),
    }[column]


def back_words() -> str:
    """What letting a card go over the column that it came from would do."""
    return _tr("Take the last step back")


def why_not(line: AppointmentLine, column: BoardColumn) -> str:
    """Why a card may not go to a column, and what to do instead."""
    name = shown_name(line.patient_name)
    match line.status, column:
        case AppointmentStatus.BOOKED, BoardColumn.IN_CONSULTATION | BoardColumn.DONE:
            words = _tr("%1 has not arrived. Check the patient in first.")
        case AppointmentStatus.ARRIVED, BoardColumn.DONE:
            words = _tr("%1 has not been in the room. Send the patient to the room first.")
        case AppointmentStatus.ARRIVED | AppointmentStatus.IN_ROOM, BoardColumn.NOT_COMING:
            words = _tr("%1 is here. Take the check-in back first, if that was a mistake.")
        case AppointmentStatus.ARRIVED, _:
            words = _tr("%1 is a walk-in and was never expected. Undo takes the walk-in back.")
        case AppointmentStatus.CANCELLED, _:
            words = _tr("The appointment of %1 was cancelled. Take that back first, or book a new one.")
        case AppointmentStatus.NOSHOW, _:
            words = _tr("%1 was marked as no-show. Check the patient in first.")
        case AppointmentStatus.FULFILLED, _:
            words = _tr("The visit of %1 is over. Take its steps back one by one, if that was a mistake.")
        case _:
            words = _tr("The card of %1 goes one step at a time.")
    return words.replace("%1", name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)
