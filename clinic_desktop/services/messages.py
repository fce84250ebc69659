"""The outbox's verbs: what waits, what failed, whom to call, and how messages are set up."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.message_rules import addressee, quiet_end
from clinic_desktop.domain.message_settings import Delivery, MessageSettings, MessageSetUp
from clinic_desktop.domain.messages import Addressee, Channel, Message, MessageLine, MessageState, OutboxPart
from clinic_desktop.domain.people import Patient
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.messages import (
    keep_read_upto,
    last_entry,
    message_lines,
    open_counts,
    settings_of_messages,
)
from clinic_desktop.storage.transaction import Transaction

from .desk import Desk
from .message_fitting import fit_message_settings
from .message_secrets import SMS, SMTP, delivery_of, sealed
from .written import limit_of

CALL_AGAIN_AFTER = timedelta(hours=1)
"""How long a patient who did not answer stands at the end of the list."""


class Messages(Desk):
    """The verbs of the outbox. Sending itself is `Outbox`'s."""

    def outbox(
        self,
        part: OutboxPart,
        *,
        channel: Channel | None = None,
        day: date | None = None,
        limit: int = 100,
        after: MessageLine | None = None,
    ) -> list[MessageLine]:
        """Messages of a part of the outbox: of one channel, due on one day of the clinic's, from after a line on."""
        self.admit(Permission.RUN_MESSAGES)
        with self.database.reading() as reading:
            span = None if day is None else span_of_day(day, reading.clinic().zone_info)
            return message_lines(
                reading,
                part,
                limit=limit_of(limit),
                channel=channel,
                begins=None if span is None else span.starts_at,
                ends=None if span is None else span.ends_at,
                after=after,
            )

    def counts(self) -> dict[OutboxPart, int]:
        """How many messages wait, have failed, and are to be told on the telephone."""
        self.admit(Permission.RUN_MESSAGES)
        with self.database.reading() as reading:
            return open_counts(reading)

    def retry(self, message_id: UUID, version: int) -> Message:
        """Try once more: what has failed or was withdrawn goes out again, and who was called can be called again."""
        caller = self.admit(Permission.RUN_MESSAGES)
        with self.database.transaction(caller.actor, "retry message") as transaction:
            standing = _seen(transaction, message_id, version)
            is_settled = standing.state in {MessageState.FAILED, MessageState.WITHDRAWN}
            was_called = standing.channel is Channel.PHONE and standing.state is MessageState.SENT
            if standing.state is MessageState.WAITING and standing.channel is not Channel.PHONE:
                return transaction.replace(replace(standing, next_try_at=transaction.now))
            if not is_settled and not was_called:
                raise InvalidInput("state", "This message was sent, or is being sent just now. It is not sent twice.")
            if standing.appointment_at is not None and standing.appointment_at <= transaction.now:
                raise InvalidInput("state", "The time of this appointment is over. There is nothing left to tell.")
            again = replace(
                standing,
                state=MessageState.WAITING,
                tries=0,
                next_try_at=transaction.now,
                settled_at=None,
                withdrawn_by=None,
                last_error="",
            )
            return transaction.replace(again)

    def withdraw(self, message_id: UUID, version: int) -> Message:
        """Take a message back before it leaves; one that was withdrawn stays withdrawn. Raises ChangedMeanwhile."""
        caller = self.admit(Permission.RUN_MESSAGES)
        with self.database.transaction(caller.actor, "withdraw message") as transaction:
            standing = _seen(transaction, message_id, version)
            if standing.state not in {MessageState.WAITING, MessageState.FAILED}:
                raise InvalidInput("state", "This message has left already, or is being sent just now.")
            return transaction.replace(
                replace(
                    standing,
                    state=MessageState.WITHDRAWN,
                    withdrawn_by=caller.account_id,
                    settled_at=transaction.now,
                    next_try_at=None,
                )
            )

    def mark_reached(self, message_id: UUID, version: int) -> Message:
        """The patient was told on the telephone; raises ChangedMeanwhile, InvalidInput."""
        caller = self.admit(Permission.RUN_MESSAGES)
        with self.database.transaction(caller.actor, "mark reached") as transaction:
            standing = _to_call(transaction, message_id, version)
            return transaction.replace(
                replace(
                    standing,
                    state=MessageState.SENT,
                    tries=standing.tries + 1,
                    settled_at=transaction.now,
                    next_try_at=None,
                    last_error="",
                )
            )

    def mark_unanswered(self, message_id: UUID, version: int) -> Message:
        """Nobody answered: the call stands further down the list for an hour. Raises as `mark_reached`."""
        caller = self.admit(Permission.RUN_MESSAGES)
        with self.database.transaction(caller.actor, "mark unanswered") as transaction:
            standing = _to_call(transaction, message_id, version)
            settings = settings_of_messages(transaction)
            zone = transaction.clinic().zone_info
            again = quiet_end(transaction.now + CALL_AGAIN_AFTER, settings.timings, zone)
            return transaction.replace(
                replace(standing, tries=standing.tries + 1, next_try_at=again, last_error="No answer")
            )

    def confirmation_to(self, patient_id: UUID) -> Addressee | None:
        """Where a patient's confirmation of a booking would go; None where none would."""
        self.admit(Permission.RUN_MESSAGES)
        with self.database.reading() as reading:
            settings = settings_of_messages(reading)
            if not settings.switched_on or not settings.timings.on_booking:
                return None
            to = addressee(reading.get(Patient, patient_id), settings)
        return None if to is None or to.channel is Channel.PHONE else to

    def set_up(self) -> MessageSetUp:
        """How messages are set up; of the secrets only whether they are there."""
        self.admit(Permission.RUN_MESSAGES)
        with self.database.reading() as reading:
            return self._set_up(settings_of_messages(reading))

    def change_settings(
        self, settings: MessageSettings, *, smtp_password: str | None = None, sms_token: str | None = None
    ) -> MessageSetUp:
        """Keep other settings, over the version that was read; None leaves a secret as it is, an empty one removes it.

        Switched on, messages leave from this station, and tell of what changes from then on. Raises ChangedMeanwhile
        and InvalidInput.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        with self.database.transaction(caller.actor, "change message settings") as transaction:
            standing = settings_of_messages(transaction)
            if standing.version != settings.version:
                raise ChangedMeanwhile("set-up of messages", self._set_up(standing))
            asked = self._with_secrets(settings, standing, smtp_password, sms_token)
            fit = fit_message_settings(asked)
            fit = replace(fit, station_id=self.database.station_id if fit.switched_on else standing.station_id)
            begins = fit.switched_on and not (standing.switched_on and standing.station_id == fit.station_id)
            if standing.version == 0:
                stored = transaction.add(replace(fit, id=transaction.new_id()))
            else:
                stored = transaction.replace(replace(fit, id=standing.id))
            if begins:
                keep_read_upto(transaction, last_entry(transaction))
        return self._set_up(stored)

    def delivery(
        self, settings: MessageSettings, *, smtp_password: str | None = None, sms_token: str | None = None
    ) -> Delivery:
        """Settings that are being typed, with their secrets opened, for a test message. Raises InvalidInput."""
        self.admit(Permission.CHANGE_SETTINGS)
        with self.database.reading() as reading:
            standing = settings_of_messages(reading)
        asked = self._with_secrets(settings, standing, smtp_password, sms_token)
        return delivery_of(self.database.key, fit_message_settings(asked))

    def _with_secrets(
        self,
        asked: MessageSettings,
        standing: MessageSettings,
        smtp_password: str | None,
        sms_token: str | None,
    ) -> MessageSettings:
        key = self.database.key
        return replace(
            asked,
            smtp_secret=standing.smtp_secret if smtp_password is None else sealed(key, smtp_password, SMTP),
            sms_secret=standing.sms_secret if sms_token is None else sealed(key, sms_token, SMS),
        )

    def _set_up(self, settings: MessageSettings) -> MessageSetUp:
        return MessageSetUp(
            settings=replace(settings, smtp_secret="", sms_secret=""),
            has_smtp_password=bool(settings.smtp_secret),
            has_sms_token=bool(settings.sms_secret),
            sends_here=settings.switched_on and settings.station_id == self.database.station_id,
        )


def _seen(reading: Reading, message_id: UUID, version: int) -> Message:
    """The message in the version that the person saw; raises ChangedMeanwhile."""
    standing = reading.get(Message, message_id)
    if standing.version != version:
        raise ChangedMeanwhile("message", standing)
    return standing


def _to_call(transaction: Transaction, message_id: UUID, version: int) -> Message:
    standing = _seen(transaction, message_id, version)
    if standing.channel is not Channel.PHONE or standing.state is not MessageState.WAITING:
        raise InvalidInput("state", "This is no call that waits. Look at the list again.")
    return standing
