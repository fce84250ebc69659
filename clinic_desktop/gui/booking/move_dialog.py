"""Giving an appointment another time, length or practitioner, with the free slots beside it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.domain.appointments import MoveRequest
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput, TimeOccursTwice, TimeSkipped
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.policies import may_book_over
from clinic_desktop.domain.sheets import AppointmentCard, AppointmentLine, PractitionerLine, Slot
from clinic_desktop.gui.asking_others import AskingOthers
from clinic_desktop.gui.booking.appointment_watch import AppointmentWatch, words_of_change
from clinic_desktop.gui.booking.free_slot_list import FreeSlotList
from clinic_desktop.gui.booking.length_box import LengthBox
from clinic_desktop.gui.booking.practitioner_box import PractitionerBox
from clinic_desktop.gui.booking.refusal_card import RefusalCard
from clinic_desktop.gui.booking.slot_choice import SlotWish
from clinic_desktop.gui.booking.types_to_book import who_may_take
from clinic_desktop.gui.booking.verb_offers import MOVABLE
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock, clock_span
from clinic_desktop.gui.typed_dates import near_day, near_moment
from clinic_desktop.gui.when_field import WhenField
from clinic_desktop.gui.widgets.both_versions import BothVersions, Difference
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, lay_in_columns, panel_of, scrolling
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class MoveDialog(QDialog):
    """Asks for another time; the opener moves and calls accept(), or refuse(), and then everything stays as it is.

    It is empty until make_parts() has been gone through. With `is_again` it is a cancelled appointment that is booked
    again; then the time that it had is as good as any.
    """

    move_requested = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None,
        appointment: AppointmentLine,
        *,
        is_again: bool = False,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_again = is_again
        self._appointment = appointment
        self._is_busy = False
        self._is_over = False
        self._first_day: date | None = None
        self._wanted_practitioner: UUID | None = appointment.practitioner_id  # until there are any to choose from
        self._standing = self._place_of(appointment)
        self._watch = AppointmentWatch(workplace, appointment, self)
        account = workplace.account
        self._may_overbook = may_book_over(account.role, workplace.settings.policies)
        self._only_practitioner = account.practitioner_id if account.role is Role.DOCTOR else None
        self.setWindowTitle(self.tr("Book it again") if is_again else self.tr("Move an appointment"))
        self._panel = panel_of(self)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def make_parts(self) -> Iterator[None]:
        """Make what stands in it, a part in each turn of the event loop; before that only its signals are of use."""
        ground = self._panel.parentWidget() or self
        area, body = scrolling(ground)
        self.when = WhenField(self._workplace, body)
        self.length_box = LengthBox(body)
        self.length_box.set_minutes(self._standing[1])
        self.practitioner_box = PractitionerBox(body)
        yield
        self.slots = FreeSlotList(self._workplace, body)
        self.slots.set_anyone_offered(self._only_practitioner is None)
        self.refusal = RefusalCard(self._words_of_offer, body)
        yield
        self.move_button = QPushButton(ground)
        set_look(self.move_button, Look.PRIMARY)
        self.keep_button = QPushButton(self.tr("Leave it"), ground)
        self._now = label(self._words_of_now(), Look.MUTED, body, wraps=True)
        self.meanwhile = MessageLine(body, kind=MessageKind.WARNING)
        self.both = BothVersions(body)
        left = (
            label(shown_name(self._appointment.patient_name), Look.HEADING, body, wraps=True),
            self._now,
            self.meanwhile,
            self.both,
            self.when,
            LabelledField(self.tr("Length"), self.length_box, body),
            LabelledField(self.tr("Practitioner"), self.practitioner_box, body),
        )
        lay_in_columns(body, left, (self.slots, self.refusal), widths=(_LEFT, _RIGHT))
        self._panel.addWidget(label(self.windowTitle(), Look.TITLE, ground))
        self._panel.addWidget(area, 1)
        self._panel.addWidget(line(ground))
        self._panel.addLayout(foot_of(self.keep_button, self.move_button))
        self.move_button.setDefault(True)
        self._asking = AskingOthers(self.move_button, self._say_what_it_does)
        yield
        self._connect()
        self.when.set_instant(self._appointment.starts_at)
        self._say_what_it_does()
        self._load()

    def _connect(self) -> None:
        self.when.edited.connect(self._on_when_edited)
        self.length_box.minutes_chosen.connect(lambda *_: self._on_wish_changed())
        self.practitioner_box.practitioner_chosen.connect(self._on_practitioner_chosen)
        self.slots.slot_chosen.connect(self._on_slot_chosen)
        self.slots.slot_activated.connect(lambda *_: self.move_button.setFocus())
        self.slots.any_practitioner_toggled.connect(lambda *_: self._ask_for_slots())
        self.refusal.offer_chosen.connect(self._on_offer_chosen)
        self.refusal.book_over_wanted.connect(self._request)
        self.refusal.which_chosen.connect(self._on_which_chosen)
        self.move_button.clicked.connect(lambda *_: self._request(""))
        self.keep_button.clicked.connect(self.reject)
        self._watch.changed.connect(self._on_changed_meanwhile)
        self.both.mine_wanted.connect(lambda: self._request(""))
        self.both.theirs_wanted.connect(self._take_theirs)

    def show_refused(self, request: MoveRequest, error: ClinicError) -> None:
        """Fill in what was asked for by dragging, and say why that was refused."""
        if request.starts_at is not None:
            self.when.set_instant(request.starts_at)
            self._first_day = self.when.day
        if request.minutes is not None:
            self.length_box.set_minutes(request.minutes)
        if request.practitioner_id is not None:
            self._choose_practitioner(request.practitioner_id)
        self._say_what_it_does()
        self._ask_for_slots()
        self.refuse(error)

    def ask_again(self) -> None:
        """Nothing came of it: everything stays as it was asked for."""
        self._is_busy = self._watch.is_busy = False
        self._asking.end()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; everything typed stays."""
        self._is_busy = self._watch.is_busy = False
        self._asking.end()
        if isinstance(error, ChangedMeanwhile):
            self._watch.look()
        if isinstance(error, InvalidInput):
            field = {"day": self.when.day_field, "time": self.when.time_field}.get(error.field)
            if field is not None:
                field.complain(error.sentence)
                field.control.setFocus()
                return
        wall = self.when.wall()
        if wall is not None:
            at = clock(wall)
            self.refusal.set_over_words(
                self.tr("Move it there all the same…"), self.tr("Book over {time}").format(time=at)
            )
        self.refusal.show_refusal(error, may_overbook=self._may_overbook)
        self.slots.ask_again()

    @property
    def _practitioner_id(self) -> UUID | None:
        return self.practitioner_box.practitioner_id or self._wanted_practitioner

    def _choose_practitioner(self, practitioner_id: UUID) -> None:
        if self._wanted_practitioner is not None:
            self._wanted_practitioner = practitioner_id
        self.practitioner_box.set_practitioner(practitioner_id)

    def _load(self) -> None:
        self._workplace.run(
            lambda clinic: who_may_take(clinic, self._appointment.type_id, self._appointment.practitioner_id),
            done=self._on_loaded,
            lane=Lane.READING,
            owner=self,
        )

    def _on_loaded(self, practitioners: list[PractitionerLine]) -> None:
        wanted, self._wanted_practitioner = self._practitioner_id, None
        if self._only_practitioner is not None:
            practitioners = [each for each in practitioners if each.practitioner.id == self._only_practitioner]
        self.slots.set_names({each.practitioner.id: each.practitioner.display_name for each in practitioners})
        self.practitioner_box.set_practitioners(practitioners)
        if wanted is not None:
            self.practitioner_box.set_practitioner(wanted)
        self.refusal.name_offers()
        self._say_what_it_does()
        self._ask_for_slots()
        self.slots.view.setFocus()

    def _ask_for_slots(self) -> None:
        today = self._workplace.today()
        self.slots.ask(
            SlotWish(
                type_id=self._appointment.type_id,
                minutes=self.length_box.minutes,
                practitioner_id=None if self.slots.is_anyone_wanted else self._practitioner_id,
                patient_id=self._appointment.patient_id,
                first_day=max(self._first_day or today, today),
            )
        )

    def _request(self, overbook_reason: str) -> None:
        if self._is_busy:
            return
        try:
            starts_at = self.when.instant()
        except (InvalidInput, TimeSkipped, TimeOccursTwice) as problem:
            self.refuse(problem)
            return
        self._is_busy = self._watch.is_busy = True
        self._asking.begin()
        self.move_requested.emit(
            MoveRequest(
                appointment_id=self._appointment.id,
                version=self._appointment.version,
                starts_at=starts_at,
                minutes=self.length_box.minutes,
                practitioner_id=self._practitioner_id or self._appointment.practitioner_id,
                overbook_reason=overbook_reason,
            )
        )

    def _on_changed_meanwhile(self, card: AppointmentCard) -> None:
        """Someone else was here: say so, and go on with what stands now."""
        before, standing = self._appointment, self._standing
        words = words_of_change(card, before, self._workplace.now(), self._workplace.zone)
        is_untouched = self._wish() == standing
        self._appointment, self._standing = card.line, self._place_of(card.line)
        self._now.setText(self._words_of_now())
        self.refusal.clear()
        self.both.clear()
        self.meanwhile.clear()
        self._is_over = card.line.status not in MOVABLE
        if is_untouched and not self._is_over:
            self._take_theirs()
        if is_untouched or self._is_over or self._standing == standing:
            self.meanwhile.say(words)
        else:
            self.both.show_differences(words, self._differences())
        self._say_what_it_does()

    def _take_theirs(self) -> None:
        self.both.clear()
        self.when.set_instant(self._appointment.starts_at)
        self.length_box.set_minutes(self._standing[1])
        self._choose_practitioner(self._appointment.practitioner_id)
        self._say_what_it_does()
        self._ask_for_slots()

    def _differences(self) -> list[Difference]:
        """Where what was chosen here is not what stands there now."""
        mine, theirs, today = self._wish(), self._standing, self._workplace.today()
        minutes = self.tr("{minutes} min")
        rows = [
            (self.tr("When"), near_moment(mine[0] or theirs[0], today), near_moment(theirs[0], today)),
            (self.tr("Length"), minutes.format(minutes=mine[1]), minutes.format(minutes=theirs[1])),
            (self.tr("With"), self.slots.name_of(mine[2] or theirs[2]), self.slots.name_of(theirs[2])),
        ]
        return [Difference(caption=caption, mine=own, theirs=other) for caption, own, other in rows if own != other]

    def _place_of(self, line: AppointmentLine) -> tuple[datetime, int, UUID]:
        minutes = int((line.ends_at - line.starts_at).total_seconds() // 60)
        return wall_time(line.starts_at, self._workplace.zone), minutes, line.practitioner_id

    def _wish(self) -> tuple[datetime | None, int, UUID | None]:
        return self.when.wall(), self.length_box.minutes, self._practitioner_id

    def _say_what_it_does(self) -> None:
        wall = self.when.wall()
        if wall is None:
            self.move_button.setText(self.tr("Book again") if self._is_again else self.tr("Move"))
        else:
            when = near_moment(wall, self._workplace.today())
            words = self.tr("Book again {when}") if self._is_again else self.tr("Move to {when}")
            self.move_button.setText(words.format(when=when))
        self.move_button.setEnabled(self._is_changed())
        self.move_button.setToolTip("" if self._is_changed() else self.tr("Choose another time, length or doctor"))

    def _is_changed(self) -> bool:
        wanted = self._wish()
        is_other = wanted != self._standing or (self._is_again and wanted[0] is not None)
        return not self._is_over and is_other and wanted[2] is not None

    def _words_of_now(self) -> str:
        starts = wall_time(self._appointment.starts_at, self._workplace.zone)
        ends = wall_time(self._appointment.ends_at, self._workplace.zone)
        return self.tr("{type} · now {day} {time} · {doctor}").format(
            type=self._appointment.type_name,
            day=near_day(starts.date(), self._workplace.today()),
            time=clock_span(starts, ends),
            doctor=self._appointment.practitioner_name,
        )

    def _words_of_offer(self, slot: Slot) -> str:
        words = self.slots.words_of_time(slot)
        if slot.practitioner_id == self._practitioner_id:
            return words
        return self.tr("{when} · {doctor}").format(when=words, doctor=self.slots.name_of(slot.practitioner_id))

    def _on_when_edited(self) -> None:
        self.refusal.clear()
        self.slots.choose(None)
        self._first_day = self.when.day
        self._ask_for_slots()
        self._say_what_it_does()

    def _on_wish_changed(self) -> None:
        self.refusal.clear()
        self._say_what_it_does()
        self._ask_for_slots()

    def _on_practitioner_chosen(self) -> None:
        self.slots.set_anyone_wanted(False)
        self._on_wish_changed()

    def _on_slot_chosen(self, slot: Slot) -> None:
        self.refusal.clear()
        self.when.set_instant(slot.starts_at)
        self.practitioner_box.set_practitioner(slot.practitioner_id)
        self._say_what_it_does()

    def _on_offer_chosen(self, slot: Slot) -> None:
        self._on_slot_chosen(slot)
        self.slots.choose(slot)
        self.move_button.setFocus()

    def _on_which_chosen(self, later: bool) -> None:
        self.when.settle_which(later=later)
        self.refusal.clear()
        self._request("")


_LEFT, _RIGHT = 264, 540
_WIDTH, _HEIGHT = 880, 640
