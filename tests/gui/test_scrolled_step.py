"""A step of the wizard that is higher than its room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.setup.scrolled_step import ScrolledStep

_ROOM = QSize(400, 300)


class Contrary(QWidget):
    """Needs a bar in the whole width, and none beside one: as when a code is broken into lines that fit."""

    def minimumSizeHint(self) -> QSize:
        is_whole = self.width() >= _ROOM.width()
        return QSize(100, 2 * _ROOM.height() if is_whole else _ROOM.height() // 2)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def test_a_step_that_needs_no_bar_beside_one_keeps_it(qtbot: QtBot) -> None:
    area = ScrolledStep(Contrary())
    qtbot.addWidget(area)
    area.resize(_ROOM)
    with qtbot.waitExposed(area):
        area.show()
    for width in (500, 400, 390, 400):
        area.resize(width, _ROOM.height())
        QApplication.processEvents()

    assert area.verticalScrollBar().isVisible()
