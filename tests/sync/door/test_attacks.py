"""Attacks with a station's credentials alone: each is refused, and the hub is afterwards what it was before."""

from collections.abc import Iterator

import psycopg
import pytest

from .debian_server import DebianServer
from .siege import Siege, besieged

NO_RIGHT = "42501"

ATTACKS: dict[str, tuple[str, ...]] = {
    "makes a table in the public schema": ("create table public.mine (a int)",),
    "makes a table in the hub's schema": ("create table clinic_sync.mine (a int)",),
    "makes a table in the reports' schema": ("create table clinic_sync_report.mine (a int)",),
    "makes a schema of its own": ("create schema mine",),
    "makes a temporary table that is called as one of the hub's": ("create temp table station (login name)",),
    "makes a temporary view that is called as one of the hub's": ("create temp view record as select 1",),
    "makes a temporary function that is called as one of the hub's": (
        "create function pg_temp.clock() returns timestamptz language sql as 'select now()'",
    ),
    "makes a function in the hub's schema": (
        "create function clinic_sync.mine() returns int language sql as 'select 1'",
    ),
    "makes an operator that the hub's functions would meet": (
        "create operator public.= (leftarg = text, rightarg = text, function = texteq)",
    ),
    "makes a type": ("create type public.mine as enum ('a')",),
    "takes the owner's part": ("set role clinic_sync_owner",),
    "takes the owner's part by a setting": ("select set_config('role', 'clinic_sync_owner', false)",),
    "takes the superuser's part": ("set session authorization postgres",),
    "takes another station's part": ("set role {office}",),
    "makes itself a member of the owner": ("grant clinic_sync_owner to {desk}",),
    "makes itself a member of the reports' readers": ("grant clinic_sync_report to {desk}",),
    "makes itself a superuser": ("alter role {desk} superuser",),
    "lets itself make roles": ("alter role {desk} createrole",),
    "lets itself have more connections": ("alter role {desk} connection limit -1",),
    "lets itself replicate the server": ("alter role {desk} replication",),
    "calls itself as another station": ("alter role {desk} rename to postgres_two",),
    "makes a role": ("create role mine login",),
    "removes another station's role": ("drop role {office}",),
    "changes another station's password": ("alter role {office} password 'mine'",),
    "changes another station's settings": ("alter role {office} set search_path = public",),
    "changes the superuser's password": ("alter role postgres password 'mine'",),
    "replaces a function of the hub": (
        "create or replace function clinic_sync.clock() returns timestamptz language sql as 'select now()'",
    ),
    "alters a function of the hub": ("alter function clinic_sync.push(json) security invoker",),
    "takes a function of the hub for its own": ("alter function clinic_sync.push(json) owner to {desk}",),
    "removes a function of the hub": ("drop function clinic_sync.push(json)",),
    "gives itself a right on a table": ("grant select on clinic_sync.record to {desk}",),
    "gives itself a right on an inner function": ("grant execute on function clinic_sync.clock() to {desk}",),
    "alters a table of the hub": ("alter table clinic_sync.record add column mine int",),
    "removes a table of the hub": ("drop table clinic_sync.record",),
    "removes the whole hub": ("drop schema clinic_sync cascade",),
    "empties a table of the hub": ("truncate clinic_sync.operation",),
    "takes the guard against double bookings away": ("alter table clinic_sync.slot drop constraint no_double_booking",),
    "disables a table's triggers": ("alter table clinic_sync.record disable trigger all",),
    "disables all triggers of its session": ("set session_replication_role = replica",),
    "locks the table that makes pushes serial": ("lock table clinic_sync.turn in exclusive mode",),
    "reads the reports": ("select * from clinic_sync_report.appointment",),
    "reads a file of the server": ("select pg_read_file('postgresql.auto.conf')",),
    "reads a file of the server, byte by byte": ("select pg_read_binary_file('PG_VERSION')",),
    "lists a folder of the server": ("select pg_ls_dir('.')",),
    "lists the server's logs": ("select * from pg_ls_logdir()",),
    "looks at a file of the server": ("select pg_stat_file('PG_VERSION')",),
    "copies from a file of the server": ("copy pg_class from '/etc/passwd'",),
    "copies to a file of the server": ("copy (select 1) to '/tmp/mine'",),
    "copies from a program at the server": ("copy pg_class from program 'id'",),
    "copies to a program at the server": ("copy (select 1) to program 'cat'",),
    "takes a file of the server in": ("select lo_import('/etc/passwd')",),
    "stores a file in the database": ("select lo_from_bytea(0, 'mine')",),
    "makes a large object": ("select lo_create(0)",),
    "reads all logins' passwords": ("select rolpassword from pg_authid",),
    "reads all logins' passwords by a view": ("select passwd from pg_shadow",),
    "reads the server's rules of entry": ("select * from pg_hba_file_rules",),
    "reads the statistics that show records' values": ("select * from pg_statistic",),
    "reads others' large objects": ("select * from pg_largeobject",),
    "reads the secrets of subscriptions": ("select subconninfo from pg_subscription",),
    "sets the server": ("alter system set log_statement = 'none'",),
    "sets the database": ("alter database clinic set search_path = public",),
    "makes the server read its settings anew": ("select pg_reload_conf()",),
    "switches the server's log": ("select pg_rotate_logfile()",),
    "begins a backup": ("select pg_backup_start('mine')",),
    "writes a checkpoint": ("checkpoint",),
    "makes the hub's superuser-only settings its own": ("set temp_file_limit = -1",),
    "brings in dblink": ("create extension dblink",),
    "brings in an extension that any owner may": ("create extension pgcrypto",),
    "brings in another language": ("create language plperlu",),
    "makes a foreign server": ("create server mine foreign data wrapper mine",),
    "makes an event trigger": (
        "create event trigger mine on ddl_command_start execute function suppress_redundant_updates_trigger()",
    ),
    "publishes the hub's tables": ("create publication mine for all tables",),
    "subscribes to another server": ("create subscription mine connection 'host=x' publication mine",),
    "makes a database": ("create database mine",),
    "removes the clinic's database": ("drop database clinic",),
    "loads code into its session": ("load '/usr/lib/postgresql/15/lib/dblink.so'",),
    "makes a slot that keeps the server's log for ever": ("select pg_create_physical_replication_slot('mine', true)",),
    "makes itself a station at the hub": (
        "select clinic_sync.make_station(gen_random_uuid(), 'mine', session_user, 'admin')",
    ),
    "gives itself another profile": ("select clinic_sync.set_profile(gen_random_uuid(), 'admin')",),
    "revokes another station": ("select clinic_sync.revoke_station(gen_random_uuid())",),
    "sets the hub's clock": ("insert into clinic_sync.meta values ('now', '2000-01-01')",),
    "runs inner functions in a block of its own": ("do $$ begin perform clinic_sync.begin_epoch(); end $$",),
}


@pytest.fixture(scope="module")
def siege(debian: DebianServer) -> Iterator[Siege]:
    with besieged(debian) as siege:
        yield siege


@pytest.mark.parametrize("statements", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_station_is_refused_that(statements: tuple[str, ...], siege: Siege) -> None:
    records, build = siege.records(), siege.build()
    names = {"desk": siege.desk.address.user, "office": siege.office.address.user}

    with siege.desk.connected() as connection, pytest.raises(psycopg.Error) as refused:
        for statement in statements:
            connection.execute(statement.replace("{desk}", names["desk"]).replace("{office}", names["office"]).encode())

    assert refused.value.sqlstate == NO_RIGHT, refused.value
    assert siege.build() == build
    assert siege.records() == records
