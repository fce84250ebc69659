"""The words for the hub: an administrator sets it up and says who may speak there."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.syncing import HubLogin, HubStatus, Profile, StationLine

from .terminal import PROGRAM, agree, folder_typed, password

if TYPE_CHECKING:
    from clinic_desktop.sync.hub_admin import HubAdmin

_DAY = "%d %b %Y"
_MINUTE = "%d %b %Y, %H:%M"


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add what can be said after `hub`."""
    words = parser.add_subparsers(title="what to do with the hub", metavar="WORD", required=True, prog=f"{PROGRAM} hub")
    login = _login_options()
    changing = argparse.ArgumentParser(add_help=False, parents=[login])
    changing.add_argument("--yes", action="store_true", help="do it without asking")

    made = words.add_parser("certificates", help="make an authority and the server's certificate")
    made.set_defaults(verb=_certificates)
    made.add_argument(
        "folder", type=folder_typed, metavar="DIR", help="where they go; an authority that is there is used"
    )
    made.add_argument("--host", action="append", required=True, metavar="NAME", help="as stations call the server")

    words.add_parser("init", parents=[changing], help="make an empty database the hub").set_defaults(verb=_init)
    words.add_parser("upgrade", parents=[changing], help="bring the hub to this program").set_defaults(verb=_upgrade)
    words.add_parser("status", parents=[login], help="say how the hub stands, and list its stations").set_defaults(
        verb=_status
    )

    add = words.add_parser("add-station", parents=[changing], help="make a station and the file that enrols it")
    add.set_defaults(verb=_add_station)
    add.add_argument("name", metavar="NAME", help="as people call the PC, such as 'Desk 2'")
    add.add_argument("--profile", type=Profile, choices=list(Profile), required=True, metavar="PROFILE", help=_PROFILES)
    add.add_argument("--out", type=Path, required=True, metavar="FILE", help="the enrolment file to be made")

    rename = words.add_parser("rename-station", parents=[changing], help="give a station another name")
    rename.set_defaults(verb=_rename)
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new_name", metavar="NEW-NAME")

    for word, verb, said in (
        ("revoke-station", _revoke, "take a station's right away, at once"),
        ("allow-full-pull", _allow_full_pull, "let a station fetch everything once more"),
    ):
        parser = words.add_parser(word, parents=[changing], help=said)
        parser.set_defaults(verb=verb)
        parser.add_argument("name", metavar="NAME")


_PROFILES = "what it is for and so what it gets: " + ", ".join(Profile)


def _login_options() -> argparse.ArgumentParser:
    login = argparse.ArgumentParser(add_help=False)
    login.add_argument("--host", metavar="NAME", default="localhost", help="the server; this PC unless said otherwise")
    login.add_argument("--port", type=int, metavar="N", default=5432)
    login.add_argument("--database", metavar="NAME", default="clinic", help="clinic unless said otherwise")
    login.add_argument("--user", metavar="NAME", required=True, help="your own login at the server")
    login.add_argument("--certificate", type=Path, metavar="FILE", help="authority.pem; needed for another PC's server")
    login.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    return login


@contextmanager
def _hub(asked: argparse.Namespace) -> "Iterator[HubAdmin]":
    try:
        from clinic_desktop.sync.hub_admin import administering
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise ClinicError("What several stations need is not installed. Install clinic-desktop[sync].") from error

    login = HubLogin(
        host=asked.host,
        port=asked.port,
        database=asked.database,
        user=asked.user,
        password=password(f"Password of {asked.user}: ", from_stdin=asked.password_stdin),
        certificate=str(asked.certificate or ""),
    )
    with administering(login) as hub:
        yield hub


def _certificates(asked: argparse.Namespace) -> int:
    from clinic_desktop.sync.certificates import AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY, make_certificates

    made = make_certificates(asked.folder, asked.host, datetime.now(UTC))
    print(f"{made.folder} holds a certificate for {', '.join(made.hosts)}, good until {made.lasts_until:{_DAY}}.")
    print(f"  {SERVER}, {SERVER_KEY}: to the server, in the folder of PostgreSQL's settings; the key")
    print("      for the user postgres alone (chown postgres, chmod 600), or PostgreSQL does not start")
    print(f"  {AUTHORITY}: to whoever sets stations up; it is no secret, each enrolment file brings it along")
    print(f"  {AUTHORITY_KEY}: to nobody. Keep it on a stick in the safe: whoever has it can pass for the hub")
    if not made.is_new:
        print("The authority was there already, so stations need nothing new: exchange the server's two files.")
    return 0


