"""A station that was put back from a backup comes to its hub as another one, and has what the others did since."""

from dataclasses import replace
from pathlib import Path

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.syncing import SyncMode
from clinic_desktop.services import restoring
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.verification import verify
from clinic_desktop.sync.joining import join
from tests.builders import SmallClinic
from tests.services.backing_up import brought_to, switched_on, unheard
from tests.sync.hub_kit import Hub
from tests.sync.places import Place, a_request, enrol, opened


def appointments(database: Database) -> list[Appointment]:
    with database.reading() as reading:
        return sorted(reading.where(Appointment), key=lambda each: each.id)


def test_a_restored_station_joins_its_hub_anew_and_nothing_is_lost_or_met_twice(
    own_hub: Hub, clinic: SmallClinic, places: tuple[Place, Place], tmp_path: Path
) -> None:
    one, two = places
    before = one.sign_in().scheduling.book(a_request(clinic))
    safe = switched_on(clinic)
    one.pause()
    unsent = clinic.store(clinic.an_appointment(minutes=15, practitioner_id=clinic.fischer.id))
    made = safe.make()
    one.station.resume()
    one.in_sync()
    wish = replace(a_request(clinic, clinic.kim.id), practitioner_id=clinic.fischer.id)
    later = one.sign_in().scheduling.book(wish)
    one.in_sync()
    two.in_sync()
    one.station.close()

    staged = restoring.stage(tmp_path / "new", brought_to(tmp_path / "stick", made), safe.code, unheard, clinic.clock)
    restoring.put_in_place(staged, clinic.clock)

    assert staged.was_connected
    key = open_key(tmp_path / "new", make=False, allow_file=True)
    database = Database.open(tmp_path / "new", key, station="New PC", clock=clinic.clock)
    try:
        assert {each.id for each in appointments(database)} == {before.id, unsent.id}
        enrolment = enrol(own_hub, "Front desk 3")
        join(database, enrolment.file_text, enrolment.code)
        with opened(database) as back:
            back.in_sync()
            two.in_sync()
            assert back.station.state().mode is SyncMode.IN_SYNC
            assert appointments(database) == appointments(two.database)
            assert {each.id for each in appointments(database)} == {before.id, unsent.id, later.id}
            assert [place.sign_in("sortiz").decisions.count() for place in (back, two)] == [0, 0]
        with database.reading() as reading:
            assert verify(reading, database.key).first_fault is None
    finally:
        database.close()
