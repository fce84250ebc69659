"""Attacks by the words that a station may say to the hub: lies, poison, and guesses at what is hidden."""

import json
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from .siege import APPOINTMENT, BOSS, PATIENT, PRACTITIONER, SECRETS, Siege, Station, operation

HIDDEN = {
    "desk": {"visit_note", "password_hash"},
    "kiosk": {"visit_note", "desk_note", "notes", "alerts", "password_hash"},
}
POISON = (
    "'; drop table clinic_sync.record; --",
    '"; drop table clinic_sync.record; --',
    "appointment' or '1'='1",
    "$$; select 1; $$",
    "record; create table public.mine()",
    "\\'; select 1",
    "%s %(name)s {0} \\u0000",
    "x" * 3000,
)


def hidden_from(siege: Siege, attacker: Station) -> set[str]:
    return HIDDEN["desk" if attacker is siege.desk else "kiosk"]


def leaked(given: object, siege: Siege, attacker: Station) -> list[str]:
    text = json.dumps(given, ensure_ascii=False)
    return [name for name in sorted(hidden_from(siege, attacker)) if SECRETS[name] in text]


def at_the_hub(siege: Siege, kind: str, record_id: UUID) -> dict[str, Any]:
    ((document,),) = siege.look("select document from clinic_sync.record where kind = %s and id = %s", kind, record_id)
    found: dict[str, Any] = document
    return found


def test_what_is_hidden_is_not_among_all_that_the_hub_gives(siege: Siege, attacker: Station) -> None:
    given = attacker.everything()

    assert "Novak" in json.dumps(given)
    assert leaked(given, siege, attacker) == []
    assert set(SECRETS.values()) <= {value for value in SECRETS.values() if value in siege.office.everything()}


@pytest.mark.parametrize(
    ("attacker", "kind", "record_id", "field"),
    [
        ("desk", "appointment", APPOINTMENT, "visit_note"),
        ("desk", "account", BOSS, "password_hash"),
        ("kiosk", "appointment", APPOINTMENT, "visit_note"),
        ("kiosk", "appointment", APPOINTMENT, "desk_note"),
        ("kiosk", "patient", PATIENT, "notes"),
        ("kiosk", "account", BOSS, "password_hash"),
    ],
    indirect=["attacker"],
)
def test_a_guess_at_what_is_hidden_is_answered_alike_whether_right_or_wrong(
    attacker: Station, kind: str, record_id: UUID, field: str, siege: Siege
) -> None:
    def guess(base: str, new: str) -> dict[str, Any]:
        (answer,) = attacker.push(operation(kind, record_id, {field: new}, base={field: base}))
        return {name: value for name, value in answer.items() if name not in {"op_id", "conflict_id"}}

    right, wrong = guess(SECRETS[field], SECRETS[field]), guess("a guess", "a guess")

    assert right == wrong
    assert leaked([right, attacker.everything()], siege, attacker) == []
    assert at_the_hub(siege, kind, record_id)[field] == SECRETS[field]


def test_a_quarrel_over_a_record_shows_no_more_of_it(siege: Siege, attacker: Station) -> None:
    seen = {"desk_note": "wrong", "given_name": "wrong", "reason": "wrong", "full_name": "wrong"}
    quarrels = [
        operation(kind, record_id, {name: "mine"}, base={name: base})
        for kind, record_id, name in (
            ("appointment", APPOINTMENT, "reason"),
            ("appointment", APPOINTMENT, "desk_note"),
            ("patient", PATIENT, "given_name"),
            ("account", BOSS, "full_name"),
        )
        for base in (seen[name],)
    ]
    removals = [operation("appointment", APPOINTMENT, {}, action="delete", base_revision=0)]

    answers = attacker.push(*quarrels, *removals)

    assert {answer["status"] for answer in answers} & {"parked", "denied"}
    assert leaked([answers, attacker.everything()], siege, attacker) == []


