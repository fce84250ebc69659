"""The part of a person's card that patients are booked by: the practitioner's details and weekly hours."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.domain.sheets import DepartmentLine, PractitionerLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.chosen_card import ChosenCard
from clinic_desktop.gui.staff.hours_form import HoursForm
from clinic_desktop.gui.staff.person_forms import PractitionerForm
from clinic_desktop.gui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class DiaryPart(QWidget):
    """Reads and stores what concerns one practitioner; what is refused is said on the card.

    `stored` comes after each thing that was stored; `name_edited` says how the practitioner would be called.
    """

    stored = Signal()
    name_edited = Signal(str)

    def __init__(self, card: ChosenCard) -> None:
        super().__init__(card)
        self._card = card
        self._practitioner_id: UUID | None = None
        self._read: tuple[PractitionerLine, Hours] | None = None
        self._departments: Sequence[DepartmentLine] = ()
        self.form = PractitionerForm(parent=self)
        self.hours = HoursForm(self)
        self.form.put_between(self.hours, first=self.hours.use_opening, last=self.hours.painter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self.form)
        self.form.edited.connect(lambda: self.name_edited.emit(self.form.spoken_name))
        self.form.edited.connect(card.edited)
        self.hours.edited.connect(card.edited)

    @property
    def is_changed(self) -> bool:
        """Whether something about this practitioner waits to be saved."""
        return self._practitioner_id is not None and (self.form.is_changed or self.hours.is_changed)

    @property
    def spoken_name(self) -> str:
        """Title and name as they stand."""
        return "" if self._read is None else self._read[0].practitioner.display_name

    def set_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these departments."""
        self._departments = departments
        self.form.set_departments(departments)

    def set_rooms(self, rooms: Sequence[str]) -> None:
        """Offer these rooms."""
        self.form.set_rooms(rooms)

    def show_practitioner(self, practitioner_id: UUID | None) -> None:
        """Read a practitioner, or hide; what was typed about the same one stays."""
        if practitioner_id != self._practitioner_id:
            self._practitioner_id = practitioner_id
            self._read = None
            self.form.setEnabled(False)
            self.hours.clear()
        self.setVisible(practitioner_id is not None)
        if practitioner_id is None:
            return

        def read(clinic: "Clinic") -> tuple[PractitionerLine, Hours]:
            return clinic.staff.practitioner(practitioner_id), clinic.hours.of(practitioner_id)

        self._card.workplace.run_latest(self, read, done=self._on_read)

    def discard(self) -> None:
        """Show what stands."""
        if self._read is not None:
            self._fill(*self._read)

    def save(self) -> None:
        """Store the details if they were changed, otherwise the hours."""
        if self._practitioner_id is None:
            return
        if self.form.is_changed:
            self._store_details(self._practitioner_id, self.form.version)
        else:
            self._store_hours(self._practitioner_id)

    def _on_read(self, found: tuple[PractitionerLine, Hours]) -> None:
        if found[0].practitioner.id != self._practitioner_id or self._card.is_busy:
            return
        is_first, self._read = self._read is None, found
        self._fill(*found, keeps_form=self.form.is_changed and not is_first, keeps_hours=self.hours.is_changed)

    def _fill(
        self, line: PractitionerLine, hours: Hours, *, keeps_form: bool = False, keeps_hours: bool = False
    ) -> None:
        if not keeps_form:
            self.form.show_practitioner(line.practitioner, line.department_name)
        if not keeps_hours:
            self._fill_hours(hours)
        self.form.setEnabled(True)

    def _fill_hours(self, hours: Hours) -> None:
        workplace = self._card.workplace
        self.hours.show_hours(hours, workplace.settings, workplace.today())

    def _store_details(self, practitioner_id: UUID, version: int) -> None:
        details = self.form.value()

        def stored(practitioner: Practitioner) -> None:
            if self._is_about(practitioner_id):
                self.form.show_practitioner(practitioner, self.form.department.currentText())
                self.stored.emit()

        def refused(error: ClinicError) -> None:
            if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, Practitioner):
                self._offer_both(error, error.theirs)
            else:
                self._card.refuse(error, self.form)

        self._card.begin()
        self._card.workplace.run(
            lambda clinic: clinic.staff.change_practitioner(practitioner_id, version, details),
            done=stored,
            refused=refused,
            owner=self,
        )

    def _offer_both(self, error: ChangedMeanwhile, theirs: Practitioner) -> None:
        other = PractitionerForm(parent=self)
        other.hide()
        other.set_departments(self._departments)
        other.show_practitioner(theirs)
        self._card.offer_both(
            error,
            self.form,
            other,
            keep_mine=lambda: self._store_details(theirs.id, theirs.version),
            take_theirs=lambda: self.form.show_practitioner(theirs),
        )

    def _store_hours(self, practitioner_id: UUID, asking: AskDialog | None = None) -> None:
        """Store the week; `asking` is the question that has been answered with yes already."""
        drafts = self.hours.drafts()

        def stored(hours: Hours) -> None:
            if asking is not None:
                asking.accept()
            if self._is_about(practitioner_id):
                self._fill_hours(hours)
                self.stored.emit()

        def refused(error: ClinicError) -> None:
            if isinstance(error, WouldStrand):
                self._card.end()
                self._ask_despite_stranded(practitioner_id, error)
            elif asking is not None:
                self._card.end()
                asking.refuse(error)
            else:
                self._card.say_refused(error)

        self._card.begin()
        self._card.workplace.run(
            lambda clinic: clinic.hours.set_weekly(practitioner_id, drafts, despite_stranded=asking is not None),
            done=stored,
            refused=refused,
            owner=self,
        )

    def _ask_despite_stranded(self, practitioner_id: UUID, error: WouldStrand) -> None:
        dialog = AskDialog(
            self.tr("Booked appointments outside the new hours"),
            error.sentence,
            self.tr("Save anyway"),
            is_danger=True,
            zone=self._card.workplace.zone,
            parent=self.window(),
        )
        dialog.show_appointments(error.appointments)
        dialog.confirmed.connect(lambda: self._store_hours(practitioner_id, dialog))
        dialog.open()

    def _is_about(self, practitioner_id: UUID) -> bool:
        """Whether what was stored just now still concerns whoever is shown."""
        if practitioner_id != self._practitioner_id:
            self._card.end()
            return False
        return True
