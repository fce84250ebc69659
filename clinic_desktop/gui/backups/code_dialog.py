"""Switching backups on: where they go, the recovery code shown once, and the same code typed back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of, whole_if_there_is_room
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class CodeDialog(QDialog):
    """Shows a new code; the opener makes it the one of later backups on `given` and calls refuse() or accept().

    `given` brings the code as it was typed, and the folder. With `is_new_one` backups are on, and keep their folder.
    """

    given = Signal(str, str)

    def __init__(
        self, code: RecoveryCode, folder: str, *, is_new_one: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New recovery code") if is_new_one else self.tr("Switch backups on"))
        self._is_new_one = is_new_one
        self.folder = QLineEdit(folder)
        self.choose_button = QPushButton(self.tr("Choose…"))
        self.choose_button.setAutoDefault(False)
        self.folder_field = LabelledField(self.tr("Folder for the backups"), self.folder, beside=self.choose_button)
        self.code = label(code.code, Look.FIGURE)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setAccessibleName(self.tr("Code, letter by letter: {code}").format(code=" ".join(code.code)))
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("seven groups of four letters and figures"))
        self.typed.setMaxLength(_LONGEST)
        self.typed.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD))
        self.typed_field = LabelledField(
            self.tr("Type it back from your note"), self.typed, keeps_room=True, wraps=True
        )
        self.message = MessageLine(kind=MessageKind.ERROR)
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton(self.tr("Use this code") if is_new_one else self.tr("Switch backups on"))
        set_look(self.do_button, Look.PRIMARY)
        self.do_button.setDefault(True)
        self._lay_out()
        self.choose_button.clicked.connect(lambda *_: self._choose())
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._give())
        for field in (self.folder_field, self.typed_field):
            assert isinstance(field.control, QLineEdit)
            field.control.textEdited.connect(lambda *_, field=field: field.complain(""))

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.code)
        layout = panel_of(self)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        if self._is_new_one:
            self.folder_field.hide()
        area, fields = whole_if_there_is_room(self)
        fields.addWidget(self.folder_field)
        fields.addWidget(label(self.tr("This is the recovery code. Write it down now: it is not shown again.")))
        fields.addWidget(card)
        fields.addWidget(label(self._meaning(), wraps=True))
        fields.addWidget(self.typed_field)
        layout.addWidget(area)
        layout.addWidget(self.message)
        layout.addSpacing(Space.XS)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        layout.addStrut(_WIDTH)
        self.typed.setFocus()

    def _meaning(self) -> str:
        words = self.tr(
            "Whoever has a backup and this code can read every record; without the code, no other PC can open a "
            "backup. Keep the note in a safe, and not beside the backups."
        )
        if self._is_new_one:
            words += " " + self.tr("Backups that were made until now keep their earlier code.")
        return words

    def refuse(self, error: ClinicError) -> None:
        """Say why it came to nothing; what was typed stays."""
        self.do_button.setEnabled(True)
        named = {"code": self.typed_field, "folder": self.folder_field}
        field = named.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self.message.say(error.sentence, MessageKind.ERROR)
            return
        field.complain(error.sentence)
        field.control.setFocus()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the backups"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _give(self) -> None:
        self.message.clear()
        if not self.typed.text().strip():
            self.typed_field.complain(self.tr("Type the code, so that it is certain that your note is right."))
            self.typed.setFocus()
            return
        self.do_button.setEnabled(False)
        self.given.emit(self.typed.text(), self.folder.text())


_WIDTH = 520
_LONGEST = 60
