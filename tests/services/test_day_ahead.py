"""A day that was read ahead is told as it stands when somebody asks, and only to whom may see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.services.day_ahead import day_ahead
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.whole_day import WholeDay, whole_day
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, at, at_fischers, book, for_kim

Change = Callable[[SmallClinic], object]


def read_ahead(clinic: SmallClinic) -> None:
    day_ahead(clinic.database).read(clinic.database)


def _counting(readings: list[object]) -> Callable[..., WholeDay]:
    def read(*asked: Any) -> WholeDay:
        readings.append(asked)
        return whole_day(*asked)

    return read


def days_told(clinic: SmallClinic) -> tuple[DaySheet, DaySheet]:
    """Today's sheet as it comes now, and as it comes where nothing was read ahead."""
    desk = clinic.as_receptionist()
    return desk.scheduling.day_sheet(TODAY), desk.scheduling.day_sheet(TODAY)


def test_who_comes_in_is_given_what_was_read_before_they_did(
    clinic: SmallClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[object] = []
    monkeypatch.setattr("clinic_desktop.services.day_ahead.whole_day", _counting(readings))
    book(clinic, "10:00")

    read_ahead(clinic)
    read_ahead(clinic)
    clinic.clock.forward(seconds=1)  # they came in at another moment than ever before, which is noted
    desk = clinic.as_receptionist()
    desk.scheduling.day_sheet(TODAY)
    assert len(readings) == 1

    desk.scheduling.day_sheet(TODAY)
    assert len(readings) == 2, "it was to be let go of"


def test_it_is_the_sheet_that_they_would_have_been_told(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    read_ahead(clinic)

    told, anew = days_told(clinic)

    assert told == anew
    assert len(told.lines) == 2
    board = clinic.as_receptionist().waiting.board()
    assert (board.lines, board.columns) == (anew.lines, anew.columns)


def booked_by_another_program(clinic: SmallClinic) -> None:
    other = Database.open(clinic.database.folder, clinic.database.key, station="Desk 2", clock=clinic.clock)
    try:
        with other.transaction(PROGRAM, "book") as transaction:
            transaction.add(replace(clinic.an_appointment(at(clinic, "15:00")), id=transaction.new_id()))
    finally:
        other.close()


def cancelled(clinic: SmallClinic) -> None:
    with clinic.database.reading() as reading:
        (standing,) = reading.where(Appointment)
    clinic.store(replace(standing, status=AppointmentStatus.CANCELLED))


def away(clinic: SmallClinic) -> None:
    clinic.store(
        AvailabilityException(
            id=clinic.database.new_id(),
            practitioner_id=clinic.okafor.id,
            kind=ExceptionKind.REMOVES,
            first_day=TODAY,
            last_day=TODAY,
            reason="ill",
        )
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda clinic: book(clinic, "14:00"),
        booked_by_another_program,
        cancelled,
        away,
        lambda clinic: clinic.store(replace(clinic.novak, family_name="Nowak")),
        lambda clinic: clinic.store(replace(clinic.okafor, name="Amara Obi")),
        lambda clinic: clinic.store(replace(clinic.fischer, active=False)),
        lambda clinic: clinic.store(replace(clinic.department, name="Heart")),
        lambda clinic: clinic.store(replace(clinic.consultation, name="Talk")),
        lambda clinic: clinic.store(replace(clinic.settings(), zone="America/New_York")),
    ],
    ids=["booked", "other-program", "cancelled", "away", "patient", "doctor", "inactive", "department", "type", "zone"],
)
def test_what_changed_meanwhile_is_told(clinic: SmallClinic, change: Change) -> None:
    book(clinic, "10:00")
    read_ahead(clinic)
    (before, _) = days_told(clinic)
    read_ahead(clinic)

    change(clinic)
    told, anew = days_told(clinic)

    assert told == anew
    assert told != before


def test_the_next_day_is_not_told_as_the_one_before(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    read_ahead(clinic)
    clinic.clock.now += timedelta(days=1)

    desk = clinic.as_receptionist()

    assert desk.scheduling.day_sheet(TOMORROW).lines == ()
    assert len(desk.scheduling.day_sheet(TODAY).lines) == 1


def test_a_doctor_is_told_the_own_day_and_a_patient_none(clinic: SmallClinic) -> None:
    own = book(clinic, "10:00")
    book(clinic, "10:00", **for_kim(clinic), **at_fischers(clinic))
    read_ahead(clinic)

    with pytest.raises(NotAllowed):
        clinic.as_patient().scheduling.day_sheet(TODAY)
    assert [line.id for line in clinic.as_doctor().scheduling.day_sheet(TODAY).lines] == [own.id]
