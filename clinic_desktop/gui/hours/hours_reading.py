"""What the pages of hours read in one task: the hours, who is booked then, and what everybody is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.desk_tasks import TaskKind
from clinic_desktop.domain.sheets import AppointmentLine, DepartmentLine

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

_MOST_PRACTITIONERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRead:
    """One practitioner's hours with a week of appointments from `first_day` on, and everybody's short name.

    `asked` counts the appointments that whoever reads has asked the desk to move.
    """

    practitioner_id: UUID
    first_day: date
    name: str
    hours: Hours
    booked: tuple[AppointmentLine, ...]
    names: Mapping[UUID, str]
    asked: int


def read_hours(clinic: "Clinic", practitioner_id: UUID, first_day: date) -> HoursRead:
    """Read it all."""
    sheet = clinic.scheduling.span_sheet(first_day, first_day + timedelta(days=6), [practitioner_id])
    everyone = [one.practitioner for one in clinic.staff.practitioners(limit=_MOST_PRACTITIONERS)]
    names = {one.id: short_name(one.display_name, one.title) for one in everyone}
    return HoursRead(
        practitioner_id=practitioner_id,
        first_day=first_day,
        name=clinic.staff.practitioner(practitioner_id).practitioner.display_name,
        hours=clinic.hours.of(practitioner_id),
        booked=tuple(line for line in sheet.lines if line.status.holds_time),
        names=names,
        asked=sum(line.task.kind is TaskKind.MOVE for line in clinic.desk_tasks.own()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPerson:
    """Somebody who has hours: the whole name, the short one, and the department."""

    id: UUID
    name: str
    short: str
    department_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRead:
    """Everybody who works, by name, and the departments."""

    people: tuple[HoursPerson, ...]
    departments: tuple[DepartmentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryoneRead:
    """The hours of several people, and who is booked with them on one day."""

    day: date
    hours: Mapping[UUID, Hours]
    booked: tuple[AppointmentLine, ...]


def read_people(clinic: "Clinic") -> PeopleRead:
    """Read who works, and where."""
    found = [one.practitioner for one in clinic.staff.practitioners(limit=_MOST_PRACTITIONERS)]
    people = (
        HoursPerson(
            id=one.id,
            name=one.display_name,
            short=short_name(one.display_name, one.title),
            department_id=one.department_id,
        )
        for one in found
    )
    return PeopleRead(people=tuple(people), departments=tuple(clinic.staff.departments(active=True)))


def read_everyone(clinic: "Clinic", practitioner_ids: Sequence[UUID], day: date) -> EveryoneRead:
    """Read these people's hours, and a day."""
    lines = clinic.scheduling.span_sheet(day, day, list(practitioner_ids)).lines if practitioner_ids else ()
    return EveryoneRead(
        day=day,
        hours=clinic.hours.of_several(practitioner_ids),
        booked=tuple(line for line in lines if line.status.holds_time),
    )
