"""The administrator's page of messages: whether, how, when and in which words patients are written to."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.message_settings import MessageSettings, MessageSetUp
from clinic_desktop.domain.news import Changes
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
from clinic_desktop.gui.saved_page import SavedPage
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


Part = TypeVar("Part", bound=QWidget)
Form = TypeVar("Form", bound=SetUpForm)


class MessageSettingsPage(SavedPage):
    """Keeps what was typed until it is saved or discarded, whatever is refused.

    What lies below what is first seen is made in the turns of the event loop that follow, or when it is wanted.
    """

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._set_up = MessageSetUp(settings=MessageSettings(id=UUID(int=0)))
        self._forms: list[SetUpForm] = []
        self.set_title(self.tr("Messages"))
        self._lay_out()
        self.whether = self._on_card(self.tr("Reminders and confirmations"), WhetherForm)
        self.mail = self._on_card(self.tr("E-mail"), MailForm)
        for form in (self.whether, self.mail):
            self._begin(form)
        in_a_turn(self, self._make_the_rest)

    @property
    def forms(self) -> tuple[SetUpForm, ...]:
        """The parts of the settings that are there by now, from the top; in what is not there nothing was typed."""
        return tuple(self._forms)

    @cached_property
    def sms(self) -> SmsProviderForm:
        """Who carries text messages."""
        return self._begin(self._on_card(self.tr("SMS"), SmsProviderForm))

    @cached_property
    def trial_bar(self) -> TrialBar:
        """With it, what is typed is tried before it is saved."""
        _ = self.sms
        trial = partial(TrialBar, self.workplace, self._typed, lambda: (self.mail.new_password, self.sms.new_token))
        made = self._on_card(self.tr("Try it"), trial)
        made.refused.connect(self._on_refused)
        made.offer(self._typed())
        return made

    @cached_property
    def timing(self) -> TimingForm:
        """When patients are written to."""
        _ = self.trial_bar
        return self._begin(self._on_card(self.tr("When"), TimingForm))

    @cached_property
    def texts(self) -> TextsForm:
        """In which words; the last card, with nothing below it but the bar that saves."""
        _ = self.timing
        made = self._begin(self._on_card(self.tr("Words"), partial(TextsForm, self.workplace)))
        self._column.addStretch(1)
        self._rows.addWidget(self.save_bar)
        return made

    def _make_the_rest(self) -> None:
        for make in (lambda: self.sms, lambda: self.trial_bar, lambda: self.timing, lambda: self.texts):
            in_a_turn(self, make)

    def _begin(self, form: Form) -> Form:
        form.show_set_up(self._set_up)
        form.edited.connect(self._on_edited)
        self._forms.append(form)
        return form

    def _lay_out(self) -> None:
        self._area, self._floor = scrolling(self)
        self._column = QVBoxLayout(self._floor)
        self._column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._column.setSpacing(Space.L)
        self._column.addWidget(label(self.title, Look.TITLE, self._floor))
        self.message = MessageLine(self._floor)
        self._column.addWidget(self.message)
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
        return any(form.is_changed for form in self.forms)

    def discard(self) -> None:
        self._take(self._set_up)

    def may_save(self) -> bool:
        return self.texts.fault() is None

    def store(self) -> None:
        self.message.clear()
        settings, password, token = self._typed(), self.mail.new_password, self.sms.new_token
        self.workplace.run(
            lambda clinic: clinic.messages.change_settings(settings, smtp_password=password, sms_token=token),
            done=self._on_saved,
            refused=self._on_refused,
            owner=self,
        )

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget of the page."""
        # The area learns of the new height only once its layout has run.
        QTimer.singleShot(0, widget, lambda: self._area.ensureWidgetVisible(widget))

    def cares(self, changes: Changes) -> bool:
        return changes.touches("message_settings")

    def reload(self) -> None:
        self.workplace.run_latest(self, lambda clinic: clinic.messages.set_up(), done=self._on_read)

    def _typed(self) -> MessageSettings:
        settings = self._set_up.settings
        for form in self.forms:
            settings = form.put_into(settings)
        return settings

    def _on_read(self, set_up: MessageSetUp) -> None:
        if not self.is_changed:  # what was typed stays, and saving it says that somebody was quicker
            self._take(set_up)

    def _on_saved(self, set_up: MessageSetUp) -> None:
        was_on = self._set_up.settings.switched_on
        self._take(set_up)
        is_on = set_up.settings.switched_on
        on = self.tr("Messages are switched on. They leave from this station.")
        off = self.tr("Messages are switched off. Nothing leaves the clinic.")
        saved = self.tr("Saved how messages are sent.")
        self.workplace.say(saved if is_on == was_on else on if is_on else off)
        self.end_saving(is_saved=True)

    def _on_refused(self, error: ClinicError) -> None:
        self.end_saving(is_saved=False)
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
        if "trial_bar" in self.__dict__:
            self.trial_bar.offer(self._typed())
        self.show_unsaved()
