"""The words for this station's sync: how it stands, and joining, resting and leaving."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.syncing import SyncMode

from .terminal import PROGRAM, agree, ask, progress

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic

Opening: TypeAlias = "Callable[[argparse.Namespace, bool], AbstractContextManager[OpenClinic]]"
"""Opens the clinic of a command, made if there is none and that is wanted."""
Verb: TypeAlias = "Callable[[OpenClinic, argparse.Namespace], int]"
"""What a word does, and the program's exit code."""

_LINES = 12
_MODES = {
    SyncMode.OFF: "This station works by itself: it is not connected to others.",
    SyncMode.FIRST: "This station is receiving what the others have.",
    SyncMode.IN_SYNC: "This station is in sync.",
    SyncMode.OFFLINE: "The hub does not answer. This station works on by itself.",
    SyncMode.NOT_PROVEN: (
        "What answers did not prove to be the clinic's shared server. Nothing was sent to it. This station works on by "
        "itself. Ask whoever set the shared server up."
    ),
    SyncMode.PAUSED: "Sync is paused here.",
    SyncMode.REVOKED: "This station was revoked.",
    SyncMode.CLONED: "This PC's records are a copy of another station's: the shared server refuses it.",
    SyncMode.PROGRAM_TOO_OLD: "The program on this PC is older than what the shared server needs.",
}


def add_words(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser, opening: Opening) -> None:
    """Add what can be said after `sync`."""
    words = parser.add_subparsers(title="what to do", metavar="WORD", required=True, prog=f"{PROGRAM} sync")

    def word(name: str, verb: Verb, said: str, *, makes: bool = False) -> argparse.ArgumentParser:
        def run(asked: argparse.Namespace) -> int:
            with opening(asked, makes) as clinic:
                return verb(clinic, asked)

        made = words.add_parser(name, parents=[shared], help=said)
        made.set_defaults(verb=run)
        return made

    word("status", _status, "say how this station stands, and what happened last")
    word("now", _now, "send and receive now, and say when that is done")
    word("pause", _pause, "rest until resume; everybody works on")
    word("resume", _resume, "go on after a pause")
    connect = word("connect", _connect, "connect this PC by an enrolment file and its code", makes=True)
    connect.add_argument("file", type=Path, metavar="FILE", help="the enrolment file made for this PC")
    connect.add_argument("--code", metavar="CODE", default="", help="asked for when missing")
    leave = word("leave", _leave, "work alone from now on, with all records that are here")
    leave.add_argument("--yes", action="store_true", help="do it without asking")


def _status(clinic: "OpenClinic", _: argparse.Namespace) -> int:
    station = clinic.station
    state = station.kept_state()
    print(_MODES[state.mode])
    if state.mode is not SyncMode.OFF:
        print(f"Station: {clinic.database.station_name}")
        print(f"Last contact: {_at(state.contact_at)}")
        print(f"Changes that wait to be sent: {state.waiting:,}")
        print(f"Decisions to make: {state.to_decide:,}")
    for line in reversed(station.book.log(_LINES)):
        print(f"{_at(line.at)}  {line.sentence}")
    return 0


def _now(clinic: "OpenClinic", _: argparse.Namespace) -> int:
    with _running(clinic) as until_done:
        until_done()
    print("In sync.")
    return 0


def _pause(clinic: "OpenClinic", _: argparse.Namespace) -> int:
    clinic.station.pause()
    print("Paused. A program that is open here rests within 15 seconds.")
    return 0


def _resume(clinic: "OpenClinic", _: argparse.Namespace) -> int:
    clinic.station.resume()
    print("Goes on. A program that is open here goes on within 15 seconds.")
    return 0


def _connect(clinic: "OpenClinic", asked: argparse.Namespace) -> int:
    try:
        text = asked.file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InvalidInput("file", f"{asked.file} is no enrolment file.") from None
    clinic.station.connect(text, asked.code or ask("The code that was spoken: ", "--code"))
    print(f"Connected as {clinic.database.station_name}. Receiving what the other stations have.")
    with _running(clinic) as until_done:
        until_done()
    print("This station has everything.")
    return 0


def _leave(clinic: "OpenClinic", asked: argparse.Namespace) -> int:
    state = clinic.station.kept_state()
    if state.mode is SyncMode.OFF:
        raise ClinicError("This station is not connected to others.")
    unsent = f" {state.waiting:,} changes were not sent and stay on this PC only." if state.waiting else ""
    agree(f"This station works alone from now on, with all records that are here.{unsent}", is_agreed=asked.yes)
    clinic.station.leave()
    print("Done. To come back it needs a new enrolment file.")
    return 0


@contextmanager
def _running(clinic: "OpenClinic") -> Iterator[Callable[[], None]]:
    """The station at work; what is given waits until all is sent and received, or raises why it cannot be."""
    station = clinic.station
    station.start()
    if not station.is_on:
        raise ClinicError(station.state().sentence or _MODES[SyncMode.OFF])

    def until_done() -> None:
        with progress() as show:
            state = station.wait_until_settled(lambda state: show(state.done, "Receiving"))
        if state.mode is not SyncMode.IN_SYNC:
            raise ClinicError(state.sentence or _MODES[state.mode])

    try:
        yield until_done
    finally:
        station.close()


def _at(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment.astimezone():%d %b %Y, %H:%M}"
