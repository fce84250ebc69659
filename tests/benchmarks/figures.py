"""What a measurement gives: a figure beside the bare limit of the same run, and whether that meets the goal."""

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table; `bare` is None where nothing bare could do the same."""

    name: str
    unit: str
    figure: float
    bare: float | None
    goal: str
    met: bool

    @property
    def ratio(self) -> float | None:
        """How many times the bare limit it takes."""
        return None if not self.bare else self.figure / self.bare


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds it takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def in_turns(
    ours: Iterable[Callable[[], object]], bare: Iterable[Callable[[], object]], *, block: int = 10
) -> tuple[float, float]:
    """The medians (ms) of two ways, taken block by block, so that whatever the machine does meets both alike.

    The first block of each only warms caches and files.

    Not call by call where both write: SQLite empties a connection's cache when another one has written, which is
    what two programs on one file would cost, and neither way costs alone.
    """
    of_ours: list[float] = []
    of_bare: list[float] = []
    one, other = iter(ours), iter(bare)
    for work in (*islice(one, block), *islice(other, block)):
        work()
    while True:
        calls, plain_calls = list(islice(one, block)), list(islice(other, block))
        if not calls or not plain_calls:
            return statistics.median(of_ours), statistics.median(of_bare)
        of_ours += map(timed, calls)
        of_bare += map(timed, plain_calls)


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, in columns."""
    head = ("", "figure", "bare", "ratio", "goal", "")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    to_the_left = (True, False, False, False, True, True)
    lines = []
    for row in rows:
        cells = zip(row, widths, to_the_left, strict=True)
        lines.append("  ".join(cell.ljust(width) if left else cell.rjust(width) for cell, width, left in cells))
    return "\n".join(line.rstrip() for line in lines)


def write(figures: Sequence[Figure], file: Path) -> None:
    """The figures as a JSON list."""
    found = [
        {
            "name": figure.name,
            "unit": figure.unit,
            "figure": round(figure.figure, 3),
            "bare": None if figure.bare is None else round(figure.bare, 3),
            "ratio": None if figure.ratio is None else round(figure.ratio, 3),
            "goal": figure.goal,
            "met": figure.met,
        }
        for figure in figures
    ]
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        f"{figure.figure:,.2f} {figure.unit}",
        "" if figure.bare is None else f"{figure.bare:,.2f} {figure.unit}",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.goal,
        "met" if figure.met else "MISSED",
    )
