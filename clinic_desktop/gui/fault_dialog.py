"""The one dialog that an unexpected error shows."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.reports import FaultReport
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


class FaultDialog(QDialog):
    """Says that something went wrong and offers the report to copy; further faults are added to the same dialog."""

    def __init__(self, log_place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self._reports: list[FaultReport] = []
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Report"))
        self._copy = QPushButton(self.tr("Copy the report"))
        self._copy.clicked.connect(self._on_copy)
        go_on = QPushButton(self.tr("Go on"))
        go_on.setDefault(True)
        set_look(go_on, Look.PRIMARY)
        go_on.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.S)
        layout.addWidget(label(self.tr("Something went wrong in the program"), Look.TITLE))
        sentence = self.tr(
            "What you did last may not have been stored; what was stored before is safe. Look whether it is there, "
            "and try again. The report below helps whoever looks after the program; it holds nothing about a patient."
        )
        layout.addWidget(label(sentence, Look.MUTED, wraps=True))
        layout.addSpacing(Space.S)
        layout.addWidget(self._text, 1)
        if log_place:
            layout.addWidget(label(self.tr("Also in {place}").format(place=log_place), Look.SECONDARY, wraps=True))
        layout.addSpacing(Space.S)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        layout.addLayout(buttons)
        self.resize(_WIDTH, _HEIGHT)

    @property
    def report_text(self) -> str:
        """All reports so far."""
        return self._text.toPlainText()

    def add(self, report: FaultReport) -> None:
        """Take in a report."""
        self._reports.append(report)
        self._text.setPlainText("\n\n".join(each.text for each in self._reports[:_MOST]))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report_text)
        self._copy.setText(self.tr("Copied"))


_WIDTH, _HEIGHT = 600, 420
_MOST = 20
