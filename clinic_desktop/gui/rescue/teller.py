"""Says to whoever is at work what happened to the records; the sign-in card says it to whoever is not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from clinic_desktop.gui.rescue.told_dialog import ToldDialog
    from clinic_desktop.services.opening import OpenClinic


class Teller(QObject):
    """Opens its dialog over the window that is there now, if there is one."""

    def __init__(
        self, clinic_now: "Callable[[], OpenClinic | None]", window_now: Callable[[], QWidget | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._clinic_now = clinic_now
        self._window_now = window_now
        self._has_told_lost = False

    def tell_damaged(self, words: str) -> None:
        """Found while somebody works: they finish what they do, and what can be done is offered when they sign out."""
        then = self.tr("Finish what you are doing and sign out: the program offers then what can be done.")
        self._tell(self.tr("The clinic's records are damaged"), f"{words} {then}")

    def tell_what_is_lost(self) -> None:
        """The first who comes in learns what is missing since the program ran last."""
        clinic = self._clinic_now()
        if clinic is not None and clinic.lost_words and not self._has_told_lost:
            self._has_told_lost = True
            told = self._tell(self.tr("Something is missing since the last start"), clinic.lost_words)
            if told is not None:
                # Who ends the program under it has not read it.
                told.accepted.connect(lambda *_: clinic.lost_was_told())

    def _tell(self, heading: str, sentence: str) -> "ToldDialog | None":
        window = self._window_now()
        if window is None:
            return None
        from clinic_desktop.gui.rescue.told_dialog import ToldDialog

        dialog = ToldDialog(heading, sentence, window)
        dialog.open()
        return dialog
