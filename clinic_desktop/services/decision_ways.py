"""Every way out of a conflict: what it does to the record, and how that is said."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any
from uuid import UUID

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    BookingRequest,
    CancelledBy,
    MoveRequest,
)
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.decisions import DecisionCard, SettleWith, WayOut
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.refusals import HasFutureAppointments
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.outgoing import send_again
from clinic_desktop.storage.reading.visits import upcoming_of_patient
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .asking_the_desk import still_to_move
from .booking import booked, moved, require_policy_to_book_over, require_right_to_book_over
from .decision_cases import Case
from .decision_fields import fit_value, require_all
from .limits import require_own
from .still_free import require_time_is_free
from .written import line

_TIME = frozenset({"starts_at", "ends_at", "practitioner_id", "local_start", "zone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """One decision under way."""

    transaction: Transaction
    caller: Caller
    case: Case
    card: DecisionCard
    answer: SettleWith

    @property
    def appointment(self) -> Appointment:
        """The appointment that it is about, if the caller may decide about it."""
        standing = self.case.appointment
        assert standing is not None, "no other card offers this way"
        require_own(self.caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
        return standing

    @property
    def standing(self) -> Record:
        """The record as it stands."""
        assert self.case.standing is not None, "no other card offers this way"
        return self.case.standing

    def reason(self, needed: str) -> str:
        """Why, which somebody has to say here."""
        return line("reason", self.answer.reason, longest=500, needed=needed)

    def when(self, appointment: Appointment) -> str:
        """A time as it is said."""
        return moment_words(appointment.starts_at, self.transaction.clinic().zone_info)


def settle(deciding: Deciding, way: WayOut) -> str:
    """Do what that way out says; gives it in words for whoever looks later."""
    return _WAYS[way](deciding)


def _to_next(deciding: Deciding) -> str:
    slot = deciding.card.next_free
    answer = deciding.answer
    if answer.starts_at is None:
        if slot is None:
            raise InvalidInput("starts_at", "There is no free time to move it to. Choose another way out.")
        answer = replace(answer, starts_at=slot.starts_at, practitioner_id=slot.practitioner_id)
    return _move(replace(deciding, answer=answer))


def _move(deciding: Deciding) -> str:
    answer, standing = deciding.answer, deciding.appointment
    if answer.starts_at is None:
        raise InvalidInput("starts_at", "Choose a time.")
    return _moved_to(
        deciding,
        MoveRequest(
            appointment_id=standing.id,
            version=standing.version,
            starts_at=answer.starts_at,
            practitioner_id=answer.practitioner_id,
            minutes=answer.minutes,
        ),
    )


def _apply_again(deciding: Deciding) -> str:
    wish, standing = deciding.case.wish, deciding.appointment
    assert wish is not None, "no other card offers this way"
    request = MoveRequest(
        appointment_id=standing.id,
        version=standing.version,
        starts_at=wish.starts_at,
        minutes=wish.minutes,
        practitioner_id=deciding.case.wished_practitioner,
    )
    return _moved_to(deciding, request)


def _moved_to(deciding: Deciding, request: MoveRequest) -> str:
    stored = deciding.transaction.replace(moved(deciding.transaction, deciding.caller, request))
    return f"moved to {deciding.when(stored)}"


def _drop(deciding: Deciding) -> str:
    """It stays where it is: whatever had asked for the move asks again."""
    still_to_move(deciding.transaction, deciding.appointment.id)
    return "the move was dropped"


def _overbook(deciding: Deciding) -> str:
    standing = deciding.appointment
    why = deciding.reason("Say why both may have this time.")
    require_right_to_book_over(deciding.caller, why)
    require_policy_to_book_over(deciding.caller, deciding.transaction.clinic())
    over = replace(standing, contested=False, overbooked_by=deciding.caller.account_id, overbook_reason=why)
    deciding.transaction.replace(over)
    return f"both keep the time ({why})"


def _to_waiting_list(deciding: Deciding) -> str:
    standing, transaction = deciding.appointment, deciding.transaction
    _cancelled(deciding, "Double booking: put on the waiting list")
    transaction.add(
        WaitingEntry(
            id=transaction.new_id(),
            patient_id=standing.patient_id,
            type_id=standing.type_id,
            practitioner_ids=(standing.practitioner_id,),
            asked_at=transaction.now,
        )
    )
    return "put on the waiting list"


def _cancel(deciding: Deciding) -> str:
    why = deciding.reason("Say why it is cancelled, so that the patient can be told.")
    _cancelled(deciding, why)
    return f"cancelled ({why})"


def _cancelled(deciding: Deciding, why: str) -> None:
    deciding.transaction.replace(
        replace(
            deciding.appointment,
            status=AppointmentStatus.CANCELLED,
            cancelled_by=CancelledBy.CLINIC,
            cancel_reason=why,
            contested=False,
        )
    )


def _rebook(deciding: Deciding) -> str:
    """A new appointment: the cancelled one stays cancelled, as the patient may have been told."""
    standing, answer = deciding.appointment, deciding.answer
    wish = deciding.case.wish or standing.span
    request = BookingRequest(
        patient_id=standing.patient_id,
        practitioner_id=answer.practitioner_id or deciding.case.wished_practitioner or standing.practitioner_id,
        type_id=standing.type_id,
        starts_at=answer.starts_at or wish.starts_at,
        minutes=answer.minutes or wish.minutes,
        reason=standing.reason,
        desk_note=standing.desk_note,
        source=standing.source,
    )
    require_own(deciding.caller, practitioner_id=request.practitioner_id, patient_id=request.patient_id)
    stored = deciding.transaction.add(booked(deciding.transaction, deciding.caller, request))
    return f"booked again, {deciding.when(stored)}"


def _mine(deciding: Deciding) -> str:
    standing, mine = deciding.standing, deciding.case.mine
    known = {name: value for name, value in mine.items() if name != "version" and hasattr(standing, name)}
    if isinstance(standing, Appointment):
        if deciding.case.is_wish_open:
            _apply_again(deciding)
            standing = deciding.transaction.get(Appointment, standing.id)
            known = {name: value for name, value in known.items() if name not in _TIME | {"contested"}}
        wanted = replace(standing, **known)
        if wanted.status.holds_time and not standing.status.holds_time:
            require_time_is_free(deciding.transaction, wanted)
        deciding.transaction.replace(wanted)
    else:
        deciding.transaction.replace(_changed(standing, known))
    return "as it was wanted"


def _new_value(deciding: Deciding) -> str:
    values = deciding.answer.values
    typed = {field.field: field.label for field in deciding.card.fields if field.may_be_typed}
    require_all(typed, values)
    region = deciding.transaction.phone_region
    fit = {name: fit_value(name, text, region) for name, text in values.items()}
    deciding.transaction.replace(_changed(deciding.standing, fit))
    return "with a new value"


def _put_away(deciding: Deciding) -> str:
    standing, transaction = deciding.standing, deciding.transaction
    if isinstance(standing, Patient):
        if Permission.ARCHIVE_PATIENT not in permissions_of(deciding.caller.role):
            raise NotAllowed
        upcoming = upcoming_of_patient(transaction, standing.id, transaction.now)
        if upcoming:
            raise HasFutureAppointments(standing.full_name, upcoming)
        transaction.replace(replace(standing, archived=True))
        return "archived again"
    if KINDS[deciding.card.record_kind].removable:
        transaction.remove(standing)
        return "removed again"
    transaction.replace(_changed(standing, {"active": False}))
    return "retired again"


def _retry(deciding: Deciding) -> str:
    conflict, transaction = deciding.case.conflict, deciding.transaction
    standing, mine = deciding.case.standing, deciding.case.mine
    if standing is None:
        transaction.add(_made_of(KINDS[conflict.record_kind].record, conflict.record_id, mine))
        return "stored again"
    known = {name: value for name, value in mine.items() if name != "version" and hasattr(standing, name)}
    wanted = _changed(standing, known)
    if wanted == standing:
        send_again(transaction, conflict.record_kind, conflict.record_id)
    else:
        transaction.replace(wanted)
    return "sent again"


def _changed(record: Record, values: Mapping[str, Any]) -> Record:  # Any: of its fields
    return replace(record, **values)


def _made_of(kind: type[Record], record_id: UUID, values: Mapping[str, Any]) -> Record:  # Any: of its fields
    """A record of what an operation holds, which leaves out what is empty."""
    given = {name: value for name, value in values.items() if name not in ("id", "version")}
    empty = {
        one.name: None
        for one in fields(kind)
        if one.name not in given and one.default is MISSING and one.default_factory is MISSING and one.name != "id"
    }
    return kind(**(empty | given | {"id": record_id}))


def _discard(deciding: Deciding) -> str:
    return f"discarded ({deciding.reason('Say why it is discarded.')})"


def _only(words: str) -> Callable[[Deciding], str]:
    """A way out that leaves the record as it stands."""
    return lambda _: words


_WAYS: Mapping[WayOut, Callable[[Deciding], str]] = {
    WayOut.MOVE_TO_NEXT: _to_next,
    WayOut.MOVE: _move,
    WayOut.OVERBOOK: _overbook,
    WayOut.WAITING_LIST: _to_waiting_list,
    WayOut.CANCEL: _cancel,
    WayOut.APPLY_AGAIN: _apply_again,
    WayOut.DROP: _drop,
    WayOut.THEIRS: _only("left as it stands"),
    WayOut.MINE: _mine,
    WayOut.NEW_VALUE: _new_value,
    WayOut.REBOOK: _rebook,
    WayOut.LEAVE: _only("left as it stands"),
    WayOut.KEEP: _only("kept"),
    WayOut.PUT_AWAY: _put_away,
    WayOut.RETRY: _retry,
    WayOut.DISCARD: _discard,
}
