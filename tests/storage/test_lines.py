"""The lines of a day, made the quick way."""

from dataclasses import FrozenInstanceError, dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage import tables
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.makers import maker_of
from clinic_desktop.storage.reading.appointments import day_lines, line_by_id, lines
from clinic_desktop.storage.reading.base import Query
from tests.storage.kept import MIRA, NINE, Furnished, an_appointment

DAY = Span(starts_at=NINE - timedelta(hours=9), ends_at=NINE + timedelta(hours=15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coin:
    """Something small and frozen."""

    value: int
    side: str = "heads"


def test_what_a_maker_makes_is_what_the_constructor_makes() -> None:
    made = maker_of(Coin)(5, "tails")

    assert made == Coin(value=5, side="tails")
    assert hash(made) == hash(Coin(value=5, side="tails"))
    assert type(made) is Coin
    assert replace(made, value=6) == Coin(value=6, side="tails")
    with pytest.raises(FrozenInstanceError):
        made.value = 7  # type: ignore[misc] # that is the point


def test_a_line_says_all_that_its_appointment_says(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "import") as transaction:
        transaction.replace(replace(who.patient, alerts=("Penicillin", "Wheelchair")))
        appointment = transaction.add(
            replace(
                an_appointment(who, transaction),
                status=AppointmentStatus.FULFILLED,
                confirmation=Confirmation.CONFIRMED,
                reason="Chest pain",
                room="12",
                visit_note="Rest",
                buffer_before=5,
                buffer_after=10,
                arrived_at=NINE - timedelta(minutes=3),
                in_room_at=NINE + timedelta(minutes=4),
                done_at=NINE + timedelta(minutes=25),
                asked_to_arrive_at=NINE - timedelta(minutes=15),
                ticket=12,
                series_id=UUID(int=40),
                source=BookingSource.PHONE,
            )
        )

    with database.reading() as reading:
        (line,) = day_lines(reading, DAY, {who.doctor.id: "Dr Amara Okafor"})
        same = line_by_id(reading, appointment.id)

    assert line == same
    assert line == AppointmentLine(
        id=appointment.id,
        version=1,
        patient_id=who.patient.id,
        patient_name="Peter Novak",
        mrn="1001",
        practitioner_id=who.doctor.id,
        practitioner_name="Dr Amara Okafor",
        type_id=who.visit.id,
        type_name="Consultation",
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        status=AppointmentStatus.FULFILLED,
        confirmation=Confirmation.CONFIRMED,
        reason="Chest pain",
        room="12",
        alerts=("Penicillin", "Wheelchair"),
        buffer_before=5,
        buffer_after=10,
        arrived_at=appointment.arrived_at,
        in_room_at=appointment.in_room_at,
        done_at=appointment.done_at,
        is_overbooked=False,
        asked_to_arrive_at=appointment.asked_to_arrive_at,
        ticket=12,
        series_id=UUID(int=40),
        source=BookingSource.PHONE,
        has_note=True,
    )


def test_the_names_of_a_days_patients_stand_side_by_side(database: Database) -> None:
    asked = Query(lambda: lines().where(tables.appointment.c.starts_at > 0))

    with database.reading() as reading:
        plan = [row[-1] for row in reading.ask(f"EXPLAIN QUERY PLAN {asked.sql}", asked.defaults)]

    assert "SEARCH patient USING COVERING INDEX patient_named (id=?)" in plan
