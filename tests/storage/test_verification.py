"""Verify notices whatever was done to the journal or to the rows behind the program's back."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.people import Department
from clinic_desktop.domain.sheets import Verification
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, NINE, Furnished, a_patient, an_appointment, bare, book


def verified(database: Database) -> Verification:
    with database.reading() as reading:
        return verify(reading, database.key)


def brought_in(database: Database, names: list[str]) -> None:
    with database.batch(MIRA, "import") as batch:
        batch.add_all(
            a_patient(id=batch.new_id(), mrn=str(2000 + number), given_name=name) for number, name in enumerate(names)
        )


@pytest.fixture
def worked(database: Database, who: Furnished) -> Database:
    """A database with some work of every kind in it."""
    appointment = book(database, who)
    brought_in(database, ["Ada", "Bela", "Cem", "Dora"])
    with database.transaction(MIRA, "work") as transaction:
        transaction.replace(replace(appointment, status=AppointmentStatus.ARRIVED, arrived_at=transaction.now))
        closure = transaction.add(
            Closure(id=transaction.new_id(), name="Inventory", first_day=NINE.date(), last_day=NINE.date())
        )
        transaction.add(Department(id=transaction.new_id(), name="ENT"))
    with database.transaction(MIRA, "reopen") as transaction:
        transaction.remove(closure)
    return database


def test_a_journal_that_tells_everything_holds(worked: Database) -> None:
    result = verified(worked)

    assert result.first_fault is None
    assert result.entries == 10
    assert result.rows == 10


TRIGGERS_OFF = "DROP TRIGGER journal_kept_update; DROP TRIGGER journal_kept_delete"
ANOTHER_DEPARTMENT = (
    "INSERT INTO department(id, version, name, description, location, active, name_key) "
    "SELECT randomblob(16), 1, 'Other', '', '', 1, 'other' FROM department"
)
CLOSURE_AGAIN = (
    "INSERT INTO closure SELECT NULL, record_id, 1, 'x', 'x', 'x' FROM journal "
    "WHERE kind = 'closure' AND action = 'delete'"
)
UNSEEN = "DROP TRIGGER {0}_journal_insert; DROP TRIGGER {0}_journal_update; DROP TRIGGER {0}_journal_delete"


@pytest.mark.parametrize(
    ("meddling", "fault"),
    [
        (f"{TRIGGERS_OFF}; UPDATE journal SET actor_name = 'Nobody' WHERE seq = 3", "Entry 3 was altered"),
        (f"{TRIGGERS_OFF}; UPDATE journal SET after = replace(after, 'Peter', 'Petra')", "Entry 2 was altered"),
        (f"{TRIGGERS_OFF}; DELETE FROM journal WHERE seq = 4", "Entry 4 is missing"),
        (f"{TRIGGERS_OFF}; DELETE FROM journal WHERE seq = 10", "Entry 10 is missing"),
        ("UPDATE department SET location = 'Cellar'", "Entry 11 bears no seal"),
        (f"{UNSEEN.format('patient')}; UPDATE patient SET notes = 'x' WHERE mrn = '1001'", "patient .* notes"),
        (f"{UNSEEN.format('patient')}; UPDATE patient SET notes = 'x' WHERE mrn = '2002'", "Rows that entry 6"),
        (f"{UNSEEN.format('patient')}; DELETE FROM patient WHERE mrn = '2001'", "Rows that entry 6"),
        (f"{UNSEEN.format('department')}; DELETE FROM department", "department .* is gone"),
        (
            f"{UNSEEN.format('department')}; {ANOTHER_DEPARTMENT}",
            "does not tell where department",
        ),
        (
            f"{UNSEEN.format('closure')}; {CLOSURE_AGAIN}",
            "closure .* stands although entry 10",
        ),
    ],
)  # fmt: skip
def test_tampering_is_found(worked: Database, meddling: str, fault: str) -> None:
    with bare(worked) as connection:
        for statement in meddling.split("; "):
            connection.execute(statement)

    found = verified(worked).first_fault

    assert found is not None
    assert re.search(fault, found)


def test_rows_of_a_batch_may_change_and_go_without_breaking_its_digest(database: Database, who: Furnished) -> None:
    first = NINE.date()
    with database.batch(MIRA, "import") as batch:
        batch.add_all(
            Closure(id=batch.new_id(), name=f"Day {n}", first_day=first + timedelta(n), last_day=first + timedelta(n))
            for n in range(6)
        )
        batch.add_all(an_appointment(who, batch, NINE + timedelta(hours=n)) for n in range(5))
    with database.reading() as reading:
        closures = reading.where(Closure, order=("first_day",))

    with database.transaction(MIRA, "change") as transaction:
        changed = transaction.replace(replace(closures[1], name="Renamed"))
        transaction.replace(replace(changed, name="Renamed twice"))
        transaction.remove(closures[3])
        transaction.remove(closures[5])
        transaction.add(replace(closures[5], id=transaction.new_id(), name="In its row"))
        transaction.remove(transaction.replace(replace(closures[0], name="Last words")))

    assert verified(database).first_fault is None


def test_a_long_walk_tells_how_far_it_is(database: Database) -> None:
    brought_in(database, ["Ada"] * 5000)
    steps: list[tuple[int, int]] = []

    with database.reading() as reading:
        verify(reading, database.key, lambda done, of: steps.append((done, of)))

    assert steps
    assert all(0 < done <= of for done, of in steps)
    assert steps == sorted(steps)
