"""The verbs of the panel "Sync and stations"."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.syncing import Enrolment, HubLogin, LogLine, Profile, StationLine, SyncState
from clinic_desktop.storage.reading.conflicts import station_names
from clinic_desktop.storage.reading.messages import keep_read_upto, last_entry, settings_of_messages

from .desk import Desk
from .sync_book import SyncBook
from .written import limit_of

if TYPE_CHECKING:
    from clinic_desktop.sync.hub_admin import HubAdmin


class Syncing(Desk):
    """How this station works with the others. All staff see it; only administrators change it.

    What concerns other stations needs an administrator's own login at the hub's server, asked for each time.
    """

    def state(self) -> SyncState:
        """How this station stands with the hub at this moment."""
        self.admit(Permission.READ_SYNC)
        return self.station.state()

    def station_names(self) -> dict[UUID, str]:
        """What every station is called that this one knows of, also while it is offline."""
        self.admit(Permission.READ_SYNC)
        with self.database.reading() as reading:
            return station_names(reading)

    def stations(self) -> Sequence[StationLine]:
        """The clinic's stations as the hub knows them, or, while it cannot be reached, as it was known last."""
        self.admit(Permission.READ_SYNC)
        found = self.station.ask(lambda hub: hub.stations())
        if found is not None:
            self._book.keep_stations(found)
            return found
        return self._book.stations()

    def log(self, *, limit: int = 100) -> Sequence[LogLine]:
        """What happened to this station's sync, latest first."""
        self.admit(Permission.RUN_SYNC)
        return self._book.log(limit_of(limit))

    def connect(self, file_text: str, code: str) -> None:
        """Connect this PC to the other stations, by the enrolment file made for it and the code that is spoken.

        It takes seconds, and goes on by itself with the first sync. Raises InvalidInput for file and code, NotReached,
        AlreadyConnected and TwoClinics.
        """
        self.admit(Permission.RUN_SYNC)
        self.station.connect(file_text, code)

    def leave(self) -> None:
        """Work alone from now on, with every record that there is here. What was not sent stays here too."""
        self.admit(Permission.RUN_SYNC)
        self.station.leave()

    def pause(self) -> None:
        """Let this station rest; it works on by itself until `resume`."""
        self.admit(Permission.RUN_SYNC)
        self.station.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self.admit(Permission.RUN_SYNC)
        self.station.resume()

    def sync_now(self) -> None:
        """Go to the hub at once."""
        self.admit(Permission.RUN_SYNC)
        self.station.sync_now()

    def make_station(self, login: HubLogin, name: str, profile: Profile) -> Enrolment:
        """Make a station for another PC: a file that goes there, and a code to be spoken."""
        self.admit(Permission.RUN_SYNC)
        with self._at_hub(login, f"The station {name.strip()} was made.") as hub:
            return hub.make_station(name, profile)

    def rename_station(self, login: HubLogin, station_id: UUID, name: str) -> None:
        """Call a station otherwise."""
        self.admit(Permission.RUN_SYNC)
        with self._at_hub(login, f"{self._called(station_id)} is called {name.strip()} now.") as hub:
            hub.rename(station_id, name)

    def revoke_station(self, login: HubLogin, station_id: UUID) -> None:
        """Take a station's right away, at once; what it had not sent stays on that PC."""
        self.admit(Permission.RUN_SYNC)
        with self._at_hub(login, f"{self._called(station_id)} was revoked.") as hub:
            hub.revoke(station_id)

    def allow_full_pull(self, login: HubLogin, station_id: UUID) -> None:
        """Let a station fetch everything once more at its next contact."""
        self.admit(Permission.RUN_SYNC)
        with self._at_hub(login, f"{self._called(station_id)} may fetch everything once more.") as hub:
            hub.allow_full_pull(station_id)

    def sends_messages(self) -> UUID | None:
        """The one station that sends the clinic's messages; None while they are switched off."""
        self.admit(Permission.READ_SYNC)
        with self.database.reading() as reading:
            settings = settings_of_messages(reading)
        return settings.station_id if settings.switched_on else None

    def send_messages_here(self) -> None:
        """Have this station send the clinic's messages, and no other: each is sent once.

        The secrets of the mail server are sealed for the station that had them; they are to be typed here anew.
        """
        caller = self.admit(Permission.RUN_SYNC)
        with self.database.transaction(caller.actor, "send messages here") as transaction:
            settings = settings_of_messages(transaction)
            if settings.version == 0:
                raise NotFound("set-up of messages")
            if settings.station_id != self.database.station_id:
                transaction.replace(replace(settings, station_id=self.database.station_id))
                keep_read_upto(transaction, last_entry(transaction))

    @property
    def _book(self) -> SyncBook:
        return self.station.book

    def _called(self, station_id: UUID) -> str:
        known = {line.station_id: line.name for line in self._book.stations()}
        with self.database.reading() as reading:
            return known.get(station_id) or station_names(reading).get(station_id) or "A station"

    @contextmanager
    def _at_hub(self, login: HubLogin, done: str) -> "Iterator[HubAdmin]":
        from clinic_desktop.sync.hub_admin import administering

        with administering(login) as hub:
            yield hub
        self._book.write(done)
