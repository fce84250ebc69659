"""The figures: how many, how full, how long people wait."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import check_days, open_minutes
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.own_month import MonthFigures, OwnMonth, days_of_month, month_before
from clinic_desktop.domain.sheets import Statistics
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.figures import (
    active_departments,
    appointment_figures,
    everyone_on_file,
    practitioners_of,
    seen_patients,
    visit_figures,
)
from clinic_desktop.storage.reading.hours import hours_of

from .admission import Caller
from .desk import Desk

MOST_DAYS = 400


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
        check_days(first_day, last_day)
        if (last_day - first_day).days >= MOST_DAYS:
            raise InvalidInput("last_day", f"That is more than {MOST_DAYS} days at once. Choose fewer.")
        if caller.scope is Scope.OWN:
            practitioner_id = _own_diary(caller, practitioner_id)
        with self.database.reading() as reading:
            zone = reading.clinic().zone_info
            if caller.scope is Scope.DAY and not first_day == last_day == day_of(self.database.now(), zone):
                raise NotAllowed("The front desk sees the figures of today. Ask an administrator for other days.")
            span = span_of_days(first_day, last_day, zone)
            practitioners = practitioners_of(reading, practitioner_id, department_id)
            everyone = list(practitioners)
            figures = appointment_figures(reading, span, everyone)
            is_whole_clinic = practitioner_id is None and department_id is None
            people = everyone_on_file(reading, span) if is_whole_clinic else seen_patients(reading, span, everyone)
            active = [one for one, is_active in practitioners.items() if is_active]
            days = [first_day + timedelta(days=index) for index in range((last_day - first_day).days + 1)]
            hours = hours_of(reading, active, first_day, last_day).values()
            return Statistics(
                first_day=first_day,
                last_day=last_day,
                patients=people.patients,
                new_patients=people.new_patients,
                practitioners=len(active),
                departments=active_departments(reading),
                by_status=figures.by_status,
                no_show_rate=_no_show_rate(figures.by_status),
                median_wait=_quantile(figures.waits, 0.5),
                ninth_decile_wait=_quantile(figures.waits, 0.9),
                booked_minutes=figures.booked_minutes,
                open_minutes=sum(open_minutes(one.open_time(day, zone)) for one in hours for day in days),
            )


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
        median_wait=_quantile(figures.waits, 0.5),
        visit_minutes=_quantile(visits.taken, 0.5),
        booked_minutes=_quantile(visits.booked, 0.5),
        given_minutes=figures.booked_minutes,
        open_minutes=sum(open_minutes(hours.open_time(one, zone)) for one in days),
    )


def _own_diary(caller: Caller, practitioner_id: UUID | None) -> UUID:
    asked = practitioner_id or caller.practitioner_id
    if asked is None:
        raise NotAllowed("Your account belongs to no doctor's diary. Ask an administrator of the clinic.")
    caller.require_own_practitioner(asked)
    return asked


def _no_show_rate(by_status: Mapping[AppointmentStatus, int]) -> float | None:
    """Of those who should have come, how many did not."""
    came = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED)
    missed = by_status.get(AppointmentStatus.NOSHOW, 0)
    due = missed + sum(by_status.get(status, 0) for status in came)
    return missed / due if due else None


def _quantile(waits: Mapping[int, int], share: float) -> float | None:
    """The wait, in whole minutes, that this share of the people did not exceed."""
    total = sum(waits.values())
    passed = 0
    for minutes, count in sorted(waits.items()):
        passed += count
        if passed >= share * total:
            return float(minutes)
    return None
