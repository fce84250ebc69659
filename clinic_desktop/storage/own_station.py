"""Which station this PC is: its own at first, and the hub's name for it once it belongs to one."""

from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.clinic import Station
from clinic_desktop.domain.message_settings import MessageSettings

from .actor import PROGRAM
from .database import Database
from .reading.notes import note


def become_station(
    database: Database, station_id: UUID, name: str, *, verb: str = "become station", reason: str = ""
) -> None:
    """Be called so from now on, as the hub does; what this PC was before stays in the journal.

    It goes on sending the messages that it sent, under its new name.
    """
    with database.transaction(PROGRAM, verb, reason=reason) as transaction:
        standing = transaction.find(Station, id=station_id)
        if standing is None:
            transaction.add(Station(id=station_id, name=name, enrolled_at=transaction.now))
        elif standing.name != name:
            transaction.replace(replace(standing, name=name))
        settings = transaction.find(MessageSettings)
        if settings is not None and settings.station_id == database.station_id:
            transaction.replace(replace(settings, station_id=station_id))
        note(transaction, "station_id", station_id.hex)
        note(transaction, "station_name", name)
    database.station_id, database.station_name = station_id, name
