"""A field for a password that can be looked at, and that notices Caps Lock."""

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.theme import Look, set_look


class PasswordField(QLineEdit):
    """Hides what is typed until "Show" is pressed, or F8; `caps_lock_noticed` tells whether Caps Lock seems to be on.

    Tab goes on to the next field, where the same password is often typed again, and not to "Show".
    """

    caps_lock_noticed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        put(self, inputMethodHints="ImhSensitiveData|ImhNoPredictiveText|ImhNoAutoUppercase")
        self._caps_lock = False
        self._words = (self.tr("Show"), self.tr("Hide"))
        self._show = QPushButton(self)
        self._show.setText(self._words[0])
        self._show.setCheckable(True)
        put(self._show, focusPolicy="NoFocus")
        self._name(self.tr("Show the password"))
        set_look(self._show, Look.QUIET)
        self._show.toggled.connect(self._on_show_toggled)

    @property
    def is_caps_lock_on(self) -> bool:
        """Whether the letters typed so far say that Caps Lock is on; Qt has no way to ask the keyboard."""
        return self._caps_lock

    def conceal(self) -> None:
        """Hide the letters again."""
        self._show.setChecked(False)

    def retranslate(self, *, show: str, hide: str, name: str) -> None:
        """Say "Show" and "Hide" in other words, and what a screen reader calls the button."""
        self._words = (show, hide)
        self._show.setText(self._words[self._show.isChecked()])
        self._name(name)
        self._place()

    def _name(self, name: str) -> None:
        self._show.setAccessibleName(name)
        key = QKeySequence("F8").toString(QKeySequence.SequenceFormat.NativeText)
        said = f"{name} ({key})"
        self._show.setToolTip(said)

    def _on_show_toggled(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText(self._words[shown])
        self._place()

    def _place(self) -> None:
        size = QSize(self._show.sizeHint().width(), self.height() - 2 * Space.XS)
        left_to_right = self.isLeftToRight()
        x = self.width() - size.width() - Space.XS if left_to_right else Space.XS
        self._show.setGeometry(x, Space.XS, size.width(), size.height())
        room = size.width()
        self.setTextMargins(*((0, 0, room, 0) if left_to_right else (room, 0, 0, 0)))

    def _notice(self, on: bool) -> None:
        if on != self._caps_lock:
            self._caps_lock = on
            self.caps_lock_noticed.emit(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._notice(not self._caps_lock)
        elif event.key() == Qt.Key.Key_F8:
            self._show.toggle()
            return
        elif len(letter) == 1 and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._notice(letter.isupper() != shifted)
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        super().enterEvent(event)
        self._show.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()


def password_rule(least: int) -> str:
    """What a password must be, said before it is typed."""
    words = QCoreApplication.translate(
        "passwords", "At least {least} characters. A few words that only you would put together are easy to remember."
    )
    return words.format(least=least)


def password_fault(password: str, again: str, least: int) -> str:
    """What is wrong with a password typed twice, in a sentence; empty when nothing is. The clinic looks further."""
    translate = QCoreApplication.translate
    if not password:
        return translate("passwords", "Choose a password.")
    if len(password) < least:
        words = translate("passwords", "The password has {typed} characters; it needs at least {least}.")
        return words.format(typed=len(password), least=least)
    if password != again:
        return translate("passwords", "The two passwords differ. Type the same one twice.")
    return ""
