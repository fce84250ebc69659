"""What the hub sends stands here as it stands there, beside what was typed here meanwhile, and the journal holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.people import Account, Patient, Role
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import AnswerStatus, Fields, HubRecord
from clinic_desktop.storage import sync_state
from clinic_desktop.storage.column_types import raw_of_instant
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import PushFirst
from clinic_desktop.storage.journal import Action
from clinic_desktop.storage.kinds import kind_of
from clinic_desktop.storage.search import search_patients
from clinic_desktop.storage.verification import verify
from tests.storage.hub_words import (
    FAR_CHANGE,
    FAR_PERSON,
    a_holiday,
    acknowledge,
    all_applied,
    answer,
    far,
    freeze,
    group_of,
    holds,
    remove,
    stands,
    take,
    there,
    told_by,
    waiting,
)
from tests.storage.kept import MIRA, NINE, NOW, Furnished, a_patient, bare, book, entries, opened

HALF = timedelta(minutes=30)


def at(begins: datetime) -> Fields:
    """Half an hour as the hub has it."""
    return {"starts_at": raw_of_instant(begins), "ends_at": raw_of_instant(begins + HALF)}


def take_and_fail(database: Database, page: HubRecord) -> None:
    with database.receiving("sync") as receiving:
        receiving.take([page], group_of)
        receiving.write_state("cursor", "2:2:")
        raise ZeroDivisionError


def edit(database: Database, patient: Patient, **fields: object) -> None:
    with database.transaction(MIRA, "change patient") as transaction:
        standing = transaction.get(Patient, patient.id)
        transaction.replace(replace(standing, **fields))  # type: ignore[arg-type] # the test says what


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


# What was changed here meanwhile


def test_groups_that_were_not_touched_here_take_the_hubs_values(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, notes="typed here")
    theirs = there(database, "patient", who.patient.id, notes="", phone="555 1234")

    take(database, far("patient", who.patient.id, theirs))

    assert stands(database, "patient", who.patient.id) == theirs | {"notes": "typed here"}
    (operation,) = freeze(database)
    assert (operation.base, operation.new, operation.base_revision) == ({"notes": ""}, {"notes": "typed here"}, 2)
    holds(database)


def test_a_touched_group_keeps_what_was_typed_and_its_old_base(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, given_name="Petr")
    theirs = there(database, "patient", who.patient.id, given_name="Peter", family_name="Nowak", notes="theirs")

    take(database, far("patient", who.patient.id, theirs))

    standing = stands(database, "patient", who.patient.id) or {}
    assert (standing["given_name"], standing["family_name"], standing["notes"]) == ("Petr", "Novak", "theirs")
    (operation,) = freeze(database)
    assert operation.base == {"given_name": "Peter", "family_name": "Novak"}
    assert operation.new == {"given_name": "Petr"}


def test_what_both_typed_alike_waits_no_more(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, notes="the same")

    take(database, far("patient", who.patient.id, there(database, "patient", who.patient.id)))

    assert freeze(database) == []
    assert waiting(database) == 0


def test_what_was_changed_back_takes_the_hubs_value(database: Database, who: Furnished) -> None:
    all_applied(database)
    edit(database, who.patient, notes="typed here")
    edit(database, who.patient, notes="")

    take(database, far("patient", who.patient.id, there(database, "patient", who.patient.id, notes="theirs")))

    assert (stands(database, "patient", who.patient.id) or {})["notes"] == "theirs"
    assert freeze(database) == []


def test_what_was_removed_there_and_changed_here_stays_and_is_told(database: Database, who: Furnished) -> None:
    appointment = book(database, who)
    all_applied(database)
    with database.transaction(MIRA, "change notes") as transaction:
        transaction.replace(replace(appointment, desk_note="typed here"))

    take(database, far("appointment", appointment.id, None))

    (operation,) = freeze(database)
    assert (operation.new, operation.base_revision) == ({"desk_note": "typed here"}, 2)


def test_what_was_removed_here_and_changed_there_is_told_as_removed_unseen(database: Database) -> None:
    closure = a_holiday(database)
    all_applied(database)
    document = there(database, "closure", closure.id, name="Easter")
    remove(database, closure)

    take(database, far("closure", closure.id, document, 2))

    assert stands(database, "closure", closure.id) is None
    (operation,) = freeze(database)
    assert operation.base_revision == 1


def test_what_both_removed_waits_no_more(database: Database) -> None:
    closure = a_holiday(database)
    all_applied(database)
    remove(database, closure)

    take(database, far("closure", closure.id, None))

    assert freeze(database) == []


def test_no_page_is_taken_while_something_is_on_its_way(database: Database, who: Furnished) -> None:
    freeze(database)

    with pytest.raises(PushFirst):
        take(database, far("patient", who.patient.id, there(database, "patient", who.patient.id), 9))


# Values that only one may have


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


# What this program does not know


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


# The first sync


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


# All or nothing


def test_the_cursor_is_kept_with_the_page_or_not_at_all(database: Database, who: Furnished) -> None:
    all_applied(database)
    page = far("patient", who.patient.id, there(database, "patient", who.patient.id, notes="x"))
    with pytest.raises(ZeroDivisionError):
        take_and_fail(database, page)

    with database.reading() as reading:
        assert sync_state.read(reading, "cursor") is None
        assert sync_state.revision_of(reading, "patient", who.patient.id) == 1
    assert take(database, page) == 1


def test_another_program_that_alters_what_was_received_is_found_out(database: Database, who: Furnished) -> None:
    page = a_page(database, who, 25)
    take(database, *page, is_first=True)
    with bare(database) as other:
        other.execute("DROP TRIGGER appointment_journal_update")
        other.execute("UPDATE appointment SET reason = 'altered' WHERE id = ?", (page[4].record_id.bytes,))

    with database.reading() as reading:
        assert "altered" in str(verify(reading, database.key).first_fault)


FIELDS = st.sampled_from(["notes", "phone", "given_name", "family_name"])
EDITS = st.lists(st.tuples(st.sampled_from(["here", "there", "sync"]), FIELDS, st.sampled_from("abc")), max_size=14)


@contextmanager
def a_station() -> Iterator[tuple[Database, Patient]]:
    with TemporaryDirectory() as folder, opened(Path(folder)) as database:
        with database.transaction(MIRA, "register") as transaction:
            patient = transaction.add(a_patient(id=transaction.new_id()))
        all_applied(database)
        yield database, patient


@settings(max_examples=60, deadline=None)
@given(edits=EDITS)
def test_whatever_comes_what_was_typed_here_stays_over_the_base_it_was_typed_on(
    edits: list[tuple[str, str, str]],
) -> None:
    """A model by group: `typed` are the fields changed here since the last sync, with what stood before."""
    with a_station() as (database, patient):
        hub = there(database, "patient", patient.id)
        local, base = dict(hub), dict(hub)
        revision = 1
        for where, field, value in edits:
            if where == "here":
                edit(database, patient, **{field: value})
                local[field] = value
            elif where == "there":
                hub = hub | {field: value}
            else:
                revision += 1
                take(database, far("patient", patient.id, hub, revision))
                groups = {group_of("patient", name) for name in local}
                for names in ([n for n in local if group_of("patient", n) == group] for group in groups):
                    is_touched = any(local[n] != base[n] for n in names)
                    if not is_touched or all(local[n] == hub[n] for n in names):
                        for n in names:
                            local[n] = base[n] = hub[n]

        assert stands(database, "patient", patient.id) == local
        operations = freeze(database)
        new = {name: local[name] for name in local if local[name] != base[name]}
        touched = {group_of("patient", name) for name in new}
        assert [one.new for one in operations] == ([new] if new else [])
        assert [one.base for one in operations] == (
            [{name: base[name] for name in base if group_of("patient", name) in touched}] if new else []
        )
        holds(database)


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
