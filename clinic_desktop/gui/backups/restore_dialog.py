"""Restoring a backup: choosing it, looking at what is in it, making it ready, and putting it in place."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.backups import BackupPhase, Looked, Staged
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.gui.backups.backup_facts import BackupFactsCard
from clinic_desktop.gui.backups.backup_words import day_and_time, held_messages_words, phase_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of, whole_if_there_is_room
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.progress_line import ProgressLine


class RestoreDialog(QDialog):
    """One button goes from step to step; nothing changes before the last one.

    `look_wanted` and `stage_wanted` bring the file and the code; they are answered by show_looked() and show_staged(),
    or by refuse(). `place_wanted` brings what is to take the place of the records in use. `stop_wanted` ends the
    making, `left` says that it is not wanted any more, with what was made ready, if anything was.
    """

    look_wanted = Signal(str, str)
    stage_wanted = Signal(str, str)
    place_wanted = Signal(object)
    stop_wanted = Signal()
    left = Signal(object)

    def __init__(self, zone: ZoneInfo, file: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Restore a backup"))
        self._zone = zone
        self._looked: Looked | None = None
        self._staged: Staged | None = None
        self._is_staging = False
        self.file = QLineEdit(file)
        self.file.setPlaceholderText(self.tr("A file whose name ends in .backup"))
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.file_field = LabelledField(self.tr("Backup"), self.file, beside=self.choose_button)
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("Only for a backup of another PC: seven groups of four"))
        self.code_field = LabelledField(self.tr("Recovery code"), self.code)
        self.facts = BackupFactsCard()
        self.about = label("", wraps=True)
        self.message = MessageLine(kind=MessageKind.ERROR)
        self.progress = ProgressLine()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.setAutoDefault(False)
        self.back_button = QPushButton(self.tr("Keep everything as it is"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton()
        self.do_button.setDefault(True)
        self._lay_out()
        self.choose_button.clicked.connect(lambda *_: self._choose())
        self.stop_button.clicked.connect(lambda *_: self.stop_wanted.emit())
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._go_on())
        for field in (self.file, self.code):
            field.textEdited.connect(lambda *_: self._begin_anew())
        self._show()

    def _lay_out(self) -> None:
        working = QHBoxLayout()
        working.setSpacing(Space.M)
        working.addWidget(self.progress, 1)
        working.addWidget(self.stop_button)
        layout = panel_of(self)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        area, fields = whole_if_there_is_room(self)
        for widget in (self.file_field, self.code_field, self.facts, self.about):
            fields.addWidget(widget)
        for part in (area, self.message):
            layout.addWidget(part)
        layout.addLayout(working)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        layout.addStrut(_WIDTH)
        (self.do_button if self.file.text() else self.choose_button).setFocus()

    def show_looked(self, looked: Looked) -> None:
        """Say what is in the backup."""
        self._looked = looked
        self.facts.show_looked(looked, self._zone)
        self._show()

    def show_progress(self, done: float, phase: BackupPhase) -> None:
        """Show how far the making is."""
        self.progress.show_progress(done, phase_words(phase))

    def show_staged(self, staged: Staged) -> None:
        """The backup is ready to take the place of the records in use."""
        self._is_staging = False
        self._staged = staged
        self._show()

    def refuse(self, error: ClinicError) -> None:
        """Say why it came to nothing; what was typed stays."""
        self._is_staging = False
        self.do_button.setEnabled(True)
        field = {"code": self.code_field, "file": self.file_field}.get(
            error.field if isinstance(error, InvalidInput) else ""
        )
        self._show()
        if field is None:
            self.message.say(error.sentence, MessageKind.ERROR)
            return
        field.complain(error.sentence)
        field.control.setFocus()

    def _begin_anew(self) -> None:
        self._looked = None
        for field in (self.file_field, self.code_field):
            field.complain("")
        self._show()

    def _show(self) -> None:
        looked, staged = self._looked, self._staged
        self.message.clear()
        for field in (self.file_field, self.code_field):
            field.setEnabled(not self._is_staging and staged is None)
        self.facts.setVisible(looked is not None)
        self.about.setText(self._about())
        self.about.setVisible(looked is not None)
        for widget in (self.progress, self.stop_button):
            widget.setVisible(self._is_staging)
        self.do_button.setVisible(not self._is_staging)
        self.do_button.setEnabled(True)
        if staged is not None:
            self.do_button.setText(self.tr("Put it in place and sign everybody out"))
        elif looked is not None:
            self.do_button.setText(self.tr("Make it ready"))
        else:
            self.do_button.setText(self.tr("Look at what is in it"))
        set_look(self.do_button, Look.DANGER if staged is not None else Look.PRIMARY)
        self.back_button.setVisible(not self._is_staging)

    def _about(self) -> str:
        if self._looked is None:
            return ""
        if self._staged is None:
            return self.tr(
                "It is made ready beside the records in use, which everybody works on with meanwhile. Nothing changes "
                "before you say so once more."
            )
        words = self.tr(
            "It is ready and whole. What was done here after {when} is not in it: the records in use are kept aside, "
            "and stand in the list of backups. Everybody has to sign in anew."
        ).format(when=day_and_time(self._looked.backup.made_at, self._zone))
        if self._staged.sends_messages:
            words += " " + held_messages_words()
        if self._staged.was_connected:
            words += " " + self.tr(
                "This PC is not connected to the other stations then: an administrator connects it anew under “Sync "
                "and stations”, and it gets what was done there since."
            )
        return words

    def _go_on(self) -> None:
        self.message.clear()
        file, code = self.file.text().strip(), self.code.text().strip()
        if self._staged is not None:
            staged, self._staged = self._staged, None
            self.place_wanted.emit(staged)
            self.accept()
        elif not file:
            self.file_field.complain(self.tr("Choose a backup."))
            self.choose_button.setFocus()
        elif self._looked is None:
            self.do_button.setEnabled(False)
            self.look_wanted.emit(file, code)
        else:
            self._is_staging = True
            self._show()
            self.stage_wanted.emit(file, code)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Backup to be restored"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Backups (*.backup)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, file: str) -> None:
        self.file.setText(file)
        self._begin_anew()
        self.do_button.setFocus()

    def reject(self) -> None:
        if self._is_staging:
            self.stop_wanted.emit()
            return
        staged, self._staged = self._staged, None
        self.left.emit(staged)
        super().reject()


_WIDTH = 560
