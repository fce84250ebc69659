"""A patient books, or moves what is booked, one question to a page; Back leads to the question before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import Appointment, BookingRequest, BookingSource, MoveRequest
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.own_visits import OwnOffers, OwnVisit
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.patient_desk.booking_choices import departments_of, doctors_of, kinds_of, what_now
from clinic_desktop.gui.patient_desk.booking_path import BookingPath, Step, path_to_move
from clinic_desktop.gui.patient_desk.booking_steps import ChoiceStep, ConfirmStep, TimeStep
from clinic_desktop.gui.patient_desk.day_step import DayStep
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import VisitCard, column
from clinic_desktop.gui.patient_desk.own_words import about, call_words, day_near, head_of
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.message_line import MessageKind

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class BookPage(OwnPage):
    """What was chosen is kept in `path`; the content is made of it, so that Back and another language lose nothing."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None, *, moved: OwnVisit | None = None) -> None:
        super().__init__(room, parent)
        self.moved = moved
        self.path: BookingPath | None = None
        self.reason = ""
        self.booked: OwnVisit | None = None
        self.content: ChoiceStep | DayStep | TimeStep | ConfirmStep | None = None
        self._patient_id: UUID | None = None
        self._before: list[BookingPath] = []
        self._days: frozenset[date] | None = None
        self._slots: list[Slot] | None = None
        self._offered: tuple[Slot, ...] = ()

    def title(self) -> str:
        if self.booked is not None:
            return self.tr("It is moved") if self.moved is not None else self.tr("It is booked")
        step = None if self.path is None else self.path.step
        if step is Step.CONFIRM:
            return self.tr("Is this right?")
        return {
            Step.DEPARTMENT: self.tr("Which department?"),
            Step.KIND: self.tr("What do you need?"),
            Step.DOCTOR: self.tr("Which doctor?"),
            Step.DAY: self.tr("Which day?"),
            Step.TIME: self.tr("What time?"),
            None: self.tr("Book an appointment"),
        }[step]

    def subtitle(self) -> str:
        path = self.path
        if path is None or self.booked is not None or path.step is Step.CONFIRM:
            return ""
        parts = [path.department_name(), "" if path.kind is None else path.kind.name]
        if path.doctor is not None:
            parts.append(self.tr("Any doctor") if path.doctor.id is None else path.name_of(path.doctor.id))
        if path.day is not None:
            parts.append(day_near(path.day, self.workplace.today()))
        return " · ".join(part for part in parts if part)

    def step_back(self) -> bool:
        if self.booked is not None or not self._before:
            return False
        self._go_to(self._before.pop())
        return True

    def focus_first(self) -> None:
        if self.content is not None:
            self.content.focus_first()

    def cares(self, changes: Changes) -> bool:
        return self.booked is None and changes.touches("appointment", "weekly_pattern", "exception", "closure", "hold")

    # reading

    def load(self) -> None:
        if self.path is None:
            self.workplace.run(
                lambda clinic: (clinic.own.offers(), clinic.account.who_am_i().patient_id),
                done=self._on_offers,
                refused=self.refuse,
                lane=Lane.READING,
            )
        else:
            self._look()

    def _on_offers(self, found: tuple[OwnOffers, UUID | None]) -> None:
        offers, self._patient_id = found
        path = BookingPath(offers=offers) if self.moved is None else path_to_move(offers, self.moved)
        self._go_to(path.settled())

    def _look(self) -> None:
        """Fetch what the question needs: the days with free time, or the free times of the day."""
        path = self.path
        if path is None or path.step not in (Step.DAY, Step.TIME):
            return
        first = path.day or self.workplace.today()
        query = path.query(first, path.day or self._last_day(), self._patient_id)
        if query is None:
            return
        by_day, zone = path.step is Step.DAY, self.workplace.zone

        def found(clinic: "Clinic") -> Sequence[Slot]:
            return clinic.scheduling.free_slots(replace(query, first_per_day=by_day), limit=_MOST)

        def shown(slots: Sequence[Slot]) -> None:
            if path == self.path:
                if by_day:
                    self._on_days(frozenset(day_of(slot.starts_at, zone) for slot in slots))
                else:
                    self._on_times(list(slots))

        self.workplace.run_latest((self, "free"), found, done=shown, refused=self.refuse, lane=Lane.READING, owner=self)

    def _last_day(self) -> date:
        return self.workplace.today() + timedelta(days=self.workplace.settings.policies.patient_horizon_days)

    def _on_days(self, days: frozenset[date]) -> None:
        if days == self._days:
            return
        self._days = days
        if isinstance(self.content, DayStep) and days:
            self.content.show_free(days)
            return
        self.fill()
        self.focus_first()

    def _on_times(self, slots: list[Slot]) -> None:
        if slots == self._slots:
            return
        focused = None
        if isinstance(self.content, TimeStep):
            focused = next((slot for slot, button in self.content.buttons.items() if button.hasFocus()), None)
        self._slots = slots
        self.fill()
        if isinstance(self.content, TimeStep):
            self.content.focus_first(focused)

    # walking

    def choose(self, path: BookingPath) -> None:
        """Take an answer; Back leads to its question again."""
        if self.path is not None:
            self._before.append(self.path)
        self._go_to(path.settled())

    def _go_to(self, path: BookingPath) -> None:
        self.path, self.content = path, None
        self._days = self._slots = None
        self._offered = ()
        self.message.clear()
        self.fill()
        self.to_the_top()
        self.retitled.emit()
        self.focus_first()
        self._look()

    def fill(self) -> None:
        path = self.path
        if path is None:
            return
        content = QWidget()
        rows = column(content)
        if self.booked is not None:
            self.content = what_now(self.go.emit)
            head = VisitCard(head_of(self.workplace, self.booked), about(self.booked), stripe="sharp_accent")
            rows.addWidget(head)
        elif not path.offers.types or not path.offers.practitioners:
            self.content = None
            self._give_up(self.tr("Appointments are not booked here."))
        else:
            self.content = self._question(path)
        if self.content is not None:
            rows.addWidget(self.content)
        elif path.step in (Step.DAY, Step.TIME) and not self.message.text:
            rows.addWidget(DeskLabel(self.tr("One moment, please …"), Look.MUTED))
        if (
            path.step is Step.DAY
            and path.moved is not None
            and self.booked is None
            and len(replace(path, department=None).doctors) > 1
        ):
            other = DeskButton(self.tr("With another doctor"))
            other.clicked.connect(lambda *_: self.choose(replace(path, doctor=None)))
            rows.addWidget(other)
        self.show_content(content)

    def _question(self, path: BookingPath) -> ChoiceStep | DayStep | TimeStep | ConfirmStep | None:
        match path.step:
            case Step.DEPARTMENT:
                return departments_of(path, self.choose)
            case Step.KIND:
                return kinds_of(path, self.choose)
            case Step.DOCTOR:
                return doctors_of(path, self.choose)
            case Step.DAY:
                return self._day(path)
            case Step.TIME:
                return self._time(path)
            case Step.CONFIRM:
                return self._last_look(path)

    def _day(self, path: BookingPath) -> DayStep | None:
        if self._days is None:
            return None
        if not self._days:
            days = self.workplace.settings.policies.patient_horizon_days
            self._give_up(self.tr("There is no free time in the next {days} days.").format(days=days))
            return None
        self.message.clear()
        step = DayStep(self.workplace.today(), self._last_day(), self._days)
        step.chosen.connect(lambda day: self.choose(replace(path, day=day)))
        return step

    def _time(self, path: BookingPath) -> TimeStep | None:
        if self._slots is None:
            return None
        if not self._slots:
            self._give_up(self.tr("This day has no free time any more. Please choose another day."))
            return None
        self.message.clear()
        step = TimeStep(self.workplace, self._slots)
        step.chosen.connect(lambda slot: self.choose(replace(path, slot=slot)))
        return step

    def _give_up(self, sentence: str) -> None:
        self.say(f"{sentence} {call_words(self.workplace.settings)}", MessageKind.WARNING)

    # booking

    def _last_look(self, path: BookingPath) -> ConfirmStep:
        step = ConfirmStep(self.workplace, path, self.reason, offered=self._offered)
        step.reason.textChanged.connect(self._on_reason)
        step.book_button.clicked.connect(lambda *_: self._on_book(path))
        step.chosen.connect(self._on_other_time)
        return step

    def _on_reason(self, text: str) -> None:
        self.reason = text

    def _on_other_time(self, slot: Slot) -> None:
        if self.path is not None:
            self._go_to(replace(self.path, slot=slot, day=day_of(slot.starts_at, self.workplace.zone)))

    def _on_book(self, path: BookingPath) -> None:
        slot, patient_id = path.slot, self._patient_id
        if slot is None or path.kind is None or patient_id is None or not isinstance(self.content, ConfirmStep):
            return
        self.content.book_button.setEnabled(False)
        self.message.clear()
        if path.moved is None:
            request = BookingRequest(
                patient_id=patient_id,
                practitioner_id=slot.practitioner_id,
                type_id=path.kind.id,
                starts_at=slot.starts_at,
                reason=self.reason.strip(),
                source=BookingSource.PATIENT,
            )
            self.workplace.run(
                lambda clinic: clinic.scheduling.book(request),
                done=self._on_booked,
                refused=self._on_refused,
                owner=self,
            )
            return
        move = MoveRequest(
            appointment_id=path.moved.id,
            version=path.moved.line.version,
            starts_at=slot.starts_at,
            practitioner_id=slot.practitioner_id,
        )
        self.workplace.run(
            lambda clinic: clinic.scheduling.move(move), done=self._on_booked, refused=self._on_refused, owner=self
        )

    def _on_booked(self, appointment: Appointment) -> None:
        self.workplace.run(
            lambda clinic: clinic.own.visit(appointment.id),
            done=self._on_shown,
            refused=self.refuse,
            lane=Lane.READING,
            owner=self,
        )

    def _on_shown(self, visit: OwnVisit) -> None:
        self.booked = self.room.visit = visit
        self._before.clear()
        self.message.clear()
        self.fill()
        self.to_the_top()
        self.retitled.emit()
        self.focus_first()

    def _on_refused(self, error: ClinicError) -> None:
        """What was chosen stays; where the time has gone, the next free ones stand there to be pressed."""
        if isinstance(error, BookingRefused):
            self._offered = tuple(error.alternatives)
        self.fill()
        self.refuse(error)
        self.focus_first()


_MOST = 1_000
