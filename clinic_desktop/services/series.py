"""Appointments that return: looked at before they are booked, and booked, moved or called off in one change."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, CancelledBy
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.recurrence import recurrence_of, recurrence_words, rhythm_words
from clinic_desktop.domain.series import (
    Occurrence,
    OccurrenceChoice,
    Series,
    SeriesCard,
    SeriesDone,
    SeriesMove,
    SeriesPreview,
    SeriesRequest,
    SeriesScope,
)
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.storage.reading.series import series_lines
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import as_told_anew, fit_to_book, require_policy_to_book_over, require_right_to_book_over
from .confirming import confirmed
from .desk import Desk
from .moving_many import in_order
from .note_reading import without_note
from .series_plans import Meant, Planned, meant_by, moved_rhythm, plan_of, plan_of_move
from .written import line


class SeriesBook(Desk):
    """The series of the diary. What a person decides for single dates is given as choices; the others go as planned."""

    def preview(self, request: SeriesRequest, choices: Sequence[OccurrenceChoice] = ()) -> SeriesPreview:
        """Every date with its verdict and the next free time beside each clash; raises InvalidInput and NotFound."""
        caller = self.admit(Permission.RUN_SERIES)
        request = _fit(caller, request)
        with self.database.reading() as reading:
            return plan_of(reading, caller, request, choices, self.database.now()).preview

    def book(self, request: SeriesRequest, choices: Sequence[OccurrenceChoice] = ()) -> SeriesDone:
        """Book every date that is not left out, or none: raises SeriesClash with the dates as they are now.

        Those that are chosen to be booked over others are, for the booking's one `overbook_reason`.
        """
        caller = self.admit(Permission.RUN_SERIES)
        request = _fit(caller, request)
        with self._confirmed(caller, DiaryVerb.BOOK_SERIES) as transaction:
            planned = plan_of(transaction, caller, request, choices, transaction.now)
            kept = _kept(transaction, caller, planned)
            booking, zone = request.booking, planned.plan.diary.zone
            series = transaction.add(
                Series(
                    id=transaction.new_id(),
                    patient_id=booking.patient_id,
                    practitioner_id=booking.practitioner_id,
                    type_id=booking.type_id,
                    rule=request.recurrence.rule,
                    local_start=wall_time(booking.starts_at, zone),
                    zone=zone.key,
                    minutes=planned.plan.minutes,
                )
            )
            appointments = tuple(
                transaction.add(_booked(transaction, caller, planned, _booking_of(booking, planned, each), series))
                for each in kept
            )
            return _done(
                transaction, caller, series, appointments, f"Booked {{many}} for {{who}}, {planned.preview.words}"
            )

    def preview_move(self, move: SeriesMove, choices: Sequence[OccurrenceChoice] = ()) -> SeriesPreview:
        """Where the appointments of the scope would go, as `preview`; those over, cancelled or begun stay."""
        caller = self.admit(Permission.RUN_SERIES)
        move = _fit_move(caller, move)
        with self.database.reading() as reading:
            now = self.database.now()
            meant = meant_by(reading, caller, move.appointment_id, move.version, move.scope, now)
            return plan_of_move(reading, caller, meant, move, choices, now).preview

    def move(self, move: SeriesMove, choices: Sequence[OccurrenceChoice] = ()) -> SeriesDone:
        """Move them all or none; this and those that follow become a series of their own.

        Raises SeriesClash, ChangedMeanwhile and AlreadyOver.
        """
        caller = self.admit(Permission.RUN_SERIES)
        move = _fit_move(caller, move)
        with self._confirmed(caller, DiaryVerb.MOVE_SERIES) as transaction:
            meant = meant_by(transaction, caller, move.appointment_id, move.version, move.scope, transaction.now)
            planned = plan_of_move(transaction, caller, meant, move, choices, transaction.now)
            kept = {each.appointment_id: each for each in _kept(transaction, caller, planned)}
            series = _series_after(transaction, meant, planned, move)
            moved = []
            for standing in meant.appointments:
                appointment = replace(standing, series_id=series.id)
                if (goes := kept.get(standing.id)) is not None:
                    appointment = planned.plan.diary_at(goes.starts_at).move(
                        appointment,
                        starts_at=goes.starts_at,
                        minutes=planned.plan.minutes,
                        now=transaction.now,
                        overbook_reason=planned.reason_for(goes),
                        moved_by=caller.account_id,
                    )
                moved.append((standing, as_told_anew(standing, appointment)))
            appointments = tuple(transaction.replace(appointment) for appointment in in_order(moved))
            return _done(transaction, caller, series, appointments, "Moved {many} of {who}")

    def cancel(
        self, appointment_id: UUID, version: int, scope: SeriesScope, by: CancelledBy, reason: str
    ) -> SeriesDone:
        """Call off what is still booked and to come; raises ChangedMeanwhile and AlreadyOver."""
        caller = self.admit(Permission.RUN_SERIES)
        why = line("reason", reason, longest=500, needed="Say why it is cancelled, so that the patient can be told.")
        with self.database.transaction(caller.actor, DiaryVerb.CANCEL_SERIES, reason=why) as transaction:
            meant = meant_by(transaction, caller, appointment_id, version, scope, transaction.now)
            if scope is SeriesScope.FOLLOWING and meant.earlier:
                _end_before(transaction, meant)
            cancelled = tuple(
                transaction.replace(
                    replace(each, status=AppointmentStatus.CANCELLED, cancelled_by=by, cancel_reason=why)
                )
                for each in meant.appointments
            )
            return _done(transaction, caller, meant.series, cancelled, "Cancelled {many} of {who}")

    @contextmanager
    def _confirmed(self, caller: Caller, verb: DiaryVerb) -> Iterator[Transaction]:
        """The change of a series: with other stations, SlotTaken when one of its dates was taken there."""
        with (
            confirmed(self.database, self.station, caller) as awaited,
            self.database.transaction(caller.actor, verb) as transaction,
        ):
            yield transaction
            awaited.note(transaction)

    def of(self, series_id: UUID) -> SeriesCard:
        """A series with its occurrences by start, cancelled ones too."""
        self.admit(Permission.READ_ALL_APPOINTMENTS)
        with self.database.reading() as reading:
            series = reading.get(Series, series_id)
            recurrence = recurrence_of(series.rule)
            return SeriesCard(
                series=series,
                rhythm=rhythm_words(recurrence),
                words=recurrence_words(recurrence),
                lines=tuple(series_lines(reading, series_id)),
            )


def _fit(caller: Caller, request: SeriesRequest) -> SeriesRequest:
    return replace(request, booking=fit_to_book(caller, request.booking))


def _fit_move(caller: Caller, move: SeriesMove) -> SeriesMove:
    require_right_to_book_over(caller, move.overbook_reason)
    return replace(move, overbook_reason=line("overbook_reason", move.overbook_reason, longest=500))


def _kept(transaction: Transaction, caller: Caller, planned: Planned) -> tuple[Occurrence, ...]:
    """The dates that are kept, booked over others only where the clinic lets the caller do so."""
    if any(each.is_over for each in planned.kept):
        require_policy_to_book_over(caller, transaction.clinic())
    return planned.kept


def _booking_of(booking: BookingRequest, planned: Planned, each: Occurrence) -> BookingRequest:
    return replace(booking, starts_at=each.starts_at, overbook_reason=planned.reason_for(each))


def _booked(
    transaction: Transaction, caller: Caller, planned: Planned, booking: BookingRequest, series: Series
) -> Appointment:
    appointment = planned.plan.diary_at(booking.starts_at).book(
        replace(booking, minutes=planned.plan.minutes),
        planned.kind,
        appointment_id=transaction.new_id(),
        now=transaction.now,
        booked_by=caller.account_id,
    )
    return replace(appointment, series_id=series.id)


def _series_after(transaction: Transaction, meant: Meant, planned: Planned, move: SeriesMove) -> Series:
    """The series that those moved belong to from now on: a new one where others stay behind."""
    if move.scope is SeriesScope.THIS:
        return meant.series
    zone = planned.plan.diary.zone
    first = planned.preview.occurrences[0]
    moved = replace(
        meant.series,
        practitioner_id=move.practitioner_id or meant.series.practitioner_id,
        rule=moved_rhythm(meant, move, zone).rule,
        local_start=first.wall,
        zone=zone.key,
        minutes=planned.plan.minutes,
    )
    if move.scope is SeriesScope.ALL or not meant.earlier:
        return transaction.replace(moved)
    _end_before(transaction, meant)
    return transaction.add(replace(moved, id=transaction.new_id(), version=0))


def _end_before(transaction: Transaction, meant: Meant) -> None:
    """Let the standing series end on the day before those that are meant."""
    last = meant.appointments[0].local_start.date() - timedelta(days=1)
    transaction.replace(replace(meant.series, rule=meant.recurrence.ending(until=last).rule))


def _done(
    transaction: Transaction, caller: Caller, series: Series, appointments: tuple[Appointment, ...], words: str
) -> SeriesDone:
    who = transaction.get(Patient, series.patient_id).full_name
    many = "one appointment" if len(appointments) == 1 else f"{len(appointments)} appointments"
    return SeriesDone(
        change_id=transaction.change_id,
        series_id=series.id,
        appointments=tuple(without_note(caller, one) for one in appointments),
        words=words.format(many=many, who=who),
    )
