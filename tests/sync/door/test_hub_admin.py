"""Keeping a hub with an administrator's own login: what it takes, what it makes, and whom it lets in no more."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.hub_refusals import (
    HubExists,
    MissingRight,
    NewerHub,
    NoHub,
    NoStation,
    SignInRefused,
    StationNameTaken,
)
from clinic_desktop.domain.sync_refusals import HubTooNew, NotReached
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.sync.address import HubAddress, connect
from clinic_desktop.sync.hub_admin import HubAdmin, administering

from .debian_server import CLINIC, DebianServer

Enrols = Callable[[str, Profile], HubAddress]
PASSWORD = "walnut-ferry-cloud"


@contextmanager
def as_user(server: DebianServer, user: str) -> Iterator[HubAdmin]:
    with administering(server.login(CLINIC, user=user, password=PASSWORD)) as hub:
        yield hub


def make_user(server: DebianServer, user: str, rights: str = "", *, owns: bool = False) -> None:
    with server.as_superuser() as connection:
        connection.execute(f"create role {user} login password '{PASSWORD}' {rights}".encode())
        if owns:
            connection.execute(f"alter database {CLINIC} owner to {user}".encode())


def test_an_owner_who_may_make_roles_is_no_superuser_and_can_do_it_all(empty_clinic: DebianServer) -> None:
    make_user(empty_clinic, "ada", "createrole", owns=True)

    with as_user(empty_clinic, "ada") as hub:
        hub.init()
        made = hub.make_station("Desk 1", Profile.RECEPTION)
        hub.rename(made.station_id, "Front desk")
        hub.allow_full_pull(made.station_id)
        hub.revoke(made.station_id)
        status = hub.status()

    assert [(each.name, each.is_revoked) for each in status.stations] == [("Front desk", True)]
    assert any("store files in the database" in sentence for sentence in status.advice)


def test_a_superuser_closes_what_fills_the_disk_and_needs_less_advice(hub: HubAdmin) -> None:
    advice = hub.status().advice

    assert not any("store files" in sentence for sentence in advice)
    assert any("ALTER SYSTEM SET temp_file_limit" in sentence for sentence in advice)


@pytest.mark.parametrize(
    ("rights", "owns", "remedy"),
    [("", True, 'ALTER ROLE "ada" CREATEROLE;'), ("createrole", False, 'ALTER DATABASE "clinic" OWNER TO "ada";')],
)
def test_a_missing_right_is_named_with_the_line_that_grants_it(
    rights: str, owns: bool, remedy: str, empty_clinic: DebianServer
) -> None:
    make_user(empty_clinic, "ada", rights, owns=owns)

    with as_user(empty_clinic, "ada") as hub, pytest.raises(MissingRight) as refused:
        hub.init()

    assert refused.value.sentence.endswith(remedy)


def test_a_clinic_that_is_there_is_left_as_it_is(hub: HubAdmin) -> None:
    hub.make_station("Desk 1", Profile.RECEPTION)

    with pytest.raises(HubExists, match="nothing was changed"):
        hub.init()

    assert [each.name for each in hub.stations()] == ["Desk 1"]


def test_where_no_hub_is_every_verb_says_so(empty_clinic: DebianServer) -> None:
    with administering(empty_clinic.login(CLINIC)) as hub:
        for verb in (hub.status, hub.stations, hub.upgrade, lambda: hub.make_station("Desk 1", Profile.ADMIN)):
            with pytest.raises(NoHub, match="clinic-desktop hub init"):
                verb()


def test_another_administrator_needs_one_grant_more(hub: HubAdmin, empty_clinic: DebianServer) -> None:
    make_user(empty_clinic, "bob", "createrole")
    with empty_clinic.as_superuser(CLINIC) as connection:
        connection.execute(f"grant connect on database {CLINIC} to bob".encode())

    with pytest.raises(MissingRight) as refused, as_user(empty_clinic, "bob") as other:
        other.status()
    with empty_clinic.as_superuser(CLINIC) as connection:
        connection.execute("grant clinic_sync_owner to bob with admin option")
    with as_user(empty_clinic, "bob") as other:
        made = other.make_station("Desk 1", Profile.RECEPTION)
        other.revoke(made.station_id)

    assert refused.value.sentence.endswith('GRANT clinic_sync_owner TO "bob" WITH ADMIN OPTION;')


def test_a_station_revoked_is_out_at_once_and_stays_out(hub: HubAdmin, enrols: Enrols) -> None:
    address, other = enrols("Desk 1", Profile.RECEPTION), enrols("Desk 2", Profile.RECEPTION)

    with ExitStack() as stack:
        at_work = [stack.enter_context(connect(address)) for _ in range(3)]
        beside = stack.enter_context(connect(other))
        ended = hub.revoke(address.station_id)

        for connection in at_work:
            with pytest.raises(psycopg.OperationalError, match="terminating connection"):
                connection.execute("select 1")
        assert beside.execute("select 1").fetchone() == (1,)

    assert ended == 3
    with pytest.raises(SignInRefused):
        connect(address)


def test_a_restored_dump_does_not_let_a_revoked_station_in_again(
    hub: HubAdmin, enrols: Enrols, empty_clinic: DebianServer
) -> None:
    address = enrols("Desk 1", Profile.RECEPTION)
    hub.revoke(address.station_id)

    with empty_clinic.as_superuser(CLINIC) as connection:
        connection.execute("update clinic_sync.station set revoked_at = null")

    assert [each.is_revoked for each in hub.stations()] == [True]
    with pytest.raises(SignInRefused):
        connect(address)


def test_two_stations_have_two_names_but_a_revoked_ones_is_free(hub: HubAdmin) -> None:
    first = hub.make_station("Desk 1", Profile.RECEPTION)
    other = hub.make_station("Desk 2", Profile.DOCTOR)

    with pytest.raises(StationNameTaken):
        hub.make_station("desk  1 ", Profile.DOCTOR)
    with pytest.raises(StationNameTaken):
        hub.rename(other.station_id, "DESK 1")
    hub.rename(first.station_id, "DESK 1")
    hub.revoke(first.station_id)
    hub.rename(other.station_id, "Desk 1")

    assert [each.name for each in hub.stations()] == ["Desk 1", f"DESK 1 ({str(first.station_id)[:4]})"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Desk\x00", "Desk\x1b[31m"])
def test_what_is_no_name_makes_no_station(name: str, hub: HubAdmin, empty_clinic: DebianServer) -> None:
    with pytest.raises(InvalidInput, match="1 to 60 letters"):
        hub.make_station(name, Profile.RECEPTION)

    with empty_clinic.as_superuser(CLINIC) as connection:
        assert connection.execute("select from pg_roles where rolname like 'clinic_station_%'").fetchall() == []


def test_a_name_may_hold_anything_that_can_be_read(hub: HubAdmin) -> None:
    name = "O'Hara's \"desk\"; drop table station; -- مكتب"

    hub.make_station(name, Profile.RECEPTION)

    assert [each.name for each in hub.stations()] == [name]


def test_a_station_nobody_knows_is_neither_renamed_nor_revoked(hub: HubAdmin) -> None:
    made = hub.make_station("Desk 1", Profile.RECEPTION)
    unknown = made.station_id.__class__(int=0)

    for verb in (lambda: hub.revoke(unknown), lambda: hub.allow_full_pull(unknown), lambda: hub.rename(unknown, "X")):
        with pytest.raises(NoStation):
            verb()


def test_each_login_is_limited(hub: HubAdmin, enrols: Enrols) -> None:
    address = enrols("Desk 1", Profile.RECEPTION)

    with ExitStack() as stack:
        connection, *_ = [stack.enter_context(connect(address)) for _ in range(6)]
        limits = [
            connection.execute(f"show {name}".encode()).fetchone()
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "search_path")
        ]
        with pytest.raises(NotReached):
            connect(address)

    assert limits == [("30s",), ("10s",), ("10s",), ("clinic_sync, pg_temp",)]


def test_a_hub_of_a_newer_program_is_not_touched(hub: HubAdmin, empty_clinic: DebianServer) -> None:
    with empty_clinic.as_superuser(CLINIC) as connection:
        connection.execute("update clinic_sync.meta set value = '99' where name = 'version'")

    with pytest.raises((NewerHub, HubTooNew)):
        hub.upgrade()
    with pytest.raises(NewerHub):
        hub.make_station("Desk 1", Profile.RECEPTION)
    assert hub.status().schema == 99


def test_a_server_that_stops_answering_is_out_of_reach(hub: HubAdmin, empty_clinic: DebianServer) -> None:
    with pytest.raises(NotReached), administering(empty_clinic.login(CLINIC)) as other:
        end_all_connections(empty_clinic, other)


def end_all_connections(server: DebianServer, hub: HubAdmin) -> None:
    """As a restart of the server would; what the hub is asked next meets nobody."""
    with server.as_superuser() as connection:
        connection.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s", (CLINIC,))
    hub.status()
