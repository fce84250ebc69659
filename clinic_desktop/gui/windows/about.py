"""What the program is and what it stands on."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop import __title__, __version__
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_opening import open_soon
from clinic_desktop.gui.widgets.mark import Mark
from clinic_desktop.licences import version_of


class AboutDialog(QDialog):
    """Name, version, and the versions that a question about a fault needs, time-zone rules among them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About {program}").format(program=__title__))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.XS)
        layout.addWidget(Mark())
        layout.addSpacing(Space.S)
        layout.addWidget(label(__title__, Look.HUGE))
        layout.addWidget(label(self.tr("Version {version}").format(version=__version__), Look.MUTED))
        layout.addSpacing(Space.M)
        parts = {
            "Python": platform.python_version(),
            "Qt": qVersion() or "",
            "SQLAlchemy": version_of("SQLAlchemy"),
            self.tr("Time-zone rules"): version_of("tzdata"),
        }
        for part, number in parts.items():
            row = QHBoxLayout()
            row.addWidget(label(part, Look.MUTED), 1)
            row.addWidget(label(number))
            layout.addLayout(row)
        layout.addSpacing(Space.M)
        words = self.tr("Published under the MIT licence. It stands on the work of many others, each under its own.")
        layout.addWidget(label(words, Look.SECONDARY, wraps=True))
        layout.addSpacing(Space.M)
        self.licences_button = QPushButton(self.tr("Licences…"))
        self.licences_button.clicked.connect(self._show_licences)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.licences_button)
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        self.setFixedWidth(_WIDTH)
        close.setFocus()

    def _show_licences(self) -> None:
        from clinic_desktop.gui.windows.licences_dialog import LicencesDialog

        dialog = LicencesDialog(self)
        open_soon(dialog, self, rest=dialog.list_parts())


_WIDTH = 360
