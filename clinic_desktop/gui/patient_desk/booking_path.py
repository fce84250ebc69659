"""The way to an appointment, question by question: what was chosen, what is asked next, and what asks itself."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.own_visits import OwnOffers, OwnVisit
from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.domain.sheets import DepartmentLine, PractitionerLine, Slot


class Step(StrEnum):
    """What is asked, in this order."""

    DEPARTMENT = "department"
    KIND = "kind"
    DOCTOR = "doctor"
    DAY = "day"
    TIME = "time"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An answer to which department or which doctor; None is an answer too: those without one, and anyone."""

    id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPath:
    """What is chosen so far, to book anew or to move an appointment."""

    offers: OwnOffers
    moved: OwnVisit | None = None
    department: Chosen | None = None
    kind: AppointmentType | None = None
    doctor: Chosen | None = None
    day: date | None = None
    slot: Slot | None = None

    @property
    def step(self) -> Step:
        """What is to be asked now."""
        answers = {
            Step.DEPARTMENT: self.department,
            Step.KIND: self.kind,
            Step.DOCTOR: self.doctor,
            Step.DAY: self.day,
            Step.TIME: self.slot,
        }
        return next((step for step, answer in answers.items() if answer is None), Step.CONFIRM)

    @property
    def doctors(self) -> list[PractitionerLine]:
        """Those of the department that was chosen who offer what is wanted, by name."""
        kind = self.kind
        return [one for one in self._colleagues if kind is None or kind.is_offered_by(one.practitioner.id)]

    @property
    def kinds(self) -> list[AppointmentType]:
        """What somebody of the department that was chosen offers."""
        ids = [one.practitioner.id for one in self._colleagues]
        return [kind for kind in self.offers.types if any(map(kind.is_offered_by, ids))]

    @property
    def departments(self) -> list[DepartmentLine]:
        """Those in which there is something to book."""
        return [one for one in self.offers.departments if replace(self, department=Chosen(id=one.id)).kinds]

    @property
    def _colleagues(self) -> list[PractitionerLine]:
        if self.department is None:
            return list(self.offers.practitioners)
        wanted = self.department.id
        return [one for one in self.offers.practitioners if one.practitioner.department_id == wanted]

    @property
    def has_doctors_apart(self) -> bool:
        """Whether somebody belongs to no department, with whom there is something to book."""
        return bool(replace(self, department=Chosen(id=None)).kinds)

    def settled(self) -> "BookingPath":
        """The same path, with every question answered that has one answer only."""
        path = self
        if path.department is None:
            choices = [Chosen(id=one.id) for one in path.departments]
            choices += [Chosen(id=None)] if path.has_doctors_apart else []
            path = replace(path, department=choices[0]) if len(choices) == 1 else path
        if path.department is not None and path.kind is None and len(path.kinds) == 1:
            path = replace(path, kind=path.kinds[0])
        if path.kind is not None and path.doctor is None and len(path.doctors) == 1:
            path = replace(path, doctor=Chosen(id=path.doctors[0].practitioner.id))
        return path

    def name_of(self, practitioner_id: UUID) -> str:
        """A doctor's title and name; empty for one who has gone."""
        found = (one.practitioner for one in self.offers.practitioners if one.practitioner.id == practitioner_id)
        return next((one.display_name for one in found), "")

    def department_name(self) -> str:
        """The department that was chosen; empty for none."""
        wanted = None if self.department is None else self.department.id
        return next((one.name for one in self.offers.departments if one.id == wanted), "")

    def query(self, first_day: date, last_day: date, patient_id: UUID | None) -> SlotQuery | None:
        """Which free times to look for; None before it is known what for, and with whom."""
        if self.kind is None or self.doctor is None:
            return None
        one = self.doctor.id
        everyone = tuple(line.practitioner.id for line in self.doctors)
        return SlotQuery(
            type_id=self.kind.id,
            first_day=first_day,
            last_day=last_day,
            practitioner_ids=everyone if one is None else (one,),
            patient_id=patient_id,
        )


def path_to_move(offers: OwnOffers, visit: OwnVisit) -> BookingPath:
    """To another time with the same doctor for the same thing; whom to ask for can be chosen anew."""
    kind = next((one for one in offers.types if one.id == visit.line.type_id), None)
    doctors = [one.practitioner for one in offers.practitioners if one.practitioner.id == visit.line.practitioner_id]
    department = Chosen(id=doctors[0].department_id) if doctors else None
    doctor = Chosen(id=doctors[0].id) if doctors else None
    return BookingPath(offers=offers, moved=visit, department=department, kind=kind, doctor=doctor)
