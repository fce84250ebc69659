"""The card of a department or a type: its fields, and whether it is retired."""

from collections.abc import Callable
from typing import Generic, cast
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError
from clinic_desktop.gui.staff.chosen_card import ChosenCard
from clinic_desktop.gui.staff.record_verbs import Details, RecordVerbs, Shown
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.record_form import RecordForm
from clinic_desktop.gui.workplace import Workplace


class NamedForm(RecordForm, Generic[Shown, Details]):
    """A form of one kind of record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing: Shown | None = None

    def show_record(self, record: Shown) -> None:
        """Fill the fields."""
        self.standing = record
        self.fill(record)
        self.keep()

    def fill(self, record: Shown) -> None:
        """Write a record into the fields; each form has its own."""

    @property
    def kept(self) -> Details:
        """What the fields said when the record was shown."""
        return cast("Details", self._kept)

    def details(self) -> Details:
        """What the fields say, as the services take it."""
        return cast("Details", self.value())


class RecordCard(ChosenCard, Generic[Shown, Details]):
    """Changes the chosen record; retiring it and bringing it back are the page's."""

    def __init__(
        self,
        workplace: Workplace,
        make_form: Callable[[], NamedForm[Shown, Details]],
        verbs: RecordVerbs[Shown, Details],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent)
        self._make_form = make_form
        self._verbs_of_record = verbs
        self.shown: Shown | None = None
        self.bring_back_button = self.add_verb(self.tr("Bring back"))
        self.retire_button = self.add_verb(self.tr("Retire…"))
        set_look(self.retire_button, Look.DANGER)
        self.form = make_form()
        self.add_form(self.form)

    @property
    def is_changed(self) -> bool:
        return self.shown is not None and self.form.is_changed

    def show_record(self, record: Shown | None) -> None:
        """Show a record; what was typed about the same one stays."""
        is_same = record is not None and self.shown is not None and record.id == self.shown.id
        self.shown = record
        if record is None:
            return
        self.heading.setText(record.name)
        self.state.show_words(self.tr("Retired"))
        self.state.setVisible(not record.active)
        self.retire_button.setVisible(record.active)
        self.bring_back_button.setVisible(not record.active)
        self.arrange()
        if not (is_same and self.form.is_changed):
            self.clear_refusal()
            self.form.show_record(record)

    def discard(self) -> None:
        super().discard()
        if self.shown is not None:
            self.form.show_record(self.shown)

    def save(self) -> None:
        if self.form.standing is not None and not self.is_busy:
            self.clear_refusal()
            self._store(self.form.standing.id, self.form.standing.version, self.form.kept)

    def _store(self, record_id: UUID, version: int, before: Details) -> None:
        details, change = self.form.details(), self._verbs_of_record.change
        self.begin()
        self.workplace.run(
            lambda clinic: change(clinic, record_id, version, details),
            done=lambda stored: self._on_stored(stored, before),
            refused=self._on_refused,
            owner=self,
        )

    def _on_stored(self, record: Shown, before: Details) -> None:
        self.is_busy = False
        self._take(record)
        words = self.tr("Saved what changed about {name}.").format(name=record.name)
        self.workplace.say(words, undo=lambda: self._take_back(record, before))
        self.saved.emit()

    def _take_back(self, record: Shown, before: Details) -> None:
        """Have it as it was; refused where somebody has changed it since."""
        change = self._verbs_of_record.change

        def done(stored: Shown) -> None:
            if self.shown is not None and self.shown.id == stored.id and not self.form.is_changed:
                self._take(stored)
            self.workplace.say(self.tr("{name} is as it was.").format(name=stored.name))

        self.workplace.run(lambda clinic: change(clinic, record.id, record.version, before), done=done, owner=self)

    def _on_refused(self, error: ClinicError) -> None:
        if not isinstance(error, ChangedMeanwhile):
            self.refuse(error, self.form)
            return
        theirs = cast("Shown", error.theirs)
        other = self._make_form()
        other.setParent(self)
        other.hide()
        other.show_record(theirs)
        standing = other.kept
        self.offer_both(
            error,
            self.form,
            other,
            keep_mine=lambda: self._store(theirs.id, theirs.version, standing),
            take_theirs=lambda: self._take(theirs),
        )

    def _take(self, record: Shown) -> None:
        self.heading.setText(record.name)
        self.form.show_record(record)
