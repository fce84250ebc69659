"""How a window ends: a page in each turn of the event loop."""

import shiboken6
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.dialog_opening import give_up_opening


def take_apart(window: QWidget) -> None:
    """End a window that is closed: a thousand widgets in one turn would keep whoever signs in next waiting.

    Its dialogs go at once, those too that were about to open: whoever signs in next is not to see them.
    """
    give_up_opening(window)
    for dialog in window.findChildren(QDialog):
        dialog.hide()
    stacks = window.findChildren(QStackedWidget)
    pages = [stack.widget(place) for stack in stacks for place in range(stack.count())]

    def go_on() -> None:
        while pages:
            page = pages.pop()  # the innermost stand last
            if page is not None and shiboken6.isValid(page):
                page.deleteLater()
                in_a_turn(window, go_on)
                return
        window.deleteLater()

    go_on()
