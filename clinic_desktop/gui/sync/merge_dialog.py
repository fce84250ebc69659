"""Two patients of one number who are one person: merged where the number was found twice."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients_file.merge_panel import MergePanel
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, scrolling

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class MergeDialog(QDialog):
    """The comparison of the file of patients; it closes once the two are merged, or told apart."""

    def __init__(self, workplace: "Workplace", left_id: UUID, right_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Merge the two records"))
        layout = panel_of(self)
        area, body = scrolling(layout.parentWidget())
        self.panel = MergePanel(workplace, left_id, right_id, body)
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.addWidget(self.panel)
        column.addStretch(1)
        self.close_button = QPushButton(self.tr("Go back"))
        self.close_button.setAutoDefault(False)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        layout.addWidget(area, 1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.close_button))
        fit_on_screen(self, _WIDTH, _HEIGHT)
        self.close_button.clicked.connect(self.reject)
        self.panel.merged.connect(lambda *_: self.accept())
        self.panel.told_apart.connect(self.accept)


_WIDTH, _HEIGHT = 860, 680
