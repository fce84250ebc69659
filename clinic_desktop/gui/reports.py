"""What is kept of an unexpected error: enough to find the fault, and nothing about a patient."""

import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from clinic_desktop import __title__, __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultReport:
    """An unexpected error as text for the log and the clipboard.

    It names the kind of error and the lines of code it passed, but neither its message nor any value, because
    either may hold what someone typed about a patient. `is_of_parts` says that a part of the program itself was not
    there, or was another than the rest.
    """

    kind: str
    text: str
    is_of_parts: bool = False


def report_of(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> FaultReport:
    """The report of an error, as an excepthook is handed it; its causes come first, as in a traceback."""
    import platform  # only now: it is slow to import

    parts = [
        f"{__title__} {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
    ]
    for cause in _causes(error):
        parts += [*_frames(cause.__traceback__), f"{type(cause).__qualname__}, which led to:"]
    parts += [*_frames(trace), kind.__qualname__]
    is_of_parts = isinstance(error, ImportError) and (error.name or "").partition(".")[0] == _PROGRAM
    return FaultReport(kind=kind.__qualname__, text="\n".join(parts), is_of_parts=is_of_parts)


def report_now() -> FaultReport:
    """The report of the error that is being handled."""
    kind, error, trace = sys.exc_info()
    assert kind is not None
    return report_of(kind, error, trace)


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None:
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is None or error in found:
            break
        found.insert(0, error)
    return found


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"  {place_in_program(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)
    ]


def place_in_program(filename: str) -> str:
    """The file's place in the program, without the folders before it: they may name a person."""
    parts = Path(filename).parts
    for root in (_PROGRAM, "site-packages", "tests"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return Path(filename).name


_PROGRAM = "clinic_desktop"
