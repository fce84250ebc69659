"""What every page of the patient's desk is: large, in the language chosen at its foot, and gone with the person."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class DeskPage(QWidget):
    """One page in the frame of the desk, made when it is gone to and destroyed when it is left.

    `done` leads back to the page before it and `go` to the page of that name; `retitled` tells that title or subtitle
    is another now. The frame shows these, the way back, the languages and the countdown, and scrolls what is too long.
    """

    done = Signal()
    go = Signal(str)
    retitled = Signal()

    def title(self) -> str:
        """What stands large above the page."""
        return ""

    def subtitle(self) -> str:
        """What stands smaller below the title; none when empty."""
        return ""

    def retranslate(self) -> None:
        """Say everything anew: another language was chosen. What was typed stays."""

    def focus_first(self) -> None:
        """Put the focus where the person begins; called whenever the page comes to the front."""

    def step_back(self) -> bool:
        """Go one step back within the page; False when that would lead out of it, which the frame does then."""
        return False

    def take_slip(self, appointment_id: UUID) -> bool:
        """A slip was read by the scanner; False when the page has no use for it."""
        return False
