"""Changes the key of copies of a clinic, killed a step later each time, until nothing kills it any more.

A step is whatever changes a file or a name in the clinic's folder, and every few pages that are written anew.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clinic_desktop.domain.keys import KeyChange
from clinic_desktop.services.key_keeping import change_key
from clinic_desktop.storage.keys import open_key

_CHANGES_FILES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "os.chmod"}


def killer(folder: Path, step: int) -> Callable[[], None]:
    """Counts the steps of this process in a folder, and ends it in the midst of one; the answer counts one more."""
    left = [step]

    def count() -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:  # Any: an audit hook's
        writes = event in _CHANGES_FILES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and str(arguments[0]).startswith(str(folder)):
            count()

    sys.addaudithook(heard)
    return count


def change_and_be_killed(folder: Path, step: int, code: str) -> None:
    key = open_key(folder, make=False, allow_file=True)
    count = killer(folder, step)
    change_key(folder, key, KeyChange(code=code), lambda _done: count())


def main(whole: Path, code: str) -> None:
    """Make `whole`-1, `whole`-2, …, each a copy of the clinic whose key was being changed when it was killed."""
    step, status = 0, 1
    while status:
        step += 1
        folder = whole.with_name(f"{whole.name}-{step}")
        shutil.copytree(whole, folder)
        child = os.fork()
        if not child:
            change_and_be_killed(folder, step, code)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status and not os.WIFSIGNALED(status):
            raise SystemExit(f"step {step} ended with {status}")
    sys.stdout.write(f"{step}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
