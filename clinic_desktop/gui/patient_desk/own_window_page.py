"""The patient's own pages in an ordinary window: who signs in at a staff PC gets the same as at the desk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patient_desk import own_names, own_pages
from clinic_desktop.gui.patient_desk.desk_stack import DeskStack, edges_in

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class OwnWindowPage(Page):
    """Holds them in a stack; Escape goes back, as at the desk."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.setObjectName("desk")
        self.stack = DeskStack()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self.stack)
        self.set_title(self.tr("My appointments"))
        self.stack.begin(own_pages.makers_of(workplace, is_kiosk=False), own_names.HOME)

    def cares(self, changes: Changes) -> bool:
        return False  # the pages in the stack hear the news themselves

    def go(self, name: str) -> None:
        """Show one of the pages."""
        self.stack.go(own_names.HOME)
        self.stack.go(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stack.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stack.set_edges(*edges_in(self.width(), self.height()))
