"""A step that asks for a file and the code that goes with it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import TextSize, Weight
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """What the file and its code are called; `kind` is the file dialog's filter, `dragged` said over a drop."""

    caption: str
    code_caption: str
    code_looks: str
    longest_code: int
    dialog: str
    kind: str
    dragged: str


class GivenFileStep(Step):
    """The file is chosen, typed or let fall here; the code is typed, and shown large."""

    def __init__(self, name: str, question: str, purpose: str, words: GivenFile) -> None:
        super().__init__(name, question, purpose)
        self._given = words
        self._file, self._code = QLineEdit(), QLineEdit()
        self._file.setPlaceholderText(self.tr("Drop the file here, or choose it"))
        self._file.setAcceptDrops(False)  # the step takes the file, and not its address as text
        self._code.setPlaceholderText(words.code_looks)
        self._code.setMaxLength(words.longest_code)
        self._code.textChanged.connect(self._on_code_changed)
        self._choose = QPushButton(self.tr("Choose…"))
        self.fields = {
            "file": LabelledField(words.caption, self._file, beside=self._choose),
            "code": LabelledField(words.code_caption, self._code),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        for line in (self._file, self._code):
            line.returnPressed.connect(self.enter_pressed)
        self._file.textEdited.connect(lambda *_: self.fields["file"].complain(""))
        self._code.textEdited.connect(lambda *_: self.fields["code"].complain(""))
        self._choose.clicked.connect(lambda *_: self._on_choose())
        self.setAcceptDrops(True)

    @property
    def file(self) -> str:
        """The path of the file, as typed or chosen."""
        return self._file.text().strip()

    @property
    def code(self) -> str:
        """The code, as typed."""
        return self._code.text().strip()

    def take_focus(self) -> None:
        if not self.file:
            self._choose.setFocus()
        else:
            self._code.setFocus()
            self._code.selectAll()

    def choose(self, file: str) -> None:
        """Take a file; what is left to be typed is the code."""
        self._file.setText(file)
        self.fields["file"].complain("")
        self._code.setFocus()

    def _on_code_changed(self, code: str) -> None:
        """Show the code large, as it is compared sign by sign; what stands there before it as in every field."""
        self._code.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD) if code else self.font())

    def _on_choose(self) -> None:
        dialog = QFileDialog(self.window(), self._given.dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self._given.kind, self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def _show_drag(self, *, over: bool) -> None:
        self.message.say(self._given.dragged if over else "", MessageKind.GOOD_TO_KNOW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event.mimeData()):
            event.acceptProposedAction()
            self._show_drag(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drag(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drag(over=False)
        file = _file_in(event.mimeData())
        if file:
            event.acceptProposedAction()
            self.choose(file)


def _file_in(dragged: QMimeData) -> str:
    """The one file that is dragged; empty if it is none, or more."""
    files = [url.toLocalFile() for url in dragged.urls() if url.isLocalFile()]
    return str(Path(files[0])) if len(files) == 1 else ""
