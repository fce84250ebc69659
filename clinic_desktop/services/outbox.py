"""The outbox at work: what the program does with messages by itself, whoever is signed in, and if nobody is."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.message_rules import next_try, quiet_end, still_true
from clinic_desktop.domain.message_settings import Delivery, MessageSettings
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion
from clinic_desktop.domain.sheets import AppointmentSlip
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.messages import (
    due_is_held,
    due_messages,
    hold_due,
    keep_read_upto,
    read_upto,
    settings_of_messages,
)
from clinic_desktop.storage.transaction import Transaction

from .message_planning import Plan, draft, plan
from .message_secrets import delivery_of

LEASE = timedelta(minutes=10)
"""How long a message may be in hand. If the program dies between sending and saying so, it is sent once more then."""
MAY_HAVE_GONE_OUT = "The records were put back from a backup: this may have gone out before. Send it if it did not."
_ALL = 1_000_000


class Outbox:
    """Plans, takes in hand and settles messages, under the program's own name, while they are switched on here.

    It never speaks to the network itself, and holds no transaction while somebody does: a message is taken in hand in
    one change and settled in another. So two that send at the same time never take the same one.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self._database.now()

    def delivery(self) -> Delivery | None:
        """How to send, if messages are switched on and this station sends them; raises SecretElsewhere."""
        with self._database.reading() as reading:
            settings = self._settings_here(reading)
        return None if settings is None else delivery_of(self._database.key, settings)

    def plan(self) -> int:
        """Write what has to be written, and withdraw what nobody needs: one change. Gives the number written.

        The first time after the records were put back from a backup, what is due by then waits for a person.
        """
        with self._database.reading() as reading:
            found = self._plan(reading)
            is_as_planned = found is not None and found.is_empty and read_upto(reading) == found.read_upto
            if found is None or (is_as_planned and not due_is_held(reading)):
                return 0
        with self._database.transaction(PROGRAM, "plan messages") as transaction:
            written = self._write_planned(transaction)
            if due_is_held(transaction):
                while more := self._write_planned(transaction):  # a plan takes only so many at once
                    written += more
                _hold(transaction)
            return written

    def take(self, *, but: Collection[Channel] = ()) -> Message | None:
        """Take the next due message in hand, in the words and to the address that hold now; None when there is none.

        Not one that would go by a channel in `but`, because that is known to be down. One that is no longer true, or
        no longer wanted by its patient, is withdrawn on the way.
        """
        now = self._database.now()
        with self._database.reading() as reading:
            if self._settings_here(reading) is None or not due_messages(reading, now, limit=1, but=but):
                return None
        while True:
            with self._database.transaction(PROGRAM, "send message") as transaction:
                settings = self._settings_here(transaction)
                due = due_messages(transaction, transaction.now, limit=1, but=but)
                if settings is None or not due or self._is_quiet(transaction, settings):
                    return None
                taken = _take(transaction, settings, transaction.get(Message, due[0]))
            if taken is not None:
                return taken

    def slip_of(self, message: Message) -> tuple[AppointmentSlip, ClinicSettings] | None:
        """The appointment that an e-mail goes out about, for a calendar to take; None for one that was cancelled."""
        is_on = message.channel is Channel.EMAIL and message.occasion is not Occasion.CANCELLED
        if not is_on or message.appointment_id is None:
            return None
        with self._database.reading() as reading:
            return AppointmentSlip(line=line_by_id(reading, message.appointment_id)), reading.clinic()

    def settle(self, message: Message, error: str = "", *, is_permanent: bool = False) -> Message:
        """Say what came of a message in hand; an error that may pass is waited out, others have it fail at once.

        A message that changed meanwhile stays as it is.
        """
        with self._database.transaction(PROGRAM, "settle message") as transaction:
            standing = transaction.get(Message, message.id)
            if standing.version != message.version:
                return standing
            if not error:
                done = replace(
                    standing, state=MessageState.SENT, settled_at=transaction.now, next_try_at=None, last_error=""
                )
                return transaction.replace(done)
            timings = settings_of_messages(transaction).timings
            zone = transaction.clinic().zone_info
            again = None if is_permanent else next_try(standing.tries, transaction.now, timings, zone)
            state = MessageState.FAILED if again is None else MessageState.WAITING
            settled = transaction.now if again is None else None
            return transaction.replace(
                replace(standing, state=state, next_try_at=again, settled_at=settled, last_error=error)
            )

    def _write_planned(self, transaction: Transaction) -> int:
        found = self._plan(transaction)
        if found is None:
            return 0
        for needless in found.needless:
            transaction.replace(needless)
        for new in found.new:
            transaction.add(replace(new, id=transaction.new_id()))
        keep_read_upto(transaction, found.read_upto)
        return len(found.new)

    def _settings_here(self, reading: Reading) -> MessageSettings | None:
        settings = settings_of_messages(reading)
        is_here = settings.switched_on and settings.station_id == self._database.station_id
        return settings if is_here else None

    def _plan(self, reading: Reading) -> Plan | None:
        settings = self._settings_here(reading)
        return None if settings is None else plan(reading, settings, self._database.now())

    def _is_quiet(self, transaction: Transaction, settings: MessageSettings) -> bool:
        zone = transaction.clinic().zone_info
        return quiet_end(transaction.now, settings.timings, zone) != transaction.now


def _hold(transaction: Transaction) -> None:
    """What is due, and what was in hand when the backup was made, may have reached its patient: a person decides."""
    due = set(due_messages(transaction, transaction.now, limit=_ALL))
    due |= {one.id for one in transaction.where(Message, state=MessageState.SENDING)}
    for one in transaction.where(Message, id=sorted(due)) if due else []:
        transaction.replace(
            replace(
                one,
                state=MessageState.FAILED,
                settled_at=transaction.now,
                next_try_at=None,
                last_error=MAY_HAVE_GONE_OUT,
            )
        )
    hold_due(transaction, held=False)


def _take(transaction: Transaction, settings: MessageSettings, message: Message) -> Message | None:
    """The message in hand; None when it was withdrawn, or has become a call to make."""
    fresh = _fresh(transaction, settings, message)
    if fresh is None:
        transaction.replace(
            replace(message, state=MessageState.WITHDRAWN, settled_at=transaction.now, next_try_at=None)
        )
        return None
    if fresh.channel is Channel.PHONE:
        transaction.replace(replace(fresh, state=MessageState.WAITING, next_try_at=None, tries=0))
        return None
    in_hand = replace(fresh, state=MessageState.SENDING, tries=message.tries + 1, next_try_at=transaction.now + LEASE)
    return transaction.replace(in_hand)


def _fresh(transaction: Transaction, settings: MessageSettings, message: Message) -> Message | None:
    appointment_id: UUID | None = message.appointment_id
    if appointment_id is None:
        return None
    appointment = transaction.get(Appointment, appointment_id)
    if not still_true(message, appointment, transaction.now):
        return None
    return draft(transaction, settings, message, appointment, transaction.clinic())
