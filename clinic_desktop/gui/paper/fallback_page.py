"""Where this computer keeps the week on paper, for the day on which it does not start."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.paper.fallback import CSV_NAME, EVERY_MINUTES, PDF_NAME, PaperFallback
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class PaperFallbackPage(Page):
    """Names the folder, writes to it at once, and says when that was done last."""

    def __init__(
        self, workplace: Workplace, station: SettingsFile, fallback: PaperFallback, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self._station = station
        self._fallback = fallback
        self.set_title(self.tr("Paper for emergencies"))
        self.folder = QLineEdit(station.read().paper_folder)
        self.folder.setPlaceholderText(self.tr("No folder yet: nothing is written"))
        self.folder_field = LabelledField(self.tr("Folder"), self.folder, keeps_room=True)
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.save_button = QPushButton(self.tr("Save and write now"))
        self.stop_button = QPushButton(self.tr("Stop writing"))
        self.message = MessageLine()
        set_look(self.save_button, Look.PRIMARY)
        self._lay_out()
        self.choose_button.clicked.connect(lambda *_: self._choose())
        self.save_button.clicked.connect(lambda *_: self._save())
        self.folder.returnPressed.connect(self._save)
        self.folder.textEdited.connect(lambda *_: self.folder_field.complain(""))
        self.stop_button.clicked.connect(lambda *_: self._stop())
        fallback.written.connect(self._on_written)
        fallback.failed.connect(lambda problem: self.message.say(problem, MessageKind.ERROR))
        self._show_state()

    def cares(self, changes: Changes) -> bool:
        return False

    def _lay_out(self) -> None:
        words = self.tr(
            "Every {minutes} minutes, while somebody is signed in, this computer writes the coming week as “{pdf}” and "
            "“{csv}” into a folder. Choose one on another computer or on a drive that is kept near the desk: with it "
            "the clinic works on when this computer does not."
        ).format(minutes=EVERY_MINUTES, pdf=PDF_NAME, csv=CSV_NAME)
        warning = self.tr(
            "Both files hold patients' names and telephone numbers and are not encrypted. Only those who work at the "
            "front desk should be able to open the folder."
        )
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.folder_field, 1)
        row.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.stop_button)
        buttons.addStretch(1)
        mind = MessageLine()
        mind.say(warning, MessageKind.WARNING, aloud=False)
        card = Card()
        for part in (label(words, wraps=True), mind):
            card.body.addWidget(part)
        card.body.addLayout(row)
        card.body.addLayout(buttons)
        card.body.addWidget(self.message)
        area, floor = scrolling(self)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label(self.title, Look.TITLE))
        column.addWidget(card)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(area)
        self.setFocusProxy(self.folder)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the week on paper"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _save(self) -> None:
        folder = self.folder.text().strip()
        if not folder or not Path(folder).is_absolute():
            self.folder_field.complain(self.tr("Name the whole folder, or choose it."))
            self.folder.setFocus()
            return
        self._keep(folder, self._fallback.write)

    def _stop(self) -> None:
        self.folder.clear()
        words = self.tr("Nothing is written any more. What lies there stays.")
        self._keep("", lambda: self.message.say(words, MessageKind.GOOD_TO_KNOW))

    def _keep(self, folder: str, then: Callable[[], object]) -> None:
        def store() -> bool:
            try:
                self._station.write(self._station.read()._replace(paper_folder=folder))
            except OSError:
                return False
            return True

        def on_stored(is_stored: bool) -> None:
            if is_stored:
                self._show_state()
                then()
            else:
                self.message.say(self.tr("This setting cannot be stored: the disk refuses."), MessageKind.ERROR)

        self.workplace.runner.run(store, done=on_stored, owner=self)

    def _show_state(self) -> None:
        self.stop_button.setEnabled(bool(self._station.read().paper_folder))

    def _on_written(self, at: datetime) -> None:
        when = clock(wall_time(at, self.workplace.zone))
        self.message.say(self.tr("Written at {time}.").format(time=when), MessageKind.GOOD_TO_KNOW)
