"""Ticket numbers: what a patient is called by in the waiting room, from 1 on every clinic day."""

from dataclasses import replace

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.storage.reading.waiting_room import keep_last_ticket, last_ticket
from clinic_desktop.storage.transaction import Transaction


def with_ticket(transaction: Transaction, appointment: Appointment) -> Appointment:
    """The appointment with the day's next number, or with the one it has already.

    No two get the same: one transaction writes at a time, and reads what those before it gave out. A number that was
    given out is not given to anybody else that day, though its check-in be undone: it may come back by a redo.
    """
    if appointment.ticket is not None:
        return appointment
    zone = transaction.clinic().zone_info
    today = span_of_day(day_of(transaction.now, zone), zone)
    ticket = last_ticket(transaction, today) + 1
    keep_last_ticket(transaction, today, ticket)
    return replace(appointment, ticket=ticket)
