"""A recovery code, shown once: printed or saved, and typed back so that it is known to be kept."""

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.backups import CodeMistyped, RecoveryCode
from clinic_desktop.domain.recovery_code import heard, is_whole
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.keys.code_pages import CodePages, code_text, heading
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class CodeCard(QWidget):
    """Shows a code and takes it back; `entered` is Return in the field."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = RecoveryCode("")
        self._clinic = ""
        self.code = label("", Look.FIGURE)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # it takes two lines if need be
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.print_button = QPushButton(self.tr("Print…"))
        self.save_button = QPushButton(self.tr("Save…"))
        for button, icon in ((self.print_button, Icon.PRINTER), (self.save_button, Icon.FILE_TEXT)):
            set_icon(button, icon)
            button.setAutoDefault(False)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("seven groups of four letters and figures"))
        self.typed.setMaxLength(_LONGEST)
        self.typed.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD))
        self.typed_field = LabelledField(
            self.tr("Type it back from your note"), self.typed, keeps_room=True, wraps=True
        )
        self.message = MessageLine()
        self._lay_out()
        self.print_button.clicked.connect(lambda *_: self._print())
        self.save_button.clicked.connect(lambda *_: self._ask_where())
        self.typed.returnPressed.connect(self.entered)
        self.typed.textEdited.connect(lambda *_: self.typed_field.complain(""))

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.code)
        keeping = QHBoxLayout()
        keeping.setSpacing(Space.S)
        keeping.addStretch(1)
        for button in (self.print_button, self.save_button):
            keeping.addWidget(button)
        keeping.addStretch(1)
        card.body.addLayout(keeping)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(card)
        layout.addWidget(self.message)
        layout.addWidget(self.typed_field)

    def show_code(self, code: RecoveryCode, clinic: str) -> None:
        """Show a code, and forget what was typed for another."""
        self._code, self._clinic = code, clinic
        self._show_lines()
        self.code.setAccessibleName(self.tr("Code, letter by letter: {code}").format(code=" ".join(code.code)))
        self.typed.clear()
        self.typed_field.complain("")

    @property
    def shown(self) -> str:
        """The code that is shown."""
        return self._code.code

    def check(self) -> bool:
        """Whether the code was typed back; complains at the field otherwise."""
        typed = self.typed.text()
        sentence = ""
        if not typed.strip():
            sentence = self.tr("Type the code, so that it is certain that your note is right.")
        elif not is_whole(typed):
            sentence = CodeMistyped().sentence
        elif heard(typed) != heard(self._code.code):
            sentence = self.tr("This is another code than the one shown above. Compare the two, group by group.")
        self.complain(sentence)
        return not sentence

    def complain(self, sentence: str) -> None:
        """Say what is wrong with what was typed."""
        self.typed_field.complain(sentence)
        if sentence:
            self.typed.setFocus()

    def save(self, file: str) -> None:
        """Save the code in a file that only its owner can read."""
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(code_text(self._code, self._clinic))
        except OSError:
            self.message.say(self.tr("The file cannot be written there. Choose another folder."), MessageKind.ERROR)
            return
        words = self.tr("Saved as {name}. Take it off this computer: it is of no use beside the records.")
        self.message.say(words.format(name=Path(file).name), MessageKind.GOOD_TO_KNOW)

    def _show_lines(self) -> None:
        """The code on one line, or on two where that is too long."""
        whole = self._code.code
        room = self.width() - 2 * Space.L
        is_wide = self.code.fontMetrics().horizontalAdvance(whole) <= room
        groups = whole.split("-")
        half = (len(groups) + 1) // 2
        two = f"{'-'.join(groups[:half])}\n{'-'.join(groups[half:])}"
        self.code.setText(whole if is_wide else two)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Save the recovery code"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Text (*.txt)"))
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.selectFile(f"{heading()}.{_SUFFIX}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from clinic_desktop.gui.paper.printing import PrintJob, has_printer, printer_for

        if not has_printer():
            words = self.tr("This computer knows no printer. Save the code, or write it down by hand.")
            self.message.say(words, MessageKind.WARNING)
            return
        pages = CodePages(self._code, self._clinic)
        printer = printer_for(pages, heading())
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: PrintJob(printer, pages, self._on_printed, self))
        QDialog.open(dialog)

    def _on_printed(self, well: bool) -> None:
        if well:
            self.message.say(self.tr("Sent to the printer."), MessageKind.GOOD_TO_KNOW)
        else:
            words = self.tr("The printer did not take it. Look whether it is on, and print again.")
            self.message.say(words, MessageKind.ERROR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lines()


_LONGEST = 60
_SUFFIX = "txt"
