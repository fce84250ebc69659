"""What the rules say of a wished time: it fits, it needs a reason and the right to it, or it is never possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .refusals import BookingRefused
from .sheets import Slot


class VerdictKind(StrEnum):
    """The three answers there are."""

    FITS = "fits"
    NEEDS_REASON = "needs-reason"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedTime:
    """A time somebody would like: `appointment_id` is the appointment that would move there, if it is one.

    `minutes` None takes the type's length, or the moved appointment's.
    """

    practitioner_id: UUID
    type_id: UUID
    starts_at: datetime
    minutes: int | None = None
    patient_id: UUID | None = None
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer, with everything that stands in the way, in the order a person wants to hear it.

    `alternatives` are the nearest free times, where they were asked for.
    """

    kind: VerdictKind
    obstacles: tuple[BookingRefused, ...] = ()
    alternatives: tuple[Slot, ...] = ()

    @property
    def words(self) -> str:
        """Every obstacle in a sentence of its own; empty when it fits."""
        return " ".join(dict.fromkeys(obstacle.fact for obstacle in self.obstacles))

    def refusal(self, *, has_reason: bool) -> BookingRefused | None:
        """What a booking there is refused with: the first obstacle, which tells of the others; None lets it stand."""
        if self.kind is VerdictKind.FITS or (has_reason and self.kind is VerdictKind.NEEDS_REASON):
            return None
        last_word = next((one for one in self.obstacles if not one.may_overbook), self.obstacles[0])
        return last_word if len(self.obstacles) == 1 else last_word.telling(self.words)


def verdict_of(obstacles: Sequence[BookingRefused]) -> Verdict:
    """The verdict that obstacles make: never, where one of them can be overcome by nobody."""
    if not obstacles:
        return Verdict(kind=VerdictKind.FITS)
    is_overcome = all(obstacle.may_overbook for obstacle in obstacles)
    kind = VerdictKind.NEEDS_REASON if is_overcome else VerdictKind.NEVER
    return Verdict(kind=kind, obstacles=tuple(obstacles))
