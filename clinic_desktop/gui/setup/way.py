"""What every way through the wizard is: something that does what the wizard asks for, and what it works with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.gui.coming_in import Clock
    from clinic_desktop.services.opening import OpenClinic

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a clinic comes to stand; `standing` gives the one that is open behind the wizard at this moment."""

    folder: Path
    standing: "Callable[[], OpenClinic | None]"
    clock: "Clock | None"


class Way(QObject):
    """Does what the wizard asks for, away from the window's thread, for as long as the wizard is there."""

    def __init__(self, wizard: FirstRun, runner: TaskRunner, ground: Ground) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._runner = runner
        self._ground = ground

    def _do(
        self, work: Callable[[], Result], *, done: Callable[[Result], object] | None = None, lane: Lane = Lane.LOCAL
    ) -> None:
        """Do `work` on a lane, then call `done`; the wizard says what it is refused for."""
        self._runner.run(work, done=done, refused=self._wizard.refuse, lane=lane, owner=self)
