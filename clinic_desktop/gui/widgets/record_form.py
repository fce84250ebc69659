"""What every form of the admin's pages can do: know what was changed, and point at what is wrong."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.gui.widgets.both_versions import Difference
from clinic_desktop.gui.widgets.labelled_field import LabelledField


class RecordForm(QWidget):
    """Fields by the names that the services know them by; `edited` tells of every change a person makes."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, LabelledField] = {}
        self._captions: dict[str, str] = {}
        self._kept: object = None

    @property
    def is_changed(self) -> bool:
        """Whether the fields say something else than what was shown last."""
        return self._kept is not None and self.value() != self._kept

    def value(self) -> object:
        """What the fields say, as the services take it; each form has its own."""
        return None

    def keep(self) -> None:
        """Take what the fields say as what stands."""
        self._kept = self.value()
        self.clear_complaints()

    def field(self, name: str, caption: str, control: QWidget) -> LabelledField:
        """Take in a control under a name of the services."""
        made = LabelledField(caption, control)
        self._fields[name] = made
        self._captions[name] = caption
        if isinstance(control, QLineEdit):
            control.textEdited.connect(lambda *_: self._on_edited(name))
        elif isinstance(control, QComboBox):
            control.activated.connect(lambda *_: self._on_edited(name))
        elif isinstance(control, QSpinBox):
            control.valueChanged.connect(lambda *_: self._on_edited(name))
        return made

    def tick(self, box: QCheckBox) -> QCheckBox:
        """Take in a check box, which has its words beside it."""
        box.clicked.connect(lambda *_: self.edited.emit())
        return box

    def point_at(self, error: InvalidInput) -> bool:
        """Show the sentence at the field it is about, and go there; False when there is no such field to be seen."""
        found = self._fields.get(error.field)
        if found is None or found.isHidden():
            return False
        found.complain(error.sentence)
        found.control.setFocus()
        if isinstance(found.control, QLineEdit):
            found.control.selectAll()
        return True

    def go_to_first_field(self) -> bool:
        """Put the keyboard into the first field that can be seen; whether there is one."""
        for each in self._fields.values():
            if each.isVisible() and each.isEnabled():
                each.control.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def clear_complaints(self) -> None:
        """Nothing is wrong any more."""
        for each in self._fields.values():
            each.complain("")

    def differences(self, theirs: "RecordForm") -> Sequence[Difference]:
        """Where this form and one that shows another version of the record say different things."""
        pairs = [(name, self.words_in(name), theirs.words_in(name)) for name in self._fields]
        return [
            Difference(caption=self._captions[name], mine=mine, theirs=other)
            for name, mine, other in pairs
            if mine != other
        ]

    def words_in(self, name: str) -> str:
        """What a field says, as a person reads it."""
        control = self._fields[name].control
        if isinstance(control, QLineEdit):
            return control.text().strip()
        if isinstance(control, QComboBox):
            return control.currentText()
        return control.text() if isinstance(control, QSpinBox) else ""

    def _on_edited(self, name: str) -> None:
        self._fields[name].complain("")
        self.edited.emit()


def text_field(*, longest: int = 200, placeholder: str = "") -> QLineEdit:
    """A line for words."""
    made = QLineEdit()
    made.setMaxLength(longest)
    made.setPlaceholderText(placeholder)
    return made


def show_text(field: QLineEdit, text: str) -> None:
    """Put words into a line, its beginning to be seen."""
    field.setText(text)
    field.setCursorPosition(0)
