"""The one dialog of booking: who, what, with whom, when; the free slots beside it; the button says what it will do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ClinicError, InvalidInput, TimeOccursTwice, TimeSkipped
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.policies import may_book_over
from clinic_desktop.domain.sheets import PatientCard, PatientLine, Slot
from clinic_desktop.domain.waiting_list import Wish
from clinic_desktop.gui.asking_others import AskingOthers
from clinic_desktop.gui.booking.booking_form import BookingForm
from clinic_desktop.gui.booking.booking_start import BookingStart
from clinic_desktop.gui.booking.confirmation_line import ConfirmationLine
from clinic_desktop.gui.booking.free_slot_list import FreeSlotList
from clinic_desktop.gui.booking.refusal_card import RefusalCard
from clinic_desktop.gui.booking.slot_choice import SlotWish
from clinic_desktop.gui.booking.slot_keeper import SlotKeeper
from clinic_desktop.gui.booking.types_to_book import Choices, choices
from clinic_desktop.gui.booking.waiting_start import WaitingStart
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_pick import PatientPick
from clinic_desktop.gui.patients.patient_search import SEARCH_KEYS
from clinic_desktop.gui.patients.register_in_place import RegisterInPlace
from clinic_desktop.gui.series.repeat_box import Repeat
from clinic_desktop.gui.series.series_errands import BookSeries
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_moment
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, lay_in_columns, panel_of, scrolling

if TYPE_CHECKING:
    from clinic_desktop.gui.patients.register_page import RegisterPage
    from clinic_desktop.gui.workplace import Workplace


class BookingDialog(QDialog):
    """Asks for an appointment; the opener books and calls accept(), or refuse(), and then everything stays as it is.

    It is empty until make_parts() has been gone through. The time that stands in it is held for other desks while it
    is open. `waiting_wanted` asks for the waiting list, where that is offered. `parked` tells that the call waits: the
    dialog is hidden with everything in it, to be taken up again by take_up().
    """

    booking_requested = Signal(object)
    series_wanted = Signal(object)
    waiting_wanted = Signal(object)
    parked = Signal()

    def __init__(self, workplace: "Workplace", start: BookingStart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._start = start
        self._is_busy = False
        self._keeper = SlotKeeper(workplace, self)
        self.finished.connect(lambda *_: self._keeper.let_go())
        # Free times are looked for from the day that was typed; taking one of them leaves the list where it is.
        self._first_day: date | None = None
        account = workplace.account
        self._may_overbook = may_book_over(account.role, workplace.settings.policies)
        self._only_practitioner = account.practitioner_id if account.role is Role.DOCTOR else None
        self.setWindowTitle(self.tr("New appointment"))
        panel = panel_of(self)
        self._pages = QStackedWidget(panel.parentWidget())
        panel.addWidget(self._pages)
        self._registering = RegisterInPlace(workplace, self._pages)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def make_parts(self) -> Iterator[None]:
        """Make what stands in it, a part in each turn of the event loop; before that only its signals are of use."""
        page = QWidget(self._pages)
        self._pages.addWidget(page)
        area, body = scrolling(page)
        self.patient = PatientPick(self._workplace, body)
        yield
        self.form = BookingForm(self._workplace, self._short_words_of_offer, body)
        yield
        self.form.make_rest()
        yield
        self.slots = FreeSlotList(self._workplace, body)
        self.waiting_link = QPushButton(self.tr("Put on the waiting list"), body)
        self.waiting_link.setToolTip(self.tr("Be told when an earlier time comes free"))
        set_look(self.waiting_link, Look.LINK)
        self.waiting_link.setVisible(self._start.offers_waiting_list)
        self.slots.add_at_foot(self.waiting_link)
        self.refusal = RefusalCard(self._words_of_offer, body)
        lay_in_columns(body, (self.patient, self.form), (self.slots, self.refusal), widths=(_LEFT, _RIGHT))
        self._make_foot(page, area)
        self._connect()
        self._begin()

    def _make_foot(self, page: QWidget, area: QWidget) -> None:
        self.book_button = QPushButton(page)
        self.cancel_button = QPushButton(self.tr("Cancel"), page)
        self.park_button = QPushButton(self.tr("Park this call"), page)
        self.park_button.setToolTip(
            self.tr("Put it aside as it is, and take it up again later ({keys})").format(keys=PARK_KEYS)
        )
        set_look(self.park_button, Look.LINK)
        set_look(self.book_button, Look.PRIMARY)
        self.book_button.setDefault(True)
        self._asking = AskingOthers(self.book_button, self._say_what_it_does)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("New appointment"), Look.TITLE, page))
        layout.addWidget(area, 1)
        layout.addWidget(line(page))
        foot = foot_of(self.cancel_button, self.book_button)
        self.confirmation = ConfirmationLine(self._workplace, page)
        foot.insertWidget(0, self.confirmation, _RIGHT)
        foot.insertWidget(1, self.park_button)
        layout.addLayout(foot)

    def _begin(self) -> None:
        start = self._start
        self.slots.set_anyone_wanted(start.slot is None and self._only_practitioner is None)
        self.slots.set_anyone_offered(self._only_practitioner is None)
        self.form.note.setText(start.note)
        if start.slot is not None:
            self.form.set_starts_at(start.slot.starts_at)
            self._first_day = self.form.when.day
        if start.patient is not None:
            self.patient.choose(start.patient)
        elif start.text:
            self.patient.search.set_text(start.text)
            self.patient.search.go_on()
        self._say_what_it_does()
        self._load()
        if start.refusal is not None:
            self.refuse(start.refusal)

    @property
    def register_page(self) -> "RegisterPage":
        """The page on which a new patient is registered; made when it is first wanted."""
        return self._registering.page

    def _connect(self) -> None:
        self._keeper.refused.connect(lambda *_: self.form.verdict.ask_again())
        self.park_button.clicked.connect(lambda *_: self.park())
        QShortcut(QKeySequence(PARK_KEYS), self).activated.connect(self.park)
        self.form.verdict.offer_chosen.connect(self._on_offer_chosen)
        self.patient.patient_changed.connect(self._on_patient_changed)
        self.patient.patient_changed.connect(self.confirmation.show_for)
        self.patient.register_wanted.connect(self._on_register_wanted)
        self._registering.patient_taken.connect(self.patient.choose)
        self._registering.left.connect(self._on_register_left)
        self.form.wish_changed.connect(self._on_wish_changed)
        self.form.practitioner_chosen.connect(self._on_practitioner_chosen)
        self.form.when_changed.connect(self._on_when_changed)
        self.form.repeat_box.activated.connect(lambda *_: self._say_what_it_does())
        self.slots.slot_chosen.connect(self._on_slot_chosen)
        self.slots.slot_activated.connect(lambda *_: self.book_button.setFocus())
        self.slots.any_practitioner_toggled.connect(lambda *_: self._ask_for_slots())
        self.waiting_link.clicked.connect(lambda *_: self.waiting_wanted.emit(self.waiting_start()))
        self.refusal.offer_chosen.connect(self._on_offer_chosen)
        self.refusal.book_over_wanted.connect(self._request)
        self.refusal.which_chosen.connect(self._on_which_chosen)
        self.book_button.clicked.connect(lambda *_: self._request(""))
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(SEARCH_KEYS), self).activated.connect(self.patient.go)

    def go_on(self) -> None:
        """What remains to be done once it is open: an opening dialog selects what stands in its first field."""
        if self._start.text:
            self.patient.search.go_on()
        if self._start.patient is None:
            self._registering.foresee()

    def waiting_start(self) -> WaitingStart:
        """What was typed here, for the waiting list."""
        patient = self.patient.patient
        one = None if self.slots.is_anyone_wanted else self.form.practitioner_id
        return WaitingStart(
            patient_id=None if patient is None else patient.id,
            type_id=self.form.type_id,
            wish=Wish(practitioner_ids=() if one is None else (one,), part=self.slots.part),
            note=self.form.note.text().strip(),
        )

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; everything typed stays."""
        self._is_busy = False
        self._asking.end()
        if isinstance(error, InvalidInput) and self.form.point_at(error):
            return
        wall = self.form.when.wall()
        if wall is not None:
            at = clock(wall)
            self.refusal.set_over_words(
                self.tr("Book over it at {time}…").format(time=at), self.tr("Book over {time}").format(time=at)
            )
        self.refusal.show_refusal(error, may_overbook=self._may_overbook)
        self.slots.ask_again()
        self.form.verdict.ask_again()

    @property
    def holds_a_time(self) -> bool:
        """Whether the chosen time is kept from other desks at this moment."""
        return self._keeper.hold_id is not None

    @property
    def when_words(self) -> str:
        """The time that stands in it, as it is spoken of; empty while there is none."""
        wall = self.form.when.wall()
        return "" if wall is None else near_moment(wall, self._workplace.today())

    def park(self) -> None:
        """Put the call aside; the time is free for others meanwhile, because a call may wait for an hour."""
        self._keeper.let_go()
        self.hide()
        self.parked.emit()

    def take_up(self) -> None:
        """Go on where the call was left; what was booked meanwhile shows at once."""
        self.open()
        self.slots.ask_again()
        self.form.verdict.ask_again()
        self._judge()
        (self.book_button if self.patient.patient is not None else self.patient.search.field).setFocus()

    def _judge(self) -> None:
        """Have the time that stands in the form judged, and held."""
        patient = self.patient.patient
        wish = self.form.wish_for(None if patient is None else patient.id)
        self.form.verdict.ask(wish)
        if wish is None:
            self._keeper.want(None)
            return
        ends_at = wish.starts_at + timedelta(minutes=self.form.minutes)
        self._keeper.want(Slot(practitioner_id=wish.practitioner_id, starts_at=wish.starts_at, ends_at=ends_at))

    def _load(self) -> None:
        told = self.refusal.show_refusal
        self._workplace.run(choices, done=self._on_loaded, refused=told, lane=Lane.READING, owner=self)

    def _on_loaded(self, read: Choices) -> None:
        types, practitioners = read
        if self._only_practitioner is not None:
            practitioners = [each for each in practitioners if each.practitioner.id == self._only_practitioner]
        self.slots.set_names({each.practitioner.id: each.practitioner.display_name for each in practitioners})
        self.form.set_types(types, self._start.type_id)
        if self._start.minutes is not None:
            self.form.set_length(self._start.minutes)
        self.form.set_practitioners(practitioners)
        wanted = self._only_practitioner or (self._start.slot.practitioner_id if self._start.slot is not None else None)
        if wanted is not None:
            self.form.set_practitioner(wanted)
        self.refusal.name_offers()
        if self._start.slot is not None:
            self.slots.choose(self._start.slot)
        self._ask_for_slots()
        self._judge()
        if self.patient.patient is None and not self._start.find_slot:
            if not self.patient.search.text:  # somebody may be typing there already
                self.patient.search.focus()
        elif self._start.slot is None:
            self.slots.view.setFocus()
        else:
            self.form.reason.setFocus()

    def _ask_for_slots(self) -> None:
        type_id = self.form.type_id
        if type_id is None:
            self.slots.ask(None)
            return
        patient = self.patient.patient
        today = self._workplace.today()
        self.slots.ask(
            SlotWish(
                type_id=type_id,
                minutes=self.form.minutes,
                practitioner_id=None if self.slots.is_anyone_wanted else self.form.practitioner_id,
                patient_id=None if patient is None else patient.id,
                first_day=max(self._first_day or today, today),
            )
        )

    def _request(self, overbook_reason: str) -> None:
        patient = self.patient.patient
        if self._is_busy:
            return
        if patient is None:
            self.patient.complain(self.tr("Choose a patient, or register a new one."))
            self.patient.go()
            return
        try:
            request = self.form.request_for(patient.id, overbook_reason=overbook_reason)
        except (InvalidInput, TimeSkipped, TimeOccursTwice) as problem:
            self.refuse(problem)
            return
        recurrence = self.form.repeat_box.recurrence(wall_time(request.starts_at, self._workplace.zone).date())
        if recurrence is not None:
            self.series_wanted.emit(BookSeries(booking=request, recurrence=recurrence))
            return
        # Not by disabling the button, which would send the keyboard's focus elsewhere.
        self._is_busy = True
        self._asking.begin()
        self.booking_requested.emit(request)

    def _say_what_it_does(self) -> None:
        self._judge()
        when = self.when_words
        if self.form.repeat_box.repeat is not Repeat.NEVER:
            self.book_button.setText(self.tr("Look at the dates…"))
        else:
            self.book_button.setText(self.tr("Book {when}").format(when=when) if when else self.tr("Book"))

    def _words_of_offer(self, slot: Slot) -> str:
        words = self.slots.words_of_time(slot)
        if slot.practitioner_id == self.form.practitioner_id:
            return words
        return self.tr("{when} · {doctor}").format(when=words, doctor=self.slots.name_of(slot.practitioner_id))

    def _short_words_of_offer(self, slot: Slot) -> str:
        wall = wall_time(slot.starts_at, self._workplace.zone)
        is_same_doctor = slot.practitioner_id == self.form.practitioner_id
        return clock(wall) if is_same_doctor and wall.date() == self.form.when.day else self._words_of_offer(slot)

    def _on_patient_changed(self, patient: PatientLine | None) -> None:
        self._ask_for_slots()
        self._judge()
        if patient is None:
            return
        self._workplace.run_latest(
            ("booking-patient", id(self)),
            lambda clinic: clinic.patients.open(patient.id),
            done=self._on_card_read,
            refused=lambda _: None,
            owner=self,
        )
        if self.form.when.wall() is None:
            self.slots.view.setFocus()
        else:
            self.form.reason.setFocus()

    def _on_card_read(self, card: PatientCard) -> None:
        patient = self.patient.patient
        if patient is not None and card.patient.id == patient.id:
            self.patient.show_card(card)

    def _on_wish_changed(self) -> None:
        self.refusal.clear()
        self._judge()
        self._ask_for_slots()

    def _on_practitioner_chosen(self) -> None:
        self.slots.set_anyone_wanted(False)
        self._on_wish_changed()

    def _on_when_changed(self) -> None:
        self.refusal.clear()
        self.slots.choose(None)
        self._first_day = self.form.when.day
        self._ask_for_slots()
        self._say_what_it_does()

    def _on_slot_chosen(self, slot: Slot) -> None:
        self.refusal.clear()
        self._take(slot)

    def _on_offer_chosen(self, slot: Slot) -> None:
        self.refusal.clear()
        self._take(slot)
        self.slots.choose(slot)
        self.book_button.setFocus()

    def _take(self, slot: Slot) -> None:
        self.form.set_starts_at(slot.starts_at)
        self.form.set_practitioner(slot.practitioner_id)
        self._say_what_it_does()

    def _on_which_chosen(self, later: bool) -> None:
        self.form.when.settle_which(later=later)
        self.refusal.clear()
        self._request("")

    def _on_register_wanted(self, text: str) -> None:
        self._registering.begin(text)
        self.setWindowTitle(self.tr("Register a patient"))

    def _on_register_left(self) -> None:
        self.setWindowTitle(self.tr("New appointment"))
        self.book_button.setDefault(True)
        self.patient.go()


PARK_KEYS = "Ctrl+P"
_LEFT, _RIGHT = 420, 330
_WIDTH, _HEIGHT = 860, 640
