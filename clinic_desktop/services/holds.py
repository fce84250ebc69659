"""Holding a time for a little while, so that two desks do not promise it to two callers."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.clinic_time import Span, wall_time
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.holds import HELD_MINUTES, Hold
from clinic_desktop.domain.people import Account, Role
from clinic_desktop.domain.refusals import SlotHeld
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .desk import Desk

_HELD = timedelta(minutes=HELD_MINUTES)
_RENEWED_BELOW = _HELD / 2


class Holds(Desk):
    """What this person's open booking dialogs keep from other desks.

    A hold is journalled as everything is, because other stations must hear of it; so that the journal is not flooded,
    a dialog has one hold that moves with its choice, and renewing it early writes nothing.
    """

    def place(self, slot: Slot, *, instead_of: UUID | None = None) -> Hold:
        """Hold a time for five minutes, in place of an earlier hold if there is one; raises SlotHeld.

        Of two desks that ask at once, one gets it. What is held is not checked against hours or appointments: whoever
        books there needs a reason anyway.
        """
        caller = self.admit(Permission.BOOK)
        _refuse_patients(caller)
        caller.require_own_practitioner(slot.practitioner_id)
        with self.database.transaction(caller.actor, "hold") as transaction:
            mine = _tidied(transaction, caller, instead_of)
            _refuse_what_others_hold(transaction, caller, slot)
            wanted = Hold(
                id=transaction.new_id(),
                practitioner_id=slot.practitioner_id,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                until=transaction.now + _HELD,
                account_id=caller.account_id,
                station_id=self.database.station_id,
            )
            if mine is None:
                return transaction.add(wanted)
            return transaction.replace(replace(wanted, id=mine.id, version=mine.version))

    def renew(self, hold_id: UUID) -> Hold | None:
        """Hold on for another five minutes, where half of them are gone; None when the hold is."""
        caller = self.admit(Permission.BOOK)
        _refuse_patients(caller)
        with self.database.reading() as reading:
            found = reading.find(Hold, id=hold_id)
        now = self.database.now()
        if found is None or found.account_id != caller.account_id or found.until <= now:
            return None
        if found.until - now > _RENEWED_BELOW:
            return found
        with self.database.transaction(caller.actor, "renew hold") as transaction:
            standing = transaction.find(Hold, id=hold_id)
            if standing is None:
                return None
            return transaction.replace(replace(standing, until=transaction.now + _HELD))

    def release(self, hold_id: UUID) -> None:
        """Let the time go; one that is gone already is no trouble."""
        caller = self.admit(Permission.BOOK)
        _refuse_patients(caller)
        with self.database.transaction(caller.actor, "release hold") as transaction:
            standing = transaction.find(Hold, id=hold_id)
            if standing is not None and standing.account_id == caller.account_id:
                transaction.remove(standing)


def release_all(transaction: Transaction, account_id: UUID, station_id: UUID) -> None:
    """Let go of everything that somebody holds at a station."""
    for hold in transaction.where(Hold, account_id=account_id, station_id=station_id):
        transaction.remove(hold)


def _tidied(transaction: Transaction, caller: Caller, hold_id: UUID | None) -> Hold | None:
    """Take away what has lapsed; gives back the caller's own hold of that id, lapsed or not."""
    mine = None
    for hold in transaction.where(Hold):
        if hold.id == hold_id and hold.account_id == caller.account_id:
            mine = hold
        elif hold.until <= transaction.now:
            transaction.remove(hold)
    return mine


def _refuse_what_others_hold(transaction: Transaction, caller: Caller, slot: Slot) -> None:
    wanted = Span(starts_at=slot.starts_at, ends_at=slot.ends_at)
    for hold in transaction.where(Hold, practitioner_id=slot.practitioner_id):
        if hold.account_id != caller.account_id and hold.span.overlaps(wanted):
            holder = None if hold.account_id is None else transaction.find(Account, id=hold.account_id)
            until = wall_time(hold.until, transaction.clinic().zone_info)
            who = f"Held by {holder.full_name}" if holder else "Held at another desk"
            raise SlotHeld(f"{who} until {until:%H:%M}.", "Choose another time, or ask them.")


def _refuse_patients(caller: Caller) -> None:
    if caller.role is Role.PATIENT:
        raise NotAllowed
