"""The words for a damaged file: look whether it is whole, and save what can be read."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clinic_desktop import paths
from clinic_desktop.domain.errors import ClinicError

from .keys import key_given
from .terminal import PROGRAM, REFUSED, agree, complain, progress


def add_words(
    commands: "argparse._SubParsersAction[Any]",  # Any: of whatever parser the command line has
    shared: argparse.ArgumentParser,
    folder_of: Callable[[argparse.Namespace], Path],
) -> None:
    """Add `rescue`."""
    rescue = commands.add_parser(
        "rescue", parents=[shared], help="look whether the records' file is whole, and save what can be read of it"
    )
    rescue.add_argument("--save", action="store_true", help="make a new file of what can be read; the old one is kept")
    rescue.add_argument("--yes", action="store_true", help="do it without asking")
    rescue.set_defaults(verb=lambda asked: _rescue(asked, folder_of(asked)))


def _rescue(asked: argparse.Namespace, folder: Path) -> int:
    from clinic_desktop.services import salvaging

    if not paths.clinic_file(folder).exists():
        raise ClinicError(f"There is no clinic in {folder}. Name its folder with --data-dir.")
    key = key_given(folder, from_stdin=getattr(asked, "key_stdin", False))
    damage = salvaging.look(folder, key)
    if damage is None:
        print("Every page of the file can be read, and all of them fit together.")
        return 0
    print(damage.words)
    if damage.backup is not None:
        print(f"The last good backup is of {damage.backup.made_at.astimezone():%d %b %Y, %H:%M}: {damage.backup.file}")
    if not asked.save:
        ways = [f"{PROGRAM} rescue --save"] if damage.can_be_salvaged else []
        ways += [f"{PROGRAM} restore FILE"] if damage.backup is not None else []
        return complain(f"What can be done: {' or '.join(ways) or 'restore a backup'}.", REFUSED)
    with progress() as show:
        salvaged = salvaging.stage(folder, lambda done, phase: show(done, phase.value), key=key)
    try:
        for sentence in salvaged.sentences:
            print(sentence)
        if not salvaged.has_admin:
            print(salvaged.accounts_sentence)
        agree("It takes the place of the damaged file, which is kept aside.", is_agreed=asked.yes)
        salvaging.put_in_place(folder, key=key)
    except BaseException:
        salvaging.throw_away(folder)
        raise
    print("It is in its place.")
    return 0
