"""What a locked window shows: whose it is and the way back in, and nothing about a patient."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import FloatingCard, Stage, label
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField
from clinic_desktop.gui.widgets.waiting_line import WaitingLine


class LockScreen(QWidget):
    """Asks for the password of the person who is signed in, or lets another one sign in.

    Answer `unlock_requested` with refuse() or by showing the window again.
    """

    unlock_requested = Signal(str)
    sign_out_requested = Signal()

    def __init__(self, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self._password = PasswordField()
        self._password.setAccessibleName(self.tr("Password"))
        self._why = MessageLine(kind=MessageKind.WARNING)
        self._message = WaitingLine()
        self._unlock = QPushButton(self.tr("Unlock"))
        set_look(self._unlock, Look.PRIMARY)
        self._caps_lock = label("", Look.MUTED)
        self._other = QPushButton(self.tr("Sign in as someone else"))
        consequence = self.tr("Signs {person} out. What was typed and not saved is lost.")
        self._other.setToolTip(consequence.format(person=person))
        set_look(self._other, Look.LINK)
        self._lay_out()
        self._unlock.clicked.connect(self._on_unlock)
        self._password.returnPressed.connect(self._on_unlock)
        self._password.caps_lock_noticed.connect(self._on_caps_lock)
        self._other.clicked.connect(lambda *_: self.sign_out_requested.emit())
        self._message.over.connect(self._on_wait_over)

    def refuse(self, sentence: str, wait_seconds: int = 0) -> None:
        """Say why the window stays locked; the next try may have to wait."""
        self._unlock.setEnabled(wait_seconds == 0)
        self._password.setEnabled(True)
        self._message.say_and_wait(sentence, wait_seconds)
        self._password.selectAll()
        self._password.setFocus()

    def explain(self, sentence: str) -> None:
        """Say why the window is locked, for as long as it is; nothing where somebody wanted it, or nobody was there."""
        self._why.say(sentence)

    def _lay_out(self) -> None:
        card = FloatingCard(_WIDTH)
        padlock = QLabel()
        set_icon(padlock, Icon.LOCK, "accent", size=Measure.CONTROL)
        card.body.addWidget(padlock)
        card.body.addSpacing(Space.L)
        card.body.addWidget(label(self.tr("Locked"), Look.HUGE))
        card.body.addSpacing(Space.XS)
        card.body.addWidget(
            label(
                self.tr("{person} is signed in. Everything is as it was left.").format(person=self._person),
                Look.MUTED,
                wraps=True,
            )
        )
        card.body.addSpacing(Space.L)
        card.body.addWidget(self._why)
        card.body.addSpacing(Space.S)
        words = label(self.tr("Password"), Look.SECONDARY)
        words.setBuddy(self._password)
        card.body.addWidget(words)
        card.body.addSpacing(Space.XS)
        card.body.addWidget(self._password)
        card.body.addSpacing(Space.M)
        card.body.addWidget(self._message)
        card.body.addSpacing(Space.M)
        card.body.addWidget(self._unlock)
        card.body.addSpacing(Space.M)
        last = QHBoxLayout()
        last.addWidget(self._caps_lock, 1)
        last.addWidget(self._other)
        card.body.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(Stage(card))

    def _on_unlock(self) -> None:
        if not self._unlock.isEnabled():
            return
        if not self._password.text():
            self._message.say(self.tr("Type your password to go on."), MessageKind.ERROR)
            return
        self._unlock.setEnabled(False)
        self.unlock_requested.emit(self._password.text())

    def _on_wait_over(self) -> None:
        self._unlock.setEnabled(True)

    def _on_caps_lock(self, on: bool) -> None:
        self._caps_lock.setText(self.tr("Caps Lock is on") if on else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._password.clear()
        self._password.conceal()
        self._message.clear()
        self._unlock.setEnabled(True)
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._password.clear()
        self._message.clear()


_WIDTH = 400
