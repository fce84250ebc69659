"""The hub as its administrator keeps it: set up, upgraded, and who may speak there, by an own PostgreSQL login."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.hub_refusals import (
    MissingRight,
    NewerHub,
    NoHub,
    NoStation,
    ServerRefused,
    StationNameTaken,
)
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import Enrolment, HubLogin, HubStatus, Profile, StationLine

from . import enrolment, hub_rights, hub_schema
from .address import HubAddress, HubConnection, open_connection
from .certificates import authority_in

_LONGEST_NAME = 60
_CLINIC = "select value::uuid from clinic_sync.meta where name = 'clinic_id'"
_STATIONS = (  # one whose login is closed or gone is revoked, whatever a restored dump says
    "select id, name, profile, enrolled_at, last_seen_at, program, "
    "revoked_at is not null or not coalesce(rolcanlogin, false) as is_revoked "
    "from clinic_sync.station left join pg_roles on rolname = login order by is_revoked, lower(name)"
)


@contextmanager
def administering(login: HubLogin) -> "Iterator[HubAdmin]":
    """The hub for as long as the block lasts; a typed refusal for whatever its server refuses meanwhile.

    Raises NotReached, NotTheHub, NotLetIn, SignInRefused, NoDatabase, NotEncrypted and NoCertificate.
    """
    authority = authority_in(Path(login.certificate)) if login.certificate else ""
    connection = open_connection(
        host=login.host,
        port=login.port,
        database=login.database,
        user=login.user,
        password=login.password,
        authority=authority,
    )
    try:
        yield HubAdmin(login, connection, authority)
    except psycopg.errors.InsufficientPrivilege as error:
        raise MissingRight(login.user, f'GRANT {hub_schema.OWNER} TO "{login.user}" WITH ADMIN OPTION;') from error
    except psycopg.OperationalError as error:
        raise NotReached(str(error)) from error
    except psycopg.Error as error:
        raise ServerRefused(error.diag.message_primary or str(error)) from error
    finally:
        connection.close()


class HubAdmin:
    """What an administrator does at the hub: each verb is done whole or not at all."""

    def __init__(self, login: HubLogin, connection: HubConnection, authority: str) -> None:
        self._login = login
        self._connection = connection
        self._authority = authority

    def check_for_init(self) -> None:
        """Raise ServerTooOld, HubExists or MissingRight if this login cannot make this database a hub."""
        hub_rights.check_for_init(self._connection, self._login.user)

    def init(self) -> None:
        """Make the database a hub: its roles and its schema."""
        self.check_for_init()
        with self._connection.transaction():
            hub_schema.install(self._connection)
            hub_rights.share_with_owners(self._connection)

    def upgrade(self) -> None:
        """Bring the hub to this program; raises NoHub and NewerHub."""
        self._check_version()
        hub_schema.upgrade(self._connection)

    def status(self) -> HubStatus:
        """How the hub stands; raises NoHub."""
        version = self._version()
        with self._as_owner():
            clinic_id = self._one(_CLINIC)[0]
            records = self._one("select count(*) from clinic_sync.record where not deleted")[0]
            is_current = hub_schema.is_current(self._connection)
        return HubStatus(
            server=hub_rights.server_version(self._connection),
            is_encrypted=bool(self._connection.pgconn.ssl_in_use),
            schema=version,
            program_schema=hub_schema.VERSION,
            is_current=is_current,
            clinic_id=clinic_id,
            records=records,
            stations=tuple(self.stations()),
            advice=hub_rights.advice(self._connection),
        )

    def stations(self) -> list[StationLine]:
        """All stations by name, the revoked ones last; raises NoHub."""
        self._version()
        with self._as_owner():
            rows = self._connection.execute(_STATIONS).fetchall()
        return [_line(*row) for row in rows]

    def station_called(self, name: str) -> StationLine:
        """The station that people call so; raises NoStation."""
        wanted = name.strip().casefold()
        found = [each for each in self.stations() if each.name.casefold() == wanted and not each.is_revoked]
        if not found:
            raise NoStation(name)
        return found[0]

    def check_name(self, name: str, *, besides: UUID | None = None) -> str:
        """The name as it is kept; raises InvalidInput and StationNameTaken."""
        shown = " ".join(name.split())
        if not shown or len(shown) > _LONGEST_NAME or not shown.isprintable():
            raise InvalidInput("name", f"A station's name has 1 to {_LONGEST_NAME} letters. Give it another one.")
        others = (each for each in self.stations() if not each.is_revoked and each.station_id != besides)
        if any(each.name.casefold() == shown.casefold() for each in others):
            raise StationNameTaken(shown)
        return shown

    def make_station(self, name: str, profile: Profile) -> Enrolment:
        """Make a station with a login of its own; raises NoHub, NewerHub, InvalidInput and StationNameTaken."""
        self._check_version()
        shown = self.check_name(name)
        station_id, password = uuid4(), enrolment.new_password()
        role = f"clinic_station_{station_id.hex[:16]}"
        with self._connection.transaction():
            hub_rights.make_login(self._connection, role, password)
            with self._as_owner():
                self._give_name_free(shown)
                self._connection.execute(
                    "select clinic_sync.make_station(%s, %s, %s, %s)", (station_id, shown, role, profile)
                )
                clinic_id = self._one(_CLINIC)[0]
        address = HubAddress(
            host=self._login.host,
            port=self._login.port,
            database=self._login.database,
            user=role,
            password=password,
            station_id=station_id,
            clinic_id=clinic_id,
            authority=self._authority,
        )
        return enrolment.written(address, shown, enrolment.new_code())

    def rename(self, station_id: UUID, name: str) -> None:
        """Give a station another name; raises NoStation, InvalidInput and StationNameTaken."""
        shown = self.check_name(name, besides=station_id)
        with self._as_owner():
            self._give_name_free(shown)
            self._change("select clinic_sync.rename_station(%s, %s)", station_id, shown)

    def allow_full_pull(self, station_id: UUID) -> None:
        """Let a station fetch everything once more at its next contact; raises NoStation."""
        with self._as_owner():
            self._change("select clinic_sync.allow_full_pull(%s)", station_id)

    def revoke(self, station_id: UUID) -> int:
        """Take a station's right away at once: marked, its login closed, and then its connections ended; how many.

        Raises NoStation. Marked and closed first, so that no new connection slips in between.
        """
        with self._connection.transaction():
            with self._as_owner():
                role = str(self._change("select login from clinic_sync.station where id = %s", station_id))
                self._connection.execute("select clinic_sync.revoke_station(%s)", (station_id,))
            hub_rights.close_login(self._connection, role)
        return hub_rights.end_connections(self._connection, role)

    def _change(self, statement: LiteralString, station_id: UUID, *values: str) -> object:
        """What the hub answers about a station; raises NoStation where it knows none."""
        row = self._connection.execute(statement, (station_id, *values)).fetchone()
        if row is None or row[0] is False:
            raise NoStation(str(station_id))
        return row[0]

    def _give_name_free(self, name: str) -> None:
        """Let a new station be called as one that was revoked."""
        self._connection.execute(
            "select clinic_sync.rename_station(id, name || ' (' || left(id::text, 4) || ')') from clinic_sync.station "
            "where lower(name) = lower(%s) and revoked_at is not null",
            (name,),
        )

    def _one(self, statement: LiteralString, *values: object) -> tuple[Any, ...]:  # Any: what the hub says
        row = self._connection.execute(statement, values).fetchone()
        assert row is not None
        return row

    def _as_owner(self) -> AbstractContextManager[None]:
        return hub_rights.as_owner(self._connection)

    def _version(self) -> int:
        if not hub_rights.is_there(self._connection):
            raise NoHub(self._login.database)
        with self._as_owner():
            version = hub_schema.version_of(self._connection)
        if version is None:
            raise NoHub(self._login.database)
        return version

    def _check_version(self) -> None:
        """Raise NewerHub where an older program would change what it does not know."""
        if self._version() > hub_schema.VERSION:
            raise NewerHub


def _line(
    station_id: UUID,
    name: str,
    profile: str,
    enrolled_at: datetime | None,
    last_seen_at: datetime | None,
    program: str,
    is_revoked: bool,
) -> StationLine:
    return StationLine(
        station_id=station_id,
        name=name,
        profile=Profile(profile),
        enrolled_at=enrolled_at,
        last_seen_at=last_seen_at,
        program=program,
        is_revoked=is_revoked,
        is_own=False,
    )