def _init(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        hub.check_for_init()
        agree(
            f"This makes the database {asked.database} at {asked.host} a clinic's hub: the schemas clinic_sync and "
            "clinic_sync_report in it, three roles without login (clinic_sync_owner, clinic_sync_station, "
            "clinic_sync_report), and only who belongs to them may connect to it.",
            is_agreed=asked.yes,
        )
        hub.init()
        status = hub.status()
    print("The hub stands. Make its stations with: clinic-desktop hub add-station")
    _print_advice(status)
    return 0


def _upgrade(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        status = hub.status()
        if status.is_current:
            print(f"The hub is up to date: version {status.schema}.")
            return 0
        agree(_what_an_upgrade_does(status), is_agreed=asked.yes)
        hub.upgrade()
    print(f"The hub is at version {status.program_schema}.")
    return 0


def _what_an_upgrade_does(status: HubStatus) -> str:
    if status.schema == status.program_schema:
        return (
            f"This renews the hub's functions; it stays at version {status.schema}, and all stations work on with it."
        )
    return (
        f"This brings the hub from version {status.schema} to {status.program_schema}. Stations with an older program "
        "work on by themselves until they are updated."
    )


def _status(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        status = hub.status()
    newer = "" if status.is_current else " An upgrade waits: clinic-desktop hub upgrade."
    print(f"PostgreSQL {status.server}, {'encrypted' if status.is_encrypted else 'not encrypted'}.")
    print(f"The hub is at version {status.schema} and holds {status.records:,} records.{newer}")
    _print_advice(status)
    print(f"{len(status.stations):,} stations:" if status.stations else "There is no station yet.")
    for station in status.stations:
        print(f"  {station.name:<20} {station.profile:<13} {_standing(station)}")
    return 0


def _standing(station: StationLine) -> str:
    if station.is_revoked:
        return "revoked"
    if station.enrolled_at is None:
        return "not enrolled yet"
    if station.last_seen_at is None:
        return f"enrolled {station.enrolled_at:{_MINUTE}}"
    return f"last seen {station.last_seen_at:{_MINUTE}} UTC, program {station.program or 'unknown'}"


def _print_advice(status: HubStatus) -> None:
    for sentence in status.advice:
        print(f"Advice: {sentence}")


def _add_station(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        hub.check_name(asked.name)
        agree(
            f"This makes a station {asked.name} ({asked.profile}) with a login of its own, and the file {asked.out}.",
            is_agreed=asked.yes,
        )
        with _new_file(asked.out) as descriptor:
            made = hub.make_station(asked.name, asked.profile)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(made.file_text)
    print(f"{asked.out} enrols one PC as {made.name}, once. Bring it there, and say this code to whoever sits there:")
    print(f"  {made.code}")
    print("It stands nowhere else. Do not send it the way the file goes.")
    if not asked.certificate:
        print(f"The file leads to {asked.host}, so it works on this PC only.")
    return 0


@contextmanager
def _new_file(file: Path) -> Iterator[int]:
    """A file that only its owner can read, open for writing; gone again when what shall stand in it is refused."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InvalidInput("out", f"{file} is there already. Name a new file, so that nothing is lost.") from None
    try:
        yield descriptor
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        file.unlink()
        raise


def _rename(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        station = hub.station_called(asked.name)
        hub.check_name(asked.new_name, besides=station.station_id)
        agree(f"This gives the station {station.name} the name {asked.new_name}.", is_agreed=asked.yes)
        hub.rename(station.station_id, asked.new_name)
    print(f"{station.name} is called {asked.new_name} from now on.")
    return 0


def _revoke(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        station = hub.station_called(asked.name)
        agree(
            f"This ends {station.name}'s connections and lets it in no more. What it has not sent stays on its PC. "
            "It can only come back as a new station.",
            is_agreed=asked.yes,
        )
        ended = hub.revoke(station.station_id)
    print(f"{station.name} is revoked; connections ended: {ended}.")
    return 0


def _allow_full_pull(asked: argparse.Namespace) -> int:
    with _hub(asked) as hub:
        station = hub.station_called(asked.name)
        agree(f"This lets {station.name} fetch the whole clinic once more at its next contact.", is_agreed=asked.yes)
        hub.allow_full_pull(station.station_id)
    print(f"{station.name} fetches everything at its next contact.")
    return 0
