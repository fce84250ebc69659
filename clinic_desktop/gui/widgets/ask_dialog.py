"""A question that is asked where something would be lost: what happens, what it concerns, and the ways to go."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import HasFutureAppointments
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.row_model import RowModel
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import weekday_date
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.message_line import MessageLine


class AskDialog(QDialog):
    """Asks before something is done; the opener does it on `confirmed` and then calls refuse() or accept().

    `otherwise` names a second way, told by `other_chosen`; Esc and "Go back" leave all as it was.
    """

    confirmed = Signal()
    other_chosen = Signal()

    def __init__(
        self,
        heading: str,
        sentence: str,
        do: str,
        *,
        zone: ZoneInfo,
        is_danger: bool = False,
        otherwise: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self._zone = zone
        self._sentence = label(sentence, wraps=True)
        self._appointments = RowModel[AppointmentLine](key=lambda row: row.id, text=self._words_of, parent=self)
        self.list = QListView()
        self.list.setModel(self._appointments)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Appointments concerned"))
        self.list.hide()
        self.message = MessageLine()
        self.do_button = QPushButton(do)
        set_look(self.do_button, Look.DANGER if is_danger else Look.PRIMARY)
        self.do_button.setDefault(True)
        self.other_button = QPushButton(otherwise, self)
        self.other_button.setAutoDefault(False)
        self.other_button.setVisible(bool(otherwise))
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self._lay_out(heading)
        self.back_button.clicked.connect(self.reject)
        self.other_button.clicked.connect(self.other_chosen)
        self.do_button.clicked.connect(self._on_do)

    def _lay_out(self, heading: str) -> None:
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(heading, Look.TITLE))
        layout.addWidget(self._sentence)
        layout.addWidget(self.message)
        layout.addWidget(self.list)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.other_button, self.do_button))
        layout.addStrut(_WIDTH)
        self.do_button.setFocus()

    def show_appointments(self, appointments: Sequence[AppointmentLine]) -> None:
        """List the appointments that are concerned, in their order."""
        self._appointments.set_rows(appointments)
        rows = min(max(len(appointments), 1), _MOST_ROWS)
        self.list.setFixedHeight(rows * Measure.CONTROL + Space.S)
        self.list.setVisible(bool(appointments))

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not done; what stands in the way is listed."""
        self.do_button.setEnabled(True)
        self._sentence.hide()
        self.message.say(error.sentence)
        if isinstance(error, HasFutureAppointments):
            self.show_appointments(error.appointments)
        self.back_button.setFocus()

    def _on_do(self) -> None:
        self.do_button.setEnabled(False)
        self.message.clear()
        self.confirmed.emit()

    def _words_of(self, row: AppointmentLine) -> str:
        wall = row.starts_at.astimezone(self._zone)
        day = weekday_date(wall.date())
        parts = (f"{day} {wall.year} {clock(wall)}", row.patient_name, row.type_name)
        return " · ".join(part for part in parts if part)


def ask_before_leaving(
    dialog: AskDialog, *, save: Callable[[], object], discard: Callable[[], object], then: Callable[[], object]
) -> AskDialog:
    """Open a question that has both answers: `save`, which goes on itself, or `discard` and go on `then`; or stay."""

    def on_save() -> None:
        dialog.accept()
        save()

    def on_discard() -> None:
        dialog.accept()
        discard()
        then()

    dialog.confirmed.connect(on_save)
    dialog.other_chosen.connect(on_discard)
    dialog.open()
    return dialog


def unsaved_question(subject: str, zone: ZoneInfo, parent: QWidget) -> AskDialog:
    """Ask what is to become of what was typed about someone or something."""
    translate = QCoreApplication.translate
    return AskDialog(
        translate("unsaved", "Save the changes to {name}?").format(name=subject),
        translate("unsaved", "What you changed on the card is not saved yet."),
        translate("unsaved", "Save changes"),
        otherwise=translate("unsaved", "Discard"),
        zone=zone,
        parent=parent,
    )


_WIDTH = 432
_MOST_ROWS = 7