def test_what_is_hidden_cannot_be_written_and_other_fields_go_through(siege: Siege) -> None:
    (answer,) = siege.desk.push(
        operation("appointment", APPOINTMENT, {"visit_note": "forged", "confirmation": "confirmed"})
    )

    stands = at_the_hub(siege, "appointment", APPOINTMENT)
    assert answer["status"] in {"applied", "merged"}
    assert (stands["visit_note"], stands["confirmation"]) == (SECRETS["visit_note"], "confirmed")


@pytest.mark.parametrize(
    "new",
    [
        {"role": "admin"},
        {"role": "reception"},
        {"password_hash": "$2b$12$mine"},
        {"active": 0},
        {"username": "mine"},
        {"token_version": 99},
        {"must_change_password": 0},
    ],
    ids=str,
)
def test_an_administrators_account_is_changed_by_administrators_stations_only(
    new: dict[str, object], siege: Siege, attacker: Station
) -> None:
    before = at_the_hub(siege, "account", BOSS)

    attacker.push(operation("account", BOSS, new, base={name: before.get(name) for name in new}))

    assert at_the_hub(siege, "account", BOSS) == before


@pytest.mark.parametrize("by", ["push", "restore"])
def test_no_administrator_is_made_but_by_administrators_stations(by: str, siege: Siege, attacker: Station) -> None:
    mine = uuid4()
    fields = {"username": "mine", "full_name": "Mine", "role": "admin", "password_hash": "$2b$12$mine", "active": 1}

    if by == "push":
        attacker.push(operation("account", mine, fields, action="insert", base_revision=None))
    else:
        begin_a_new_life(siege, attacker)
        attacker.ask("select clinic_sync.restore(%s)", json.dumps([given_back("account", mine, fields)]))

    assert siege.look("select from clinic_sync.record where id = %s", mine) == []


def begin_a_new_life(siege: Siege, *stations: Station) -> None:
    """As when the server was put back to last night's dump: the stations may give back what it lost."""
    for station in stations:
        station.everything()
    siege.superuser.execute("select clinic_sync.begin_epoch()")


def given_back(kind: str, record_id: UUID, document: object, **more: object) -> dict[str, object]:
    """A record as a station gives it back to a hub that was restored."""
    return {
        "kind": kind,
        "record_id": str(record_id),
        "revision": 9,
        "is_deleted": False,
        "document": document,
        "station_id": None,
        "account_id": None,
        "actor_name": "Mallory",
        "at": 1_790_000_000_000,
        "change_id": None,
        "verb": "",
        "reason": "",
        **more,
    }


def test_nothing_that_stands_is_overwritten_by_giving_it_back(siege: Siege, attacker: Station) -> None:
    attacker.everything()
    records = siege.records()
    lies = [
        given_back("appointment", APPOINTMENT, {"status": "cancelled"}),
        given_back("patient", PATIENT, {}, is_deleted=True),
        given_back("account", BOSS, {"role": "reception", "password_hash": "$2b$12$mine"}),
        given_back("patient", uuid4(), {"mrn": "1", "given_name": "Not", "family_name": "There"}),
    ]

    attacker.ask("select clinic_sync.restore(%s)", json.dumps(lies))

    assert siege.records() == records


def test_an_administrators_account_is_given_back_by_their_stations_only(siege: Siege, attacker: Station) -> None:
    before = at_the_hub(siege, "account", BOSS)
    begin_a_new_life(siege, attacker)
    lies = [
        given_back("account", BOSS, {"role": role, "username": "mine", "password_hash": "$2b$12$mine"})
        for role in ("reception", "admin")
    ]

    attacker.ask("select clinic_sync.restore(%s)", json.dumps(lies))

    assert at_the_hub(siege, "account", BOSS) == before


