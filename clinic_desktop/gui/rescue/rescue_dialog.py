"""The file is damaged: what was found, the ways there are, how far one is, and what came of it before it counts."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QPushButton, QRadioButton, QVBoxLayout, QWidget

from clinic_desktop.domain.backups import BackupPhase
from clinic_desktop.domain.bad_luck import Damage, Salvaged, SalvagePhase
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.backups.backup_words import day_and_time, phase_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_to_contents, foot_of, panel_of, scrolling
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.progress_line import ProgressLine
from clinic_desktop.gui.widgets.sides import mirrored


class RescueDialog(QDialog):
    """Nothing changes before "Put it in place": what is made lies beside the damaged file, which is kept in any case.

    `salvage_wanted` and `restore_wanted` are answered by show_salvaged(), show_restored() or refuse(), `place_wanted`
    by accept() or refuse(). `left` says that nothing is wanted, and whether something lies ready. `can_go_on` when the
    clinic could be opened all the same.
    """

    salvage_wanted = Signal()
    restore_wanted = Signal(str)
    place_wanted = Signal()
    stop_wanted = Signal()
    left = Signal(bool)

    def __init__(self, damage: Damage, *, can_go_on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The clinic's records are damaged"))
        self._damage = damage
        self._is_working = False
        self._is_staged = False
        self._warning = ""
        self._go_back_words = self.tr("Sign in all the same") if can_go_on else self.tr("Not now")
        self.message = MessageLine(kind=MessageKind.ERROR)
        self.salvage_button = QRadioButton(self.tr("Save what can be read"))
        self.restore_button = QRadioButton(self._restore_words())
        self._panel = panel_of(self)
        self._area, self._body = scrolling(self)
        self.ways = QWidget(self._body)
        self.outcome = label("", wraps=True)
        self.progress = ProgressLine()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.setAutoDefault(False)
        self.back_button = QPushButton()
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton()
        self.do_button.setDefault(True)
        set_look(self.do_button, Look.PRIMARY)
        self._lay_out()
        self.stop_button.clicked.connect(lambda *_: self.stop_wanted.emit())
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._go_on())
        self._show()

    def _restore_words(self) -> str:
        backup = self._damage.backup
        if backup is None:
            return ""
        when = day_and_time(backup.made_at, ZoneInfo(backup.zone))
        return self.tr("Restore the last backup, of {when}").format(when=when)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        ways = QVBoxLayout(self.ways)
        ways.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        ways.setSpacing(Space.XS)
        for button, is_offered, words in (
            (
                self.salvage_button,
                self._damage.can_be_salvaged,
                self.tr(
                    "All that can be read is copied into a new file. What stood on the damaged pages is put together "
                    "again from the audit log and the last backup, as far as they go. You see what was saved first."
                ),
            ),
            (
                self.restore_button,
                self._damage.backup is not None,
                self.tr("What was entered after that moment is not in it."),
            ),
        ):
            group.addButton(button)
            button.toggled.connect(lambda *_: self.do_button.setText(self._do_words()))
            about = label(words, Look.MUTED, wraps=True)
            about.setContentsMargins(*mirrored(Space.XL, Space.NONE, Space.NONE, Space.S))
            for each in (button, about):
                each.setVisible(is_offered)
                ways.addWidget(each)
        (self.salvage_button if self._damage.can_be_salvaged else self.restore_button).setChecked(True)
        contents = QVBoxLayout(self._body)
        contents.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        for part in (self.ways, self.outcome):
            contents.addWidget(part)
        contents.addStretch(1)
        self._panel.addWidget(label(self.windowTitle(), Look.TITLE))
        for widget in (self.message, self._area, self.progress, line()):
            self._panel.addWidget(widget)
        self._panel.addLayout(foot_of(self.stop_button, self.back_button, self.do_button))
        self.do_button.setFocus()

    def show_progress(self, done: float, phase: BackupPhase | SalvagePhase) -> None:
        """Show how far it is."""
        self.progress.show_progress(done, phase_words(phase) if isinstance(phase, BackupPhase) else self._phase(phase))

    def show_salvaged(self, salvaged: Salvaged) -> None:
        """Say what was saved and what was not."""
        self._warning = salvaged.accounts_sentence
        self._show_staged("\n".join(salvaged.sentences))
        if self._warning:
            self.back_button.setAutoDefault(True)
            self.back_button.setFocus()  # whoever presses Enter at once changes nothing

    def show_restored(self) -> None:
        """The backup is ready."""
        self._show_staged(
            self.tr(
                "The backup is ready and whole. Everybody has to sign in anew; an administrator connects this PC anew "
                "to the other stations, if there are any."
            )
        )

    def refuse(self, error: ClinicError) -> None:
        """Say why it came to nothing; nothing was changed."""
        self._is_working = self._is_staged = False
        self._show()
        self.message.say(error.sentence, MessageKind.ERROR)
        self._fit()

    def _show_staged(self, words: str) -> None:
        self._is_working, self._is_staged = False, True
        self.outcome.setText(words)
        self._show()
        self.do_button.setFocus()

    def _show(self) -> None:
        if self._is_staged and self._warning:
            self.message.say(f"{self._warning} {self._other_way()}", MessageKind.WARNING)
        elif self._is_staged:
            self.message.say(
                self.tr("It lies ready. The damaged file is kept aside when this takes its place."),
                MessageKind.GOOD_TO_KNOW,
            )
        else:
            kept = self.tr("Nothing is deleted: the damaged file is kept aside, whatever you choose.")
            self.message.say(f"{self._damage.words} {kept}", MessageKind.ERROR)
        self.ways.setVisible(not self._is_staged)
        self.ways.setEnabled(not self._is_working)
        self.outcome.setVisible(self._is_staged)
        for widget in (self.progress, self.stop_button):
            widget.setVisible(self._is_working)
        for button in (self.do_button, self.back_button):
            button.setVisible(not self._is_working)
        self.do_button.setEnabled(True)
        self.do_button.setText(self._do_words())
        self.back_button.setText(self.tr("Not now") if self._is_staged else self._go_back_words)
        self._fit()

    def _other_way(self) -> str:
        if self._damage.backup is None:
            return self.tr("“Not now” keeps everything as it is, and the damaged file is kept aside in any case.")
        when = day_and_time(self._damage.backup.made_at, ZoneInfo(self._damage.backup.zone))
        return self.tr(
            "“Not now” keeps everything as it is: the last backup, of {when}, may bring the accounts back."
        ).format(when=when)

    def _fit(self) -> None:
        fit_to_contents(self, self._panel, self._area, _WIDTH)

    def _do_words(self) -> str:
        if self._is_staged:
            return self.tr("Put it in place")
        return self.tr("Save what can be read") if self._saves else self.tr("Make the backup ready")

    @property
    def _saves(self) -> bool:
        return self.salvage_button.isChecked()

    def _phase(self, phase: SalvagePhase) -> str:
        return {
            SalvagePhase.READING: self.tr("Reading what can be read"),
            SalvagePhase.REBUILDING: self.tr("Putting together what cannot"),
            SalvagePhase.CHECKING: self.tr("Checking what was saved"),
        }[phase]

    def _go_on(self) -> None:
        if self._is_staged:
            self.do_button.setEnabled(False)
            self.place_wanted.emit()
            return
        self._is_working = True
        self._show()
        self.stop_button.setFocus()
        if self._saves:
            self.salvage_wanted.emit()
        elif self._damage.backup is not None:
            self.restore_wanted.emit(self._damage.backup.file)

    def reject(self) -> None:
        if self._is_working:
            self.stop_wanted.emit()
            return
        super().reject()
        self.left.emit(self._is_staged)


_WIDTH = 608
