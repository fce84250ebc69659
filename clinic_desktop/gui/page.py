"""What every page of a window is: a title, commands, what stands beside it, and how it takes the news."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.actions import Command
from clinic_desktop.gui.widgets.divide import DividePlace
from clinic_desktop.gui.workplace import Workplace


class Page(QWidget):
    """One page of a window.

    It loads its rows in `reload()`, which is called when the page is first shown and after news that it `cares` for;
    a hidden page only remembers that it is stale and reloads when it is shown.
    """

    title_changed = Signal(str)
    figures_changed = Signal(str)
    side_changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self._title = ""
        self._figures = ""
        self._navigation: QWidget | None = None
        self._is_stale = True
        # News of one turn of the event loop (an import, an undo of many) makes one reload.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._on_reload_due)
        workplace.news.changed.connect(self.on_news)

    @property
    def title(self) -> str:
        """What the window is called while the page is shown; never holds a patient's name."""
        return self._title

    def set_title(self, title: str) -> None:
        """Change the title, here and wherever it is shown."""
        if title != self._title:
            self._title = title
            self.title_changed.emit(title)

    @property
    def figures(self) -> str:
        """How what the page shows stands, for the foot of the window while the page is shown; mostly nothing."""
        return self._figures

    def set_figures(self, words: str) -> None:
        """Change the figures, here and wherever they are shown."""
        self._figures = words
        self.figures_changed.emit(words)

    @property
    def is_stale(self) -> bool:
        """Whether what the page shows may be old."""
        return self._is_stale

    def commands(self) -> Sequence[Command]:
        """The commands that can be used while this page is shown."""
        return ()

    def toolbar_widgets(self) -> Sequence[QWidget]:
        """What stands in the toolbar, from its beginning, while this page is shown."""
        return ()

    def stand_beside(self, navigation: QWidget) -> None:
        """Show the way to the other pages at the left."""
        self._navigation = navigation

    def left_side(self) -> QWidget | None:
        """What stands at the left of the page, made once."""
        return self._navigation

    def right_side(self) -> QWidget | None:
        """What stands at the right of the page, made once."""
        return None

    def right_side_rests(self) -> bool:
        """Whether what stands at the right has nothing to say now; `side_changed` tells when that is another matter.

        A narrow window leaves it out then.
        """
        return False

    def divides(self) -> Sequence[DividePlace]:
        """Where the page can be divided elsewhere, for the window to keep."""
        return ()

    def cares(self, changes: Changes) -> bool:
        """Whether a commit concerns what this page shows."""
        return True

    def reload(self) -> None:
        """Fetch the rows anew; overridden by pages that show any."""

    def show_appointment(self, line: AppointmentLine) -> bool:
        """Show an appointment that was found elsewhere; False when appointments are none of this page's business."""
        return False

    def show_patient(self, patient_id: UUID) -> bool:
        """As `show_appointment`, for a patient."""
        return False

    def load(self) -> None:
        """Fetch the rows if they may be old: the page is shown, or will be in a moment."""
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def mark_stale(self) -> None:
        """Reload soon if shown, otherwise when shown next."""
        self._is_stale = True
        if self.isVisible():
            self._soon.start()

    def on_news(self, changes: Changes) -> None:
        """A commit was stored, here or at another station."""
        if self.cares(changes):
            self.mark_stale()

    def _on_reload_due(self) -> None:
        if self.isVisible():
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()
