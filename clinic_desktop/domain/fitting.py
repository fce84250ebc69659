"""Whether an appointment would fit, judged from a day's sheet by the diary's own rule, while it is being dragged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .clinic_time import Span
from .diary import Busy
from .sheets import Block, HeldTime


class Fit(StrEnum):
    """What would come of putting an appointment there."""

    FITS = "fits"
    PAST = "past"
    TAKEN = "taken"
    HELD = "held"
    PATIENT_BUSY = "patient-busy"
    BLOCKED = "blocked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether it fits; `what` names the block that is in the way, or who holds the time."""

    fit: Fit
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRoom:
    """What a practitioner's day has room for: `open_time` merged and ordered, all times in UTC.

    Promises to say what `Diary.obstacle` would, as far as the sheet knows; the diary has the last word.
    """

    open_time: tuple[Span, ...]
    taken: tuple[Busy, ...] = ()
    blocks: tuple[Block, ...] = ()
    holds: tuple[HeldTime, ...] = ()

    def verdict(
        self,
        wanted: Busy,
        *,
        now: datetime,
        begins: datetime | None = None,
        standing: Span | None = None,
        elsewhere: Iterable[Busy] = (),
    ) -> Verdict:
        """Whether an appointment fits there; `elsewhere` are the patient's others.

        `begins` is the start that it has: only a new one must lie ahead. `standing` is its time in this very diary,
        within which it may always be shortened.
        """
        if wanted.span.starts_at != begins and wanted.span.starts_at < now.replace(second=0, microsecond=0):
            return Verdict(fit=Fit.PAST)
        if standing is not None and standing.contains(wanted.span):
            return Verdict(fit=Fit.FITS)
        if any(_is_other(wanted, other) and wanted.clashes_with(other) for other in self.taken):
            return Verdict(fit=Fit.TAKEN)
        for held in self.holds:
            if not held.is_own and held.until > now and wanted.clashes_with(Busy(span=held.span)):
                return Verdict(fit=Fit.HELD, what=held.holder_name)
        if any(_is_other(wanted, other) and wanted.span.overlaps(other.span) for other in elsewhere):
            return Verdict(fit=Fit.PATIENT_BUSY)
        if any(span.contains(wanted.span) for span in self.open_time):
            return Verdict(fit=Fit.FITS)
        for block in self.blocks:
            if block.reason and block.span.overlaps(wanted.span):
                return Verdict(fit=Fit.BLOCKED, what=block.reason)
        return Verdict(fit=Fit.CLOSED)


def _is_other(one: Busy, other: Busy) -> bool:
    return one.appointment_id is None or one.appointment_id != other.appointment_id
