"""What the one writer stores, refuses and tells."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NameTaken, NotFound
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Account, Department, Patient, Role
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import CannotOpen
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.local import SignInAttempt
from clinic_desktop.storage.transaction import Transaction
from tests.storage.kept import MIRA, NINE, NOW, Furnished, a_patient, an_appointment, book, entries


def an_account(transaction: Transaction, username: str, email: str | None = None) -> Account:
    return Account(
        id=transaction.new_id(),
        username=username,
        full_name="Somebody",
        role=Role.RECEPTIONIST,
        password_hash="x",
        email=email,
    )


def book_twice(transaction: Transaction, who: Furnished) -> None:
    for _ in range(2):
        transaction.add(an_appointment(who, transaction))


def test_a_record_is_read_as_it_was_stored(database: Database, who: Furnished) -> None:
    appointment = book(database, who)

    with database.reading() as reading:
        assert reading.get(Appointment, appointment.id) == appointment
        assert reading.find(Appointment, patient_id=who.patient.id, status=AppointmentStatus.BOOKED) == appointment
        assert reading.find(Appointment, patient_id=who.doctor.id) is None
    assert appointment.version == 1


def test_records_are_found_by_any_of_several_values_in_the_order_asked_for(database: Database, who: Furnished) -> None:
    booked = [book(database, who, NINE + timedelta(hours=hour)) for hour in range(3)]
    wanted = (booked[0].id, booked[2].id)

    with database.reading() as reading:
        found = reading.where(Appointment, id=wanted, order=("-starts_at",))
        first = reading.where(Appointment, order=("starts_at",), limit=1)
        unlinked = reading.where(Patient, account_id=None)

    assert found == [booked[2], booked[0]]
    assert first == booked[:1]
    assert unlinked == [who.patient]


def test_a_column_that_does_not_exist_is_a_mistake_of_ours(database: Database) -> None:
    with database.reading() as reading, pytest.raises(AttributeError, match="name; DROP"):
        reading.where(Patient, order=("name; DROP",))


def test_a_missing_record_is_not_found(database: Database) -> None:
    with database.reading() as reading, pytest.raises(NotFound, match="appointment"):
        reading.get(Appointment, UUID(int=5))


def test_the_second_of_two_who_change_the_same_version_is_told_what_stands(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "change") as transaction:
        stored = transaction.replace(replace(who.patient, notes="first"))

    with pytest.raises(ChangedMeanwhile) as refused, database.transaction(MIRA, "change") as transaction:
        transaction.replace(replace(who.patient, notes="second"))

    assert refused.value.theirs == stored
    assert stored.version == 2


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        (("mira", None), ("MIRA", None), "username"),
        (("Åsa", None), ("A\u030aSA", None), "username"),
        (("one", "Mira@Example.org"), ("two", "mira@example.ORG"), "email"),
    ],
)
def test_names_are_unique_without_regard_to_case_and_spelling(
    database: Database, first: tuple[str, str | None], second: tuple[str, str | None], field: str
) -> None:
    with database.transaction(MIRA, "add") as transaction:
        transaction.add(an_account(transaction, *first))

    with pytest.raises(NameTaken) as refused, database.transaction(MIRA, "add") as transaction:
        transaction.add(an_account(transaction, *second))

    assert refused.value.field == field
    with database.reading() as reading:
        assert reading.find(Account, username_key=key_of(first[0])) is not None


def test_a_taken_number_names_its_field(database: Database, who: Furnished) -> None:
    with pytest.raises(InvalidInput) as refused, database.transaction(MIRA, "register") as transaction:
        transaction.add(a_patient(id=transaction.new_id(), mrn=who.patient.mrn))

    assert refused.value.field == "mrn"


def test_two_accounts_may_both_have_no_address(database: Database) -> None:
    with database.transaction(MIRA, "add") as transaction:
        transaction.add(an_account(transaction, "one"))
        transaction.add(an_account(transaction, "two"))


def test_only_what_may_go_is_removed(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "try") as transaction:
        with pytest.raises(TypeError, match="never removed"):
            transaction.remove(who.patient)
        transaction.remove(transaction.add(SignInAttempt(id=transaction.new_id(), username_key="mira", failed=3)))

    with database.reading() as reading:
        assert reading.where(SignInAttempt) == []


def test_subscribers_are_told_what_a_commit_touched_and_when_it_lies(database: Database, who: Furnished) -> None:
    heard: list[Changes] = []
    leave = database.subscribe(heard.append)
    appointment = book(database, who)

    with database.transaction(MIRA, "move") as transaction:
        later = {"starts_at": NINE + timedelta(hours=3), "ends_at": NINE + timedelta(hours=4)}
        transaction.replace(replace(appointment, **later))  # type: ignore[arg-type] # two instants
        transaction.replace(replace(who.patient, notes="called"))
    leave()
    book(database, who, NINE + timedelta(hours=8))

    _booked, moved = heard
    assert (moved.verb, moved.actor_id) == ("move", MIRA.account_id)
    assert moved.touched == {"appointment": {appointment.id}, "patient": {who.patient.id}}
    assert moved.span == Span(starts_at=NINE, ends_at=NINE + timedelta(hours=4))


def test_nobody_is_told_of_a_change_that_failed_or_of_none(database: Database, who: Furnished) -> None:
    heard: list[Changes] = []
    database.subscribe(heard.append)

    with pytest.raises(SlotTaken), database.transaction(MIRA, "book") as transaction:
        book_twice(transaction, who)
    with database.transaction(MIRA, "sign in") as transaction:
        transaction.add(SignInAttempt(id=transaction.new_id(), username_key="mira"))
    with database.transaction(MIRA, "nothing"):
        pass

    assert heard == []


def test_a_reading_stays_as_it_began(database: Database, who: Furnished) -> None:
    with database.reading() as reading:
        before = reading.where(Appointment)
        book(database, who)

        assert reading.where(Appointment) == before
    with database.reading() as reading:
        assert len(reading.where(Appointment)) == 1


def test_a_transaction_sees_what_it_wrote_and_its_now_stands_still(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "book") as transaction:
        appointment = transaction.add(an_appointment(who, transaction))

        assert transaction.where(Appointment) == [appointment]
        assert transaction.now == NOW


def test_new_ids_only_go_up_although_the_clock_stands_still(database: Database) -> None:
    with database.transaction(MIRA, "count") as transaction:
        ids = [transaction.new_id() for _ in range(5000)]

    assert ids == sorted(set(ids))
    assert {(one.version, one.variant) for one in ids} == {(7, "specified in RFC 4122")}


def test_a_transaction_inside_a_transaction_is_a_mistake_of_ours(database: Database) -> None:
    with (
        database.transaction(MIRA, "outer"),
        pytest.raises(RuntimeError, match="inside another"),
        database.transaction(MIRA, "inner"),
    ):
        pass


def test_threads_take_turns(database: Database) -> None:
    refused: list[Exception] = []

    def work(number: int) -> None:
        try:
            for count in range(10):
                with database.transaction(MIRA, "add") as transaction:
                    transaction.add(Department(id=transaction.new_id(), name=f"{number}-{count}"))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
            refused.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == []
    assert sum(entry.kind == "department" for entry in entries(database)) == 40


def test_a_batch_brings_in_many_under_one_entry(database: Database, who: Furnished) -> None:
    heard: list[Changes] = []
    database.subscribe(heard.append)

    with database.batch(MIRA, "import") as batch:
        stored = batch.add_all(an_appointment(who, batch, NINE + timedelta(hours=hour)) for hour in range(50))

    entry = entries(database)[-1]
    assert stored == 50
    assert (entry.kind, entry.action, entry.record_id, entry.is_sealed) == ("appointment", "batch", None, True)
    assert (entry.was, entry.became) == ({}, {})
    assert heard[0].touches("appointment")
    assert heard[0].span == Span(starts_at=NINE, ends_at=NINE + timedelta(hours=49, minutes=30))
    with database.reading() as reading:
        assert {one.version for one in reading.where(Appointment)} == {1}


def test_a_batch_that_fails_leaves_nothing(database: Database, who: Furnished) -> None:
    known = entries(database)

    with pytest.raises(SlotTaken), database.batch(MIRA, "import") as batch:
        batch.add_all(an_appointment(who, batch, NINE + timedelta(minutes=20 * n)) for n in range(5))

    assert entries(database) == known


def test_a_closed_database_answers_nobody(database: Database) -> None:
    database.close()

    with pytest.raises(CannotOpen), database.reading():
        pass
