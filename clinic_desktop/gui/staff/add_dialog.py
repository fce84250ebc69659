"""The dialog that adds a record by a form of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.record_form import RecordForm


class AddDialog(QDialog):
    """Gives back what the form says; the opener stores it and calls refuse() or accept()."""

    add_requested = Signal(object)

    def __init__(self, heading: str, do: str, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.form = form
        self.message = MessageLine()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.add_button = QPushButton(do)
        self.add_button.setDefault(True)
        set_look(self.add_button, Look.PRIMARY)
        layout = panel_of(self)
        layout.addWidget(label(heading, Look.TITLE))
        layout.addWidget(form)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.cancel_button, self.add_button))
        layout.addStrut(_WIDTH)
        form.edited.connect(self.message.clear)
        self.cancel_button.clicked.connect(self.reject)
        self.add_button.clicked.connect(self._on_add)

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not added; what was typed stays."""
        self.add_button.setEnabled(True)
        if not (isinstance(error, InvalidInput) and self.form.point_at(error)):
            self.message.say(error.sentence)

    def _on_add(self) -> None:
        self.add_button.setEnabled(False)
        self.message.clear()
        self.form.clear_complaints()
        self.add_requested.emit(self.form.value())


_WIDTH = 480
