"""How this station stands with the others, and what can be done about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.sync_words import (
    clock_look,
    mode_icon,
    mode_token,
    mode_word,
    moment_words,
    safe_words,
    waiting_words,
)
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.pill import Pill
from clinic_desktop.gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace

_LOST = (SyncMode.REVOKED, SyncMode.CLONED)


class StationCard(Card):
    """State, queue, last contact and the progress of a first sync; what its buttons want is done by the page."""

    connect_wanted = Signal()
    make_wanted = Signal()
    sync_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.name = ""
        self.pill = Pill()
        self.about = label("", wraps=True)
        self.progress = ProgressLine()
        self.message = MessageLine()
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        self.connect_button = QPushButton(self.tr("Connect this station…"))
        self.make_button = QPushButton(self.tr("Make a station…"))
        self.make_button.setToolTip(self.tr("With your own login at the shared server: a file and a code for this PC"))
        self.sync_button = QPushButton(self.tr("Sync now"))
        self.pause_button = QPushButton(self.tr("Pause"))
        self.leave_button = QPushButton(self.tr("Leave the other stations…"))
        set_look(self.connect_button, Look.PRIMARY)
        set_look(self.leave_button, Look.DANGER)
        self._buttons = (
            self.connect_button,
            self.make_button,
            self.sync_button,
            self.pause_button,
            self.leave_button,
        )
        self._lay_out()
        self.connect_button.clicked.connect(lambda *_: self.connect_wanted.emit())
        self.make_button.clicked.connect(lambda *_: self.make_wanted.emit())
        self.sync_button.clicked.connect(lambda *_: self.sync_wanted.emit())
        self.pause_button.clicked.connect(lambda *_: self._on_pause())
        self.leave_button.clicked.connect(lambda *_: self.leave_wanted.emit())
        self.show_state(workplace.sync.state)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(label(self.tr("This station"), Look.HEADING), 1)
        head.addWidget(self.pill)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for name, caption in (
            ("name", self.tr("Name")),
            ("since", self.tr("Since")),
            ("contact", self.tr("Last contact")),
            ("waiting", self.tr("Waiting to be sent")),
            ("clock", self.tr("Clock")),
        ):
            what, fact = label(caption, Look.MUTED), label("", wraps=True)
            row = grid.rowCount()
            grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, row, 1)
            self._facts[name] = (what, fact)
        buttons = FlowLayout()
        for button in self._buttons:
            buttons.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self.body.addLayout(grid)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.message)
        self.body.addLayout(buttons)

    def fact(self, name: str) -> str:
        """What stands beside a caption ("name", "since", "contact", "waiting", "clock"); empty where nothing does."""
        what, fact = self._facts[name]
        return "" if what.isHidden() else fact.text()

    def show_state(self, state: SyncState) -> None:
        """Show how the station stands."""
        is_on = state.mode is not SyncMode.OFF
        self.pill.show_words(mode_word(state.mode), token=mode_token(state.mode), icon=mode_icon(state))
        self.about.setText(self._about(state))
        self.about.setVisible(not state.sentence)
        self._show_facts(state)
        self.progress.setVisible(state.mode is SyncMode.FIRST)
        if state.mode is SyncMode.FIRST:
            words = self.tr("{share} % is here, and can be looked at already")
            self.progress.show_progress(state.done, words.format(share=int(state.done * 100)))
        is_lost = state.mode in _LOST
        is_grave = is_lost or state.mode is SyncMode.NOT_PROVEN
        self.message.say(state.sentence if is_on else "", MessageKind.ERROR if is_grave else MessageKind.WARNING)
        had_keyboard = next((button for button in self._buttons if button.hasFocus()), None)
        self.connect_button.setVisible(not is_on or is_lost)
        self.make_button.setVisible(not is_on)
        self.sync_button.setVisible(is_on and not is_lost and state.mode is not SyncMode.PAUSED)
        self.pause_button.setVisible(is_on and not is_lost)
        self.pause_button.setText(self.tr("Go on") if state.mode is SyncMode.PAUSED else self.tr("Pause"))
        self.leave_button.setVisible(is_on)
        if had_keyboard is not None and had_keyboard.isHidden():
            self.take_focus()  # else Qt goes to whatever comes next, which may be the way out

    def take_focus(self) -> None:
        """Go to the first thing that can be done."""
        shown = next((button for button in self._buttons if not button.isHidden()), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, state: SyncState) -> str:
        match state.mode:
            case SyncMode.OFF:
                return self.tr(
                    "This PC keeps its records by itself. Connected to a shared server, several PCs work as one "
                    "clinic: what one desk books, the others show at once, and each works on when the network is gone. "
                    "Whoever runs the server sets it up once (clinic-desktop hub init); then each PC gets a file and a "
                    "code."
                )
            case SyncMode.FIRST:
                return self.tr(
                    "This station fetches the clinic’s records for the first time. You can work meanwhile; should it "
                    "be switched off, it goes on where it stopped."
                )
            case SyncMode.PAUSED:
                return self.tr("Nothing is sent and nothing fetched until you let it go on. Work goes on here.")
            case SyncMode.OFFLINE:
                return self.tr("The shared server cannot be reached. Everything works on; it is tried again by itself.")
            case SyncMode.NOT_PROVEN:
                return self.tr("Another server answers than the clinic’s. Nothing is sent to it; everything works on.")
            case SyncMode.PROGRAM_TOO_OLD:
                return self.tr("The other stations run a newer program. Update this PC, and it joins them again.")
            case SyncMode.REVOKED | SyncMode.CLONED:
                return self.tr("This station is cut off from the others. To join them again it needs a new file.")
            case _:
                return self.tr("What is done here is seen at the other stations at once.")

    def _show_facts(self, state: SyncState) -> None:
        zone, today = self._workplace.zone, self._workplace.today()
        is_on = state.mode is not SyncMode.OFF
        clock = clock_look(state)
        waits = waiting_words(state.waiting) or self.tr("nothing")
        if state.mode in (*_LOST, SyncMode.PROGRAM_TOO_OLD):
            waits = safe_words(state.waiting) or waits
        contact = self.tr("not yet") if state.contact_at is None else moment_words(state.contact_at, zone, today)
        for name, words in (
            ("name", self.name),
            ("since", "" if state.since is None or not is_on else moment_words(state.since, zone, today)),
            ("contact", contact if is_on else ""),
            ("waiting", waits if is_on else ""),
            ("clock", "" if clock is None else clock.words),
        ):
            what, fact = self._facts[name]
            fact.setText(breakable(words))
            what.setVisible(bool(words))
            fact.setVisible(bool(words))

    def _on_pause(self) -> None:
        if self._workplace.sync.state.mode is SyncMode.PAUSED:
            self.resume_wanted.emit()
        else:
            self.pause_wanted.emit()
