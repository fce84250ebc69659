"""What the hub sends stands here as it stands there, beside what was typed here meanwhile, and the journal holds."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.records import uuid7
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import Fields, HubRecord
from clinic_desktop.storage import known_at_hub, sync_state
from clinic_desktop.storage.column_types import raw_of_instant
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import Action, audit
from clinic_desktop.storage.kinds import kind_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.search import search_patients
from tests.storage.hub_words import (
    FAR_CHANGE,
    FAR_PERSON,
    all_applied,
    far,
    group_of,
    holds,
    stands,
    take,
    there,
    told_by,
)
from tests.storage.kept import MIRA, NINE, NOW, Furnished, book, entries

HALF = timedelta(minutes=30)
_FULL = 2
"""`PRAGMA synchronous`: each commit is on the disk before it is acknowledged."""


def at(begins: datetime) -> Fields:
    """Half an hour as the hub has it."""
    return {"starts_at": raw_of_instant(begins), "ends_at": raw_of_instant(begins + HALF)}


def take_and_fail(database: Database, page: HubRecord) -> None:
    with database.receiving("sync") as receiving:
        receiving.take([page], group_of)
        receiving.write_state("cursor", "2:2:")
        raise ZeroDivisionError


def test_what_others_did_stands_here_under_their_name(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    told = told_by(database)
    later = appointment.starts_at + HALF
    changed = there(database, "appointment", appointment.id, **at(later))

    assert take(database, far("appointment", appointment.id, changed, verb="move", reason="The doctor is late")) == 1

    with database.reading() as reading:
        standing = reading.get(Appointment, appointment.id)
    assert (standing.starts_at, standing.version) == (later, 2)
    entry = entries(database)[-1]
    assert (entry.origin, entry.change_id, entry.actor_id, entry.actor_name) == (
        "hub", FAR_CHANGE, FAR_PERSON, "Jonas Weber",
    )  # fmt: skip
    assert (entry.verb, entry.reason, entry.session_id, entry.at) == ("move", "The doctor is late", None, NOW)
    assert entry.is_sealed
    (changes,) = told
    assert changes.touched == {"appointment": {appointment.id}}
    assert changes.span == Span(starts_at=appointment.starts_at, ends_at=later + HALF)
    holds(database)


def test_a_page_known_already_changes_nothing(database: Database, who: Furnished) -> None:
    page = far("patient", who.patient.id, there(database, "patient", who.patient.id, notes="x"))
    all_applied(database)
    take(database, page)
    before = len(entries(database))

    assert take(database, page) == 0
    assert take(database, replace(page, revision=1)) == 0
    assert take(database, page, anew=True) == 1
    assert len(entries(database)) == before


def test_what_others_removed_is_gone(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)

    take(database, far("appointment", appointment.id, None))

    assert stands(database, "appointment", appointment.id) is None
    assert entries(database)[-1].action is Action.DELETE
    holds(database)


def test_a_hub_that_was_put_back_hears_what_was_removed_and_what_it_held(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    held = there(database, "appointment", appointment.id)
    take(database, far("appointment", appointment.id, None))

    with database.transaction(MIRA, "sync") as transaction:
        (given,) = known_at_hub.records(transaction, [("appointment", appointment.id, 2)])

    assert given.is_deleted
    assert given.document == held


def test_a_page_may_name_what_comes_with_a_later_one(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    document = there(database, "appointment", appointment.id, patient_id=UUID(int=99).hex)

    take(database, far("appointment", UUID(int=98), document, 1))

    assert stands(database, "appointment", UUID(int=98)) == document
    with database.reading() as reading:
        assert reading.ask("PRAGMA foreign_key_check").fetchone() is not None
    assert database.peek(lambda reading: reading.ask("PRAGMA foreign_keys").fetchone()) == (1,)


def test_references_are_minded_again_after_a_page_that_failed(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.receiving("sync"):
        raise ZeroDivisionError

    assert database.peek(lambda reading: reading.ask("PRAGMA foreign_keys").fetchone()) == (1,)


def test_a_patient_from_elsewhere_is_found(database: Database, who: Furnished) -> None:
    all_applied(database)
    document = there(
        database, "patient", who.patient.id, mrn="2", family_name="Łukasik", given_name="Zofia", mobile="0171 555 1234"
    )

    take(database, far("patient", UUID(int=5), document, 1))
    take(database, far("patient", who.patient.id, document | {"mrn": "1001", "family_name": "Nowakowski"}))

    with database.reading() as reading:
        assert [one.id for one in search_patients(reading, "lukasik")] == [UUID(int=5)]
        assert [one.id for one in search_patients(reading, "nowakow")] == [who.patient.id]
        assert {one.id for one in search_patients(reading, "0049 171 5551234")} == {UUID(int=5), who.patient.id}
        assert search_patients(reading, "novak") == []


def test_numbers_are_spelled_as_the_clinics_region_that_came_says(database: Database, who: Furnished) -> None:
    all_applied(database)
    patient = there(database, "patient", who.patient.id, mobile="079 123 45 67")
    clinic = ClinicSettings(id=UUID(int=9), name="Praxis", zone="Europe/Zurich", policies=Policies(phone_region="CH"))
    kind = kind_of(ClinicSettings)
    document = dict(zip(kind.columns[2:], kind.row_of(clinic)[2:], strict=True))

    take(database, far("patient", who.patient.id, patient), far("clinic_settings", clinic.id, document, 1))

    with database.reading() as reading:
        assert reading.ask("SELECT mobile_digits FROM patient").fetchone() == ("41791234567",)
    holds(database)


def test_what_seldom_changes_is_not_known_wrongly(database: Database, who: Furnished) -> None:
    all_applied(database)
    with database.transaction(MIRA, "look") as transaction:
        assert transaction.get(type(who.doctor), who.doctor.id).name == "Amara Okafor"

    take(database, far("practitioner", who.doctor.id, there(database, "practitioner", who.doctor.id, name="A. Weber")))

    with database.transaction(MIRA, "look") as transaction:
        assert transaction.get(type(who.doctor), who.doctor.id).name == "A. Weber"


def test_two_stations_bookings_of_one_time_both_stand_until_it_is_decided(database: Database, who: Furnished) -> None:
    all_applied(database)
    mine = book(database, who)
    document = there(database, "appointment", mine.id, reason="Theirs")

    take(database, far("appointment", UUID(int=77), document, 1))

    assert stands(database, "appointment", UUID(int=77)) == document
    with pytest.raises(SlotTaken):
        book(database, who)


def test_what_this_program_cannot_read_is_left_out(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    document = there(database, "appointment", appointment.id)

    take(
        database,
        far("starship", UUID(int=1), {"name": "Voyager"}),
        far("appointment", UUID(int=2), document | {"status": "beamed-up"}),
        far("appointment", UUID(int=3), {"reason": "no patient"}),
        far("appointment", appointment.id, document | {"reason": "read", "warp": 9}),
    )

    assert stands(database, "appointment", UUID(int=2)) is None
    assert stands(database, "appointment", UUID(int=3)) is None
    assert (stands(database, "appointment", appointment.id) or {})["reason"] == "read"


def test_what_the_hub_keeps_to_itself_is_empty_here(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    document = there(database, "appointment", appointment.id)
    shown = {name: value for name, value in document.items() if name not in ("visit_note", "contested", "confirmation")}

    take(database, far("appointment", UUID(int=4), shown, 1))

    assert stands(database, "appointment", UUID(int=4)) == document


def test_the_cursor_is_kept_with_the_page_or_not_at_all(database: Database, who: Furnished) -> None:
    all_applied(database)
    page = far("patient", who.patient.id, there(database, "patient", who.patient.id, notes="x"))
    with pytest.raises(ZeroDivisionError):
        take_and_fail(database, page)

    with database.reading() as reading:
        assert sync_state.read(reading, "cursor") is None
        assert sync_state.revision_of(reading, "patient", who.patient.id) == 1
    assert take(database, page) == 1


def test_a_status_from_elsewhere_is_told_with_its_time(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    told = told_by(database)

    take(
        database,
        far("appointment", appointment.id, there(database, "appointment", appointment.id, status="cancelled")),
    )

    assert told[0].span == appointment.span
    with database.reading() as reading:
        assert reading.get(Appointment, appointment.id).status is AppointmentStatus.CANCELLED
    book(database, who)


def test_the_audit_log_of_a_day_holds_what_came_later_from_elsewhere(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    last_week = NOW - timedelta(days=7)
    old_change = uuid7(last_week, 1)
    document = there(database, "appointment", appointment.id, reason="Headache")
    take(database, far("appointment", appointment.id, document, at=last_week, change_id=old_change))
    book(database, who, NINE + HALF * 4)

    def of(day: datetime) -> list[str]:
        span = Span(starts_at=day - timedelta(hours=1), ends_at=day + timedelta(hours=1))
        with database.reading() as reading:
            return [entry.verb for entry in audit(reading, AuditFilter(kind="appointment"), span=span)]

    assert of(last_week) == ["move"]
    assert of(NOW) == ["book", "book"]


def test_only_what_the_hub_can_tell_again_is_not_waited_for_until_it_is_on_the_disk(database: Database) -> None:
    def waits(reading: Reading) -> bool:
        return bool(reading.ask("PRAGMA synchronous").fetchone()[0] == _FULL)

    with database.receiving("sync") as receiving:
        an_answer_that_withdraws = waits(receiving)
    with database.receiving("sync", can_be_told_again=True) as receiving:
        a_page = waits(receiving)
    with database.transaction(MIRA, "book") as transaction:
        a_booking = waits(transaction)

    assert (an_answer_that_withdraws, a_page, a_booking) == (True, False, True)
