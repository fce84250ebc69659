"""Handing a station over to another PC, and taking one over: a file, and a code that is said aloud."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.syncing import Enrolment
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class EnrolmentDialog(QDialog):
    """Shows the code large, once, and saves the file; closing it before that was done is asked for twice."""

    def __init__(self, enrolment: Enrolment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("{name} is ready to be set up").format(name=enrolment.name)
        self.setWindowTitle(self.tr("New station"))
        self._enrolment = enrolment
        self._may_close = False
        self.code = label(enrolment.code, Look.FIGURE)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setAccessibleName(self.tr("Code, letter by letter: {code}").format(code=" ".join(enrolment.code)))
        self.message = MessageLine()
        self.save_button = QPushButton(self.tr("Save the file…"))
        set_look(self.save_button, Look.PRIMARY)
        self.save_button.setDefault(True)
        self.done_button = QPushButton(self.tr("Close"))
        self.done_button.setAutoDefault(False)
        card = Card()
        card.body.addWidget(self.code)
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(title, Look.TITLE))
        layout.addWidget(label(self._steps(), wraps=True))
        layout.addWidget(card)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.done_button, self.save_button))
        layout.addStrut(_WIDTH)
        self.save_button.clicked.connect(lambda *_: self._choose())
        self.done_button.clicked.connect(self.reject)
        self.save_button.setFocus()

    def _steps(self) -> str:
        return self.tr(
            "Save the file and take it to the other PC, on a stick or over the network. There, choose “Connect this "
            "station” and type the code below. Say the code in person or on the telephone; never send it along with "
            "the file. It is not shown again."
        )

    def save(self, file: str) -> None:
        """Write the file; a disk that refuses is told of."""
        try:
            Path(file).write_text(self._enrolment.file_text, encoding="utf-8")
        except OSError:
            self.message.say(self.tr("The file cannot be written there. Choose another place."), MessageKind.ERROR)
            return
        self._may_close = True
        set_icon(self.save_button, Icon.CHECK, "on_accent")
        self.save_button.setText(self.tr("Saved"))
        self.message.say(
            self.tr("Saved as {file}. Now say the code.").format(file=Path(file).name), MessageKind.GOOD_TO_KNOW
        )

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("File for the new station"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._enrolment.name}.{SUFFIX}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _warns(self) -> bool:
        """Say once that closing loses code and file; whether that was said now."""
        if self._may_close:
            return False
        self._may_close = True
        words = self.tr("The file is not saved yet, and is gone with the code once this is closed. Close again to go.")
        self.message.say(words, MessageKind.WARNING)
        return True

    def reject(self) -> None:
        if not self._warns():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and self._warns():
            event.ignore()
            return
        super().closeEvent(event)


class ConnectDialog(QDialog):
    """Asks for the file and the code; the opener connects on `given` and calls refuse() or accept()."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Connect this station"))
        self._is_busy = False
        self.file = QLineEdit()
        self.file.setPlaceholderText(self.tr("The file that the administrator saved for this PC"))
        self.file_field = LabelledField(self.tr("Enrolment file"), self.file, keeps_room=True)
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("three groups of four letters and figures"))
        self.code.setMaxLength(_LONGEST_CODE)
        self.code.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD))
        self.code_field = LabelledField(self.tr("Code that you were told"), self.code, keeps_room=True)
        self.message = MessageLine()
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton(self.tr("Connect"))
        set_look(self.do_button, Look.PRIMARY)
        self.do_button.setDefault(True)
        self._lay_out()
        for field in (self.file_field, self.code_field):
            assert isinstance(field.control, QLineEdit)
            field.control.textEdited.connect(lambda *_, field=field: field.complain(""))
        self.choose_button.clicked.connect(lambda *_: self._choose())
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._request())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.file_field, 1)
        row.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = panel_of(self)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        layout.addWidget(
            label(
                self.tr(
                    "From then on this PC shares its records with the clinic’s other stations, and works on by itself "
                    "whenever they cannot be reached."
                ),
                wraps=True,
            )
        )
        layout.addLayout(row)
        layout.addWidget(self.code_field)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        layout.addStrut(_WIDTH)
        self.choose_button.setFocus()

    def refuse(self, error: ClinicError) -> None:
        """Say why it came to nothing; what was typed stays."""
        self._is_busy = False
        self.do_button.setText(self.tr("Connect"))
        field = error.field if isinstance(error, InvalidInput) else ""
        named = {"code": self.code_field, "file": self.file_field}.get(field)
        if named is None:
            self.message.say(error.sentence, MessageKind.ERROR)
            self.code.setFocus()
            self.code.selectAll()
        else:
            named.complain(error.sentence)
            named.control.setFocus()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Enrolment file of this station"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Enrolment files (*.{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _on_file_chosen(self, file: str) -> None:
        self.file.setText(file)
        self.file_field.complain("")
        self.code.setFocus()

    def _request(self) -> None:
        if self._is_busy:
            return
        self.message.clear()
        text = self._read()
        if text is None:
            return
        code = self.code.text().strip()
        if not code:
            self.code_field.complain(self.tr("Type the code that the administrator tells you."))
            self.code.setFocus()
            return
        self._is_busy = True
        self.do_button.setText(self.tr("Connecting…"))
        self.given.emit(text, code)

    def _read(self) -> str | None:
        """What is in the file; None when that cannot be known, which is said at the field."""
        name = self.file.text().strip()
        if not name:
            self.file_field.complain(self.tr("Choose the file that was saved for this PC."))
            self.choose_button.setFocus()
            return None
        try:
            with Path(name).open(encoding="utf-8") as file:
                return file.read(_LONGEST_FILE)
        except (OSError, UnicodeDecodeError):
            self.file_field.complain(self.tr("This file cannot be read. Is it the one that was saved for this PC?"))
            self.file.setFocus()
            return None


SUFFIX = "enrolment"
_WIDTH = 460
_LONGEST_CODE = 40
_LONGEST_FILE = 1_000_000
