"""The overview of the clinic: its figures are those that counting every appointment gives, and each has its list."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import span_of_days, wall_time
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.overview import LEAD_DAYS, Behind, Days, FigureQuery, Missed, Step
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.reading.figures import appointment_figures
from tests.builders import SmallClinic, a_patient

from .asking import TODAY, TOMORROW, at, at_fischers, book

STATUS = AppointmentStatus
MINUTE = timedelta(minutes=1)


def visits(clinic: SmallClinic, told: list[tuple[int, int, AppointmentStatus, int, int]]) -> list[Appointment]:
    """Visits so many days from now at Dr Okafor's or Dr Fischer's, called in after a wait, booked days before."""
    stored = []
    with clinic.database.batch(PROGRAM, "import") as batch:
        for number, (day, whose, status, wait, ahead) in enumerate(told):
            starts_at = clinic.clock.now + timedelta(days=day, minutes=number)
            came = status in (STATUS.FULFILLED, STATUS.IN_ROOM)
            one = clinic.an_appointment(
                starts_at,
                practitioner_id=(clinic.okafor, clinic.fischer)[whose].id,
                status=status,
                arrived_at=starts_at - 5 * MINUTE if came else None,
                in_room_at=starts_at + (wait - 5) * MINUTE if came else None,
                booked_at=starts_at - timedelta(days=ahead),
                contested=True,
            )
            stored.append(replace(one, id=batch.new_id()))
        batch.add_all(stored)
    return stored


def shown(clinic: SmallClinic, days: Days) -> None:
    """What each figure is, counted one by one."""
    zone = clinic.settings().zone_info
    admin = clinic.as_admin().reports
    with clinic.database.reading() as reading:
        everything = [one for one in reading.where(Appointment) if days.first <= one.local_start.date() <= days.last]
        plain = appointment_figures(
            reading, span_of_days(days.first, days.last, zone), [clinic.okafor.id, clinic.fischer.id]
        )
    overview = admin.overview(days.first, days.last)
    this = overview.this
    assert this == admin.statistics(days.first, days.last)
    assert (this.by_status, this.booked_minutes) == (plain.by_status, plain.booked_minutes)
    waits = sorted(Counter(plain.waits).elements())
    assert this.median_wait == (float(waits[(len(waits) + 1) // 2 - 1]) if waits else None)
    by_status: Counter[AppointmentStatus] = Counter()
    for bar in overview.bars:
        by_status.update(bar.by_status)
    assert +by_status == plain.by_status
    due = [one for one in everything if one.status in (*_CAME, STATUS.NOSHOW)]
    missed = [one for one in due if one.status is STATUS.NOSHOW]
    for weekday, told in enumerate(overview.by_weekday):
        assert told.due == sum(one.local_start.weekday() == weekday for one in due)
        assert told.missed == sum(one.local_start.weekday() == weekday for one in missed)
    for place, told in enumerate(overview.by_lead):
        until = (*LEAD_DAYS[1:], 10_000)[place]
        of_lead = [one for one in due if LEAD_DAYS[place] <= (one.starts_at - one.booked_at).days < until]
        assert told == Missed(due=len(of_lead), missed=sum(one in missed for one in of_lead))
        behind = FigureQuery(days=days, what=Behind.DUE, lead=place)
        assert {line.id for line in admin.appointments_behind(behind)} == {one.id for one in of_lead}
    for practitioner in overview.practitioners:
        own = [one for one in everything if one.practitioner_id == practitioner.practitioner_id]
        late = sorted(max(0, (one.in_room_at - one.starts_at) // MINUTE) for one in own if one.in_room_at is not None)
        assert practitioner.appointments == sum(one.status is not STATUS.ENTERED_IN_ERROR for one in own)
        assert practitioner.late == (float(late[(len(late) + 1) // 2 - 1]) if late else None)
        behind = FigureQuery(days=days, practitioner_id=practitioner.practitioner_id)
        assert len(admin.appointments_behind(behind)) == practitioner.appointments


_CAME = (STATUS.ARRIVED, STATUS.IN_ROOM, STATUS.FULFILLED)
told_visits = st.lists(
    st.tuples(
        st.integers(-70, 40), st.integers(0, 1), st.sampled_from(list(STATUS)), st.integers(5, 60), st.integers(0, 40)
    ),
    max_size=40,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told_visits, st.integers(-80, 30), st.integers(0, 110))
def test_the_figures_are_what_counting_one_by_one_gives(
    clinic: SmallClinic, told: list[tuple[int, int, AppointmentStatus, int, int]], first: int, length: int
) -> None:
    visits(clinic, told)
    begins = TODAY + timedelta(days=first)

    shown(clinic, Days(first=begins, last=begins + timedelta(days=length)))


def test_whole_months_are_told_as_their_days_are(clinic: SmallClinic) -> None:
    visits(clinic, [(day, day % 2, STATUS.FULFILLED, 5 + day % 30, day % 9) for day in range(-60, 0)])

    shown(clinic, Days(first=date(2026, 10, 1), last=date(2026, 10, 31)))
    shown(clinic, Days(first=date(2026, 9, 27), last=date(2026, 11, 2)))


def test_a_month_stands_beside_the_month_before_and_ten_days_beside_ten() -> None:
    november = Days(first=date(2026, 11, 1), last=date(2026, 11, 30))
    ten = Days(first=date(2026, 11, 11), last=date(2026, 11, 20))
    year = Days(first=date(2026, 1, 1), last=date(2026, 12, 31))

    assert november.before() == Days(first=date(2026, 10, 1), last=date(2026, 10, 31))
    assert ten.before() == Days(first=date(2026, 11, 1), last=date(2026, 11, 10))
    assert year.before() == Days(first=date(2025, 1, 1), last=date(2025, 12, 31))


def test_closed_days_have_no_bar_and_long_times_are_told_by_week_and_month(clinic: SmallClinic) -> None:
    admin = clinic.as_admin().reports
    week = admin.overview(TODAY - timedelta(days=1), TODAY + timedelta(days=5))
    quarter = admin.overview(date(2026, 10, 1), date(2026, 12, 31))
    year = admin.overview(date(2026, 1, 1), date(2026, 12, 31))

    assert [bar.days.first.weekday() for bar in week.bars] == [0, 1, 2, 3, 4]
    assert (quarter.step, len(quarter.bars), quarter.bars[0].days.first) == (Step.WEEK, 14, date(2026, 10, 1))
    assert (year.step, [bar.days.first.month for bar in year.bars]) == (Step.MONTH, list(range(1, 13)))


def test_how_full_the_week_is_tells_of_open_time_only(clinic: SmallClinic) -> None:
    for week in range(8):
        for clock in ("09:00", "09:30"):
            for doctor, patient in ((clinic.okafor, clinic.novak), (clinic.fischer, clinic.kim)):
                starts_at = at(clinic, clock, TODAY - timedelta(weeks=week))
                clinic.store(clinic.an_appointment(starts_at, practitioner_id=doctor.id, patient_id=patient.id))

    week_fill = clinic.as_admin().reports.overview(TODAY, TODAY).week

    fullest = week_fill.fullest
    assert fullest is not None
    assert (fullest.weekday, fullest.hour) == (TODAY.weekday(), 9)
    assert fullest.share == pytest.approx(1.0)
    assert {one.weekday for one in week_fill.hours} == {0, 1, 2, 3, 4}
    assert week_fill.days.number == 56


def test_a_department_has_its_own_figures(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.stored(clinic.fischer), department_id=None))
    book(clinic, "10:00")
    book(clinic, "11:00", **at_fischers(clinic))

    overview = clinic.as_admin().reports.overview(TODAY, TODAY, clinic.department.id)

    assert (overview.this.appointments, overview.this.patients) == (1, 1)
    assert [one.name for one in overview.practitioners] == ["Dr Amara Okafor"]
    assert sum(bar.total for bar in overview.bars) == 1


def test_a_list_goes_on_where_the_last_page_ended_and_is_narrowed_by_hour(clinic: SmallClinic) -> None:
    visits(clinic, [(0, 0, STATUS.FULFILLED, 9, 2), (0, 1, STATUS.NOSHOW, 9, 2), (0, 0, STATUS.BOOKED, 9, 2)])
    admin = clinic.as_admin().reports
    query = FigureQuery(days=Days(first=TODAY, last=TODAY))

    first = admin.appointments_behind(query, limit=2)
    rest = admin.appointments_behind(query, limit=2, after=first[-1])

    assert [line.status for line in (*first, *rest)] == [STATUS.FULFILLED, STATUS.NOSHOW, STATUS.BOOKED]
    hour = wall_time(first[0].starts_at, clinic.settings().zone_info).hour
    assert len(admin.appointments_behind(replace(query, hour=hour, weekday=TODAY.weekday()))) == 3
    assert admin.appointments_behind(replace(query, hour=hour + 1)) == []
    assert [line.id for line in admin.appointments_behind(replace(query, what=Behind.WAITED))] == [first[0].id]
    assert [line.id for line in admin.appointments_behind(replace(query, statuses=(STATUS.NOSHOW,)))] == [first[1].id]


def test_those_registered_are_listed_page_by_page(clinic: SmallClinic) -> None:
    clinic.clock.forward(days=1)
    ana, zoe = (clinic.store(a_patient(mrn=mrn, given_name=name)) for mrn, name in (("7", "Ana"), ("8", "Zoë")))
    admin = clinic.as_admin().reports

    (latest,) = admin.registered(TOMORROW, TOMORROW, limit=1)

    assert (latest.id, latest.name, latest.registered) == (zoe.id, "Zoë Novak", TOMORROW)
    assert [one.id for one in admin.registered(TOMORROW, TOMORROW, after=latest)] == [ana.id]


def test_only_an_administrator_sees_the_whole_clinic(clinic: SmallClinic) -> None:
    for reports in (clinic.as_receptionist().reports, clinic.as_doctor().reports):
        with pytest.raises(NotAllowed):
            reports.overview(TODAY, TODAY)
        with pytest.raises(NotAllowed):
            reports.appointments_behind(FigureQuery(days=Days(first=TODAY, last=TODAY)))
        with pytest.raises(NotAllowed):
            reports.registered(TODAY, TODAY)
