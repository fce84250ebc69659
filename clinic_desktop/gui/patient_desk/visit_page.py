"""One of the patient's appointments: when, with whom, where, and what can be done with it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, CancelledBy
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.own_visits import OwnVisit
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskField, DeskLabel
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import Columns, VisitCard, column, with_icon
from clinic_desktop.gui.patient_desk.own_words import about, call_words, head_of, limit_words, state_of
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look


class VisitPage(OwnPage):
    """Shows the appointment that was chosen; it is cancelled here, after one more question."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.visit = room.visit
        self.is_asking = False
        self.reason = ""
        self.buttons: dict[str, DeskButton] = {}
        self.field: QLineEdit | None = None

    def title(self) -> str:
        return self.tr("Cancel this appointment?") if self.is_asking else self.tr("My appointment")

    def cares(self, changes: Changes) -> bool:
        return changes.touches("appointment", "practitioner", "department")

    def load(self) -> None:
        if self.visit is None:
            return
        visit_id = self.visit.id
        self.workplace.run_latest(
            (self, "own"),
            lambda clinic: clinic.own.visit(visit_id),
            done=self._on_loaded,
            refused=self.refuse,
            lane=Lane.READING,
        )

    def fill(self) -> None:
        if self.visit is None:
            return
        self.buttons = {}
        self.field = None
        content = QWidget()
        rows = column(content, space=Space.XL)
        card = VisitCard(head_of(self.workplace, self.visit), about(self.visit), stripe="sharp_accent")
        if state_of(self.visit):
            card.add_words(state_of(self.visit), Look.HERE)
        if self.visit.line.reason:
            card.add_words(self.visit.line.reason, Look.MUTED)
        rows.addWidget(card)
        rows.addWidget(self._question() if self.is_asking else self._choices(self.visit))
        self.show_content(content)

    def focus_first(self) -> None:
        first = self.buttons.get("keep") or next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus()

    def step_back(self) -> bool:
        if not self.is_asking:
            return False
        self._ask(asking=False)
        return True

    def _choices(self, visit: OwnVisit) -> QWidget:
        for name, words, icon, offered in (
            ("move", self.tr("Choose another time"), Icon.CALENDAR_CLOCK, visit.may_move),
            ("take", self.tr("Take it along"), Icon.FILE_TEXT, visit.line.status.holds_time),
            ("cancel", self.tr("Cancel it"), Icon.CALENDAR_X_2, visit.changeable_until is not None),
        ):
            if offered:
                is_danger = name == "cancel"
                button = DeskButton(words, Look.DANGER if is_danger else None)
                self.buttons[name] = with_icon(button, icon, "sharp_danger" if is_danger else "text")
        if not self.buttons:
            self.buttons["back"] = DeskButton(self.tr("Back"))
        for name, act in (
            ("back", self.done.emit),
            ("move", lambda: self.go.emit(own_names.MOVE)),
            ("take", lambda: self.go.emit(own_names.TAKE_ALONG)),
            ("cancel", lambda: self._ask(asking=True)),
        ):
            if name in self.buttons:
                self.buttons[name].clicked.connect(lambda *_, do=act: do())
        holder = QWidget()
        rows = column(holder)
        rows.addWidget(Columns(list(self.buttons.values()), _LEAST))
        rows.addWidget(DeskLabel(self._limits(visit), Look.MUTED))
        return holder

    def _limits(self, visit: OwnVisit) -> str:
        if visit.line.status is not AppointmentStatus.BOOKED:
            return ""
        if visit.changeable_until is None:
            words = self.tr("It is too late to move or cancel it here.")
            return f"{words} {call_words(self.workplace.settings)}"
        return limit_words(self.workplace.settings)

    def _question(self) -> QWidget:
        holder = QWidget()
        rows = column(holder, space=Space.XL)
        rows.addWidget(DeskLabel(self.tr("Your time goes to somebody else then.")))
        self.field = QLineEdit(self.reason)
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText(self.tr("You need not say"))
        self.field.textChanged.connect(self._on_reason)
        asked = DeskField(self.field)
        asked.set_caption(self.tr("Why?"))
        rows.addWidget(asked)
        self.buttons["keep"] = DeskButton(self.tr("Keep it"))
        self.buttons["do"] = DeskButton(self.tr("Yes, cancel it"), Look.DANGER)
        self.buttons["keep"].clicked.connect(lambda *_: self._ask(asking=False))
        self.buttons["do"].clicked.connect(lambda *_: self._on_cancel())
        rows.addWidget(Columns(list(self.buttons.values()), _LEAST, most=2))
        return holder

    def _on_reason(self, text: str) -> None:
        self.reason = text

    def _ask(self, *, asking: bool) -> None:
        self.is_asking = asking
        self.message.clear()
        self.fill()
        self.to_the_top()
        self.retitled.emit()
        self.focus_first()

    def _on_cancel(self) -> None:
        visit, why = self.visit, self.reason.strip()
        if visit is None:
            return
        self.buttons["do"].setEnabled(False)
        self.workplace.run(
            lambda clinic: clinic.scheduling.cancel(visit.id, visit.line.version, CancelledBy.PATIENT, why),
            done=self._on_cancelled,
            refused=self._on_refused,
            owner=self,
        )

    def _on_cancelled(self, _: Appointment) -> None:
        self.is_asking = False
        self.retitled.emit()
        self.load()
        self.say(self.tr("Your appointment is cancelled."))

    def _on_refused(self, error: ClinicError) -> None:
        self.refuse(error)
        self.load()

    def _on_loaded(self, visit: OwnVisit) -> None:
        is_other = visit != self.visit or not self.buttons
        self.visit = self.room.visit = visit
        if is_other and visit.changeable_until is None:
            self.is_asking = False
            self.retitled.emit()
        self.fill()
        self.focus_first()


_LEAST = 260
_LONGEST = 200
