"""What a change of an appointment makes of the task to move it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.desk_tasks import TaskStatus, outcome
from tests.domain.builders import ANOTHER, FISCHER, OKAFOR, an_appointment

BOOKED = an_appointment("09:00")


@given(
    status=st.sampled_from([one for one in AppointmentStatus if one is not AppointmentStatus.BOOKED]),
    minutes=st.integers(0, 600),
    fits=st.booleans(),
)
def test_an_appointment_that_is_booked_no_more_needs_no_other_time(
    status: AppointmentStatus, minutes: int, fits: bool
) -> None:
    later = timedelta(minutes=minutes)
    after = replace(BOOKED, status=status, starts_at=BOOKED.starts_at + later, ends_at=BOOKED.ends_at + later)

    assert outcome(BOOKED, after, fits=fits) is TaskStatus.CANCELLED


@given(
    minutes=st.integers(-600, 600),
    practitioner=st.sampled_from([OKAFOR, FISCHER]),
    over=st.booleans(),
    contested=st.booleans(),
    fits=st.booleans(),
)
def test_a_task_is_done_by_a_move_to_where_the_appointment_fits_or_is_wanted_over_others(
    minutes: int, practitioner: object, over: bool, contested: bool, fits: bool
) -> None:
    by = timedelta(minutes=minutes)
    after = replace(
        BOOKED,
        starts_at=BOOKED.starts_at + by,
        ends_at=BOOKED.ends_at + by,
        practitioner_id=practitioner,  # type: ignore[arg-type] # one of two ids
        overbooked_by=ANOTHER if over else None,
        contested=contested,
    )

    became = outcome(BOOKED, after, fits=fits)

    has_moved = bool(minutes) or practitioner != OKAFOR
    assert became in (None, TaskStatus.COMPLETED)
    assert (became is not None) == (has_moved and not contested and (fits or over))
