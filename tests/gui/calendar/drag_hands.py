"""What a test does with the pointer held down: press, drag, let go, each as a person's hand would."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView

from .day_builders import at

LEFT = Qt.MouseButton.LeftButton


def moment_place(view: CalendarView, clock_time: str, column: int = 0) -> QPoint:
    """Where exactly a minute lies in a column."""
    minute = view.columns[column].minute_of(at(clock_time, view.columns[column].day))
    width = view.viewport().width() / len(view.columns)
    number = len(view.columns) - 1 - column if view.layoutDirection() is Qt.LayoutDirection.RightToLeft else column
    return QPoint(round((number + 0.5) * width), round(minute * view.hour_height / 60) - view.verticalOffset())


def box_of(view: CalendarView, line: AppointmentLine) -> tuple[QPoint, QPoint, QPoint]:
    """The upper edge, the middle and the lower edge of an appointment's box."""
    rect = view.visualRect(view.appointments().index_of(line.id))
    return QPoint(rect.center().x(), rect.top() + 1), rect.center(), QPoint(rect.center().x(), rect.bottom() - 1)


def press(widget: QWidget, place: QPoint) -> None:
    QTest.mousePress(widget, LEFT, pos=place)


def drag_to(widget: QWidget, *places: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Move with the button held, from place to place of the widget."""
    for place in places:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(widget.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            LEFT,
            modifiers,
        )
        QApplication.sendEvent(widget, event)


def hover(widget: QWidget, place: QPoint) -> None:
    """Move without any button."""
    free = Qt.MouseButton.NoButton
    world = QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), world, free, free, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def let_go(widget: QWidget, place: QPoint) -> None:
    QTest.mouseRelease(widget, LEFT, pos=place)


def drag(view: CalendarView, start: QPoint, *places: QPoint) -> None:
    """The whole way: press, move, let go."""
    sheet = view.viewport()
    press(sheet, start)
    drag_to(sheet, start + QPoint(0, 4), *places)
    let_go(sheet, places[-1])
