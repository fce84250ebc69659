"""Draws the boxes of the days that are expected, so that the first frame of them has all its words."""

from PySide6.QtCore import QObject, QTimer

from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.calendar.wishes import ReadDay, Reading, ReadWeek


class DrawnAhead(QObject):
    """A few boxes at a time, whenever the window's thread has nothing else to do."""

    def __init__(self, stage: ViewStage, foresight: Foresight) -> None:
        super().__init__(stage)
        self._stage = stage
        self._waiting: list[ReadDay | ReadWeek] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(_REST)
        self._next.timeout.connect(self._go_on)
        foresight.was_read.connect(self._on_read)
        foresight.paused.connect(self._on_paused)

    def _on_read(self, found: Reading) -> None:
        if isinstance(found, ReadDay | ReadWeek):
            self._waiting.append(found)
            self._next.start()

    def _on_paused(self) -> None:
        self._waiting.clear()
        self._next.stop()

    def _go_on(self) -> None:
        made = self._waiting[0].arranged
        if made is None or self._stage.sheet.draw_ahead(made):
            del self._waiting[0]
        if self._waiting:
            self._next.start()


_REST = 8
"""Milliseconds between two strokes."""