def test_no_revision_is_driven_beyond_all_numbers(siege: Siege) -> None:
    begin_a_new_life(siege, siege.desk)
    lies = [
        given_back("practitioner", PRACTITIONER, {"name": "Mine"}, revision=revision)
        for revision in (2**63 - 1, 2**63, -(2**63), 2**62)
    ]

    siege.desk.ask("select clinic_sync.restore(%s)", json.dumps(lies))

    (answer,) = siege.office.push(operation("practitioner", PRACTITIONER, {"title": "Dr."}))
    assert answer["status"] in {"applied", "merged"}
    assert siege.look("select max(revision) < 1000000000000 from clinic_sync.record") == [(True,)]


def test_a_change_is_its_makers_whatever_it_says(siege: Siege) -> None:
    office, mine = str(siege.office.address.station_id), uuid4()
    lie = operation(
        "patient",
        mine,
        {"mrn": "100098", "given_name": "A", "family_name": "B"},
        action="insert",
        base_revision=None,
        station=office,
        station_id=office,
        login=siege.office.address.user,
        profile="admin",
    )

    quarrel = operation("patient", PATIENT, {"given_name": "C"}, base={"given_name": "wrong"}, station=office)
    sent = [lie["op_id"], quarrel["op_id"]]

    siege.desk.push(lie, quarrel)

    stations = siege.look(
        "select station from clinic_sync.record where id = %s union select station from clinic_sync.operation "
        "where op_id = any (%s::uuid[]) union select (document ->> 'station_id')::uuid from clinic_sync.record "
        "where kind = 'conflict' and op_id = any (%s::uuid[])",
        mine,
        sent,
        sent,
    )
    assert stations == [(siege.desk.address.station_id,)]


def test_anothers_operation_sent_again_tells_nothing_and_changes_nothing(siege: Siege, attacker: Station) -> None:
    records = siege.records()
    known = siege.look("select op_id from clinic_sync.operation where station = %s", siege.office.address.station_id)

    answers = attacker.push(
        *(operation("appointment", APPOINTMENT, {"status": "cancelled"}, op_id=str(op_id)) for (op_id,) in known)
    )

    assert {answer["status"] for answer in answers} == {"faulty"}
    assert leaked(answers, siege, attacker) == []
    assert siege.records() == records


@pytest.mark.parametrize("poison", POISON, ids=range(len(POISON)))
def test_poison_in_any_place_is_a_text_and_nothing_else(poison: str, siege: Siege) -> None:
    records, build = siege.records(), siege.build()
    new = {"mrn": "100099", "given_name": poison, "family_name": poison}
    sayings = [
        operation(poison, uuid4(), new),
        operation("patient", poison, new),
        operation("patient", uuid4(), {poison: poison}),
        operation("patient", uuid4(), new, action=poison),
        operation("patient", uuid4(), new, op_id=poison),
        operation("patient", uuid4(), new, base={poison: poison}, base_revision=poison),
        operation("patient", uuid4(), new, verb=poison, reason=poison, actor_name=poison, account_id=poison),
        poison,
    ]

    answers = [refusal_or_answer(siege.desk, "select clinic_sync.push(%s)", json.dumps([each])) for each in sayings]
    for statement in (
        "select clinic_sync.pull(%s, null, null, null, null, 10)",
        "select clinic_sync.pull('1:1:', %s, null, null, null, 10)",
        "select clinic_sync.pull('1:1:', null, '1', %s, null, 10)",
        "select clinic_sync.pull_columns('1:1:', null, null, null, null, 10, %s)",
        "select clinic_sync.lease(%s, 1)",
        "select clinic_sync.reconcile(%s)",
        "select clinic_sync.restore(%s)",
    ):
        refusal_or_answer(siege.desk, statement, poison if "json" not in statement else json.dumps([poison]))

    assert len(answers) == len(sayings)
    assert siege.build() == build
    assert siege.records() == records


def refusal_or_answer(station: Station, statement: str, value: str) -> object:
    with station.connected() as connection:
        try:
            return connection.execute(statement.encode(), (value,)).fetchone()
        except psycopg.Error as refusal:
            return refusal.sqlstate
