"""How a window ends: a page in each turn of the event loop."""

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget


def take_apart(window: QWidget) -> None:
    """End a window that is closed: a thousand widgets in one turn would keep whoever signs in next waiting."""
    stacks = window.findChildren(QStackedWidget)
    pages = [stack.widget(place) for stack in stacks for place in range(stack.count())]

    def go_on() -> None:
        while pages:
            page = pages.pop()  # the innermost stand last
            if page is not None and shiboken6.isValid(page):
                page.deleteLater()
                QTimer.singleShot(0, window, go_on)
                return
        window.deleteLater()

    go_on()
