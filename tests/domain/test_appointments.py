"""Which steps an appointment may take."""

from itertools import product

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, check_step, may_step
from clinic_desktop.domain.errors import StepNotAllowed

from .builders import an_appointment

ALLOWED = {
    ("booked", "arrived"),
    ("booked", "cancelled"),
    ("booked", "noshow"),
    ("arrived", "in-room"),
    ("in-room", "fulfilled"),
    ("noshow", "arrived"),
}


@pytest.mark.parametrize(("before", "after"), list(product(AppointmentStatus, repeat=2)))
def test_only_the_steps_of_the_desk_are_taken(before: AppointmentStatus, after: AppointmentStatus) -> None:
    if (before.value, after.value) in ALLOWED:
        check_step(before, after)
    else:
        with pytest.raises(StepNotAllowed) as refusal:
            check_step(before, after)
        assert "cannot become" in refusal.value.sentence
        assert not may_step(before, after)


def test_only_what_may_still_happen_or_happened_takes_time() -> None:
    holding = {status for status in AppointmentStatus if status.holds_time}

    assert holding == {"booked", "arrived", "in-room", "fulfilled"}


def test_the_span_of_an_appointment_leaves_its_buffers_out() -> None:
    assert an_appointment("10:00", minutes=20).span.minutes == 20
