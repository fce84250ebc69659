"""The longest time the window's thread was kept from the person during the tour."""

import json
import sys
from pathlib import Path

from .copies import copied
from .figures import Figure
from .processes import python

_GOAL = 50.0


def touring(clinic: Path) -> Figure:
    """Run the tour through a copy of a clinic, in a process of its own, and read what its stopwatch found."""
    with copied(clinic) as copy:
        pictures = copy.parent / "pictures"
        python("-m", "clinic_desktop", "tour", str(pictures), "--in-clinic", str(copy))
        found = json.loads((pictures / "tour.json").read_text(encoding="utf-8"))
    longest = float(found["longest_call_ms"])
    sys.stderr.write(f"The tour's longest call: {found['longest_call']}\n")
    return Figure(
        name="longest call on the window's thread in the tour", unit="ms", figure=longest, bare=None,
        goal=f"≤ {_GOAL:g} ms", met=longest <= _GOAL,
    )  # fmt: skip
