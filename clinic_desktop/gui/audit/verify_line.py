"""Verifying the journal: how far it is, the way to stop it, and what came of it in words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.sheets import Verification
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class _Stopped(ClinicError):
    """Whoever began it does not want it any more."""


class VerifyLine(QWidget):
    """Hidden until something is verified; the work takes minutes in a large clinic, and nothing waits for it."""

    ended = Signal()
    _advanced = Signal(float)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_under_way = False
        self._is_stopped = False
        self.progress = ProgressLine()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.result = MessageLine()
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.addWidget(self._row)
        column.addWidget(self.result)
        self.stop_button.clicked.connect(self.stop)
        self._advanced.connect(self._on_advanced)
        self.destroyed.connect(self._let_go)
        self.hide()

    @property
    def is_under_way(self) -> bool:
        """Whether the journal is being walked."""
        return self._is_under_way

    def begin(self) -> None:
        """Walk the journal from its beginning."""
        if self._is_under_way:
            return
        self._is_under_way, self._is_stopped = True, False
        self.result.clear()
        self._on_advanced(0.0)
        self._row.show()
        self.show()
        self._workplace.run(
            lambda clinic: clinic.history.verify(self._tell),
            done=self._on_done,
            refused=self._on_refused,
            lane=Lane.LONG,
            owner=self,
        )

    def stop(self) -> None:
        """Give it up; nothing was changed by it."""
        self._is_stopped = True

    def _let_go(self) -> None:
        self._is_stopped = True

    def _tell(self, done: int, of: int) -> None:
        """On the task's own thread."""
        if self._is_stopped:
            raise _Stopped(self.tr("Stopped. The journal was not verified to its end."))
        self._advanced.emit(done / max(of, 1))

    def _on_advanced(self, share: float) -> None:
        self.progress.show_progress(share, self.tr("Walking the journal, {share} %").format(share=int(share * 100)))

    def _on_done(self, found: Verification) -> None:
        if found.first_fault is not None:
            fault = self.tr("The journal does not hold together. {fault}").format(fault=found.first_fault)
            self._end(fault, MessageKind.ERROR)
            return
        holds = self.tr("Every seal holds: {entries:,} entries and {rows:,} records agree. {anchors}")
        words = holds.format(entries=found.entries, rows=found.rows, anchors=found.anchor_words)
        self._end(words, MessageKind.WARNING if found.is_hub_silent else MessageKind.GOOD_TO_KNOW)

    def _on_refused(self, error: ClinicError) -> None:
        self._end(error.sentence, MessageKind.WARNING)

    def _end(self, words: str, kind: MessageKind) -> None:
        self._is_under_way = False
        self._row.hide()
        self.result.say(words, kind)
        self.ended.emit()
