"""No path around the service books one doctor twice."""

import threading
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.people import Account, Role
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.storage.column_types import raw_of_instant
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.kinds import kind_of
from clinic_desktop.storage.transaction import insert_of
from tests.storage.kept import MIRA, NINE, Furnished, an_appointment, bare, book

HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (NINE, NINE + HALF_HOUR),
        (NINE - timedelta(minutes=29), NINE + timedelta(minutes=1)),
        (NINE + timedelta(minutes=29), NINE + timedelta(hours=2)),
        (NINE + timedelta(minutes=10), NINE + timedelta(minutes=20)),
        (NINE - timedelta(hours=12), NINE + timedelta(hours=12)),
        (NINE - timedelta(hours=23, minutes=59), NINE + timedelta(minutes=1)),
    ],
)
def test_raw_sql_cannot_book_over(database: Database, who: Furnished, starts_at: datetime, ends_at: datetime) -> None:
    book(database, who)

    with bare(database) as connection, pytest.raises(IntegrityError, match="slot taken"):
        connection.execute(insert_of(kind_of(Appointment)), row_of(who, starts_at, ends_at))


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (NINE + HALF_HOUR, NINE + 2 * HALF_HOUR),
        (NINE - HALF_HOUR, NINE),
        (NINE - timedelta(hours=24), NINE),
    ],
)
def test_times_that_only_touch_stand_side_by_side(
    database: Database, who: Furnished, starts_at: datetime, ends_at: datetime
) -> None:
    book(database, who)

    with bare(database) as connection:
        connection.execute(insert_of(kind_of(Appointment)), row_of(who, starts_at, ends_at))

    with database.reading() as reading:
        assert len(reading.where(Appointment)) == 2


@pytest.mark.parametrize(("minutes", "name"), [(0, "ends as it starts"), (-5, "ends before"), (1441, "over a day")])
def test_a_length_that_cannot_be_is_refused(database: Database, who: Furnished, minutes: int, name: str) -> None:
    with bare(database) as connection, pytest.raises(IntegrityError, match="appointment_length"):
        connection.execute(insert_of(kind_of(Appointment)), row_of(who, NINE, NINE + timedelta(minutes=minutes)))


def test_raw_sql_cannot_move_or_revive_into_a_taken_time(database: Database, who: Furnished) -> None:
    book(database, who)
    other = book(database, who, NINE + timedelta(hours=2))
    with bare(database) as connection:
        with pytest.raises(IntegrityError, match="slot taken"):
            connection.execute(
                "UPDATE appointment SET starts_at = ? WHERE id = ?", (raw_of_instant(NINE), other.id.bytes)
            )
        connection.execute("UPDATE appointment SET status = 'cancelled' WHERE id = ?", (other.id.bytes,))
        connection.execute(
            "UPDATE appointment SET starts_at = ?, ends_at = ? WHERE id = ?",
            (raw_of_instant(NINE), raw_of_instant(NINE + HALF_HOUR), other.id.bytes),
        )

        with pytest.raises(IntegrityError, match="slot taken"):
            connection.execute("UPDATE appointment SET status = 'booked' WHERE id = ?", (other.id.bytes,))


@pytest.mark.parametrize("status", [s for s in AppointmentStatus if not s.holds_time])
def test_what_holds_no_time_is_in_nobodys_way(database: Database, who: Furnished, status: AppointmentStatus) -> None:
    with database.transaction(MIRA, "store") as transaction:
        transaction.add(an_appointment(who, transaction, status=status))

    book(database, who)

    with database.reading() as reading:
        assert len(reading.where(Appointment)) == 2


def test_booking_over_on_purpose_is_allowed_and_then_in_nobodys_way(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "hire") as transaction:
        desk = transaction.add(
            Account(id=transaction.new_id(), username="m", full_name="M", role=Role.RECEPTIONIST, password_hash="x")
        )
    book(database, who)

    with database.transaction(MIRA, "book over") as transaction:
        for _ in range(2):
            transaction.add(an_appointment(who, transaction, overbooked_by=desk.id, overbook_reason="urgent"))

    with database.reading() as reading:
        assert len(reading.where(Appointment)) == 3


def test_of_many_who_want_one_slot_one_gets_it(database: Database, who: Furnished) -> None:
    slots = [NINE + n * HALF_HOUR for n in range(10)]
    won: list[UUID] = []
    lost: list[SlotTaken] = []

    def race() -> None:
        for slot in slots:
            try:
                won.append(book(database, who, slot).id)
            except SlotTaken as refusal:
                lost.append(refusal)

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len(won) == 10
    assert len(lost) == 30
    with database.reading() as reading:
        assert sorted(one.starts_at for one in reading.where(Appointment)) == slots


def row_of(who: Furnished, starts_at: datetime, ends_at: datetime) -> list[object]:
    appointment = Appointment(
        id=uuid4(),
        version=1,
        patient_id=who.patient.id,
        practitioner_id=who.doctor.id,
        type_id=who.visit.id,
        starts_at=starts_at,
        ends_at=ends_at,
        local_start=starts_at.replace(tzinfo=None),
        zone="UTC",
        booked_at=NINE,
    )
    return list(kind_of(Appointment).row_of(appointment))
