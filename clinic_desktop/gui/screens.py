"""Keeps the windows where they can be seen, also when a screen is unplugged; not every desktop does."""

from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


class ScreenWatch(QObject):
    """Watches which screens there are while it is started; `changed` tells how many there are now."""

    changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self)  # the desktop moves them first, if it does
        self._soon.setSingleShot(True)
        self._soon.setInterval(_A_MOMENT)
        self._soon.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on."""
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        program.screenAdded.connect(self._on_changed)
        program.screenRemoved.connect(self._on_changed)

    def stop(self) -> None:
        """Watch no more."""
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        program.screenAdded.disconnect(self._on_changed)
        program.screenRemoved.disconnect(self._on_changed)
        self._soon.stop()

    def look(self) -> None:
        """Bring back whatever lies on no screen that is there, or for the most part."""
        self.changed.emit(len(QGuiApplication.screens()))
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.windowHandle().transientParent() is None:
                bring_back(window)

    def _on_changed(self, _: object) -> None:
        self._soon.start()


def bring_back(window: QWidget) -> None:
    """Lay a window onto the first screen, as large as fits there, if of its head less than half is seen where it lies.

    Some desktops draw a window of a screen that went just so far in that a strip of it shows.
    """
    places = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    head = window.frameGeometry()
    head.setHeight(min(head.height(), _A_TITLE))
    seen = [place.intersected(head) for place in places]
    if sum(part.width() for part in seen if part.height() > 0) >= head.width() / 2:
        return
    whole, was = QGuiApplication.primaryScreen().availableGeometry(), window.windowState()
    window.showNormal()
    around = window.frameGeometry().size() - window.size()
    window.resize(window.size().boundedTo(whole.size() - around))
    window.move(whole.center() - QRect(QPoint(), window.frameGeometry().size()).center())
    window.setWindowState(was)


def give_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a size for when it does not fill the screen: this one, or the most that leaves it room around."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableGeometry().size() * _LEAVES_ROOM))


_LEAVES_ROOM = 0.9
_A_MOMENT = 500
_A_TITLE = 30
"""In pixels: as high as a window's head is, by which one takes hold of it."""
