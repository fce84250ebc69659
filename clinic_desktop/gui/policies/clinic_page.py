"""The administrator's page of the clinic itself: its name, how one reaches it, and when it is open."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.saved_page import SavedPage
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.hours_painter import HoursPainter
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.record_form import RecordForm, show_text, text_field

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class ClinicForm(RecordForm):
    """Name, address, telephone and opening hours; each says where it is seen, or what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text_field(longest=100)
        self.address = text_field(longest=500, placeholder=self.tr("Street, number, postcode and town"))
        self.phone = text_field(longest=40)
        self.hours = HoursPainter()
        self.hours.hours_changed.connect(self.edited)
        self._shown_hours = self.hours.hours()
        self._zone = label("", Look.MUTED, self, wraps=True)
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
        about = self.tr(
            "Drag to paint, right-click to clear. The calendar shows these days of the week, and a new doctor's hours "
            "begin with them. The hours of those who are here stay as they are."
        )
        rows.addWidget(self.field("opening_hours", self.tr("Opening hours"), self.hours))
        rows.addWidget(label(about, Look.MUTED, self, wraps=True))
        rows.addSpacing(Space.M)
        rows.addWidget(self._zone)

    def show_settings(self, settings: ClinicSettings) -> None:
        """Fill the fields."""
        show_text(self.name, settings.name)
        show_text(self.address, _on_one_line(settings.address))
        show_text(self.phone, settings.phone)
        self.hours.set_hours(settings.opening_hours)
        self._shown_hours = self.hours.hours()
        words = self.tr("Time zone: {zone}. Every booked time stands by this clock, so it stays as it was set up.")
        self._zone.setText(words.format(zone=settings.zone))
        self.keep()

    def value(self) -> tuple[str, str, str, tuple[OpeningHours, ...]]:
        return self.name.text().strip(), self.address.text().strip(), self.phone.text().strip(), self.hours.hours()

    def value_of(self, settings: ClinicSettings) -> tuple[str, str, str, tuple[OpeningHours, ...]]:
        """What the fields would say of settings."""
        return settings.name, _on_one_line(settings.address), settings.phone, settings.opening_hours

    def put_into(self, settings: ClinicSettings) -> ClinicSettings:
        """The settings as the fields say; an address over several lines, and hours, stay unless they were changed."""
        name, address, phone, hours = self.value()
        if address == _on_one_line(settings.address):
            address = settings.address
        if hours == self._shown_hours:
            hours = settings.opening_hours
        return replace(settings, name=name, address=address, phone=phone, opening_hours=hours)


class ClinicPage(SavedPage):
    """The form, on a card; a change of anything else of the settings meanwhile is no reason to ask."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._standing = workplace.settings
        self._seen_hours = self._standing.opening_hours
        self.set_title(self.tr("Clinic"))
        self.message = MessageLine(kind=MessageKind.WARNING)
        self.form = ClinicForm()
        self._lay_out()
        self.form.show_settings(self._standing)
        self.form.edited.connect(self.show_unsaved)

    @property
    def is_changed(self) -> bool:
        return self.form.is_changed

    def discard(self) -> None:
        self._take(self._standing)

    def store(self) -> None:
        self.message.clear()
        before, wanted = self._standing, self.form.put_into(self._standing)
        self.workplace.run(
            lambda clinic: clinic.settings.change(wanted),
            done=lambda stored: self._on_saved(stored, before),
            refused=self._on_refused,
            owner=self,
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches("clinic_settings")

    def reload(self) -> None:
        self.workplace.run_latest(self, lambda clinic: clinic.settings.read(), done=self._on_read)

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
        self.show_unsaved()

    def _on_saved(self, stored: ClinicSettings, before: ClinicSettings) -> None:
        self._take(stored)
        self.workplace.say(self.tr("Saved. It is seen from now on."), undo=lambda: self._take_back(stored, before))
        self.end_saving(is_saved=True)

    def _take_back(self, stored: ClinicSettings, before: ClinicSettings) -> None:
        wanted = replace(
            stored,
            name=before.name,
            address=before.address,
            phone=before.phone,
            opening_hours=before.opening_hours,
        )
        self.workplace.run(
            lambda clinic: clinic.settings.change(wanted),
            done=lambda _: self.workplace.say(self.tr("It is as it was.")),
            owner=self,
        )

    def _on_refused(self, error: ClinicError) -> None:
        if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, ClinicSettings):
            theirs, standing = error.theirs, self._standing
            self._seen_hours = standing.opening_hours
            self._standing = theirs
            if self.form.value_of(theirs) == self.form.value_of(standing):
                self.store()  # a policy, or a holiday: nothing that stands here
                return
            self.end_saving(is_saved=False)
            self.message.say(self._told(theirs), MessageKind.WARNING)
            return
        self.end_saving(is_saved=False)
        if not (isinstance(error, InvalidInput) and self.form.point_at(error)):
            self.message.say(error.sentence, MessageKind.ERROR)

    def _told(self, theirs: ClinicSettings) -> str:
        words = self.tr("Somebody else has just set: {what}. Saving again takes yours; Discard leaves theirs.")
        name, address, phone, hours = self.form.value_of(theirs)
        told = [name, address, phone, self.tr("opening hours") if hours != self._seen_hours else ""]
        return words.format(what=" · ".join(part for part in told if part))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_WIDTH = 720
