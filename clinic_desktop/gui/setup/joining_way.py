"""The wizard's way into a clinic that is there already: joining it, what comes then, and giving it up."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.coming_in import joined, put_away
from clinic_desktop.gui.setup.arrival_watch import ArrivalWatch
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.gui.coming_in import Clock
    from clinic_desktop.services.opening import OpenClinic

    Standing = Callable[[], OpenClinic | None]
    """The clinic that is open behind the wizard at this moment."""


class JoiningWay(QObject):
    """Does what the wizard asks for, away from the window's thread, for as long as the wizard is there.

    `joined` brings the clinic once this PC belongs to it, and `received` when somebody could sign in to it; `given_up`
    says that the one behind the wizard is being put away.
    """

    joined = Signal(object)
    received = Signal(object)
    given_up = Signal()

    def __init__(
        self, wizard: FirstRun, runner: TaskRunner, folder: Path, standing: "Standing", clock: "Clock | None"
    ) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._runner = runner
        self._folder = folder
        self._standing = standing
        self._clock = clock
        wizard.join_requested.connect(self._on_join_requested)
        wizard.given_up.connect(self._on_given_up)
        wizard.received.connect(self._on_received)
        wizard.another_file_wanted.connect(self._on_another_file_wanted)

    def go_on(self, clinic: "OpenClinic") -> None:
        """Go on where an earlier start was cut short, if it was."""
        if clinic.is_arriving:
            self._receive(clinic)
        elif clinic.has_begun_to_join:
            self._wizard.show_begun()

    def _on_join_requested(self, file: str, code: str) -> None:
        folder, standing, clock = self._folder, self._standing(), self._clock
        self._runner.run(
            lambda: joined(folder, standing, file, code, clock),
            done=self._on_joined,
            refused=self._wizard.refuse,
            lane=Lane.NETWORK,
            owner=self,
        )

    def _on_joined(self, clinic: "OpenClinic") -> None:
        self._receive(clinic)
        self.joined.emit(clinic)

    def _receive(self, clinic: "OpenClinic") -> None:
        self._wizard.show_receiving()
        watch = ArrivalWatch(clinic, self._runner, self)
        watch.told.connect(self._wizard.show_arrival)
        for end in (self._wizard.received, self._wizard.another_file_wanted):
            end.connect(watch.stop)
        watch.look()

    def _on_received(self) -> None:
        clinic = self._standing()
        if clinic is not None:
            self._runner.run(
                clinic.as_it_stands, done=self.received.emit, refused=self._wizard.refuse, lane=Lane.READING, owner=self
            )

    def _on_another_file_wanted(self) -> None:
        clinic = self._standing()
        if clinic is not None:
            self._runner.run(clinic.station.leave, refused=self._wizard.refuse, lane=Lane.NETWORK, owner=self)

    def _on_given_up(self) -> None:
        """On the local lane, where whatever the person chooses instead waits for it."""
        folder, standing = self._folder, self._standing()
        self.given_up.emit()
        self._runner.run(lambda: put_away(folder, standing), refused=self._wizard.refuse, owner=self)
