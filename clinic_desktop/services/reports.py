"""The figures: how many, how full, how long people wait."""

from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.availability import check_days, open_minutes
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.overview import Days, FigureQuery, Overview, RegisteredPatient, quantile
from clinic_desktop.domain.own_month import MonthFigures, OwnMonth, days_of_month, month_before
from clinic_desktop.domain.sheets import AppointmentLine, Statistics
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.behind_figures import appointments_behind, registered_patients
from clinic_desktop.storage.reading.figures import appointment_figures, visit_figures
from clinic_desktop.storage.reading.hours import hours_of

from .admission import Caller
from .desk import Desk
from .overview import counted, overview_of, those
from .written import limit_of

MOST_DAYS = 4000
"""Some ten years."""


class Reports(Desk):
    """Statistics: an admin's of anything, the desk's of today, a doctor's of the own diary."""

    def own_month(self, month: date) -> OwnMonth:
        """The caller's own diary in the month of that day, and in the one before; raises NotAllowed without a diary."""
        caller = self.admit(Permission.READ_STATISTICS)
        practitioner_id = _own_diary(caller, None)
        check_days(month, month)
        with self.database.reading() as reading:
            return OwnMonth(
                this=_month(reading, practitioner_id, month),
                before=_month(reading, practitioner_id, month_before(month)),
            )

    def statistics(
        self,
        first_day: date,
        last_day: date,
        practitioner_id: UUID | None = None,
        department_id: UUID | None = None,
    ) -> Statistics:
        """The figures of some days, both included; with a practitioner or department, `patients` are those seen."""
        caller = self.admit(Permission.READ_STATISTICS)
        _check_span(first_day, last_day)
        if caller.scope is Scope.OWN:
            practitioner_id = _own_diary(caller, practitioner_id)
        days = Days(first=first_day, last=last_day)
        with self.database.glance() as reading:
            zone = reading.clinic().zone_info
            if caller.scope is Scope.DAY and not first_day == last_day == day_of(self.database.now(), zone):
                raise NotAllowed("The front desk sees the figures of today. Ask an administrator for other days.")
            found = counted(reading, days, those(reading, practitioner_id, department_id))
        return found.statistics()

    def overview(self, first_day: date, last_day: date, department_id: UUID | None = None) -> Overview:
        """Everything that the overview of some days shows, both included, of the clinic or of a department."""
        self._admit_to_all()
        _check_span(first_day, last_day)
        days = Days(first=first_day, last=last_day)
        with self.database.reading() as reading:
            of = those(reading, None, department_id)
            today = day_of(self.database.now(), reading.clinic().zone_info)
            this, before = (counted(reading, one, of).statistics() for one in (days, days.before()))
            return overview_of(reading, days, of, today, this=this, before=before)

    def appointments_behind(
        self, query: FigureQuery, *, limit: int = 100, after: AppointmentLine | None = None
    ) -> list[AppointmentLine]:
        """The appointments that a figure was counted from, by start, from after the line given."""
        self._admit_to_all()
        _check_span(query.days.first, query.days.last)
        with self.database.reading() as reading:
            span = span_of_days(query.days.first, query.days.last, reading.clinic().zone_info)
            return appointments_behind(reading, query, span, limit=limit_of(limit), after=after)

    def registered(
        self, first_day: date, last_day: date, *, limit: int = 100, after: RegisteredPatient | None = None
    ) -> list[RegisteredPatient]:
        """The patients on file who were registered in some days, latest first, from after the one given."""
        self._admit_to_all()
        _check_span(first_day, last_day)
        with self.database.reading() as reading:
            zone = reading.clinic().zone_info
            span = span_of_days(first_day, last_day, zone)
            return registered_patients(
                reading, span, zone, limit=limit_of(limit), after=None if after is None else after.id
            )

    def _admit_to_all(self) -> None:
        if self.admit(Permission.READ_STATISTICS).scope is not Scope.ALL:
            raise NotAllowed("Only an administrator sees the figures of the whole clinic.")


def _check_span(first_day: date, last_day: date) -> None:
    check_days(first_day, last_day)
    if (last_day - first_day).days >= MOST_DAYS:
        raise InvalidInput("last_day", f"That is more than {MOST_DAYS // 365} years at once. Choose fewer.")


def _month(reading: Reading, practitioner_id: UUID, day: date) -> MonthFigures:
    first, last = days_of_month(day)
    zone = reading.clinic().zone_info
    span = span_of_days(first, last, zone)
    figures = appointment_figures(reading, span, [practitioner_id])
    visits = visit_figures(reading, span, [practitioner_id])
    days = [first + timedelta(days=index) for index in range((last - first).days + 1)]
    hours = hours_of(reading, [practitioner_id], first, last)[practitioner_id]
    return MonthFigures(
        first_day=first,
        by_status=figures.by_status,
        median_wait=quantile(figures.waits, 0.5),
        visit_minutes=quantile(visits.taken, 0.5),
        booked_minutes=quantile(visits.booked, 0.5),
        given_minutes=figures.booked_minutes,
        open_minutes=sum(open_minutes(hours.open_time(one, zone)) for one in days),
    )


def _own_diary(caller: Caller, practitioner_id: UUID | None) -> UUID:
    asked = practitioner_id or caller.practitioner_id
    if asked is None:
        raise NotAllowed("Your account belongs to no doctor's diary. Ask an administrator of the clinic.")
    caller.require_own_practitioner(asked)
    return asked
