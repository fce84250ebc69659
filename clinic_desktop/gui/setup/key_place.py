"""Where the key lies that the clinic's file on this PC is encrypted with, in words."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class KeyPlaceBox(QWidget):
    """A coloured sentence and what to mind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_keyring = False
        self._place = MessageLine(kind=MessageKind.GOOD_TO_KNOW)
        self._advice = label("", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(self._place)
        layout.addWidget(self._advice)

    def show_code(self, *, is_kept: bool) -> None:
        """Say for a key in the keyring what becomes of the records when it is gone."""
        if not self._in_keyring:
            return
        bound = self.tr("It belongs to the account of the computer that you use now.")
        lost = (
            self.tr(
                "If that account is deleted or the computer is set up anew, the recovery code in your safe opens the "
                "records; without it nothing does."
            )
            if is_kept
            else self.tr(
                "If that account is deleted or the computer is set up anew, nothing opens the records any more, as "
                "there is no recovery code yet. An administrator makes one under “Keys of this PC”: do it soon."
            )
        )
        self._advice.setText(f"{bound} {lost}")

    def show_place(self, *, in_keyring: bool, file: str, is_asked: bool = False, is_typed: bool = False) -> None:
        """Say plainly where the key lies, and what to mind; `is_asked` where somebody is to decide it below."""
        self._in_keyring = in_keyring
        self._advice.setVisible(not is_asked and not is_typed)
        if is_typed:
            self._place.say(
                self.tr("The records open as before: somebody types what opens them whenever the program starts."),
                MessageKind.GOOD_TO_KNOW,
            )
            return
        if is_asked:
            self._place.say(self.tr("This computer has no keyring. How shall it keep the key?"), MessageKind.WARNING)
            return
        if in_keyring:
            self._place.say(
                self.tr("The key lies in this computer's keyring, which opens when you sign in to the computer."),
                MessageKind.GOOD_TO_KNOW,
            )
            self.show_code(is_kept=False)
            return
        words = self.tr("This computer has no keyring: the key lies in a file that only your account can read, {file}")
        self._place.say(words.format(file=file), MessageKind.WARNING)
        self._advice.setText(
            self.tr(
                "Whoever can read that file and the clinic's file can read every patient's record. Encrypt this "
                "computer's disk, and never copy the two files to the same place."
            )
        )
