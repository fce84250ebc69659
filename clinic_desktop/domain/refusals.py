"""The refusals that bring lists with them: the next free slots, the people or the appointments concerned."""

from collections.abc import Sequence
from uuid import UUID

from .errors import ClinicError
from .sheets import AppointmentLine, ChangeLine, PatientLine, Slot


class BookingRefused(ClinicError):
    """An appointment cannot stand at that time; `alternatives` are the nearest free slots.

    `may_overbook` tells whether a reason and the right to it would let it stand. The sentence is the `fact` and then,
    where there is one, the `advice`.
    """

    may_overbook = False

    def __init__(self, fact: str, advice: str = "", alternatives: Sequence[Slot] = ()) -> None:
        super().__init__(f"{fact} {advice}".rstrip())
        self.fact = fact
        self.advice = advice
        self.alternatives = tuple(alternatives)

    def telling(self, facts: str) -> "BookingRefused":
        """The same refusal with more facts in its sentence."""
        return type(self)(facts, self.advice, self.alternatives)

    def offering(self, alternatives: Sequence[Slot]) -> "BookingRefused":
        """The same refusal with the nearest free slots beside it."""
        self.alternatives = tuple(alternatives)
        return self


class NotOffered(BookingRefused):
    """Patients do not come to this practitioner for that type."""

    def __init__(self, fact: str, advice: str = "", alternatives: Sequence[Slot] = ()) -> None:
        super().__init__(fact, advice or "Choose another doctor or another type.", alternatives)


class SlotTaken(BookingRefused):
    """Another appointment, or its buffer, is in the way."""

    may_overbook = True


class SlotHeld(BookingRefused):
    """Someone else is just booking that time; a reason is needed to be quicker."""

    may_overbook = True


class OutsideHours(BookingRefused):
    """The practitioner has no hours then."""

    may_overbook = True


class OnLeave(BookingRefused):
    """The practitioner is away."""

    may_overbook = True


class ClinicClosed(BookingRefused):
    """The whole clinic is closed on that day."""

    may_overbook = True


class PatientBusy(BookingRefused):
    """The patient has another appointment at that time."""

    may_overbook = True


class InThePast(BookingRefused):
    """The time is over."""


class BadLength(BookingRefused):
    """Ends before it starts, or lasts longer than a day."""


class BeyondPolicy(BookingRefused):
    """Too soon, too far ahead, too late to cancel, or a type that patients do not book themselves."""


class LikelyDuplicate(ClinicError):
    """The patient is probably registered already; `candidates` says as whom, likeliest first."""

    def __init__(self, candidates: Sequence[PatientLine]) -> None:
        super().__init__("This person seems to be registered already. Take the record below, or register anyway.")
        self.candidates = tuple(candidates)


class CannotMerge(ClinicError):
    """Two records cannot be made one as they stand."""


class CannotTakeApart(ClinicError):
    """A merge was taken apart already, or another one came on top of it."""


class RecordMerged(ClinicError):
    """The record was merged into another one, where it goes on; `into` names that one's id."""

    def __init__(self, who: str, into: PatientLine) -> None:
        super().__init__(f"{who} was merged into {into.full_name}, MRN {into.mrn}. Open that record.")
        self.into = into


class HasFutureAppointments(ClinicError):
    """Something cannot end while appointments are to come; `appointments` names them, soonest first."""

    def __init__(self, who: str, appointments: Sequence[AppointmentLine]) -> None:
        many = "an appointment" if len(appointments) == 1 else f"{len(appointments)} appointments"
        super().__init__(f"{who} still has {many} to come. Move or cancel them first.")
        self.appointments = tuple(appointments)


class WouldStrand(ClinicError):
    """Booked appointments would fall outside the new hours; save again with `despite_stranded` to accept that."""

    def __init__(self, appointments: Sequence[AppointmentLine]) -> None:
        many = "One booked appointment" if len(appointments) == 1 else f"{len(appointments)} booked appointments"
        super().__init__(f"{many} would fall outside these hours. Look at the list, then save anyway or change it.")
        self.appointments = tuple(appointments)


class UndoForbidden(ClinicError):
    """Someone changed the record after; taking the older change back would undo theirs.

    `change` is the one that stands in the way, `undone_id` what was to be taken back.
    """

    def __init__(self, what: str, change: ChangeLine, undone_id: UUID, appointment_id: UUID | None = None) -> None:
        by = change.actor_name or "another program"
        super().__init__(
            f"{what} was changed by {by} since: {change.words}. Undo would take that back too, so nothing was done."
        )
        self.change = change
        self.undone_id = undone_id
        self.appointment_id = appointment_id
