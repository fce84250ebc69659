"""The stations at the hub: their numbers, their copies, and those whose right was taken away."""

from threading import Event, Thread
from uuid import uuid4

import psycopg
import pytest

from clinic_desktop.domain.sync_refusals import ClonedStation, HubTooNew, NotReached, Revoked
from clinic_desktop.domain.syncing import AnswerStatus, Profile
from clinic_desktop.sync.shared import PROTOCOL, Patience
from tests.sync.hub_kit import Desk, Hub, a_patient, inserting

WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'clinic_sync.turn'::regclass AND NOT granted"


def test_numbers_are_leased_to_one_station_each(hub: Hub, front: Desk, back: Desk) -> None:
    first, second, third = front.link.lease("mrn", 200), back.link.lease("mrn", 200), front.link.lease("mrn", 5)

    assert len(first) == len(second) == 200
    assert len({*first, *second, *third}) == 405
    assert front.link.lease("ticket", 3) == range(1, 4)


def test_leased_patient_numbers_begin_after_those_that_stand(front: Desk, back: Desk) -> None:
    front.push(
        inserting("patient", uuid4(), a_patient("700000")), inserting("patient", uuid4(), a_patient("X-999999999"))
    )

    assert back.link.lease("mrn", 10).start == 700_001


def test_a_copy_of_a_station_is_found_out(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}")
    desk.link.hello("1.0", None, None, 7)
    copy = hub.link(desk.login)

    with pytest.raises(ClonedStation):
        copy.hello("1.0", None, None, 7)
    with pytest.raises(ClonedStation):
        copy.hello("1.0", None, None, 5)

    assert desk.link.hello("1.0", None, None, 8).station_id == desk.id


def test_a_revoked_station_is_refused_on_a_live_connection(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}")
    assert desk.insert("patient", uuid4(), a_patient(uuid4().hex)).status is AnswerStatus.APPLIED

    hub.connection.execute("SELECT clinic_sync.revoke_station(%s)", [desk.id])

    wish = inserting("patient", uuid4(), a_patient(uuid4().hex))
    for call in (
        lambda: desk.link.push([wish]),
        lambda: desk.link.pull("1:1:", None, None, 10),
        lambda: desk.link.hello("1.0", None, None, 99),
        lambda: desk.link.reconcile([]),
        lambda: desk.link.restore([]),
        lambda: desk.link.lease("mrn", 1),
        desk.link.stations,
    ):
        with pytest.raises(Revoked):
            call()
    assert hub.rows("SELECT 1 FROM clinic_sync.record WHERE id = %s", wish.record_id) == []


def test_a_station_that_is_revoked_while_it_waits_for_its_turn_changes_nothing_any_more(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}", patience=Patience(connect=30, call=30, bulk=30))
    desk.link.stations()
    wish = inserting("patient", uuid4(), a_patient(uuid4().hex))
    refusals: list[Exception] = []

    def push() -> None:
        try:
            desk.link.push([wish])
        except Revoked as refusal:
            refusals.append(refusal)

    with hub.server.admin(hub.database) as blocker, blocker.transaction():
        blocker.execute("LOCK TABLE clinic_sync.turn IN EXCLUSIVE MODE")
        waiting = Thread(target=push)
        waiting.start()
        while (
            hub.one("SELECT count(*) FROM pg_locks WHERE relation = 'clinic_sync.turn'::regclass AND NOT granted") == 0
        ):
            pass
        blocker.execute("SELECT clinic_sync.revoke_station(%s)", [desk.id])
    waiting.join()

    assert len(refusals) == 1
    assert hub.one("SELECT count(*) FROM clinic_sync.operation WHERE op_id = %s", wish.op_id) == 0


def test_a_station_whose_login_was_closed_is_told_so(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}")
    hub.connection.execute(f'ALTER ROLE "{desk.login}" NOLOGIN')

    with pytest.raises(Revoked):
        hub.link(desk.login).stations()


def test_an_old_program_is_told_that_the_hub_is_newer_also_on_a_live_connection(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}")
    newer = str(PROTOCOL + 1)
    hub.connection.execute("UPDATE clinic_sync.meta SET value = %s WHERE name = 'oldest_served'", [newer])
    try:
        with pytest.raises(HubTooNew):
            desk.link.hello("1.0", None, None, 50)
        with pytest.raises(HubTooNew):
            desk.push(inserting("patient", uuid4(), a_patient(uuid4().hex)))
    finally:
        hub.connection.execute("UPDATE clinic_sync.meta SET value = '1' WHERE name = 'oldest_served'")

    assert desk.link.hello("1.0", None, None, 51).schema >= 1


