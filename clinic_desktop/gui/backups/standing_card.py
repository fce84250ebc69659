"""How automatic backups stand, and what can be done about them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from clinic_desktop.domain.backups import DAYS_KEPT, MONTHS_KEPT, WEEKS_KEPT, BackupPhase, BackupStanding
from clinic_desktop.gui.backups.backup_words import phase_words, when_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.pill import Pill
from clinic_desktop.gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class StandingCard(Card):
    """State, last backup, folder and what is kept; what its buttons want is done by the page."""

    switch_on_wanted = Signal()
    again_wanted = Signal()
    make_wanted = Signal()
    stop_wanted = Signal()
    folder_wanted = Signal()
    code_wanted = Signal()
    switch_off_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.standing: BackupStanding | None = None
        self.is_working = False
        self.pill = Pill()
        self.about = label("", wraps=True)
        self.problem = MessageLine(kind=MessageKind.ERROR)
        self.same_disk = MessageLine(kind=MessageKind.WARNING)
        self.progress = ProgressLine()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.on_button = QPushButton(self.tr("Switch backups on…"))
        self.again_button = QPushButton(self.tr("Switch on with the code you have"))
        self.make_button = QPushButton(self.tr("Back up now"))
        self.folder_button = QPushButton(self.tr("Change the folder…"))
        self.code_button = QPushButton(self.tr("New recovery code…"))
        self.off_button = QPushButton(self.tr("Switch off"))
        for button in (self.on_button, self.make_button):
            set_look(button, Look.PRIMARY)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        self._lay_out()
        for button, wanted in (
            (self.on_button, self.switch_on_wanted),
            (self.again_button, self.again_wanted),
            (self.make_button, self.make_wanted),
            (self.stop_button, self.stop_wanted),
            (self.folder_button, self.folder_wanted),
            (self.code_button, self.code_wanted),
            (self.off_button, self.switch_off_wanted),
        ):
            button.clicked.connect(lambda *_, wanted=wanted: wanted.emit())
        self.show_working(working=False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(label(self.tr("Automatic backups"), Look.HEADING), 1)
        head.addWidget(self.pill)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for name, caption in (
            ("last", self.tr("Last good backup")),
            ("folder", self.tr("Folder")),
            ("kept", self.tr("Kept")),
        ):
            what, fact = label(caption, Look.MUTED), label("", wraps=True)
            row = grid.rowCount()
            grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, row, 1)
            self._facts[name] = (what, fact)
        working = QHBoxLayout()
        working.setSpacing(Space.M)
        working.addWidget(self.progress, 1)
        working.addWidget(self.stop_button)
        buttons = FlowLayout()
        for button in (
            self.on_button,
            self.make_button,
            self.again_button,
            self.folder_button,
            self.code_button,
            self.off_button,
        ):
            buttons.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self.body.addWidget(self.problem)
        self.body.addLayout(grid)
        self.body.addWidget(self.same_disk)
        self.body.addLayout(working)
        self.body.addLayout(buttons)

    def fact(self, name: str) -> str:
        """What stands beside a caption ("last", "folder", "kept"); empty where nothing does."""
        what, fact = self._facts[name]
        return "" if what.isHidden() else fact.text()

    def show_standing(self, standing: BackupStanding) -> None:
        """Show how backups stand."""
        is_same = standing == self.standing
        self.standing = standing
        here = self._workplace
        words, token, icon = self._state_of(standing)
        self.pill.show_words(words, token=token, icon=icon)
        facts = {
            "last": when_words(standing.last_good_at, here.zone, here.today()),
            "folder": breakable(standing.folder) if standing.is_on else "",
            "kept": self._kept() if standing.is_on else "",
        }
        for name, (what, fact) in self._facts.items():
            fact.setText(facts[name])
            for each in (what, fact):
                each.setVisible(bool(facts[name]))
        if not is_same:
            self.about.setText(self._about(standing))
            self.problem.say(self._problem(standing), aloud=False)
            self.same_disk.say(self._same_disk(standing), aloud=False)
        self._show_buttons()

    def show_working(self, *, working: bool) -> None:
        """Show that a backup is being made or checked, or that it is over."""
        self.is_working = working
        self.progress.setVisible(working)
        self.stop_button.setVisible(working)
        self._show_buttons()

    def show_progress(self, done: float, phase: BackupPhase) -> None:
        """Show how far it is."""
        self.progress.show_progress(done, phase_words(phase))

    def take_focus(self) -> None:
        """Take the keyboard to the first button."""
        buttons = (self.stop_button, self.on_button, self.make_button)
        first = next((button for button in buttons if button.isVisible()), None)
        if first is not None:
            first.setFocus()

    def _show_buttons(self) -> None:
        standing = self.standing
        is_on = standing is not None and standing.is_on
        has_code = standing is not None and standing.has_code
        self.on_button.setVisible(standing is not None and not is_on)
        self.again_button.setVisible(has_code and not is_on)
        for button in (self.make_button, self.folder_button, self.code_button, self.off_button):
            button.setVisible(is_on)
        self.make_button.setEnabled(not self.is_working and standing is not None and not standing.is_running)

    def _state_of(self, standing: BackupStanding) -> tuple[str, str, Icon]:
        if not standing.is_on:
            return self.tr("Off"), "danger", Icon.OCTAGON_ALERT
        if standing.is_running:
            return self.tr("Being made"), "booked", Icon.HOURGLASS
        if standing.is_overdue:
            return self.tr("Overdue"), "danger", Icon.OCTAGON_ALERT
        if standing.failure:
            return self.tr("The last one failed"), "arrived", Icon.TRIANGLE_ALERT
        if standing.last_good_at is None:
            return self.tr("The first is to come"), "done", Icon.CLOCK
        return self.tr("On"), "confirmed", Icon.CIRCLE_CHECK

    def _about(self, standing: BackupStanding) -> str:
        if standing.is_on:
            return self.tr(
                "A backup is made every day while the program runs and people work on, and put back on trial at once. "
                "It is encrypted: this PC opens it with its own key, every other PC with the recovery code."
            )
        words = self.tr(
            "Nothing is backed up. Switched on, the program makes an encrypted backup every day while people work, and "
            "puts it back on trial at once."
        )
        if standing.has_code:
            return f"{words} {self.tr('The recovery code that you have restores the clinic on any PC.')}"
        return f"{words} {self.tr('You get a recovery code, with which the clinic can be restored on any PC.')}"

    def _problem(self, standing: BackupStanding) -> str:
        if not standing.is_on or not standing.failure:
            return ""
        here = self._workplace
        when = when_words(standing.failed_at, here.zone, here.today())
        return self.tr("{when}: {what} It is tried again every hour.").format(when=when, what=standing.failure)

    def _same_disk(self, standing: BackupStanding) -> str:
        if not standing.is_on or not standing.is_same_disk:
            return ""
        return self.tr(
            "This folder lies on the same disk as the records: if that disk breaks, both are lost. Choose a folder on "
            "another disk, a stick, or a network drive."
        )

    def _kept(self) -> str:
        words = self.tr("All of the last day, then the last of {days} days, {weeks} weeks and {months} months")
        return words.format(days=DAYS_KEPT, weeks=WEEKS_KEPT, months=MONTHS_KEPT)
