"""The administrator's page of messages: whether, how, when and in which words patients are written to."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.message_settings import MessageSettings, MessageSetUp
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.messages.settings_forms import (
    MailForm,
    SetUpForm,
    SmsProviderForm,
    WhetherForm,
)
from clinic_desktop.gui.messages.texts_form import TextsForm
from clinic_desktop.gui.messages.timing_form import TimingForm
from clinic_desktop.gui.messages.trial_bar import TrialBar
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.ask_dialog import AskDialog, unsaved_question
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.save_bar import SaveBar

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


Part = TypeVar("Part", bound=QWidget)
Form = TypeVar("Form", bound=SetUpForm)


class MessageSettingsPage(Page):
    """Keeps what was typed until it is saved or discarded, whatever is refused.

    What lies below what is first seen is made a turn of the event loop later, or when it is wanted.
    """

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._set_up = MessageSetUp(settings=MessageSettings(id=UUID(int=0)))
        self._is_busy = False
        self._after_saving: Callable[[], object] | None = None
        self.set_title(self.tr("Messages"))
        self._lay_out()
        self.whether = self._on_card(self.tr("Reminders and confirmations"), WhetherForm)
        self.mail = self._on_card(self.tr("E-mail"), MailForm)
        self.sms = self._on_card(self.tr("SMS"), SmsProviderForm)
        trial = partial(TrialBar, workplace, self._typed, lambda: (self.mail.new_password, self.sms.new_token))
        self.trial_bar = self._on_card(self.tr("Try it"), trial)
        for form in (self.whether, self.mail, self.sms):
            self._begin(form)
        QTimer.singleShot(0, self, lambda: self.forms)
        self.save_bar.save_wanted.connect(self.save)
        self.save_bar.discard_wanted.connect(self.discard)
        self.trial_bar.refused.connect(self._on_refused)

    @property
    def forms(self) -> tuple[SetUpForm, ...]:
        """The parts of the settings, from the top."""
        return self.whether, self.mail, self.sms, self.timing, self.texts

    @cached_property
    def timing(self) -> TimingForm:
        """When patients are written to."""
        return self._begin(self._on_card(self.tr("When"), TimingForm))

    @cached_property
    def texts(self) -> TextsForm:
        """In which words; the last card, with nothing below it but the bar that saves."""
        _ = self.timing
        made = self._begin(self._on_card(self.tr("Words"), partial(TextsForm, self.workplace)))
        self._column.addStretch(1)
        self._rows.addWidget(self.save_bar)
        return made

    def _begin(self, form: Form) -> Form:
        form.show_set_up(self._set_up)
        form.edited.connect(self._on_edited)
        return form

    def _lay_out(self) -> None:
        self._area, self._floor = scrolling(self)
        self._column = QVBoxLayout(self._floor)
        self._column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._column.setSpacing(Space.L)
        self._column.addWidget(label(self.title, Look.TITLE, self._floor))
        self.message = MessageLine(self._floor)
        self._column.addWidget(self.message)
        self.save_bar = SaveBar()
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self._area, 1)

    def _on_card(self, heading: str, make: Callable[[QWidget], Part]) -> Part:
        """A part of the settings on the next card, made in its place: Qt styles a tree again that is moved."""
        card = Card(self._floor)
        made = make(card)
        card.body.addWidget(label(heading, Look.HEADING, card))
        card.body.addWidget(made)
        self._column.addWidget(card)
        return made

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return any(form.is_changed for form in self.forms)

    def discard(self) -> None:
        """Forget what was typed."""
        self._take(self._set_up)

    def save(self) -> None:
        """Store what was typed; refused, it stays, with the sentence where it belongs."""
        if self._is_busy or not self.is_changed or self.texts.fault() is not None:
            return
        self.message.clear()
        self._is_busy = True
        self._on_edited()
        settings, password, token = self._typed(), self.mail.new_password, self.sms.new_token
        self.workplace.run(
            lambda clinic: clinic.messages.change_settings(settings, smtp_password=password, sms_token=token),
            done=self._on_saved,
            refused=self._on_refused,
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

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget of the page."""
        # The area learns of the new height only once its layout has run.
        QTimer.singleShot(0, widget, lambda: self._area.ensureWidgetVisible(widget))

    def cares(self, changes: Changes) -> bool:
        return changes.touches("message_settings")

    def reload(self) -> None:
        self.workplace.run_latest(self, lambda clinic: clinic.messages.set_up(), done=self._on_read)

    def commands(self) -> Sequence[Command]:
        save = self.tr("Save &changes")
        return (Command(name="save", text=save, run=self.save, shortcut="Ctrl+S", menu=MenuPlace.FILE, group="page"),)

    def _typed(self) -> MessageSettings:
        settings = self._set_up.settings
        for form in self.forms:
            settings = form.put_into(settings)
        return settings

    def _on_read(self, set_up: MessageSetUp) -> None:
        if not self.is_changed:  # what was typed stays, and saving it says that somebody was quicker
            self._take(set_up)

    def _on_saved(self, set_up: MessageSetUp) -> None:
        was_on, self._is_busy = self._set_up.settings.switched_on, False
        self._take(set_up)
        is_on = set_up.settings.switched_on
        on = self.tr("Messages are switched on. They leave from this station.")
        off = self.tr("Messages are switched off. Nothing leaves the clinic.")
        saved = self.tr("Saved how messages are sent.")
        self.workplace.say(saved if is_on == was_on else on if is_on else off)
        then, self._after_saving = self._after_saving, None
        if then is not None:
            then()

    def _on_refused(self, error: ClinicError) -> None:
        self._is_busy = False
        self._on_edited()
        if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, MessageSetUp):
            self._set_up = error.theirs
            self.message.say(self.tr("Someone else changed these settings meanwhile. Saving again keeps yours."))
            self.reveal(self.message)
            return
        if isinstance(error, InvalidInput):
            for form in self.forms:
                if form.point_at(error):
                    self.reveal(self.focusWidget())
                    return
        self.message.say(error.sentence)
        self.reveal(self.message)

    def _take(self, set_up: MessageSetUp) -> None:
        self._set_up = set_up
        self.message.clear()
        for form in self.forms:
            form.show_set_up(set_up)
        self._on_edited()

    def _on_edited(self) -> None:
        self.trial_bar.offer(self._typed())
        if self.is_changed:
            self.save_bar.show_unsaved(self.title, is_busy=self._is_busy)
        else:
            self.save_bar.hide()
