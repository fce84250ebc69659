"""Choosing a new password, by one's own wish or because a one-time password was used."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField, password_fault, password_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChange:
    """The old password and the one that shall hold."""

    old: str = field(repr=False)
    new: str = field(repr=False)


class PasswordDialog(QDialog):
    """Asks for the old password and twice for the new one; answer `change_requested` with refuse() or accept()."""

    change_requested = Signal(object)

    def __init__(self, *, least_letters: int = 12, forced: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least_letters
        self.setWindowTitle(self.tr("Choose a new password") if forced else self.tr("Change password"))
        self._old, self._new, self._again = PasswordField(), PasswordField(), PasswordField()
        self._message = MessageLine()
        self._change = QPushButton(self.tr("Change password"))
        self._change.setDefault(True)
        set_look(self._change, Look.PRIMARY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.S)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        reason = self.tr("Your password was made by someone else. Choose one that only you know.") if forced else ""
        if reason:
            layout.addWidget(label(reason, Look.MUTED, wraps=True))
        layout.addSpacing(Space.M)
        layout.addWidget(LabelledField(self.tr("Old password"), self._old))
        layout.addWidget(LabelledField(self.tr("New password"), self._new))
        layout.addWidget(label(password_rule(least_letters), Look.SECONDARY, wraps=True))
        layout.addWidget(LabelledField(self.tr("New password, once more"), self._again))
        layout.addWidget(self._message)
        layout.addSpacing(Space.M)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = QPushButton(self.tr("Sign out") if forced else self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addWidget(self._change)
        layout.addLayout(buttons)
        layout.addStrut(_WIDTH)
        self._change.clicked.connect(self._on_change)

    def set_old(self, password: str) -> None:
        """Fill in the old password, which was typed a moment ago."""
        self._old.setText(password)
        self._new.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why the old password still holds; what was typed stays."""
        self._change.setEnabled(True)
        self._message.say(sentence, MessageKind.ERROR)

    def _on_change(self) -> None:
        fault = password_fault(self._new.text(), self._again.text(), self._least)
        if not self._old.text():
            fault = self.tr("Type the old password too.")
        if fault:
            self.refuse(fault)
            return
        self._message.clear()
        self._change.setEnabled(False)
        self.change_requested.emit(PasswordChange(old=self._old.text(), new=self._new.text()))


_WIDTH = 360
