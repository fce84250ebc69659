"""A patient calls an appointment off, after one more look at which."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import panel_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class OwnCancelDialog(QDialog):
    """Asks whether and why; the opener cancels and calls refuse() or accept()."""

    cancel_requested = Signal(str)

    def __init__(self, when: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cancel the appointment"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("You need not say"))
        self._message = MessageLine()
        keep = QPushButton(self.tr("Keep it"))
        keep.setAutoDefault(False)
        keep.clicked.connect(self.reject)
        self.cancel_button = QPushButton(self.tr("Cancel {when}").format(when=when))
        set_look(self.cancel_button, Look.DANGER)
        self.cancel_button.clicked.connect(self._on_cancel)
        panel = panel_of(self)
        panel.addWidget(label(self.windowTitle(), Look.TITLE))
        sentence = self.tr("Your time {when} goes to someone else then. You can book another one.")
        panel.addWidget(label(sentence.format(when=when), Look.MUTED, wraps=True))
        panel.addWidget(LabelledField(self.tr("Why?"), self.reason))
        panel.addWidget(self._message)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(keep)
        foot.addWidget(self.cancel_button)
        panel.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    @property
    def message(self) -> str:
        """Why it was refused; empty while all is well."""
        return self._message.text

    def refuse(self, error: ClinicError) -> None:
        """Say why it still stands."""
        self.cancel_button.setEnabled(True)
        self._message.say(error.sentence, MessageKind.ERROR)

    def _on_cancel(self) -> None:
        self._message.clear()
        self.cancel_button.setEnabled(False)
        self.cancel_requested.emit(self.reason.text().strip())


_LONGEST_REASON = 200
_WIDTH = 420
