"""python -m tests.benchmarks: measure what the program promises, print the table, and write it as JSON if asked."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from .backing_up import booking_during_a_backup
from .copies import copied
from .diary import booking, day_sheet
from .dragging import dragging
from .duplicates import duplicates
from .figures import Figure, table, write
from .gaps import fitting
from .measured_clinic import MeasuredClinic, made_or_kept, opened
from .next_free import next_free_beyond_hours, next_free_cold, next_free_in_vain, next_free_ready, next_free_warm
from .overview import figures_of_the_clinic
from .painting import painting
from .processes import ROOT
from .remembering import remembering
from .searching import searching
from .starting import coming_in, starting
from .touring import touring
from .views import first_paints, reading_months, reading_weeks

_ON_THE_CLINIC: dict[str, Callable[[MeasuredClinic], Figure]] = {
    "book": booking,
    "day": day_sheet,
    "search": searching,
    "week": reading_weeks,
    "month": reading_months,
    "free-cold": next_free_cold,
    "free-warm": next_free_warm,
    "free-in-vain": next_free_in_vain,
    "free-beyond": next_free_beyond_hours,
    "free-ready": next_free_ready,
}
_ALL = (
    *_ON_THE_CLINIC,
    "overview",
    "gaps",
    "backup",
    "duplicates",
    "views",
    "start",
    "sign-in",
    "memory",
    "paint",
    "drag",
    "tour",
    "sync",
)
_LARGE = 1_000_000


def main() -> int:
    asked = _arguments().parse_args()
    asked.only = asked.what or asked.only
    if unknown := {*asked.only} - {*_ALL}:
        sys.exit(f"There is nothing to measure that is called {', '.join(sorted(unknown))}: {', '.join(_ALL)}.")
    os.chdir(ROOT)
    figures: list[Figure] = []
    with ExitStack() as stack:
        folder = asked.keep
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clinic-desktop-bench-")))
        if {*asked.only} - {"duplicates", "paint", "drag"}:
            figures += _on_the_clinic(folder / "clinic", asked)
        if asked.large:
            figures += _on_many_patients(folder / "large")
        if "duplicates" in asked.only:
            figures += duplicates()
        if "paint" in asked.only:
            figures += painting()
        if "drag" in asked.only:
            figures.append(dragging())
    print(table(figures))  # noqa: T201
    if asked.json is not None:
        write(figures, asked.json)
    return 0


def _on_the_clinic(folder: Path, asked: argparse.Namespace) -> list[Figure]:
    figures = []
    made = made_or_kept(folder, patients=asked.patients, appointments=asked.appointments)
    if made is not None:
        figures.append(
            Figure(
                name=f"make {made.patients:,} patients, {made.appointments:,} appointments", unit="s",
                figure=made.seconds, bare=None, goal="≤ 120 s", met=made.seconds <= 120,
            )
        )  # fmt: skip
    with opened(folder) as measured:
        figures += [measure(measured) for name, measure in _ON_THE_CLINIC.items() if name in asked.only]
        if "overview" in asked.only:
            figures += figures_of_the_clinic(measured)
        if "views" in asked.only:
            figures += first_paints(measured)
    if "gaps" in asked.only:
        with copied(folder) as copy, opened(copy) as measured:  # the many who wait would be in the others' way
            figures.append(fitting(measured))
    if "backup" in asked.only:
        with copied(folder) as copy, opened(copy) as measured:
            figures.append(booking_during_a_backup(measured))
    if "start" in asked.only:
        figures += starting(folder)
    if "sign-in" in asked.only:
        figures += coming_in(folder)
    if "memory" in asked.only:
        figures += remembering(folder)
    if "tour" in asked.only:
        figures.append(touring(folder))
    if "sync" in asked.only:
        from .syncing import syncing  # with all that a hub needs

        figures += syncing(folder)
    return figures


def _on_many_patients(folder: Path) -> list[Figure]:
    made_or_kept(folder, patients=_LARGE, appointments=0)
    with opened(folder) as measured:
        return [searching(measured)]


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--patients", type=int, default=100_000, metavar="N")
    parser.add_argument("--appointments", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the measured clinic there for the next run")
    parser.add_argument("--large", action="store_true", help="search among 1,000,000 patients too (minutes)")
    parser.add_argument("--only", nargs="+", choices=_ALL, default=_ALL, metavar="WHAT", help=", ".join(_ALL))
    parser.add_argument("what", nargs="*", metavar="WHAT", help="the same as --only WHAT")
    return parser


if __name__ == "__main__":
    sys.exit(main())
