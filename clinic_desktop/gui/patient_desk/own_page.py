"""What every page of a signed-in patient stands on: whose it is, one message, and one content that is made anew."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.own_visits import OwnVisit
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_parts import DeskMessage
from clinic_desktop.gui.patient_desk.own_parts import area_of, column, reveal
from clinic_desktop.gui.patient_desk.own_words import refusal_words
from clinic_desktop.gui.widgets.message_line import MessageKind

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


@dataclass(kw_only=True)
class OwnRoom:
    """What the pages of one signed-in patient share; `visit` is the appointment that was chosen last.

    `is_kiosk`: on the screen of the desk nobody may be led to the files of the computer.
    """

    workplace: "Workplace"
    is_kiosk: bool
    visit: OwnVisit | None = None


class OwnPage(DeskPage):
    """A page of a signed-in patient.

    `load()` fetches what it shows, when it is first shown and after news that it `cares` for; `fill()` makes the
    content from what was fetched, again in another language.
    """

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room
        self.workplace = room.workplace
        self.message = DeskMessage()
        self._content: QWidget | None = None
        self._is_loaded = False
        self._rows = column(self, space=Space.XL)
        self._rows.addWidget(self.message)
        self._rows.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.load)
        self.workplace.news.changed.connect(self._on_news)

    def load(self) -> None:
        """Fetch what the page shows; overridden where there is anything."""

    def fill(self) -> None:
        """Make the content anew, in the language of the moment."""

    def cares(self, changes: Changes) -> bool:
        """Whether a commit concerns what the page shows."""
        return False

    def show_content(self, content: QWidget) -> None:
        """Let this be what the page shows below its message."""
        before, self._content = self._content, content
        self._rows.insertWidget(1, content)
        if before is not None:
            self._rows.removeWidget(before)
            before.hide()
            before.deleteLater()

    def refuse(self, error: ClinicError) -> None:
        """Say why something was not done."""
        self.say(refusal_words(error, self.workplace.settings), MessageKind.ERROR)

    def say(self, sentence: str, kind: MessageKind = MessageKind.GOOD_TO_KNOW) -> None:
        """Tell something above the content, and let it be seen."""
        self.message.say(sentence, kind)
        reveal(self.message)

    def to_the_top(self) -> None:
        """Let another content be seen from its beginning."""
        area = area_of(self)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        self.message.clear()
        if self._content is not None:
            self.fill()
        self.retitled.emit()

    def _on_news(self, changes: Changes) -> None:
        if self.cares(changes):
            self._is_loaded = False
            if self.isVisible():
                self._is_loaded = True
                self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_loaded:
            self._is_loaded = True
            self.load()
