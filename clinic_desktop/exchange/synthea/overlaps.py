"""Which of the imported encounters overlap something that stands already, at the same practitioner or patient."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.storage.reading.base import Reading

from .records import Encounter

_AT_ONCE = 500
_DAY = timedelta(days=1)
_HOLDING = tuple(status for status in AppointmentStatus if status.holds_time)

_Times = dict[UUID, list[tuple[datetime, datetime]]]


class Diaries:
    """The times that are taken, by practitioner and by patient, ordered by start."""

    def __init__(self) -> None:
        self._of_practitioner: _Times = defaultdict(list)
        self._of_patient: _Times = defaultdict(list)

    def add_standing(self, reading: Reading, practitioner_ids: Collection[UUID], patient_ids: Collection[UUID]) -> None:
        """Take over what the clinic has of these people already."""
        for some in _portions(practitioner_ids):
            for one in reading.where(Appointment, status=_HOLDING, practitioner_id=some):
                if not one.is_overbooked and not one.contested:
                    insort(self._of_practitioner[one.practitioner_id], (one.starts_at, one.ends_at))
        for some in _portions(patient_ids):
            for one in reading.where(Appointment, status=_HOLDING, patient_id=some):
                if not one.is_overbooked:
                    insort(self._of_patient[one.patient_id], (one.starts_at, one.ends_at))

    def enter(self, one: Encounter) -> str:
        """Take the encounter's time, or say what it overlaps; what overlaps takes no time of its own."""
        if _is_taken(self._of_practitioner[one.practitioner_id], one):
            return "Imported: overlaps another encounter of this practitioner"
        if _is_taken(self._of_patient[one.patient_id], one):
            return "Imported: overlaps another encounter of this patient"
        insort(self._of_practitioner[one.practitioner_id], (one.starts_at, one.ends_at))
        insort(self._of_patient[one.patient_id], (one.starts_at, one.ends_at))
        return ""


def _is_taken(times: list[tuple[datetime, datetime]], one: Encounter) -> bool:
    """Whether a time overlaps; none is longer than a day, so only those that began within the day before count."""
    first = bisect_left(times, (one.starts_at - _DAY, one.starts_at))
    last = bisect_left(times, (one.ends_at, one.ends_at))
    return any(ends_at > one.starts_at for _, ends_at in times[first:last])


def _portions(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    ordered = list(ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
