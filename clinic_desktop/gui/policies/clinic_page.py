"""The administrator's page of the clinic itself: its name, and how one reaches it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.ask_dialog import AskDialog, unsaved_question
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.record_form import RecordForm, show_text, text_field
from clinic_desktop.gui.widgets.save_bar import SaveBar

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class ClinicForm(RecordForm):
    """Name, address and telephone; each says where it is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text_field(longest=100)
        self.address = text_field(longest=500, placeholder=self.tr("Street, number, postcode and town"))
        self.phone = text_field(longest=40)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.XS)
        for name, caption, control, where in (
            ("name", self.tr("Name"), self.name, self.tr("Where one signs in, on every paper, and in messages.")),
            ("address", self.tr("Address"), self.address, self.tr("On slips and letters, so that patients find you.")),
            ("phone", self.tr("Telephone"), self.phone, self.tr("Whom patients are asked to call.")),
        ):
            rows.addWidget(self.field(name, caption, control))
            rows.addWidget(label(where, Look.MUTED, self, wraps=True))
            rows.addSpacing(Space.M)

    def show_settings(self, settings: ClinicSettings) -> None:
        """Fill the fields."""
        show_text(self.name, settings.name)
        show_text(self.address, _on_one_line(settings.address))
        show_text(self.phone, settings.phone)
        self.keep()

    def value(self) -> tuple[str, str, str]:
        return self.name.text().strip(), self.address.text().strip(), self.phone.text().strip()

    def value_of(self, settings: ClinicSettings) -> tuple[str, str, str]:
        """What the fields would say of settings."""
        return settings.name, _on_one_line(settings.address), settings.phone

    def put_into(self, settings: ClinicSettings) -> ClinicSettings:
        """The settings as the fields say; an address over several lines stays as it is unless it was changed."""
        name, address, phone = self.value()
        if address == _on_one_line(settings.address):
            address = settings.address
        return replace(settings, name=name, address=address, phone=phone)


class ClinicPage(Page):
    """Keeps what was typed until it is saved or discarded, whatever is refused."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._navigation: QWidget | None = None
        self._standing = workplace.settings
        self._is_busy = False
        self._after_saving: Callable[[], object] | None = None
        self.set_title(self.tr("Clinic"))
        self.message = MessageLine(kind=MessageKind.WARNING)
        self.form = ClinicForm()
        self.save_bar = SaveBar()
        self._lay_out()
        self.form.show_settings(self._standing)
        self.form.edited.connect(self._on_edited)
        self.save_bar.save_wanted.connect(self.save)
        self.save_bar.discard_wanted.connect(self.discard)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.is_changed

    def stand_beside(self, navigation: QWidget) -> None:
        """Show the way to the other pages at the left."""
        self._navigation = navigation

    def left_side(self) -> QWidget | None:
        return self._navigation

    def discard(self) -> None:
        """Forget what was typed."""
        self._take(self._standing)

    def save(self) -> None:
        """Store what was typed; refused, it stays, with the sentence where it belongs."""
        if self._is_busy or not self.is_changed:
            return
        self.message.clear()
        self._is_busy = True
        self._on_edited()
        before, wanted = self._standing, self.form.put_into(self._standing)
        self.workplace.run(
            lambda clinic: clinic.settings.change(wanted),
            done=lambda stored: self._on_saved(stored, before),
            refused=self._on_refused,
            owner=self,
        )

    def ask_to_save(self, then: Callable[[], object]) -> AskDialog:
        """Ask what to do with what was typed, and go on `then` unless the person goes back."""
        dialog = unsaved_question(self.title, self.workplace.zone, self.window())

        def save() -> None:
            dialog.accept()
            self._after_saving = then
            self.save()

        def discard() -> None:
            dialog.accept()
            self.discard()
            then()

        dialog.confirmed.connect(save)
        dialog.other_chosen.connect(discard)
        dialog.open()
        return dialog

    def cares(self, changes: Changes) -> bool:
        return changes.touches("clinic_settings")

    def reload(self) -> None:
        self.workplace.run_latest(self, lambda clinic: clinic.settings.read(), done=self._on_read)

    def commands(self) -> Sequence[Command]:
        save = self.tr("Save &changes")
        return (Command(name="save", text=save, run=self.save, shortcut="Ctrl+S", menu=MenuPlace.FILE, group="page"),)

    def _lay_out(self) -> None:
        area, floor = scrolling(self)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label(self.title, Look.TITLE, floor))
        column.addWidget(self.message)
        card = Card(floor)
        card.body.addWidget(self.form)
        card.setMaximumWidth(_WIDTH)
        column.addWidget(card)
        column.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.NONE)
        rows.addWidget(area, 1)
        rows.addWidget(self.save_bar)

    def _on_read(self, settings: ClinicSettings) -> None:
        if not self.is_changed:  # what was typed stays, and saving it says that somebody was quicker
            self._take(settings)

    def _take(self, settings: ClinicSettings) -> None:
        self._standing = settings
        self.message.clear()
        self.form.show_settings(settings)
        self._on_edited()

    def _on_saved(self, stored: ClinicSettings, before: ClinicSettings) -> None:
        self._is_busy = False
        self._take(stored)
        self.workplace.say(self.tr("Saved. It is seen from now on."), undo=lambda: self._take_back(stored, before))
        then, self._after_saving = self._after_saving, None
        if then is not None:
            then()

    def _take_back(self, stored: ClinicSettings, before: ClinicSettings) -> None:
        wanted = replace(stored, name=before.name, address=before.address, phone=before.phone)
        self.workplace.run(
            lambda clinic: clinic.settings.change(wanted),
            done=lambda _: self.workplace.say(self.tr("Name, address and telephone are as they were.")),
            owner=self,
        )

    def _on_refused(self, error: ClinicError) -> None:
        self._is_busy = False
        self._on_edited()
        if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, ClinicSettings):
            theirs, standing = error.theirs, self._standing
            self._standing = theirs
            if self.form.value_of(theirs) == self.form.value_of(standing):
                self.save()  # a policy, or the hours: nothing that stands here
                return
            self._after_saving = None
            self.message.say(self._told(theirs), MessageKind.WARNING)
            return
        self._after_saving = None
        if not (isinstance(error, InvalidInput) and self.form.point_at(error)):
            self.message.say(error.sentence, MessageKind.ERROR)

    def _told(self, theirs: ClinicSettings) -> str:
        words = self.tr("Somebody else has just set: {what}. Saving again takes yours; Discard leaves theirs.")
        return words.format(what=" · ".join(part for part in self.form.value_of(theirs) if part))

    def _on_edited(self) -> None:
        if self.is_changed:
            self.save_bar.show_unsaved(self.title, is_busy=self._is_busy)
        else:
            self.save_bar.hide()


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_WIDTH = 720
