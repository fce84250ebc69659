"""Once in a night each station compares what it has with the hub; what differs is found, told and put right."""

from datetime import datetime, timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import Comparison, Difference, SyncMode
from clinic_desktop.services.sync_book import SyncBook
from clinic_desktop.services.sync_nightly import NightlyComparison, words_of
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.notes import note
from clinic_desktop.sync.joining import engine_for
from tests.builders import SmallClinic
from tests.services.hub_side import until
from tests.sync.hub_kit import Hub
from tests.sync.places import Place, a_request, opened


def compared(place: Place) -> Comparison | None:
    """As the station does it at night, with an engine of its own."""
    place.in_sync()
    place.station.close()
    engine = engine_for(place.database)
    assert engine is not None
    try:
        for _ in range(3):
            engine.round()
        return engine.compare(lambda: False)
    finally:
        engine.close()
        place.station.start()


def behind_our_back(place: Place, *statements: str) -> None:
    """Another tool changes the file, and takes care that no trigger writes it down."""
    with place.database.transaction(PROGRAM, "test") as transaction:
        dropped = transaction.ask("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in dropped:
            transaction.ask(f'DROP TRIGGER "{name}"')
        for statement in statements:
            transaction.ask(statement)
        for _, sql in dropped:
            transaction.ask(sql)


def test_stations_that_agree_find_nothing(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, two = places
    one.sign_in().scheduling.book(a_request(clinic))
    two.in_sync()

    for place in places:
        found = compared(place)

        assert found is not None
        assert found.differences == ()
        assert found.records > 5


def test_a_row_that_another_tool_took_away_comes_back(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, two = places
    appointment = one.sign_in().scheduling.book(a_request(clinic))
    two.in_sync()
    behind_our_back(two, f"DELETE FROM appointment WHERE id = x'{appointment.id.hex}'")

    found = compared(two)

    assert found is not None
    assert found.differences == (Difference(kind="appointment", records=1),)
    with two.database.reading() as reading:
        assert reading.get(Appointment, appointment.id).starts_at == appointment.starts_at
    again = compared(two)
    assert again is not None
    assert again.differences == ()


@pytest.mark.parametrize("revision", [0, 99])
def test_a_revision_that_is_not_the_hubs_is_found_and_put_right(
    clinic: SmallClinic, places: tuple[Place, Place], revision: int
) -> None:
    _, two = places
    behind_our_back(
        two,
        f"UPDATE sync_revision SET revision = {revision} WHERE record_id = x'{clinic.novak.id.hex}'",
        f"UPDATE patient SET phone = 'spoilt' WHERE id = x'{clinic.novak.id.hex}'",
    )

    found = compared(two)

    assert found is not None
    assert found.differences == (Difference(kind="patient", records=1),)
    with two.database.reading() as reading:
        assert reading.get(Patient, clinic.novak.id).phone == clinic.novak.phone


def test_a_record_that_the_hub_took_away_unheard_goes_here_too(
    own_hub: Hub, clinic: SmallClinic, places: tuple[Place, Place]
) -> None:
    one, two = places
    appointment = one.sign_in().scheduling.book(a_request(clinic))
    two.in_sync()
    two.pause()
    own_hub.connection.execute(  # its transaction is one that this station has seen already
        "UPDATE clinic_sync.record SET deleted = true, revision = revision + 1 WHERE id = %s", (appointment.id,)
    )
    own_hub.connection.execute("UPDATE clinic_sync.record SET txid = '3'::xid8 WHERE id = %s", (appointment.id,))
    two.station.resume()

    found = compared(two)

    assert found is not None
    assert [each.kind for each in found.differences] == ["appointment"]
    with two.database.reading() as reading:
        assert reading.find(Appointment, id=appointment.id) is None


def test_nothing_is_compared_while_somebody_waits(places: tuple[Place, Place]) -> None:
    _, two = places
    two.station.close()
    engine = engine_for(two.database)
    assert engine is not None

    engine.round()

    assert engine.compare(lambda: True) is None
    engine.close()
    two.station.start()


def test_an_older_hub_is_not_asked(own_hub: Hub, places: tuple[Place, Place]) -> None:
    _, two = places
    source = own_hub.one("SELECT pg_get_functiondef('clinic_sync.hello'::regproc)")
    assert "'compares', true," in source
    own_hub.connection.execute(source.replace("'compares', true,", "").encode())
    own_hub.connection.execute("DROP FUNCTION clinic_sync.digests(text)")

    assert compared(two) is None
    assert two.station.state().sentence == ""


def test_the_station_does_it_at_night_and_its_log_says_what_was_found(
    clinic: SmallClinic, places: tuple[Place, Place]
) -> None:
    _, two = places
    behind_our_back(two, f"DELETE FROM patient WHERE id = x'{clinic.novak.id.hex}'")
    noted_at(two.database, two.database.now() - timedelta(days=2))
    two.station.close()

    with opened(two.database) as again:
        until(again.station, lambda state: state.mode is SyncMode.IN_SYNC)
        again.pause()  # after the round under way, of which the comparison is the end
        lines = [line.sentence for line in again.station.book.log(20)]

    assert any("Nightly comparison" in line and "1 of the kind patient" in line for line in lines)
    with two.database.reading() as reading:
        assert reading.get(Patient, clinic.novak.id).family_name == clinic.novak.family_name


def noted_at(database: Database, at: datetime) -> None:
    with database.transaction(PROGRAM, "test") as transaction:
        note(transaction, "sync_compared", at.isoformat())


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("2026-06-01T22:00", "2026-06-02T01:59", False),
        ("2026-06-01T22:00", "2026-06-02T02:00", True),
        ("2026-06-02T02:05", "2026-06-02T05:00", False),
        ("2026-06-02T00:30", "2026-06-02T03:00", True),
        ("2026-06-02T02:05", "2026-06-02T22:00", False),
        ("2026-06-01T20:00", "2026-06-02T08:00", False),
        ("2026-06-01T07:00", "2026-06-02T08:00", True),
    ],
)
def test_it_is_due_once_a_night_by_the_clinics_clock(clinic: SmallClinic, last: str, now: str, due: bool) -> None:
    zone = clinic.settings().zone_info
    noted_at(clinic.database, datetime.fromisoformat(last).replace(tzinfo=zone))
    clinic.clock.now = datetime.fromisoformat(now).replace(tzinfo=zone)

    assert NightlyComparison(clinic.database, SyncBook(clinic.database)).is_due() is due


def test_what_could_not_be_put_right_is_said() -> None:
    words = words_of(Comparison(records=9, differences=(Difference(kind="weekly_pattern", records=0),)))

    assert "could not be put right" in words
    assert "weekly pattern" in words
