"""How much memory the program holds once a receptionist has the day before her, beside the barest window of PySide6."""

import json
import sys
from pathlib import Path
from typing import Any

from .copies import copied
from .figures import Figure
from .processes import python

_GOAL = 130.0
_MOMENTS = {
    "sign-in": "memory before anybody signs in",
    "painted": "memory with the day painted",
    "rest": "memory half a minute later",
}


def remembering(clinic: Path) -> list[Figure]:
    """Each in a process of its own; Linux counts it, and elsewhere there is nothing to ask."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    with copied(clinic) as copy:
        found = _told(str(copy))
    bare = _told()["bare"]
    for moment, held in {**found, "bare": bare}.items():
        sys.stderr.write(f"{moment}: {', '.join(f'{name} {size:.1f} MB' for name, size in held.items())}\n")
    return [
        Figure(
            name=name, unit="MB", figure=found[moment]["resident"], bare=bare["resident"], goal=f"≤ {_GOAL:g} MB",
            met=found[moment]["resident"] <= _GOAL,
        )
        for moment, name in _MOMENTS.items()
    ]  # fmt: skip


def _told(*words: str) -> dict[str, dict[str, Any]]:  # Any: JSON's numbers
    told: dict[str, dict[str, Any]] = json.loads(python("-m", "tests.benchmarks.held_memory", *words))
    return told