def test_the_stations_are_listed_with_when_they_were_seen(hub: Hub, front: Desk) -> None:
    name = f"Desk {uuid4().hex}"
    desk = hub.desk(name, Profile.DOCTOR)
    desk.link.hello("2.5", None, None, 9)
    hub.connection.execute("SELECT clinic_sync.rename_station(%s, %s)", [desk.id, name + " renamed"])
    hub.connection.execute("SELECT clinic_sync.revoke_station(%s)", [desk.id])

    lines = {line.station_id: line for line in front.link.stations()}

    assert lines[front.id].is_own
    line = lines[desk.id]
    assert (line.name, line.profile, line.program) == (name + " renamed", Profile.DOCTOR, "2.5")
    assert (line.is_own, line.is_revoked) == (False, True)
    assert line.last_seen_at is not None
    assert line.enrolled_at is not None


def test_tombstones_stay_until_every_station_has_passed_them(hub: Hub) -> None:
    one, two = hub.desk(f"One {uuid4().hex}"), hub.desk(f"Two {uuid4().hex}")
    hub.connection.execute(
        "UPDATE clinic_sync.station SET revoked_at = now() WHERE NOT id = ANY (%s)", [[one.id, two.id]]
    )
    closure = uuid4()
    one.insert("closure", closure, {"name": "Easter"})
    one.pull_all()
    two.pull_all()
    one.remove("closure", closure, {})
    set_clock = (
        "INSERT INTO clinic_sync.meta VALUES ('now', %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )

    def stands_after(days: int, *pulling: Desk) -> bool:
        hub.connection.execute(set_clock, [f"2099-01-{days:02} 12:00+00"])
        for desk in pulling:
            cursor = hub.one("SELECT pg_current_snapshot()::text")
            desk.link.pull(cursor, None, None, 10)
        one.sequence += 1
        one.link.hello("1.0", None, None, one.sequence)
        return bool(hub.rows("SELECT 1 FROM clinic_sync.record WHERE id = %s", closure))

    try:
        assert stands_after(1, one)
        assert not stands_after(9, one, two)
    finally:
        hub.connection.execute("DELETE FROM clinic_sync.meta WHERE name = 'now'")
        hub.connection.execute("UPDATE clinic_sync.station SET revoked_at = NULL")


def test_who_listens_hears_of_a_change_and_of_nothing_else(hub: Hub, front: Desk, back: Desk) -> None:
    while back.link.wait(0):  # what came before
        pass

    front.insert("patient", uuid4(), a_patient(uuid4().hex))

    assert back.link.wait(5)
    assert not back.link.wait(0.05)


def test_a_wait_ends_when_somebody_wakes_it(hub: Hub, back: Desk) -> None:
    back.link.wait(0)
    heard, ended = list[bool](), Event()

    def listen() -> None:
        heard.append(back.link.wait(60))
        ended.set()

    thread = Thread(target=listen)
    thread.start()
    back.link.wake()

    assert ended.wait(5)
    thread.join()
    assert heard == [True]


# What a station's login may not do


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT * FROM clinic_sync.record",
        "SELECT * FROM clinic_sync.station",
        "INSERT INTO clinic_sync.meta VALUES ('now', '2000-01-01')",
        "DELETE FROM clinic_sync.operation",
        "SELECT * FROM clinic_sync.turn FOR UPDATE",
        "SELECT clinic_sync.begin_epoch()",
        "SELECT clinic_sync.set_profile(gen_random_uuid(), 'admin')",
        "SELECT clinic_sync.take_slot(gen_random_uuid(), '{}', gen_random_uuid())",
        "SELECT clinic_sync.page(NULL, '1:1:', NULL, NULL, NULL, NULL, 9)",
        "SET ROLE clinic_sync_owner",
        "SET SESSION AUTHORIZATION postgres",
        "CREATE SCHEMA own",
        "CREATE TABLE public.own (a int)",
        "CREATE TEMP TABLE own (a int)",
        "CREATE FUNCTION clinic_sync.own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM clinic_sync_report.patient",
    ],
)
def test_a_stations_login_alone_is_good_for_nothing_else(attack: str, hub: Hub, front: Desk) -> None:
    with (
        psycopg.connect(host=hub.server.host, user=front.login, dbname=hub.database, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(attack.encode())


def test_a_temporary_table_is_not_taken_for_one_of_the_hubs(hub: Hub) -> None:
    insecure = hub.rows(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'clinic_sync'::regnamespace AND prosecdef "
        "AND NOT 'search_path=clinic_sync, pg_temp' = ANY (coalesce(proconfig, '{}'))"
    )

    assert insecure == []


def test_a_connection_that_is_gone_is_not_reached_and_made_anew(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}")
    hub.connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [desk.login])

    with pytest.raises(NotReached):
        desk.link.stations()

    assert desk.link.stations()
