"""What a test does with a day's view: find a place on it, click there, press keys, turn the wheel."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.day_view import DayView

from .day_builders import at


def place_of(view: DayView, line: AppointmentLine) -> QPoint:
    """The middle of an appointment's box."""
    return view.visualRect(view.appointments().index_of(line.id)).center()


def free_place(view: DayView, clock_time: str, column: int = 0) -> QPoint:
    """The middle of the first minutes of a time in a column."""
    minute = view.columns[column].minute_of(at(clock_time))
    width = view.viewport().width() / len(view.columns)
    number = len(view.columns) - 1 - column if view.layoutDirection() is Qt.LayoutDirection.RightToLeft else column
    return QPoint(round((number + 0.5) * width), round((minute + 3) * view.hour_height / 60) - view.verticalOffset())


def click(view: DayView, place: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(view: DayView, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view, key, modifier)


def rest_on(view: DayView, place: QPoint) -> None:
    """Let the pointer rest there for as long as a tooltip takes."""
    QApplication.sendEvent(view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))


def leave(view: DayView) -> None:
    """Take the pointer away."""
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))


def ask_for_menu(view: DayView, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)


def turn_wheel(view: DayView, place: QPoint, modifier: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
