"""The word --self-check: every library used once, every window painted once, told line by line."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop import __title__, __version__

from .terminal import REFUSED, complain

if TYPE_CHECKING:
    from clinic_desktop.exchange.self_check import Trial

_PATIENTS, _APPOINTMENTS = 200, 600


def self_check() -> int:
    """Try everything, go on after what fails, and give the exit code: 0 when all of it works, 1 otherwise."""
    from clinic_desktop.exchange.self_check import ground

    print(f"{__title__} {__version__} tries what it is made of ({ground()}).", flush=True)
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-check-", ignore_cleanup_errors=True) as place:
        return tell(_trials(Path(place)))


def tell(trials: "Iterable[Trial]") -> int:
    """Make the trials one after another, a line for each; gives the exit code."""
    failed = count = 0
    for words, tries in trials:
        count += 1
        try:
            print(f"  works   {words}: {tries()}", flush=True)
        except Exception as error:  # noqa: BLE001 # whatever a broken part raises is what is asked for here
            failed += 1
            print(f"  FAILED  {words}: {type(error).__name__}: {error}", flush=True)
    if failed:
        return complain(f"{failed} of {count} trials failed. Install the program anew, or report these lines.", REFUSED)
    print(f"Everything works: {count} trials.")
    return 0


def _trials(folder: Path) -> "Iterator[Trial]":
    """The libraries, a small demo clinic through its services, and its windows, in the order in which they build up."""
    from clinic_desktop.exchange.self_check import clinic_trials, library_trials

    yield from library_trials(folder)
    demo = folder / "demo"
    yield "a demo clinic is made", lambda: _demo(demo)
    from clinic_desktop.app import window_trials
    from clinic_desktop.exchange.demo.accounts import ADMIN, PASSWORD, SHOWN
    from clinic_desktop.services.opening import open_clinic

    with closing(open_clinic(demo)) as opened:
        yield from clinic_trials(demo, opened, (ADMIN, PASSWORD))
    people = {role: username for username, _, role in reversed(SHOWN)}
    yield from window_trials(folder)(demo, [(username, str(role)) for role, username in people.items()], PASSWORD)


def _demo(folder: Path) -> str:
    from clinic_desktop.exchange.demo import make_demo

    made = make_demo(folder, patients=_PATIENTS, appointments=_APPOINTMENTS)
    return f"{made.patients} patients, {made.appointments} appointments"
