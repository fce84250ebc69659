"""How the hub is installed, upgraded and read for reports."""

from uuid import uuid4

import psycopg
import pytest

from clinic_desktop.domain.field_groups import REMOVABLE, SYNCED_KINDS, beside, group_of
from clinic_desktop.domain.sync_refusals import HubTooNew
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.storage import tables
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.sync import field_groups, hub_schema
from clinic_desktop.sync.shared import PROTOCOL
from tests.sync.hub_kit import NINE, Desk, Hub, HubServer, a_patient, an_appointment


def test_installing_twice_changes_nothing(server: HubServer) -> None:
    with server.a_hub() as hub:
        before = hub.rows("SELECT name, value FROM clinic_sync.meta ORDER BY name")

        hub_schema.install(hub.connection)
        hub_schema.upgrade(hub.connection)

        assert hub.rows("SELECT name, value FROM clinic_sync.meta ORDER BY name") == before
        assert hub_schema.version_of(hub.connection) == hub_schema.VERSION == PROTOCOL


def test_an_upgrade_renews_the_functions_and_keeps_the_records(server: HubServer) -> None:
    with server.a_hub() as hub:
        desk, patient = hub.desk("Desk"), uuid4()
        desk.insert("patient", patient, a_patient("1"))
        kept = hub.rows(
            "SELECT name, value FROM clinic_sync.meta WHERE name IN ('epoch', 'clinic_id', 'place') ORDER BY 1"
        )
        hub.connection.execute("UPDATE clinic_sync.meta SET value = 'older' WHERE name = 'fingerprint'")
        hub.connection.execute("DROP FUNCTION clinic_sync.stations()")
        hub.connection.execute("CREATE FUNCTION clinic_sync.gone() RETURNS int LANGUAGE sql AS 'SELECT 1'")

        hub_schema.upgrade(hub.connection)

        assert len(desk.link.stations()) == 1
        assert hub.document("patient", patient) == a_patient("1")
        assert kept == hub.rows(
            "SELECT name, value FROM clinic_sync.meta WHERE name IN ('epoch', 'clinic_id', 'place') ORDER BY 1"
        )
        assert hub.one("SELECT to_regproc('clinic_sync.gone') IS NULL")


def test_a_newer_hub_is_left_alone(server: HubServer) -> None:
    with server.a_hub() as hub:
        hub.connection.execute("UPDATE clinic_sync.meta SET value = '99' WHERE name = 'version'")

        with pytest.raises(HubTooNew):
            hub_schema.install(hub.connection)

        assert hub_schema.version_of(hub.connection) == 99


def test_a_database_without_a_hub_has_no_version(server: HubServer) -> None:
    with server.admin() as admin:
        assert hub_schema.version_of(admin) is None


def test_a_login_that_may_make_roles_installs_it_without_being_superuser(server: HubServer) -> None:
    with server.admin() as admin:
        admin.execute("CREATE ROLE plain_admin LOGIN CREATEROLE CREATEDB")
        admin.execute("GRANT clinic_sync_owner TO plain_admin")
        admin.execute("CREATE DATABASE plain OWNER plain_admin")
    try:
        with psycopg.connect(host=server.host, user="plain_admin", dbname="plain", autocommit=True) as connection:
            hub_schema.install(connection)
            assert hub_schema.version_of(connection) == hub_schema.VERSION
    finally:
        with server.admin() as admin:
            admin.execute("DROP DATABASE plain WITH (FORCE)")
            admin.execute("DROP ROLE plain_admin")


def test_the_hub_knows_every_kind_that_is_journalled() -> None:
    journalled = {table.name for table in tables.JOURNALLED}

    assert set(SYNCED_KINDS) == journalled
    assert {kind.name for kind in KINDS.values() if kind.removable and kind.journalled} == REMOVABLE


def test_the_groups_name_fields_that_exist(hub: Hub) -> None:
    known = {(kind, column.name) for kind in SYNCED_KINDS for column in hub_schema._columns(kind)}
    spoken_of = {*field_groups.UNIQUE, *field_groups.FOLDED, *field_groups.GREATEST_STANDS}
    spoken_of |= {(kind, name) for p in Profile for kind, hidden in field_groups.HIDDEN[p].items() for name in hidden}

    assert spoken_of <= known
    for kind, name, group in hub.rows("SELECT kind, name, field_group FROM clinic_sync.field"):
        assert group_of(kind, name) == group
    assert group_of("hold", "anything new") == "whole"
    assert group_of("patient", "anything new") == "anything new"


def test_the_base_of_a_change_is_all_fields_of_the_touched_groups() -> None:
    known = ["given_name", "family_name", "phone", "archived"]

    assert beside("patient", ["given_name"], known) == ("given_name", "family_name")
    assert beside("patient", ["phone"], known) == ("phone",)


@pytest.mark.parametrize(
    "name", ["Anna", " ANNA ", "Straße", "ŁÓDŹ", "İstanbul", "ΑΒΓΣ", "é", "e\u0301", "ﬁ", "Ǆ", "ẞ"]
)
def test_the_hub_folds_names_as_the_stations_do(name: str, hub: Hub) -> None:
    assert hub.one("SELECT clinic_sync.folded(%s)", name) == key_of(name)


def test_the_reports_show_plain_columns_and_no_notes(hub: Hub, front: Desk) -> None:
    practitioner, appointment = uuid4(), uuid4()
    front.insert("practitioner", practitioner, {"name": "Grace Hopper", "active": 1, "slot_minutes": 15})
    front.insert("appointment", appointment, an_appointment(practitioner, desk_note="private"))
    reader = f"reader_{uuid4().hex[:8]}"
    hub.connection.execute(f"CREATE ROLE {reader} LOGIN IN ROLE clinic_sync_report")
    try:
        with psycopg.connect(host=hub.server.host, user=reader, dbname=hub.database, autocommit=True) as connection:
            row = connection.execute(
                "SELECT p.name, p.active, extract(epoch FROM a.starts_at) * 1000, a.ends_at - a.starts_at, "
                "a.local_start "
                "FROM clinic_sync_report.appointment a "
                "JOIN clinic_sync_report.practitioner p ON p.id = a.practitioner_id "
                "WHERE a.id = %s",
                [appointment],
            ).fetchone()
            cursor = connection.execute("SELECT * FROM clinic_sync_report.appointment")
            columns = {column.name for column in cursor.description or ()}
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM clinic_sync.record")
    finally:
        hub.connection.execute(f"DROP ROLE {reader}")

    assert row is not None
    assert row[:3] == ("Grace Hopper", True, NINE)
    assert row[3].total_seconds() == 1800
    assert row[4].isoformat() == "2026-06-01T10:00:00"
    assert {"desk_note", "visit_note"}.isdisjoint(columns)
