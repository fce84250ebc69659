"""Having every page of the file looked at: how far it is, and the way to stop it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.health import FileCheck
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class CheckLine(QWidget):
    """Hidden while nothing is looked at; nobody has to wait for it."""

    ended = Signal()
    _advanced = Signal(float)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_wanted = False
        self.progress = ProgressLine()
        self.stop_button = QPushButton(self.tr("Stop"))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop_button)
        self.stop_button.clicked.connect(self._stop)
        self._advanced.connect(self._on_advanced)
        self.destroyed.connect(self._stop)
        self.hide()

    def begin(self) -> None:
        """Look at every page."""
        self._is_wanted = True
        self._on_advanced(0.0)
        self.show()
        self._workplace.run(
            lambda clinic: clinic.health.check_file(self._advanced.emit, lambda: self._is_wanted),
            done=self._on_done,
            refused=self._on_refused,
            lane=Lane.LONG,
            owner=self,
        )

    def _stop(self) -> None:
        self._is_wanted = False

    def _on_advanced(self, share: float) -> None:
        seals = self.tr("Looking at the seal of every page. You can go on working.")
        structure = self.tr("Looking how the pages hang together. You can go on working.")
        self.progress.show_progress(share, structure if share else seals)

    def _on_done(self, found: FileCheck) -> None:
        self._end()
        if found.fault:
            self._workplace.say(self.tr("The file is damaged."), kind=NoticeKind.PROBLEM)
        else:
            self._workplace.say(self.tr("Every page of the file is whole"))

    def _on_refused(self, error: ClinicError) -> None:
        self._end()
        self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

    def _end(self) -> None:
        self.hide()
        self.ended.emit()
