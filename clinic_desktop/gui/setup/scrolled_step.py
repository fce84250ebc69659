"""A step of the wizard that scrolls by itself where the window is low, so that the buttons below it stay in sight."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look


class ScrolledStep(QScrollArea):
    """Wants to be as high as its step; given less it scrolls, and what gets the keyboard comes into view.

    Where a step needs no bar as soon as there is one beside it, the bar stays: Qt would take it away and bring it back
    without end.
    """

    def __init__(self, step: QWidget) -> None:
        super().__init__()
        self._step = step
        self._depth = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_look(step, Look.PLAIN)
        self.setWidget(step)
        step.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._step.isAncestorOf(now):
            place = QRect(now.mapTo(self._step, QPoint()), now.size())
            for y in (place.bottom(), place.top()):  # Qt's own is content when it sees where the next letter comes
                self.ensureVisible(0, y, 0, Space.S)

    # Qt's own names

    def sizeHint(self) -> QSize:
        wanted = self._step.sizeHint()
        height = self._step.heightForWidth(self.width()) if self._step.hasHeightForWidth() else wanted.height()
        return QSize(wanted.width(), max(height, self._step.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and watched is self._step:
            self.updateGeometry()
        if self._depth >= _DEEPEST and self.verticalScrollBar().isVisibleTo(self):
            return False
        self._depth += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._depth -= 1


_LEAST = 120
_DEEPEST = 4
"""How often the bar may come or go in one change of size."""
