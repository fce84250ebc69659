"""Two PCs of one clinic before a real hub."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.syncing import Enrolment, HubLogin, Profile, SyncMode
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage.database import Database
from clinic_desktop.sync.hub_admin import administering
from clinic_desktop.sync.joining import engine_for, join
from tests.builders import COST, PASSWORD, SmallClinic, an_empty_database
from tests.services.hub_side import LONG_ENOUGH, until
from tests.sync.hub_kit import Hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A PC with its station."""

    database: Database
    station: SyncStation

    def sign_in(self, username: str = "rlopez") -> Clinic:
        return SignIn(self.database, station=self.station, cost=COST).authenticate(username, PASSWORD)

    def pause(self) -> None:
        """As if the network were gone, from after the round under way."""
        self.station.pause()
        until(self.station, lambda state: state.mode is SyncMode.PAUSED)

    def in_sync(self) -> None:
        """All is sent from here, and what the hub had when this was asked is here."""
        self.station.sync_now()
        until(self.station, lambda state: state.mode is SyncMode.IN_SYNC)
        for _ in range(2):  # the first may be answered at the end of a round that was under way
            assert self.station.ask(lambda _: True, seconds=LONG_ENOUGH)
        until(self.station, lambda state: state.waiting == 0)


def enrol(hub: Hub, name: str, profile: Profile = Profile.ADMIN) -> Enrolment:
    login = HubLogin(host=hub.server.host, database=hub.database, user="postgres", password="")
    with administering(login) as admin:
        return admin.make_station(name, profile)


@contextmanager
def opened(database: Database) -> Iterator[Place]:
    station = SyncStation(database, lambda: engine_for(database))
    station.start()
    try:
        yield Place(database=database, station=station)
    finally:
        station.close()


@contextmanager
def two_places(
    hub: Hub, clinic: SmallClinic, folder: Path, profile: Profile = Profile.ADMIN
) -> Iterator[tuple[Place, Place]]:
    """Front desk 1, which brought the clinic, and Front desk 2, of that profile, which has it from the hub."""
    with ExitStack() as stack:
        first = enrol(hub, "Front desk 1")
        join(clinic.database, first.file_text, first.code)
        one = stack.enter_context(opened(clinic.database))
        one.in_sync()
        empty = stack.enter_context(an_empty_database(folder, clinic.clock))
        second = enrol(hub, "Front desk 2", profile)
        join(empty, second.file_text, second.code)
        two = stack.enter_context(opened(empty))
        two.in_sync()
        yield one, two


def a_request(clinic: SmallClinic, patient_id: UUID | None = None) -> BookingRequest:
    return BookingRequest(
        patient_id=patient_id or clinic.novak.id,
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=clinic.clock.now + timedelta(hours=2),
    )
