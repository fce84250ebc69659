"""Floods and blockades: one station cannot stop the others, nor take more than it needs."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from uuid import UUID, uuid4

import psycopg
import pytest

from clinic_desktop.sync.shared import HubLink

from .siege import APPOINTMENT, Siege, Station, operation


@pytest.fixture
def link(siege: Siege) -> Iterator[Callable[[Station], HubLink]]:
    """Link a station to the hub; the link is closed afterwards."""
    made: list[HubLink] = []

    def linked(station: Station) -> HubLink:
        made.append(HubLink(station.address))
        return made[-1]

    yield linked
    for each in made:
        each.close()


def test_a_push_that_is_too_large_is_refused_whole(siege: Siege, attacker: Station) -> None:
    records = siege.records()
    too_much = operation("patient", uuid4(), {"given_name": "x" * 34_000_000}, action="insert", base_revision=None)

    for function in ("push", "restore"):
        with attacker.connected() as connection, pytest.raises(psycopg.Error, match="more than 32 MB"):
            connection.execute(f"select clinic_sync.{function}(%s)".encode(), (json.dumps([too_much]),))

    assert siege.records() == records


def test_a_record_that_is_too_large_is_parked_without_its_bulk(siege: Siege) -> None:
    too_much = operation("patient", uuid4(), {"given_name": "x" * 1_100_000}, action="insert", base_revision=None)

    (answer,) = siege.desk.push(too_much)

    ((size,),) = siege.look(
        "select octet_length(document::text) from clinic_sync.record where id = %s", UUID(answer["conflict_id"])
    )
    assert answer["status"] == "faulty"
    assert size < 2_000


def test_a_flood_of_notices_is_one_notice_to_whoever_listens(siege: Siege, link: Callable[[Station], HubLink]) -> None:
    office = link(siege.office)
    assert office.wait(5)  # it listens from now on

    with siege.desk.connected() as connection, connection.pipeline():
        for number in range(2_000):
            connection.execute("select pg_notify('clinic_sync', %s)", (f"flood {number}",))

    woken = 0
    while office.wait(0.3):
        woken += 1
    assert 1 <= woken <= 20


@pytest.mark.parametrize(
    "holding",
    [
        "select clinic_sync.push('[]')",
        "select clinic_sync.restore('[]')",
        "select clinic_sync.lease('mrn', 1)",
        "select clinic_sync.hello('1.0', 1, null, null, (extract(epoch from clock_timestamp()) * 1000)::bigint)",
    ],
    ids=["push", "restore", "lease", "hello"],
)
def test_whoever_holds_a_transaction_open_holds_nobody_up(holding: str, siege: Siege) -> None:
    siege.superuser.execute("insert into clinic_sync.meta values ('longest_turn', '0') on conflict do nothing")
    siege.superuser.execute("delete from clinic_sync.meta where name = 'tidied_at'")
    mrn = str(uuid4().int)[:12]
    patient = operation(
        "patient", uuid4(), {"mrn": mrn, "given_name": "A", "family_name": "B"}, action="insert", base_revision=None
    )

    with siege.desk.connected() as sitting:
        sitting.execute("set idle_in_transaction_session_timeout = 0")
        sitting.execute("begin")
        sitting.execute(holding.encode())
        (answer,) = siege.office.push(patient)
        greeting = siege.office.ask(
            "select clinic_sync.hello('1.0', 1, null, null, (extract(epoch from clock_timestamp()) * 1000)::bigint)"
        )
        with pytest.raises(psycopg.OperationalError, match="terminating connection"):
            sitting.execute("select 1")

    assert answer["status"] == "applied"
    assert greeting["station_name"] == "office"


def test_no_lock_that_a_station_can_take_stops_the_others(siege: Siege) -> None:
    with siege.desk.connected() as locking:
        locking.execute("select pg_advisory_lock(key) from generate_series(0, 999) key")

        answers = siege.office.push(operation("appointment", APPOINTMENT, {"reason": "cough"}))

    assert answers[0]["status"] in {"applied", "unchanged", "merged"}


def test_a_clock_of_ones_own_is_not_the_hubs(siege: Siege) -> None:
    with siege.desk.connected() as connection:
        for setting in ("clinic_sync.now", "now"):
            with suppress(psycopg.Error):
                connection.execute(f"set {setting} = '2000-01-01'".encode())
        said = connection.execute("select clinic_sync.hello('1.0', 1, null, null, 1000)").fetchone()

    assert said is not None
    assert said[0]["at"] > 1_700_000_000_000


@pytest.mark.parametrize("wanted", [0, -1, 10_001, 2**31 - 1, None])
def test_no_more_numbers_are_leased_than_a_desk_needs(wanted: int | None, siege: Siege, attacker: Station) -> None:
    with attacker.connected() as connection, pytest.raises(psycopg.Error, match="no such block"):
        connection.execute("select clinic_sync.lease('mrn', %s)", (wanted,))


def test_a_station_revoked_is_refused_in_the_midst_of_a_transaction(siege: Siege) -> None:
    with siege.kiosk.connected() as connection:
        connection.execute("select clinic_sync.stations()")
        siege.superuser.execute(
            "update clinic_sync.station set revoked_at = now() where login = %s", (siege.kiosk.address.user,)
        )

        with pytest.raises(psycopg.Error) as refused:
            connection.execute("select clinic_sync.pull('1:1:', null, null, null, null, 10)")

    siege.superuser.execute("update clinic_sync.station set revoked_at = null")
    assert refused.value.sqlstate == "CS001"
