"""Many records at once, and values that only one of them may have."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.people import Account, Patient, Role
from clinic_desktop.domain.syncing import AnswerStatus, Fields, HubRecord
from clinic_desktop.storage.column_types import raw_of_instant
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import PushFirst
from clinic_desktop.storage.journal import Action
from clinic_desktop.storage.verification import verify
from tests.storage.hub_words import (
    acknowledge,
    all_applied,
    answer,
    far,
    freeze,
    holds,
    stands,
    take,
    there,
    told_by,
    waiting,
)
from tests.storage.kept import MIRA, NINE, Furnished, a_patient, bare, book, entries

HALF = timedelta(minutes=30)


def at(begins: datetime) -> Fields:
    """Half an hour as the hub has it."""
    return {"starts_at": raw_of_instant(begins), "ends_at": raw_of_instant(begins + HALF)}


def test_a_number_given_here_too_is_told_first(database: Database, who: Furnished) -> None:
    all_applied(database)
    with database.transaction(MIRA, "register") as transaction:
        mine = transaction.add(a_patient(id=transaction.new_id(), mrn="7"))
    page = far("patient", UUID(int=70), there(database, "patient", mine.id), 1)

    with pytest.raises(PushFirst):
        take(database, page)
    assert stands(database, "patient", page.record_id) is None
    assert waiting(database) == 1

    (operation,) = freeze(database)
    held = operation.new | {"mrn": f"7~{mine.id.hex[:4]}"}
    acknowledge(database, [operation], [answer(operation, AnswerStatus.HELD, document=held)])
    take(database, page)

    assert (stands(database, "patient", page.record_id) or {})["mrn"] == "7"
    assert (stands(database, "patient", mine.id) or {})["mrn"] == f"7~{mine.id.hex[:4]}"
    assert waiting(database) == 0
    holds(database)


def test_a_number_that_went_from_one_to_another_may_come_in_any_order(database: Database, who: Furnished) -> None:
    all_applied(database)
    first = far("patient", who.patient.id, there(database, "patient", who.patient.id, mrn="2002"))
    second = far("patient", UUID(int=71), there(database, "patient", who.patient.id), 1)

    take(database, second, first)

    assert (stands(database, "patient", UUID(int=71)) or {})["mrn"] == "1001"
    assert (stands(database, "patient", who.patient.id) or {})["mrn"] == "2002"
    assert freeze(database) == []
    holds(database)


def test_a_user_name_is_the_same_whatever_its_case(database: Database) -> None:
    with database.transaction(MIRA, "add account") as transaction:
        mine = transaction.add(
            Account(
                id=transaction.new_id(), username="Anna", full_name="Anna B", role=Role.RECEPTIONIST, password_hash="x"
            )
        )
    all_applied(database)

    take(database, far("account", UUID(int=72), there(database, "account", mine.id, username="anna"), 1))

    assert (stands(database, "account", mine.id) or {})["username"] == f"Anna~{mine.id.hex[:4]}"
    with database.reading() as reading:
        found = reading.find(Account, username_key="anna")
        assert found is not None
        assert found.id == UUID(int=72)


def a_page(database: Database, who: Furnished, count: int, first: int = 1000) -> list[HubRecord]:
    appointment = book(database, who)
    all_applied(database)
    document = there(database, "appointment", appointment.id)
    return [
        far(
            "appointment",
            UUID(int=first + n),
            document | at(NINE + HALF * (n + 1)),
            1,
        )
        for n in range(count)
    ]


def test_a_first_sync_writes_one_entry_for_many(database: Database, who: Furnished) -> None:
    page = a_page(database, who, 50)
    before = len(entries(database))
    told = told_by(database)

    assert take(database, *page, is_first=True) == 50

    (entry,) = entries(database)[before:]
    assert (entry.action, entry.kind, entry.origin) == (Action.BATCH, "appointment", "hub")
    assert told[0].span == Span(starts_at=NINE + HALF, ends_at=NINE + HALF * 51)
    assert freeze(database) == []
    holds(database)
    take(database, replace(page[3], revision=2, document=page[3].document | {"reason": "later"}))
    holds(database)


def test_a_first_sync_goes_on_where_it_ended(database: Database, who: Furnished) -> None:
    page = a_page(database, who, 60)
    take(database, *page[:30], is_first=True)

    assert take(database, *page, is_first=True) == 30

    assert take(database, *page, is_first=True) == 0
    with database.reading() as reading:
        assert len(reading.where(Appointment)) == 61
    holds(database)


def test_a_first_sync_makes_way_for_values_like_any_other(database: Database, who: Furnished) -> None:
    all_applied(database)
    document = there(database, "patient", who.patient.id)
    page = [far("patient", UUID(int=2000 + n), document | {"mrn": str(1001 + n)}, 1) for n in range(30)]

    take(database, *page, is_first=True)

    with database.reading() as reading:
        assert len(reading.where(Patient)) == 31
    holds(database)


def test_a_number_given_here_stops_a_first_sync_too(database: Database, who: Furnished) -> None:
    document = there(database, "patient", who.patient.id)
    page = [far("patient", UUID(int=2000 + n), document | {"mrn": str(1001 + n)}, 1) for n in range(30)]

    with pytest.raises(PushFirst):
        take(database, *page, is_first=True)

    with database.reading() as reading:
        assert len(reading.where(Patient)) == 1
    holds(database)


def test_another_program_that_alters_what_was_received_is_found_out(database: Database, who: Furnished) -> None:
    page = a_page(database, who, 25)
    take(database, *page, is_first=True)
    with bare(database) as other:
        other.execute("DROP TRIGGER appointment_journal_update")
        other.execute("UPDATE appointment SET reason = 'altered' WHERE id = ?", (page[4].record_id.bytes,))

    with database.reading() as reading:
        assert "altered" in str(verify(reading, database.key).first_fault)
