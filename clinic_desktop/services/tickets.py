"""Ticket numbers: what a patient is called by in the waiting room, from 1 on every clinic day."""

from dataclasses import replace

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.waiting_room import keep_last_ticket, last_ticket
from clinic_desktop.storage.transaction import Transaction

from . import leased_numbers
from .sync_station import SyncStation


def with_ticket(transaction: Transaction, appointment: Appointment) -> Appointment:
    """The appointment with the day's next number, or with the one it has already.

    No two get the same: one transaction writes at a time, and reads what those before it gave out. A number that was
    given out is not given to anybody else that day, though its check-in be undone: it may come back by a redo. With
    other stations the numbers are leased from the hub, see `have_tickets`.
    """
    if appointment.ticket is not None:
        return appointment
    zone = transaction.clinic().zone_info
    day = day_of(transaction.now, zone)
    if leased_numbers.is_shared(transaction):
        leased = leased_numbers.take(transaction, leased_numbers.TICKET, day.isoformat())
        return replace(appointment, ticket=leased or leased_numbers.ticket_offline(transaction, day))
    today = span_of_day(day, zone)
    ticket = last_ticket(transaction, today) + 1
    keep_last_ticket(transaction, today, ticket)
    return replace(appointment, ticket=ticket)


def have_tickets(database: Database, station: SyncStation) -> None:
    """Before a check-in: see that this desk has numbers of the day to give out, while the hub can be asked.

    Without an answer the desk gives out numbers of its own, beginning at a thousand, that no other desk has.
    """
    if not station.is_reachable:
        return
    with database.glance() as reading:
        day = day_of(database.now(), reading.clinic().zone_info).isoformat()
        if not leased_numbers.is_shared(reading) or leased_numbers.left(reading, leased_numbers.TICKET, day):
            return
    leased = station.ask(lambda hub: hub.lease(f"{leased_numbers.TICKET} {day}", leased_numbers.TICKET_BLOCK))
    if leased is not None:
        with database.transaction(PROGRAM, "sync") as transaction:
            leased_numbers.keep(transaction, leased_numbers.TICKET, leased, day)
