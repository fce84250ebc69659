"""The types of appointment: how long they take, what is kept free around them, and who may book them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.requests import TypeDetails
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.choice_boxes import ColourBox
from clinic_desktop.gui.staff.list_and_card import Fetch
from clinic_desktop.gui.staff.record_card import NamedForm
from clinic_desktop.gui.staff.record_page import RecordPage
from clinic_desktop.gui.staff.record_verbs import RecordVerbs
from clinic_desktop.gui.staff.staff_words import colour_words
from clinic_desktop.gui.widgets.both_versions import Difference
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.number_field import NumberField
from clinic_desktop.gui.widgets.record_form import RecordForm, show_text, text_field
from clinic_desktop.gui.widgets.row_pages import page_of
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.workplace import Workplace


class TypeForm(NamedForm[AppointmentType, TypeDetails]):
    """Name, colour, length, the time kept free before and after, and whether patients book it themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = self.tr(" min")
        self.name = text_field(longest=100)
        self.colour = ColourBox()
        self.minutes = NumberField(5, 480, suffix=unit, step=5)
        self.minutes.setValue(_USUAL_MINUTES)
        self.buffer_before = NumberField(0, 120, suffix=unit, step=5)
        self.buffer_after = NumberField(0, 120, suffix=unit, step=5)
        self.patients_may_book = self.tick(QCheckBox(self.tr("Patients may book it themselves")))
        names, lengths = FieldGrid((2, 1), self), FieldGrid((3, 1), self)
        names.add(self.field("name", self.tr("Name"), self.name))
        names.add(self.field("colour", self.tr("Colour"), self.colour))
        lengths.add(self.field("minutes", self.tr("Length"), self.minutes))
        lengths.add(self.field("buffer_before", self.tr("Kept free before"), self.buffer_before))
        lengths.add(self.field("buffer_after", self.tr("Kept free after"), self.buffer_after))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        for widget in (names, lengths, self.patients_may_book):
            layout.addWidget(widget)

    def fill(self, record: AppointmentType) -> None:
        show_text(self.name, record.name)
        self.colour.set_colour(record.colour)
        self.minutes.setValue(record.minutes)
        self.buffer_before.setValue(record.buffer_before)
        self.buffer_after.setValue(record.buffer_after)
        self.patients_may_book.setChecked(record.patients_may_book)

    def value(self) -> TypeDetails:
        return TypeDetails(
            name=self.name.text().strip(),
            minutes=self.minutes.value(),
            colour=self.colour.colour,
            buffer_before=self.buffer_before.value(),
            buffer_after=self.buffer_after.value(),
            patients_may_book=self.patients_may_book.isChecked(),
        )

    def differences(self, theirs: RecordForm) -> Sequence[Difference]:
        found = super().differences(theirs)
        if not isinstance(theirs, TypeForm) or theirs.patients_may_book.isChecked() is self.value().patients_may_book:
            return found
        yes, no = self.tr("yes"), self.tr("no")
        mine, other = (yes, no) if self.value().patients_may_book else (no, yes)
        return (*found, Difference(caption=self.patients_may_book.text(), mine=mine, theirs=other))


class TypesPage(RecordPage[AppointmentType, TypeDetails]):
    """The types by name."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        verbs: RecordVerbs[AppointmentType, TypeDetails] = RecordVerbs(
            add=lambda clinic, details: clinic.settings.add_type(details),
            change=lambda clinic, key, version, details: clinic.settings.change_type(key, version, details),
            retire=lambda clinic, key, version: clinic.settings.retire_type(key, version),
            bring_back=lambda clinic, key, version: clinic.settings.bring_back_type(key, version),
        )
        super().__init__(workplace, TypeForm, verbs, parent)
        add = self.tr("Add a type")
        self.build(
            title=self.tr("Appointment types"),
            add_text=add,
            table=RowTable(
                (
                    Column(head=self.tr("Name"), text=lambda row: row.name, share=27, is_strong=True),
                    Column(head=self.tr("Length"), text=self._length, share=11),
                    Column(head=self.tr("Free before"), text=lambda row: self._free(row.buffer_before), share=15),
                    Column(head=self.tr("Free after"), text=lambda row: self._free(row.buffer_after), share=15),
                    Column(head=self.tr("Colour"), text=_colour, share=12, colour=lambda row: row.colour),
                    Column(head=self.tr("By patients"), text=self._may_book, share=13),
                    Column(head=self.tr("State"), text=self._state, share=10),
                ),
                key=lambda row: row.id,
                is_faint=lambda row: not row.active,
            ),
            card=self.record_card,
            empty=EmptyState(
                Icon.CALENDAR_DAYS,
                self.tr("No types yet"),
                self.tr("A type says what an appointment is for and how long it takes. Booking needs at least one."),
                action_text=add,
            ),
        )

    def fetch(self) -> Fetch[AppointmentType]:
        active = self.active
        return lambda clinic, limit, after: page_of(
            clinic.settings.types(active=active, limit=limit, after=after), limit
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches("appointment_type")

    def retire_words(self) -> str:
        return self.tr("It cannot be booked any more. What is booked already stays as it is.")

    def _length(self, row: AppointmentType) -> str:
        return self.tr("{minutes} min").format(minutes=row.minutes)

    def _free(self, minutes: int) -> str:
        return self.tr("{minutes} min").format(minutes=minutes) if minutes else _NOTHING

    def _may_book(self, row: AppointmentType) -> str:
        return self.tr("yes") if row.patients_may_book else _NOTHING

    def _state(self, row: AppointmentType) -> str:
        return "" if row.active else self.tr("Retired")


def _colour(row: AppointmentType) -> str:
    return colour_words().get(row.colour, row.colour)


_NOTHING = "–"
_USUAL_MINUTES = 30
