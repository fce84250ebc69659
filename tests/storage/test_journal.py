"""The journal says who did what, and can be read by record, by change and by session."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import (
    Action,
    Entry,
    audit,
    entries_of,
    entries_of_change,
    steps_of_session,
    undone_by,
)
from clinic_desktop.storage.transaction import Transaction
from tests.storage.kept import MIRA, NINE, NOW, Furnished, a_patient, an_appointment, bare, book, entries

FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


def checked_in(database: Database, appointment: Appointment) -> Appointment:
    with database.transaction(MIRA, "check in") as transaction:
        return transaction.replace(
            replace(appointment, status=AppointmentStatus.ARRIVED, arrived_at=transaction.now),
        )


def test_an_entry_says_who_did_what_when_where_and_why(database: Database) -> None:
    with database.transaction(MIRA, "register", reason="came in") as transaction:
        patient = transaction.add(a_patient(id=transaction.new_id()))

    entry = entries(database)[-1]

    assert (entry.actor_id, entry.actor_name, entry.session_id) == (MIRA.account_id, "Mira Blum", MIRA.session_id)
    assert (entry.verb, entry.reason, entry.station, entry.at) == ("register", "came in", "Desk 1", NOW)
    assert (entry.kind, entry.record_id, entry.action, entry.is_sealed) == ("patient", patient.id, Action.INSERT, True)
    assert entry.was == {}
    assert Patient(**entry.became) == patient


def test_a_change_keeps_only_the_fields_it_changed(database: Database, who: Furnished) -> None:
    appointment = book(database, who)

    checked_in(database, appointment)

    entry = entries(database)[-1]
    assert entry.was == {"version": 1, "status": AppointmentStatus.BOOKED, "arrived_at": None}
    assert entry.became == {"version": 2, "status": AppointmentStatus.ARRIVED, "arrived_at": NOW}


def test_storing_what_stands_already_is_no_entry(database: Database, who: Furnished) -> None:
    known = entries(database)

    with database.transaction(MIRA, "change") as transaction:
        same = transaction.replace(who.patient)

    assert same == who.patient
    assert entries(database) == known


def test_what_is_derived_is_not_journalled(database: Database, who: Furnished) -> None:
    kept = json.loads(entries_of_patient(database, who)[0].after or "")

    assert "search_text" not in kept
    assert "name_key" not in kept


def entries_of_patient(database: Database, who: Furnished) -> list[Entry]:
    with database.reading() as reading:
        return entries_of(reading, "patient", who.patient.id)


def test_a_records_history_is_read_oldest_first(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    checked_in(database, appointment)

    with database.reading() as reading:
        history = entries_of(reading, "appointment", appointment.id)
        later = entries_of(reading, "appointment", appointment.id, after=history[0].seq)

    assert [entry.verb for entry in history] == ["book", "check in"]
    assert later == history[1:]


def test_a_session_finds_its_changes_latest_first_and_whether_they_were_undone(
    database: Database, who: Furnished
) -> None:
    appointment = book(database, who)
    checked_in(database, appointment)
    assert MIRA.session_id is not None
    assert MIRA.account_id is not None
    with database.reading() as reading:
        steps = steps_of_session(reading, MIRA.session_id, MIRA.account_id, {"book", "check in"}, limit=9)
    latest, booking = (step.change_id for step in steps)

    with database.transaction(MIRA, "undo", undoes=latest) as transaction:
        transaction.replace(replace(appointment, version=2))
        undo = transaction.change_id

    with database.reading() as reading:
        assert undone_by(reading, latest) == undo
        assert undone_by(reading, booking) is None
        assert [entry.undoes for entry in entries_of_change(reading, undo)] == [latest]


def test_the_audit_log_is_filtered_and_read_page_by_page(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    with database.transaction(PROGRAM, "tidy") as transaction:
        transaction.replace(replace(who.patient, notes="left-handed"))

    with database.reading() as reading:
        everything = audit(reading, AuditFilter())
        page = audit(reading, AuditFilter(), limit=2)
        rest = audit(reading, AuditFilter(), before_seq=page[-1].seq)
        by_mira = audit(reading, AuditFilter(actor_id=MIRA.account_id, kind="appointment"))
        of_patient = audit(reading, AuditFilter(record_id=who.patient.id, verb="tidy"))
        yesterday = audit(
            reading, AuditFilter(), span=Span(starts_at=NOW.replace(day=23), ends_at=NOW.replace(day=24, hour=0))
        )
        ever = audit(reading, AuditFilter(), span=Span(starts_at=FIRST, ends_at=LAST))
        today = audit(reading, AuditFilter(), span=Span(starts_at=NOW, ends_at=NOW + timedelta(minutes=1)))

    assert page + rest == ever == today == everything
    assert [entry.record_id for entry in by_mira] == [appointment.id]
    assert [entry.actor_name for entry in of_patient] == ["Clinic Desktop"]
    assert yesterday == []


def book_and_stumble(transaction: Transaction, who: Furnished) -> None:
    transaction.add(an_appointment(who, transaction, NINE))
    raise ZeroDivisionError


def test_nothing_is_journalled_of_a_change_that_failed(database: Database, who: Furnished) -> None:
    known = entries(database)

    with pytest.raises(ZeroDivisionError), database.transaction(MIRA, "book") as transaction:
        book_and_stumble(transaction, who)

    assert entries(database) == known
    with database.reading() as reading:
        assert reading.where(Appointment) == []


@pytest.mark.parametrize(
    "meddling",
    [
        "DELETE FROM journal WHERE seq = 2",
        "UPDATE journal SET verb = 'other' WHERE seq = 2",
        "UPDATE journal SET seal = NULL WHERE seq = 2",
        "UPDATE journal SET seal = x'00' WHERE seq = 2",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
    ],
)
def test_the_database_itself_refuses_to_change_the_journal(database: Database, who: Furnished, meddling: str) -> None:
    known = entries(database)

    with bare(database) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        with pytest.raises(DatabaseError, match="never changed"):
            connection.execute(meddling)

    assert entries(database) == known
