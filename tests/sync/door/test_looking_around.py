"""Looking around with a station's credentials: no table, no inner function, nobody else's doings, no other door."""

from contextlib import ExitStack

import psycopg
import pytest

from clinic_desktop.domain.hub_refusals import NotLetIn
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.sync.address import connect, open_connection

from .debian_server import CLINIC
from .siege import Siege, Station

CONNECTIONS = 6
CALLABLE = {
    "hello", "push", "pull", "pull_columns", "reconcile", "restore", "lease", "stations", "digests", "records_of",
    "keep_anchor", "anchors",
}  # fmt: skip


def refused(station: Station, statement: str, *values: object) -> str:
    """The code with which the server refuses a statement."""
    with station.connected() as connection, pytest.raises(psycopg.Error) as refusal:
        connection.execute(statement.encode(), values)
    return refusal.value.sqlstate or ""


def test_no_table_and_no_view_of_the_hub_can_be_read_or_written(siege: Siege, attacker: Station) -> None:
    tables = siege.look(
        "select oid::regclass::text, relkind = 'v' from pg_class where relkind in ('r', 'v', 'p', 'm') "
        "and relnamespace::regnamespace::text in ('clinic_sync', 'clinic_sync_report')"
    )

    codes = {
        (table, word): refused(attacker, statement.format(table=table))
        for table, is_view in tables
        for word, statement in {
            "read": "select * from {table}",
            "copy": "copy (select * from {table}) to stdout",
            "insert": "insert into {table} default values",
            "delete": "delete from {table}",
        }.items()
        if not (is_view and word in {"insert", "delete"})
    }

    assert len(tables) > 10
    assert {key: code for key, code in codes.items() if code != "42501"} == {}


def test_of_the_hubs_functions_twelve_can_be_called_and_no_other(siege: Siege, attacker: Station) -> None:
    functions = siege.look(  # but those that make a value of the hub's range type, which PostgreSQL brings
        "select proname::text, oid::regprocedure::text, has_function_privilege(%s, oid, 'execute') from pg_proc "
        "where pronamespace::regnamespace::text in ('clinic_sync', 'clinic_sync_report') and prosrc !~ '^range_'"
        " and prosrc !~ '^multirange_'",
        attacker.address.user,
    )
    inner = [signature for name, signature, _ in functions if name not in CALLABLE]

    def call(signature: str) -> str:
        name, _, parameters = signature.rstrip(")").partition("(")
        nulls = ", ".join(f"null::{each}" for each in parameters.split(",") if each)
        return f"select {name}({nulls})"

    assert {name for name, _, is_callable in functions if is_callable} == CALLABLE
    assert len(inner) > 20
    assert {each: code for each in inner if (code := refused(attacker, call(each))) != "42501"} == {}


def test_every_function_that_acts_as_the_owner_has_its_search_path_fixed(siege: Siege) -> None:
    found = siege.look(
        "select proname::text, proconfig from pg_proc where prosecdef and pronamespace::regnamespace::text ~ 'clinic'"
    )

    assert {name for name, _ in found} == CALLABLE
    assert {str(config) for _, config in found} == {"['search_path=clinic_sync, pg_temp']"}


def test_a_search_path_of_ones_own_changes_nothing(siege: Siege, attacker: Station) -> None:
    with attacker.connected() as connection:
        connection.execute("set search_path = pg_temp, public, clinic_sync")
        found = connection.execute("select clinic_sync.stations()").fetchone()

    assert found is not None
    assert [station["is_own"] for station in found[0]].count(True) == 1


def test_what_others_ask_the_server_is_not_seen(siege: Siege, attacker: Station) -> None:
    with siege.office.connected() as office:
        office.execute("select 'a question of the office'")
        seen = attacker.ask(
            "select json_agg(query) from pg_stat_activity where usename = %s", siege.office.address.user
        )

    assert set(seen) == {"<insufficient privilege>"}


@pytest.mark.parametrize("function", ["pg_cancel_backend", "pg_terminate_backend"])
def test_others_connections_cannot_be_ended(function: str, siege: Siege, attacker: Station) -> None:
    with siege.office.connected() as office:
        code = refused(attacker, f"select {function}({office.info.backend_pid})")
        still_there = office.execute("select 1").fetchone()

    assert code == "42501"
    assert still_there == (1,)


def test_the_database_beside_the_clinics_is_closed(siege: Siege, attacker: Station) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises((NotLetIn, NotReached)):
            open_connection(
                host="localhost",
                port=attacker.address.port,
                database=database,
                user=attacker.address.user,
                password=attacker.address.password,
                authority=attacker.address.authority,
            )


def test_the_server_cannot_be_replicated(siege: Siege, attacker: Station) -> None:
    with pytest.raises(psycopg.OperationalError, match="replication"):
        psycopg.connect(
            host="localhost",
            port=attacker.address.port,
            user=attacker.address.user,
            password=attacker.address.password,
            dbname=CLINIC,
            replication="database",
        )


def test_a_station_has_so_many_connections_and_no_more(siege: Siege, attacker: Station) -> None:
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            stack.enter_context(attacker.connected())

        with pytest.raises(NotReached):
            connect(attacker.address)

        assert siege.office.ask("select 1") == 1
