"""No two people are called by the same number on one day, whatever is undone and done again."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, MoveRequest
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.services.clinic import Clinic
from tests.builders import SmallClinic, a_small_clinic

from .asking import TODAY, TOMORROW, at, at_fischers, book, for_kim


def check_in(desk: Clinic, appointment: Appointment) -> int | None:
    return desk.waiting.check_in(appointment.id, appointment.version).ticket


def test_a_check_in_that_comes_back_bears_a_number_nobody_else_got_meanwhile(clinic: SmallClinic) -> None:
    novak, kim = book(clinic, "10:00"), book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    first, other = clinic.as_receptionist(), clinic.as_receptionist()
    given_to_novak = check_in(first, novak)

    first.history.undo_last()
    given_to_kim = check_in(other, kim)
    first.history.redo()

    assert clinic.stored(novak).ticket == given_to_novak
    assert given_to_kim != given_to_novak


def test_the_number_of_somebody_who_was_put_off_to_tomorrow_is_not_given_again_today(clinic: SmallClinic) -> None:
    novak, kim = book(clinic, "10:00"), book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    desk = clinic.as_receptionist()
    check_in(desk, novak)

    desk.scheduling.move(MoveRequest(appointment_id=novak.id, version=2, starts_at=at(clinic, "10:00", TOMORROW)))

    assert clinic.stored(novak).ticket is None
    assert check_in(desk, kim) == 2


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["check in", "check in", "undo", "redo", "put off", "bring back"]),
        st.integers(0, 1),
        st.integers(0, 2),
    ),
    min_size=6,
    max_size=20,
)


@settings(max_examples=50, deadline=None)
@given(_STEPS)
def test_whatever_happens_a_number_of_a_day_is_one_persons(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, a_small_clinic(Path(folder) / "clinic") as clinic:
        desks, zone = (clinic.as_receptionist(), clinic.as_receptionist()), clinic.settings().zone_info
        ids = [
            clinic.store(clinic.an_appointment(at(clinic, "10:00") + timedelta(minutes=30 * number))).id
            for number in range(3)
        ]
        whose: dict[tuple[object, int], UUID] = {}
        for what, place, number in steps:
            desk, standing = desks[place], stored(clinic, ids[number])
            with suppress(ClinicError):
                if what == "check in":
                    check_in(desk, standing)
                elif what == "undo":
                    desk.history.undo_last()
                elif what == "redo":
                    desk.history.redo()
                else:
                    day = TOMORROW if what == "put off" else TODAY
                    starts_at = at(clinic, "10:00", day) + timedelta(minutes=30 * number)
                    desk.scheduling.move(
                        MoveRequest(appointment_id=standing.id, version=standing.version, starts_at=starts_at)
                    )

            for appointment in (stored(clinic, one) for one in ids):
                if appointment.ticket is not None:
                    key = (day_of(appointment.starts_at, zone), appointment.ticket)
                    assert whose.setdefault(key, appointment.id) == appointment.id


def stored(clinic: SmallClinic, appointment_id: UUID) -> Appointment:
    with clinic.database.reading() as reading:
        return reading.get(Appointment, appointment_id)
