"""The wizard's way into a clinic that is there already: joining it, what comes then, and giving it up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from clinic_desktop.gui.coming_in import joined, put_away
from clinic_desktop.gui.setup.arrival_watch import ArrivalWatch
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.way import Ground, Way
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic


class JoiningWay(Way):
    """Makes this PC one of a clinic's.

    `joined` brings the clinic once this PC belongs to it, and `received` when somebody could sign in to it; `given_up`
    says that the one behind the wizard is being put away.
    """

    joined = Signal(object)
    received = Signal(object)
    given_up = Signal()

    def __init__(self, wizard: FirstRun, runner: TaskRunner, ground: Ground) -> None:
        super().__init__(wizard, runner, ground)
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
        ground, standing = self._ground, self._ground.standing()
        self._do(
            lambda: joined(ground.folder, standing, file, code, ground.clock), done=self._on_joined, lane=Lane.NETWORK
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
        clinic = self._ground.standing()
        if clinic is not None:
            self._do(clinic.as_it_stands, done=self.received.emit, lane=Lane.READING)

    def _on_another_file_wanted(self) -> None:
        clinic = self._ground.standing()
        if clinic is not None:
            self._do(clinic.station.leave, lane=Lane.NETWORK)

    def _on_given_up(self) -> None:
        """On the local lane, where whatever the person chooses instead waits for it."""
        folder, standing = self._ground.folder, self._ground.standing()
        self.given_up.emit()
        self._do(lambda: put_away(folder, standing))
