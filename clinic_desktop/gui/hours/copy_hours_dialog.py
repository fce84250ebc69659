"""Whose weekly hours are taken over, and from which day on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.hours.hours_reading import HoursPerson
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.searchable_box import SearchableBox


class CopyHoursDialog(QDialog):
    """Tells by `copy_requested` whose hours are wanted; the opener paints them and calls accept(), or refuse()."""

    copy_requested = Signal(object)

    def __init__(self, to: str, others: Sequence[HoursPerson], day: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = self.tr("Copy working hours")
        self.setWindowTitle(heading)
        self.person = SearchableBox(self.tr("Choose a practitioner"))
        for one in others:
            self.person.addItem(one.name, one.id)
        self.person.setCurrentIndex(-1)
        self.field = LabelledField(self.tr("Whose hours"), self.person)
        self.message = MessageLine()
        self.copy_button = QPushButton(self.tr("Copy the hours"))
        set_look(self.copy_button, Look.PRIMARY)
        self.copy_button.setDefault(True)
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        words = self.tr(
            "{name} gets the same weekly hours from {day} on. The days before, leave and blocks stay as they are. "
            "Nothing is saved yet: you see first who would lose their time."
        ).format(name=to, day=day)
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(heading, Look.TITLE))
        layout.addWidget(label(words, Look.SECONDARY, wraps=True))
        layout.addWidget(self.field)
        layout.addWidget(self.message)
        layout.addSpacing(Space.S)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.copy_button))
        layout.addStrut(_WIDTH)
        self.back_button.clicked.connect(self.reject)
        self.copy_button.clicked.connect(lambda *_: self._on_copy())
        self.person.currentIndexChanged.connect(lambda *_: self.field.complain(""))
        self.person.setFocus()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not done."""
        self.copy_button.setEnabled(True)
        self.message.say(error.sentence)

    def _on_copy(self) -> None:
        which = self.person.currentData()
        if which is None:
            self.field.complain(self.tr("Choose whose hours are to be copied."))
            self.person.setFocus()
            return
        self.copy_button.setEnabled(False)
        self.copy_requested.emit(which)


_WIDTH = 400
