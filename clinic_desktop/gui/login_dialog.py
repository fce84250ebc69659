"""Signing in: one card, one message. It is painted and can be typed into before any service exists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop import __title__, __version__
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import FloatingCard, Stage, label, line
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.mark import Mark
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.widgets.password_field import PasswordField
from clinic_desktop.gui.widgets.status_strip import StatusStrip
from clinic_desktop.gui.widgets.waiting_line import WaitingLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressBar

    from clinic_desktop.gui.sign_in_words import DemoFace, SignInFace


class LoginDialog(QWidget):
    """The window in which one signs in.

    It may be used before the services are there: a request that comes early is answered when they are. Answer
    `sign_in_requested` with refuse() or succeed(); what was typed stays after a refusal. `approached` brings the user
    name at each letter of a password, `desk_requested` asks for the screen on which patients help themselves.
    """

    approached = Signal(str)
    sign_in_requested = Signal(object)
    desk_requested = Signal()

    def __init__(self, *, last_username: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(__title__)
        self._name = label(__title__, Look.HUGE)
        self._name.setWordWrap(True)
        self._purpose = label(self.tr("Sign in to {program}").format(program=__title__), Look.MUTED)
        self._username = QLineEdit(last_username)
        put(self._username, inputMethodHints="ImhNoAutoUppercase|ImhNoPredictiveText")
        self._password = PasswordField()
        self._fields: list[QWidget] = []
        self._message = WaitingLine()
        self._sign_in = QPushButton()
        set_look(self._sign_in, Look.TALL)
        self._caps_lock = label("", Look.MUTED)
        self._patients_way = QPushButton(self.tr("I am a patient"))
        set_look(self._patients_way, Look.LINK)
        self._demo = QVBoxLayout()
        self._strip = StatusStrip()
        self._is_waiting = False
        self._patience: QProgressBar | None = None
        self._lay_out()
        self._set_waiting(waiting=False)
        self._connect()
        self._strip.show_end(self.tr("Version {version}").format(version=__version__))

    @property
    def message(self) -> str:
        """What the card says just now; empty while all is well."""
        return self._message.text

    def set_face(self, face: "SignInFace") -> None:
        """Show which clinic this is, and in a demo its accounts; what is typed already stays."""
        self._end_patience()
        self._name.setText(face.clinic_name)
        self.setWindowTitle(face.clinic_name)
        version = self.tr("Version {version}").format(version=__version__)
        self._strip.show_end(f"{version} · {face.station}" if face.station else version)
        while (item := self._demo.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        if face.demo_accounts:
            self._offer(face.demo_accounts)

    def show_station(self, words: str, *, token: str = "accent") -> None:
        """Say at the foot of the window how the station is."""
        self._strip.show_station(words, token=token)

    def ask_for_patience(self) -> None:
        """The clinic's records are brought up to date: say so, and show that it goes on, until set_face() or refuse().

        One can type meanwhile; who signs in comes in as soon as it is done.
        """
        words = self.tr(
            "This newer version brings the clinic's records up to date, once. Where there are many it takes a minute. "
            "Please leave the computer on; a copy of the records is kept in any case."
        )
        self._message.say(words, MessageKind.GOOD_TO_KNOW)
        from PySide6.QtWidgets import QProgressBar

        self._patience = QProgressBar()
        self._patience.setRange(0, 0)  # it moves, and promises nothing
        self._patience.setTextVisible(False)
        self._patience.setAccessibleName(self.tr("The records are brought up to date"))
        below = self._body.indexOf(self._message) + 2  # with a space between
        self._body.insertWidget(below, self._patience)
        self._body.insertSpacing(below + 1, Space.M)
        self._patience.show()

    def open_soon(self, *, desk: bool) -> None:
        """Say that the patient's desk opens here in a moment, instead of asking who one is; or ask again."""
        for part in (*self._fields, self._sign_in, self._patients_way):
            part.setVisible(not desk)
        if desk:
            self._message.say(self.tr("The patient's desk opens in a moment."), MessageKind.GOOD_TO_KNOW)
        else:
            self._message.clear()

    def say(self, sentence: str, *, is_grave: bool = False) -> None:
        """Tell something that is no refusal, such as that the session had ended, or something grave."""
        self._message.say(sentence, MessageKind.WARNING if is_grave else MessageKind.GOOD_TO_KNOW)

    def refuse(self, sentence: str, wait_seconds: int = 0) -> None:
        """Say why nobody was signed in; with a wait, count it down before the next try."""
        self._end_patience()
        self.open_soon(desk=False)
        self._set_waiting(waiting=False)
        self._sign_in.setEnabled(wait_seconds == 0)
        self._message.say_and_wait(sentence, wait_seconds)
        self._password.setFocus()
        self._password.selectAll()

    def succeed(self) -> None:
        """Someone is signed in: forget the password, and say so until `begin_anew`; their window hides this one."""
        self._password.clear()
        self._password.conceal()
        self._message.clear()

    def begin_anew(self) -> None:
        """Nobody is signed in: take the next name and password."""
        self.succeed()
        self._set_waiting(waiting=False)

    def fill(self, username: str, password: str) -> None:
        """Type a user name and a password into the form."""
        self._username.setText(username)
        self._password.setText(password)
        self._message.clear()
        self._sign_in.setFocus()

    def _end_patience(self) -> None:
        if self._patience is not None:
            self._body.takeAt(self._body.indexOf(self._patience) + 1)
            self._patience.hide()
            self._patience.deleteLater()
            self._patience = None
            self._message.clear()

    def _lay_out(self) -> None:
        card = FloatingCard(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(Stage(card), 1)
        layout.addWidget(self._strip)
        self._body = card.body
        self._fill(card.body)
        self._strip.show_station("")

    def _fill(self, body: QVBoxLayout) -> None:
        """Lay out the card: once it stands in the window, or each move of it would dress all that is on it again."""
        body.addWidget(Mark())
        body.addSpacing(Space.L)
        body.addWidget(self._name)
        body.addSpacing(Space.XS)
        body.addWidget(self._purpose)
        body.addSpacing(Space.XL - Space.XS)
        for caption, control in ((self.tr("User name"), self._username), (self.tr("Password"), self._password)):
            field = LabelledField(caption, control)
            self._fields.append(field)
            if len(self._fields) > 1:
                body.addSpacing(Space.M)
            body.addWidget(field)
        body.addSpacing(Space.M)
        body.addWidget(self._message)
        body.addSpacing(Space.M)
        body.addWidget(self._sign_in)
        body.addSpacing(Space.M)
        foot = QHBoxLayout()
        foot.addWidget(self._caps_lock, 1)
        foot.addWidget(self._patients_way)
        body.addLayout(foot)
        self._demo.setSpacing(Space.XS)
        body.addLayout(self._demo)

    def _offer(self, accounts: "Sequence[DemoFace]") -> None:
        self._demo.addSpacing(Space.M)
        self._demo.addWidget(line())
        self._demo.addSpacing(Space.S)
        self._demo.addWidget(label(self.tr("Demo clinic: choose who you are"), Look.SECTION))
        for account in accounts:
            button = QPushButton(account.words)
            button.setToolTip(f"{account.username} · {account.password}")
            set_look(button, Look.CHOICE)
            button.clicked.connect(lambda *_, each=account: self.fill(each.username, each.password))
            self._demo.addWidget(button)

    def _connect(self) -> None:
        self._sign_in.clicked.connect(self._on_sign_in)
        self._username.returnPressed.connect(self._on_return_in_username)
        self._password.returnPressed.connect(self._on_sign_in)
        self._password.textEdited.connect(lambda _: self.approached.emit(self._username.text().strip()))
        self._password.caps_lock_noticed.connect(self._on_caps_lock)
        self._patients_way.clicked.connect(lambda *_: self.desk_requested.emit())
        self._message.over.connect(lambda: self._sign_in.setEnabled(True))

    def _set_waiting(self, *, waiting: bool) -> None:
        self._is_waiting = waiting
        self._sign_in.setEnabled(not waiting and self._message.seconds_left == 0)
        self._sign_in.setText(self.tr("Signing in…") if waiting else self.tr("Sign in"))

    def _on_return_in_username(self) -> None:
        if self._password.text():
            self._on_sign_in()
        else:
            self._password.setFocus()

    def _on_sign_in(self) -> None:
        if not self._sign_in.isEnabled():
            return
        username = self._username.text().strip()
        if not username or not self._password.text():
            first, sentence = (
                (self._password, self.tr("Type your password too."))
                if username
                else (self._username, self.tr("Type your user name and your password."))
            )
            self._message.say(sentence, MessageKind.ERROR)
            first.setFocus()
            return
        from clinic_desktop.gui.sign_in_words import SignInRequest

        if self._patience is None:
            self._message.clear()
        self._set_waiting(waiting=True)
        self.sign_in_requested.emit(SignInRequest(username=username, password=self._password.text()))

    def _on_caps_lock(self, on: bool) -> None:
        self._caps_lock.setText(self.tr("Caps Lock is on") if on else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self._password if self._username.text() else self._username).setFocus()


_WIDTH = 400
