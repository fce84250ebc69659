"""The words for backups: making one, and restoring one, for scripts and for a PC that has nothing yet."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_desktop import __version__, paths

from .keys import key_given
from .sync import Opening
from .terminal import agree, progress

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import Looked


def add_words(
    commands: "argparse._SubParsersAction[Any]",  # Any: of whatever parser the command line has
    shared: argparse.ArgumentParser,
    opening: Opening,
    folder_of: Callable[[argparse.Namespace], Path],
) -> None:
    """Add `backup` and `restore`."""
    backup = commands.add_parser("backup", parents=[shared], help="make a backup, and put it back on trial at once")
    backup.add_argument(
        "--set-up", action="store_true", help="switch backups on first, and print the recovery code of all that follow"
    )
    backup.add_argument("--to", metavar="DIR", default="", help="with --set-up: the folder that backups go to")
    backup.set_defaults(verb=lambda asked: _backup(asked, opening))
    restore = commands.add_parser("restore", parents=[shared], help="look into a backup, and restore it")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup: a file whose name ends in .backup")
    restore.add_argument("--code-stdin", action="store_true", help="read the recovery code from standard input")
    restore.add_argument("--look", action="store_true", help="only say what is in it")
    restore.add_argument("--yes", action="store_true", help="do it without asking")
    restore.set_defaults(verb=lambda asked: _restore(asked, folder_of(asked)))


def _backup(asked: argparse.Namespace, opening: Opening) -> int:
    from clinic_desktop.domain.backups import BackupReason, RecoveryCode
    from clinic_desktop.services.backup_keeping import BackupKeeper
    from clinic_desktop.services.recovery import new_code

    with opening(asked, False) as clinic, progress() as show:
        keeper = BackupKeeper(clinic.database)
        if asked.set_up:
            code: RecoveryCode = new_code()
            keeper.switch_on(code, code.code, str(Path(asked.to).resolve()) if asked.to else "")
            print(f"Recovery code: {code.code}")
            print("Write it down and keep it in a safe: no other PC can open a backup without it.")
        made = keeper.make(BackupReason.BY_HAND, lambda done, phase: show(done, phase.value))
    print(f"Backed up and found whole: {made.file}")
    print(f"{made.facts.patients:,} patients and {made.facts.appointments:,} appointments are in it.")
    return 0


def _restore(asked: argparse.Namespace, folder: Path) -> int:
    from clinic_desktop.services import restoring

    key = key_given(folder, from_stdin=True) if getattr(asked, "key_stdin", False) else None
    code = sys.stdin.readline().strip() if asked.code_stdin else ""
    looked = restoring.look(folder, str(asked.file), code, key=key)
    for line in _told(looked):
        print(line)
    if asked.look:
        return 0
    kept = " The records that are there are kept aside." if paths.clinic_file(folder).exists() else ""
    agree(f"It becomes the clinic in {folder}.{kept} Everybody has to sign in anew.", is_agreed=asked.yes)
    with progress() as show:
        staged = restoring.stage(folder, str(asked.file), code, lambda done, phase: show(done, phase.value), key=key)
    try:
        restoring.put_in_place(staged, key=key)
    except BaseException:
        restoring.throw_away(staged)
        raise
    print("Restored, and found whole.")
    if staged.sends_messages:
        print("Messages that are due wait on the page Messages, under Failed: they may have gone out already.")
    if staged.was_connected:
        print("This PC works by itself now. Connect it to the other stations with a new enrolment file.")
    return 0


def _told(looked: "Looked") -> list[str]:
    made, facts = looked.backup, looked.backup.facts
    when = f"{made.made_at.astimezone():%d %b %Y, %H:%M}"
    lines = [
        f"{made.clinic or 'A clinic'}: backup of {when}, made at {made.station} by version {made.program}.",
        f"{facts.patients:,} patients, {facts.appointments:,} appointments, {facts.people:,} people of the staff.",
    ]
    if facts.last_appointment_at is not None:
        lines.append(f"The last appointment is on {facts.last_appointment_at.astimezone():%d %b %Y, %H:%M}.")
    if looked.is_older:
        lines.append(f"It is older than this program ({__version__}), which brings it up to date.")
    return lines
