"""What the program is and what it stands on."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop import __title__, __version__
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.mark import Mark


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
            "SQLAlchemy": _version("SQLAlchemy"),
            self.tr("Time-zone rules"): _version("tzdata"),
        }
        for part, number in parts.items():
            row = QHBoxLayout()
            row.addWidget(label(part, Look.MUTED), 1)
            row.addWidget(label(number))
            layout.addLayout(row)
        layout.addSpacing(Space.M)
        words = self.tr(
            "Published under the MIT licence. The font Inter (SIL OFL) and Lucide's icons (ISC) come with it."
        )
        layout.addWidget(label(words, Look.SECONDARY, wraps=True))
        layout.addSpacing(Space.M)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        self.setFixedWidth(_WIDTH)


def _version(package: str) -> str:
    """A package's version; a frozen build may have left out what names it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"


_WIDTH = 360
