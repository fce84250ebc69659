"""Shows a one-time password, once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.signed_in import OneTimePassword
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class OneTimePasswordDialog(QDialog):
    """User name and password to hand over. Closing it before the password was copied is asked for twice."""

    def __init__(self, password: OneTimePassword, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("One-time password"))
        self._may_close = False
        self.username = _shown(password.username)
        self.password = _shown(password.password)
        self.password.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD))
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the password"))
        set_icon(self.copy_button, Icon.COPY)
        self.done_button = QPushButton(self.tr("I have handed it over"))
        set_look(self.done_button, Look.PRIMARY)
        self.message = MessageLine(kind=MessageKind.WARNING)
        self._lay_out(name)
        self.copy_button.clicked.connect(self._on_copy)
        self.done_button.clicked.connect(self.accept)
        self.copy_button.setFocus()

    def _lay_out(self, name: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(LabelledField(self.tr("One-time password"), self.password), 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        sentence = self.tr(
            "Hand this to {name}, best in person. It opens the account once; then they choose a password of their own. "
            "It is not shown again."
        )
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(self.tr("One-time password for {name}").format(name=name), Look.TITLE))
        layout.addWidget(label(sentence.format(name=name), wraps=True))
        layout.addWidget(LabelledField(self.tr("User name"), self.username))
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot)
        layout.addStrut(_WIDTH)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.password.text())
        self.copy_button.setText(self.tr("Copied"))
        set_icon(self.copy_button, Icon.CHECK, "accent")
        self._may_close = True
        self.message.clear()
        self.done_button.setFocus()

    def _warns(self) -> bool:
        """Say once that closing loses the password; whether that was said now."""
        if self._may_close:
            return False
        self._may_close = True
        self.message.say(self.tr("It is not copied yet, and is gone once this is closed. Close again to let it go."))
        return True

    def accept(self) -> None:
        self._may_close = True
        super().accept()

    def reject(self) -> None:
        if not self._warns():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and self._warns():
            event.ignore()
            return
        super().closeEvent(event)


def _shown(text: str) -> QLineEdit:
    """A line that can be read and copied, not written."""
    made = QLineEdit(text)
    made.setReadOnly(True)
    made.setCursorPosition(0)
    return made


_WIDTH = 412
