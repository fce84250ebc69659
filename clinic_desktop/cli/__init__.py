"""The command line: open the program, or do one thing and say in a sentence how it went."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from clinic_desktop import __title__, __version__, paths
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.keys import KeyWanted
from clinic_desktop.start import SWITCHES, Start, is_language

from . import backup, hub, keys, rescue, sync
from .refused import complain_in_window
from .terminal import (
    PROGRAM,
    REFUSED,
    STOPPED,
    WRONG_WORDS,
    ask,
    complain,
    count,
    folder_typed,
    new_password,
    progress,
)

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic
    from clinic_desktop.storage.database import Database

_REFUSALS_SHOWN = 100


def run(words: Sequence[str]) -> int:
    """Do what the words ask; gives the exit code: 0 done, 1 refused or impossible, 2 wrong words, 130 stopped."""
    sys.excepthook = _tell_fault
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter of a name shows a question mark
            stream.reconfigure(errors="replace")
    try:
        return _do(words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more on its way out
        return REFUSED


def _do(words: Sequence[str]) -> int:
    try:
        asked = _parser().parse_args(words)
        verb: Callable[[argparse.Namespace], int] = asked.verb
        told = complain_in_window if verb is _open else complain
        return _answered(lambda: verb(_settled(asked)), told)
    finally:
        if sys.stdout is not None:  # a program without a terminal may have none
            sys.stdout.flush()  # a reader who has left is met here, and not on Python's way out


def _answered(verb: Callable[[], int], told: Callable[[str, int], int]) -> int:
    try:
        return verb()
    except InvalidInput as error:
        return told(error.sentence, WRONG_WORDS)
    except ClinicError as error:
        return told(error.sentence, REFUSED)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or "what was asked for"
        return told(f"The system refused {place}: {error.strerror or error}. Check it, or name another.", REFUSED)
    except KeyboardInterrupt:
        return complain("\nStopped. What was not finished was not stored.", STOPPED)


def _settled(asked: argparse.Namespace) -> argparse.Namespace:
    if not asked.portable:
        return asked
    if hasattr(asked, "data_dir"):
        raise InvalidInput("portable", "--portable names a folder already. Leave it away, or --data-dir.")
    if not paths.go_portable():
        raise InvalidInput("portable", "The program is installed for everybody here. Name a folder with --data-dir.")
    return asked


class _Parser(argparse.ArgumentParser):
    """Answers wrong words with one sentence and where to read on."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        self.exit(WRONG_WORDS, f"{sentence}. Type {self.prog} --help to see what can be asked for.\n")


def _parser() -> argparse.ArgumentParser:
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data-dir", metavar="DIR", help="the folder of the clinic's records")
    shared.add_argument(
        "--key-stdin", action="store_true", help="read the start passphrase or recovery code from standard input"
    )
    parser = _Parser(prog=PROGRAM, parents=[shared], description="A clinic's diary on its own desk.")
    parser.set_defaults(verb=_open, demo=False)
    parser.add_argument("--version", action="version", version=f"{__title__} {__version__}")
    parser.add_argument(
        "--self-check",
        dest="verb",
        action="store_const",
        const=_self_check,
        help="try every library and paint every window, say in words what works, and leave",
    )
    parser.add_argument("--demo", action="store_true", help="open the demo clinic, made first if there is none")
    for switch, help_text in SWITCHES.items():
        parser.add_argument(switch, action="store_true", help=help_text)
    language = "en, de, pt or ar, instead of the system's; the words in staff's windows stay English"
    parser.add_argument("--lang", metavar="LANGUAGE", default="", help=language)
    commands = parser.add_subparsers(title="instead of opening the program", metavar="COMMAND", prog=PROGRAM)

    admin = commands.add_parser("create-admin", parents=[shared], help="make the first administrator")
    admin.set_defaults(verb=_create_admin)
    admin.add_argument("--username", metavar="NAME", help="asked for when missing")
    admin.add_argument("--full-name", metavar="NAME", help="asked for when missing")
    admin.add_argument("--email", metavar="ADDRESS", default="")
    admin.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    admin.add_argument("--clinic", metavar="NAME", default="", help="the name of a new clinic")
    _add_new_clinic(admin)

    demo = commands.add_parser("demo", parents=[shared], help="make a demo clinic")
    demo.set_defaults(verb=_demo)
    demo.add_argument("--patients", type=count, metavar="N", default=3_000, help="3000 unless said otherwise")
    demo.add_argument("--appointments", type=count, metavar="N", help="fifteen months' worth unless said otherwise")

    source = commands.add_parser("import", help="bring in what another program exported").add_subparsers(
        title="what to import", metavar="KIND", required=True, prog=f"{PROGRAM} import"
    )
    synthea = source.add_parser("synthea", parents=[shared], help="the CSV export of the Synthea generator")
    synthea.set_defaults(verb=_import_synthea)
    synthea.add_argument("folder", type=folder_typed, metavar="DIR", help="holds patients.csv, providers.csv, …")
    _add_new_clinic(synthea)

    tour = commands.add_parser("tour", help="drive the real windows and keep a picture of each")
    tour.set_defaults(verb=_tour)
    tour.add_argument("folder", type=folder_typed, metavar="DIR", help="where the pictures go")
    tour.add_argument(
        "--in-clinic",
        type=folder_typed,
        metavar="DIR",
        help="a demo clinic to walk through, of any size; it is changed",
    )
    tour.add_argument("--quick", action="store_true", help="most pictures in one theme only, which takes half as long")

    verify = commands.add_parser("verify", parents=[shared], help="check that nobody altered the journal")
    verify.set_defaults(verb=_verify)
    backup.add_words(commands, shared, _opened, _folder)
    rescue.add_words(commands, shared, _folder)
    sync.add_words(commands.add_parser("sync", help="how this PC works with the clinic's others"), shared, _opened)
    keys.add_words(commands.add_parser("keys", help="how the records' key opens"), shared, _opened, _folder)
    hub.add_words(commands.add_parser("hub", help="set up the server that several stations share"))
    return parser


