"""What some ways out of a conflict ask for: a reason, or other values."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.decisions import FieldChoice
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine


class ReasonDialog(QDialog):
    """Asks why; the opener does it on `given` and calls refuse() or accept(). What was typed stays."""

    given = Signal(str)

    def __init__(
        self, title: str, sentence: str, do: str, *, hint: str, is_danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._is_busy = False
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.reason.setPlaceholderText(hint)
        self.reason_field = LabelledField(self.tr("Reason"), self.reason, keeps_room=True)
        self.message = MessageLine()
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton(do)
        set_look(self.do_button, Look.DANGER if is_danger else Look.PRIMARY)
        self.do_button.setDefault(True)
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(title, Look.TITLE))
        layout.addWidget(label(breakable(sentence), wraps=True))
        layout.addWidget(self.reason_field)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        layout.addStrut(_WIDTH)
        self.reason.textEdited.connect(lambda *_: self.reason_field.complain(""))
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._request())
        self.reason.setFocus()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not done."""
        self._is_busy = False
        if isinstance(error, InvalidInput) and error.field == "reason":
            self.reason_field.complain(error.sentence)
        else:
            self.message.say(error.sentence)
        self.reason.setFocus()

    def _request(self) -> None:
        reason = self.reason.text().strip()
        if self._is_busy:
            return
        if not reason:
            self.reason_field.complain(self.tr("Type the reason; it is kept with what you do."))
            self.reason.setFocus()
            return
        self._is_busy = True
        self.message.clear()
        self.given.emit(reason)


class ValuesDialog(QDialog):
    """Asks for other values than either desk wrote; as ReasonDialog, `given` brings texts by field."""

    given = Signal(object)

    def __init__(self, title: str, fields: Sequence[FieldChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._is_busy = False
        self.edits: dict[str, QLineEdit] = {}
        self.fields: dict[str, LabelledField] = {}
        self.message = MessageLine()
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton(self.tr("Keep this"))
        set_look(self.do_button, Look.PRIMARY)
        self.do_button.setDefault(True)
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(title, Look.TITLE))
        layout.addWidget(label(self.tr("What you type here is kept at every desk."), Look.MUTED, wraps=True))
        for each in fields:
            edit = self.edits[each.field] = QLineEdit(each.typed_from)
            field = self.fields[each.field] = LabelledField(each.label, edit, keeps_room=True)
            edit.textEdited.connect(lambda *_, field=field: field.complain(""))
            layout.addWidget(field)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        layout.addStrut(_WIDTH)
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._request())
        first = next(iter(self.edits.values()), None)
        if first is not None:
            first.setFocus()
            first.selectAll()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not kept, at the field that it is about."""
        self._is_busy = False
        field = self.fields.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self.message.say(error.sentence)
        else:
            field.complain(error.sentence)
            field.control.setFocus()

    def _request(self) -> None:
        if not self._is_busy:
            self._is_busy = True
            self.message.clear()
            self.given.emit({name: edit.text().strip() for name, edit in self.edits.items()})


_WIDTH = 432
_LONGEST = 200
