"""The demo's series: who of the pictures returns how often, as rules and as the days they fall on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from clinic_desktop.domain.recurrence import Recurrence, Unit, nth_weekday
from clinic_desktop.domain.series import Series

from .cast import TODAY, Visit
from .house import TYPES, ZONE, House
from .identities import Identities


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """A visit of today's pictures that returns: at whom, since how many weeks, by which rhythm."""

    patient: str
    doctor: str
    since_weeks: int
    recurrence: Recurrence

    @property
    def visit(self) -> Visit:
        """Today's."""
        return next(visit for visit in TODAY[self.doctor] if visit.patient == self.patient)

    def walls(self, today: date) -> tuple[datetime, ...]:
        """When it is, on the clinic's clock."""
        first = today - timedelta(weeks=self.since_weeks)
        return self.recurrence.walls(datetime.combine(first, time.fromisoformat(self.visit.at)))


def those_who_return(today: date) -> tuple[Returning, ...]:
    """Blood pressure and a knee every week, tablets every month; nobody when the demo is opened on a weekend."""
    if today.weekday() > 4:
        return ()
    weekly = frozenset({today.weekday()})
    return (
        Returning(
            patient="Ines Carvalho",
            doctor="aokafor",
            since_weeks=5,
            recurrence=Recurrence(unit=Unit.WEEK, weekdays=weekly, count=12),
        ),
        Returning(
            patient="Paul Meyer",
            doctor="lfischer",
            since_weeks=1,
            recurrence=Recurrence(unit=Unit.WEEK, every=1, weekdays=weekly, count=6),
        ),
        Returning(
            patient="Yusuf Demir",
            doctor="aokafor",
            since_weeks=0,
            recurrence=Recurrence(unit=Unit.MONTH, nth=nth_weekday(today), count=3),
        ),
    )


def series_of(ids: Identities, house: House, patients: dict[str, UUID], today: date) -> Iterator[Series]:
    """The records, in the order of `those_who_return`."""
    doctors = {
        post.username: practitioner.id for post, practitioner in zip(house.posts, house.practitioners, strict=True)
    }
    types = {kind.name: kind.id for kind in house.types}
    for one in those_who_return(today):
        yield Series(
            id=ids.next(),
            patient_id=patients[one.patient],
            practitioner_id=doctors[one.doctor],
            type_id=types[one.visit.type_name],
            rule=one.recurrence.rule,
            local_start=one.walls(today)[0],
            zone=ZONE,
            minutes=TYPES[one.visit.type_name][0],
        )
