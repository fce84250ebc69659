"""An empty station gets thousands from a real hub, and is killed or cut off in the midst of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import LiteralString
from uuid import UUID

import pytest

from clinic_desktop.domain.sync_refusals import HubRefused, NotReached
from clinic_desktop.domain.syncing import Fields, Profile
from clinic_desktop.storage import late_indexes
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.search import search_patients
from clinic_desktop.storage.verification import verify
from clinic_desktop.sync.engine import SyncEngine
from clinic_desktop.sync.shared import HubLink
from tests.sync.hub_kit import NINE, Hub, HubServer, a_patient, an_appointment
from tests.sync.luck import Died

PATIENTS, APPOINTMENTS = 1_500, 12_000
_MANY: LiteralString = """
INSERT INTO clinic_sync.record (kind, id, revision, at, schema_version, document)
SELECT %s, lpad(to_hex(%s + n), 32, '0')::uuid, 1, now(), 3, %s::jsonb || CASE WHEN %s = 'patient'
THEN jsonb_build_object('mrn', 'M' || n, 'family_name', 'Lovelace' || n)
ELSE jsonb_build_object('starts_at', %s + n * 1800000::bigint, 'ends_at', %s + (n + 1) * 1800000::bigint) END
FROM generate_series(1, %s) n
"""


@pytest.fixture(scope="module")
def full_hub(server: HubServer) -> Iterator[Hub]:
    """A hub with more than two pages."""
    with server.a_hub() as made:
        doctor = made.one("SELECT gen_random_uuid()")
        _fill(made, "patient", 1_000, a_patient(""), PATIENTS)
        _fill(made, "appointment", 100_000, an_appointment(doctor), APPOINTMENTS)
        yield made


def _fill(hub: Hub, kind: str, first_id: int, document: Fields, number: int) -> None:
    hub.connection.execute(_MANY, (kind, first_id, json.dumps(document), kind, NINE, NINE, number))


class Station:
    """An empty file and its login; each `at_work` is a start of the program."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self._hub, self._folder = hub, folder
        self._login = hub.login(f"First {folder.name} {id(self)}", Profile.ADMIN)

    @contextmanager
    def at_work(
        self, place: str = "", after: int = 1, happens: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[Database, SyncEngine]]:
        """A program to which something happens when it passes a place for the `after`th time."""
        counted = count(1)

        def passed(where: str) -> None:
            if where == place and next(counted) == after:
                happens()

        key = open_key(self._folder, make=True, allow_file=True, prefer_file=True)
        database = Database.open(self._folder, key, station="Desk 1")
        engine = SyncEngine(database, HubLink(self._hub.address(self._login)), program="tested", passed=passed)
        try:
            yield database, engine
        finally:
            engine.close()
            database.close()

    def cut_off(self) -> None:
        """The network goes, once."""
        self._hub.connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [self._login]
        )


def dying() -> None:
    raise Died


@pytest.fixture
def station(full_hub: Hub, tmp_path: Path) -> Station:
    return Station(full_hub, tmp_path)


def all_is_there(database: Database) -> None:
    with database.reading() as reading:
        assert late_indexes.missing(reading.ask) == []
        for table, number in (("appointment", APPOINTMENTS), ("patient", PATIENTS)):
            assert reading.ask(f"SELECT count(*), count(DISTINCT id) FROM {table}").fetchone() == (number, number)
        assert reading.ask("SELECT count(*) FROM sync_revision").fetchone()[0] >= APPOINTMENTS + PATIENTS
        assert len(search_patients(reading, "lovelace1499", limit=5)) == 1
        assert verify(reading, database.key).first_fault is None


def to_the_end(engine: SyncEngine) -> None:
    while not engine.round().is_done:
        pass


def test_all_of_it_comes(station: Station) -> None:
    with station.at_work() as (database, engine):
        to_the_end(engine)

        all_is_there(database)


@pytest.mark.parametrize(("place", "after"), [("after pulling", 2), ("after a page", 1), ("before the indexes", 1)])
def test_whoever_is_killed_in_the_midst_of_it_goes_on(station: Station, place: str, after: int) -> None:
    with station.at_work(place, after, dying) as (_, engine), pytest.raises(Died):
        to_the_end(engine)
    with station.at_work() as (database, engine):
        to_the_end(engine)

        all_is_there(database)


def test_people_are_found_and_days_shown_while_it_comes(station: Station) -> None:
    with station.at_work("after a page", 2, dying) as (database, engine):
        with pytest.raises(Died):
            to_the_end(engine)

        with database.reading() as reading:
            (day,) = reading.ask(
                "SELECT count(*) FROM appointment WHERE starts_at BETWEEN ? AND ?", (NINE, NINE + 86_400_000)
            ).fetchone()
        assert day == 48


def test_who_is_cut_off_has_a_whole_diary_and_goes_on_later(station: Station) -> None:
    with station.at_work("after a page", 1, station.cut_off) as (database, engine):
        engine.round()
        while missing(database):
            with suppress(NotReached):
                engine.round()

        with database.reading() as reading:
            assert 0 < reading.ask("SELECT count(*) FROM appointment").fetchone()[0] < APPOINTMENTS
        to_the_end(engine)

        all_is_there(database)


@pytest.fixture
def own_full_hub(own_hub: Hub) -> Hub:
    _fill(own_hub, "patient", 1_000, a_patient(""), PATIENTS)
    _fill(own_hub, "appointment", 100_000, an_appointment(UUID(int=5)), APPOINTMENTS)
    return own_hub


def make_older(hub: Hub) -> None:
    """As one is that knows nothing of columns."""
    source = hub.one("SELECT pg_get_functiondef('clinic_sync.hello'::regproc)")
    assert "'gives_columns', true," in source
    hub.connection.execute(source.replace("'gives_columns', true,", "").encode())
    hub.connection.execute("DROP FUNCTION clinic_sync.pull_columns")


def test_a_hub_of_an_older_program_gives_it_record_by_record(own_full_hub: Hub, tmp_path: Path) -> None:
    make_older(own_full_hub)
    with Station(own_full_hub, tmp_path).at_work() as (database, engine):
        to_the_end(engine)

        all_is_there(database)


def test_a_hub_may_become_an_older_programs_in_the_midst_of_it(own_full_hub: Hub, tmp_path: Path) -> None:
    station = Station(own_full_hub, tmp_path)
    with station.at_work("after a page", 1, lambda: make_older(own_full_hub)) as (database, engine):
        with pytest.raises(HubRefused):
            to_the_end(engine)
        to_the_end(engine)

        all_is_there(database)


def test_what_is_there_already_is_looked_at_record_by_record(full_hub: Hub, station: Station) -> None:
    with station.at_work() as (database, engine):
        to_the_end(engine)
        with database.transaction(PROGRAM, "test") as transaction:
            transaction.ask("DELETE FROM sync_revision WHERE kind = 'patient'")
            transaction.write_state("profile", "other")  # so that all is pulled once more
    with station.at_work() as (database, engine):
        report = engine.round()
        while not report.is_done:
            report = engine.round()

        assert report.sentences == ()
        all_is_there(database)


def missing(database: Database) -> list[str]:
    with database.reading() as reading:
        return late_indexes.missing(reading.ask)
