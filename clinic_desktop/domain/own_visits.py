"""What patients see of their own appointments, and what is offered to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .appointments import AppointmentType
from .people import Patient
from .sheets import AppointmentLine, DepartmentLine, PractitionerLine


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVisit:
    """One appointment with where it takes place.

    `changeable_until` (UTC) is the last moment at which the patient may cancel it, None where that is not theirs any
    more; `may_move` says whether they may choose another time for it, too.
    """

    line: AppointmentLine
    department_name: str
    location: str
    changeable_until: datetime | None = None
    may_move: bool = False

    @property
    def id(self) -> UUID:
        """The appointment's own."""
        return self.line.id


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOverview:
    """The patient, without the desk's notes, with what is to come (soonest first) and how many are past."""

    patient: Patient
    to_come: tuple[OwnVisit, ...]
    past: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOffers:
    """What patients may book themselves, and with whom: departments that have somebody, practitioners by name."""

    types: Sequence[AppointmentType]
    departments: Sequence[DepartmentLine]
    practitioners: Sequence[PractitionerLine]