def _add_new_clinic(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--zone", metavar="ZONE", default="", help="a new clinic's time zone, such as Europe/Berlin")


def _folder(asked: argparse.Namespace, otherwise: Callable[[], Path] = paths.data_folder) -> Path:
    folder = _named(asked.data_dir) if hasattr(asked, "data_dir") else otherwise()
    if refusal := paths.unreadable(folder):
        raise InvalidInput("data_dir", refusal)
    return folder


def _named(text: str) -> Path:
    """The folder behind --data-dir; an unset variable of a script names none, least of all the one it runs in."""
    folder = paths.named_folder(text)
    if folder is None:
        nothing = f"no home such as {Path(text).parts[0]}" if text.strip() else "no name of a folder"
        raise InvalidInput("data_dir", f"There is {nothing} behind --data-dir. Write one, or leave --data-dir away.")
    return folder


def _open(asked: argparse.Namespace) -> int:
    if asked.lang and not is_language(asked.lang):
        raise InvalidInput("lang", f"{asked.lang} is no language. Write it as in de or pt_BR.")
    folder = _folder(asked, paths.demo_folder if asked.demo else paths.data_folder)
    if refusal := paths.unwritable(folder):
        raise InvalidInput("data_dir", refusal)
    from clinic_desktop.app import main

    start = Start(
        folder=folder,
        desk=asked.desk,
        language=asked.lang,
        safe_mode=asked.safe_mode,
        debug=asked.debug,
        reset_layout=asked.reset_layout,
    )
    if asked.demo and not paths.clinic_file(folder).exists():
        from .demo_start import with_demo

        return main(start, with_demo(start))
    return main(start)


def _self_check(_asked: argparse.Namespace) -> int:
    from .self_check import self_check

    return self_check()


def _tour(asked: argparse.Namespace) -> int:
    if asked.folder.exists() and not asked.folder.is_dir():
        raise InvalidInput("folder", f"{asked.folder} is a file. Name a folder for the pictures.")
    from clinic_desktop.app import tour

    if asked.in_clinic is not None and not paths.clinic_file(asked.in_clinic).exists():
        raise InvalidInput("in_clinic", f"There is no clinic in {asked.in_clinic}. Make one with demo first.")
    print(f"The tour's pictures go to {asked.folder.absolute()}", flush=True)
    return tour(asked.folder, asked.in_clinic, is_quick=asked.quick)


def _demo(asked: argparse.Namespace) -> int:
    folder = _folder(asked, paths.demo_folder)
    from clinic_desktop.exchange.demo import make_demo

    from .demo_start import tell_of_demo

    with progress() as show:
        made = make_demo(folder, patients=asked.patients, appointments=asked.appointments, progress=show)
    tell_of_demo(made)
    print(f"Open it with: {PROGRAM} --data-dir {folder}")
    return 0


def _create_admin(asked: argparse.Namespace) -> int:
    from clinic_desktop.domain.errors import AdminExists
    from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest
    from clinic_desktop.services.sign_in import SignIn

    with _database(asked, make=True) as database:
        door = SignIn(database)
        if door.has_admin():
            raise AdminExists
        name = door.face().name
        if name and (asked.clinic or asked.zone):
            raise InvalidInput("clinic", f"The clinic is called {name} already. Leave --clinic and --zone away.")
        proof = keys.proof_of_owner(door, from_stdin=getattr(asked, "key_stdin", False))
        admin = FirstAdmin(
            username=asked.username or ask("User name: ", "--username"),
            full_name=asked.full_name or ask("Full name: ", "--full-name"),
            password=new_password(from_stdin=asked.password_stdin),
            email=asked.email,
            proof=proof,
        )
        if asked.clinic or asked.zone:
            door.set_up(FirstRunRequest(name=asked.clinic or "Clinic", zone=asked.zone or "UTC", admin=admin))
        else:
            door.create_first_admin(admin)
    print(f"{admin.full_name} can sign in as {admin.username}.")
    return 0


def _import_synthea(asked: argparse.Namespace) -> int:
    from clinic_desktop.exchange.synthea import import_synthea
    from clinic_desktop.services.sign_in import SignIn
    from clinic_desktop.storage.actor import Actor

    folder = _folder(asked)
    if not asked.folder.is_dir():
        raise InvalidInput("folder", f"There is no folder {asked.folder}. Name the one that holds the export.")
    with _database(asked, make=True) as database:
        with progress() as show:
            actor = Actor(account_id=None, name="Command line")
            report = import_synthea(database, asked.folder, actor, zone=asked.zone, progress=show)
        has_admin = SignIn(database).has_admin()
    for table in report.tables:
        for refusal in table.refused[:_REFUSALS_SHOWN]:
            print(f"{table.name} line {refusal.line}: {refusal.reason}")
        if len(table.refused) > _REFUSALS_SHOWN:
            print(f"{table.name}: {len(table.refused) - _REFUSALS_SHOWN:,} more lines were refused.")
    for table in report.tables:
        print(table.words)
    if report.overlaps:
        print(f"{report.overlaps:,} appointments overlap another one and came in as marked overbookings.")
    if report.is_new:
        print("The export names no working hours: its practitioners got Monday to Friday, 08:00–12:00 and 13:00–17:00.")
    if not has_admin:
        print(f"Nobody can sign in yet. Make an administrator: {PROGRAM} create-admin --data-dir {folder}")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from clinic_desktop.services.verifying import verify_journal

    with _clinic(asked, make=False) as clinic, progress() as show:
        found = verify_journal(
            clinic.database, clinic.station, lambda done, of: show(done / max(of, 1), "Walking the journal")
        )
    if found.first_fault is not None:
        return complain(f"The journal does not hold together: {found.first_fault}", REFUSED)
    print(f"Every seal holds: {found.entries:,} entries of the journal and {found.rows:,} records agree.")
    print(found.anchor_words)
    return 0


@contextmanager
def _opened(asked: argparse.Namespace, make: bool) -> "Iterator[OpenClinic]":
    """The clinic of a command's folder, closed afterwards."""
    with _clinic(asked, make=make) as clinic:
        yield clinic


@contextmanager
def _database(asked: argparse.Namespace, *, make: bool) -> "Iterator[Database]":
    """The database of a command's clinic, closed afterwards."""
    with _clinic(asked, make=make) as clinic:
        yield clinic.database


@contextmanager
def _clinic(asked: argparse.Namespace, *, make: bool) -> "Iterator[OpenClinic]":
    folder = _folder(asked)
    if not make and not paths.clinic_file(folder).exists():
        raise ClinicError(f"There is no clinic in {folder}. Name its folder with --data-dir.")
    from clinic_desktop.services.opening import open_clinic

    is_new = not paths.clinic_file(folder).exists()
    try:
        clinic = open_clinic(folder)
    except KeyWanted as wanted:
        key = keys.key_asked_for(folder, wanted, from_stdin=getattr(asked, "key_stdin", False))
        clinic = open_clinic(folder, key=key)
    try:
        if clinic.lost_words:
            print(clinic.lost_words, file=sys.stderr)
        yield clinic
    finally:
        clinic.close()
    if is_new and clinic.key_place == "file":
        print(f"This computer has no keyring: the key of the records lies in a file beside them, in {folder}.")


def _tell_fault(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """A bug, told in a sentence with its place; what a patient is called could stand in the rest, so it is left out."""
    import traceback

    place = traceback.extract_tb(trace)[-1]
    print(
        f"{__title__} {__version__} met a fault of its own ({kind.__name__} in {Path(place.filename).name}, line "
        f"{place.lineno}). Nothing half-done was stored. Please report this line.",
        file=sys.stderr,
    )
