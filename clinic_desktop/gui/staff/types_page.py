"""The types of appointment: how long they take, what is kept free around them, who offers and who books them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentType, WhoBooks
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.requests import TypeDetails
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox, ColourBox
from clinic_desktop.gui.staff.house_choices import HouseChoices
from clinic_desktop.gui.staff.list_and_card import Fetch
from clinic_desktop.gui.staff.offered_by import OfferedBy, offered_words
from clinic_desktop.gui.staff.record_card import NamedForm
from clinic_desktop.gui.staff.record_page import RecordPage
from clinic_desktop.gui.staff.record_verbs import RecordVerbs
from clinic_desktop.gui.staff.room_field import RoomField
from clinic_desktop.gui.staff.staff_words import colour_words, who_books_words
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.number_field import NumberField
from clinic_desktop.gui.widgets.record_form import show_text, text_field
from clinic_desktop.gui.widgets.row_pages import page_of
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.workplace import Workplace


class TypeForm(NamedForm[AppointmentType, TypeDetails]):
    """Name, colour, length, the time kept free before and after, who may book it, with whom, and where."""

    def __init__(self, choices: HouseChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        unit = self.tr(" min")
        self.name = text_field(longest=100)
        self.colour = ColourBox()
        self.minutes = NumberField(5, 480, suffix=unit, step=5)
        self.minutes.setValue(_USUAL_MINUTES)
        self.buffer_before = NumberField(0, 120, suffix=unit, step=5)
        self.buffer_after = NumberField(0, 120, suffix=unit, step=5)
        self.booked_by = ChoiceBox()
        for who_books, words in who_books_words().items():
            self.booked_by.addItem(words, who_books)
        self.offered_by = OfferedBy()
        self.room = RoomField()
        self.room.setPlaceholderText(self.tr("The doctor's own"))
        names, lengths, who = FieldGrid((2, 1), self), FieldGrid((3, 1), self), FieldGrid((3, 1), self)
        names.add(self.field("name", self.tr("Name"), self.name))
        names.add(self.field("colour", self.tr("Colour"), self.colour))
        lengths.add(self.field("minutes", self.tr("Length"), self.minutes))
        lengths.add(self.field("buffer_before", self.tr("Kept free before"), self.buffer_before))
        lengths.add(self.field("buffer_after", self.tr("Kept free after"), self.buffer_after))
        who.add(self.field("patients_may_book", self.tr("Who may book it"), self.booked_by))
        who.add(self.field("practitioner_ids", self.tr("Offered by"), self.offered_by))
        who.add(self.field("room", self.tr("Room"), self.room))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        for widget in (names, lengths, who):
            layout.addWidget(widget)
        self.offered_by.edited.connect(self.edited)
        self._offer()
        choices.read.connect(self._offer)

    def fill(self, record: AppointmentType) -> None:
        show_text(self.name, record.name)
        self.colour.set_colour(record.colour)
        self.minutes.setValue(record.minutes)
        self.buffer_before.setValue(record.buffer_before)
        self.buffer_after.setValue(record.buffer_after)
        self.booked_by.choose(record.booked_by)
        self.offered_by.set_chosen(record.practitioner_ids)
        show_text(self.room, record.room)

    def value(self) -> TypeDetails:
        return TypeDetails(
            name=self.name.text().strip(),
            minutes=self.minutes.value(),
            colour=self.colour.colour,
            buffer_before=self.buffer_before.value(),
            buffer_after=self.buffer_after.value(),
            patients_may_book=self.booked_by.currentData() == WhoBooks.PATIENTS,
            doctors_may_book=self.booked_by.currentData() != WhoBooks.DESK,
            practitioner_ids=self.offered_by.chosen,
            room=self.room.text().strip(),
        )

    def words_in(self, name: str) -> str:
        return self.offered_by.text() if name == "practitioner_ids" else super().words_in(name)

    def _offer(self) -> None:
        self.offered_by.set_practitioners(self._choices.practitioners)
        self.room.set_rooms(self._choices.rooms)


class TypesPage(RecordPage[AppointmentType, TypeDetails]):
    """The types in the order in which they are offered."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        verbs: RecordVerbs[AppointmentType, TypeDetails] = RecordVerbs(
            add=lambda clinic, details: clinic.settings.add_type(details),
            change=lambda clinic, key, version, details: clinic.settings.change_type(key, version, details),
            retire=lambda clinic, key, version: clinic.settings.retire_type(key, version),
            bring_back=lambda clinic, key, version: clinic.settings.bring_back_type(key, version),
            order=lambda clinic, keys: clinic.settings.order_types(keys),
        )
        self._choices = HouseChoices(workplace)
        super().__init__(workplace, lambda: TypeForm(self._choices), verbs, parent)
        self._choices.setParent(self)
        add = self.tr("Add a type")
        self.build_records(
            title=self.tr("Appointment types"),
            add_text=add,
            table=RowTable(
                (
                    Column(head=self.tr("Name"), text=lambda row: row.name, share=22, is_strong=True),
                    Column(head=self.tr("Length"), text=self._length, share=11),
                    Column(head=self.tr("Kept free"), text=self._kept_free, share=12),
                    Column(head=self.tr("Colour"), text=_colour, share=13, colour=lambda row: row.colour),
                    Column(head=self.tr("Booked by"), text=_booked_by, share=16),
                    Column(head=self.tr("Offered by"), text=self._offered_by, share=18),
                    Column(head=self.tr("State"), text=self._state, share=9),
                ),
                key=lambda row: row.id,
                is_faint=lambda row: not row.active,
            ),
            empty=EmptyState(
                Icon.CALENDAR_DAYS,
                self.tr("No types yet"),
                self.tr("A type says what an appointment is for and how long it takes. Booking needs at least one."),
                action_text=add,
            ),
        )

        self._choices.read.connect(self.table.tell_anew)

    def fetch(self) -> Fetch[AppointmentType]:
        active = self.active
        return lambda clinic, limit, after: page_of(
            clinic.settings.types(active=active, limit=limit, after=after), limit
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches("appointment_type", "practitioner", "room")

    def reload(self) -> None:
        super().reload()
        self._choices.reload()

    def retire_words(self) -> str:
        return self.tr("It cannot be booked any more. What is booked already stays as it is.")

    def _length(self, row: AppointmentType) -> str:
        return self.tr("{minutes} min").format(minutes=row.minutes)

    def _kept_free(self, row: AppointmentType) -> str:
        if not (row.buffer_before or row.buffer_after):
            return _NOTHING
        words = self.tr("{before} + {after} min")
        return words.format(before=row.buffer_before, after=row.buffer_after)

    def _offered_by(self, row: AppointmentType) -> str:
        return offered_words(row.practitioner_ids, self._choices.practitioners)

    def _state(self, row: AppointmentType) -> str:
        return "" if row.active else self.tr("Retired")


def _booked_by(row: AppointmentType) -> str:
    return who_books_words()[row.booked_by]


def _colour(row: AppointmentType) -> str:
    return colour_words().get(row.colour, row.colour)


_NOTHING = "–"
_USUAL_MINUTES = 30
