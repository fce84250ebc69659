"""The chosen message beside the list: to whom, about what, how it stands, and the very words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.message_languages import LANGUAGES
from clinic_desktop.domain.messages import Channel, Message, MessageLine, MessageState
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.messages.message_words import (
    channel_word,
    moment_shown,
    occasion_word,
    state_look,
    when_of,
)
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import Card, label, section_label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.widgets.message_line import MessageLine as Notice
from clinic_desktop.gui.widgets.pill import Pill

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class MessageSide(QWidget):
    """Tells of one message; what its buttons ask for is done by the page."""

    retry_wanted = Signal()
    withdraw_wanted = Signal()
    reached = Signal()
    unanswered = Signal()
    move_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._line: MessageLine | None = None
        self.setAccessibleName(self.tr("Chosen message"))
        self.name = ElidedLabel("", Look.TITLE)
        self.state = Pill()
        self.number = label("", Look.FIGURE)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.number.setAccessibleName(self.tr("Telephone number"))
        self.trouble = Notice(kind=MessageKind.WARNING)
        self.subject = label("", Look.STRONG, wraps=True)
        self.body = label("", wraps=True)
        self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words_heading = section_label("")
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        self._make_buttons()
        self._lay_out()
        self.show_message(None)

    def _make_buttons(self) -> None:
        self.reached_button = QPushButton(self.tr("Reached"))
        self.unanswered_button = QPushButton(self.tr("No answer"))
        self.move_button = QPushButton(self.tr("Wants to move…"))
        self.retry_button = QPushButton(self.tr("Try again"))
        self.withdraw_button = QPushButton(self.tr("Withdraw"))
        set_look(self.reached_button, Look.PRIMARY)
        set_look(self.withdraw_button, Look.DANGER)
        for button, keys in (
            (self.reached_button, "Ctrl+Return"),
            (self.unanswered_button, "Ctrl+Shift+Return"),
            (self.move_button, "F2"),
            (self.retry_button, "Ctrl+R"),
            (self.withdraw_button, "Del"),
        ):
            button.setToolTip(f"{button.text().removesuffix('…')} ({keys})")
        self.reached_button.clicked.connect(lambda *_: self.reached.emit())
        self.unanswered_button.clicked.connect(lambda *_: self.unanswered.emit())
        self.move_button.clicked.connect(lambda *_: self.move_wanted.emit())
        self.retry_button.clicked.connect(lambda *_: self.retry_wanted.emit())
        self.withdraw_button.clicked.connect(lambda *_: self.withdraw_wanted.emit())

    def _lay_out(self) -> None:
        self.empty = EmptyState(
            Icon.MAIL, self.tr("Nothing chosen"), self.tr("Choose a message, and its words stand here.")
        )
        self.shown = QWidget()
        set_look(self.shown, Look.PLAIN)
        column = QVBoxLayout(self.shown)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.name)
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.number)
        column.addWidget(self.trouble)
        column.addLayout(self._call_buttons())
        column.addLayout(self._facts_grid())
        column.addWidget(self.words_heading)
        card = Card()
        card.body.setSpacing(Space.S)
        card.body.addWidget(self.subject)
        card.body.addWidget(self.body)
        column.addWidget(card)
        others = QHBoxLayout()
        others.setSpacing(Space.S)
        others.addWidget(self.retry_button)
        others.addWidget(self.withdraw_button)
        others.addStretch(1)
        column.addLayout(others)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.shown, 1)

    def _call_buttons(self) -> QVBoxLayout:
        both = QHBoxLayout()
        both.setSpacing(Space.S)
        both.addWidget(self.reached_button, 1)
        both.addWidget(self.unanswered_button, 1)
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        column.addLayout(both)
        column.addWidget(self.move_button)
        return column

    def _facts_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for name, caption in (
            ("to", self.tr("To")),
            ("about", self.tr("About")),
            ("when", self.tr("Appointment")),
            ("with", self.tr("With")),
            ("due", self.tr("Leaves")),
            ("tries", self.tr("Tries")),
            ("language", self.tr("Language")),
        ):
            what, fact = label(caption, Look.MUTED), label("", wraps=True)
            fact.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
            row = grid.rowCount()
            grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, row, 1)
            self._facts[name] = (what, fact)
        return grid

    @property
    def line(self) -> MessageLine | None:
        """What is shown."""
        return self._line

    def fact(self, name: str) -> str:
        """What stands beside a caption ("to", "about", "when", "with", "due", "tries", "language")."""
        return self._facts[name][1].text()

    def show_message(self, line: MessageLine | None) -> None:
        """Show a message, or say that none is chosen."""
        self._line = line
        self.empty.setVisible(line is None)
        self.shown.setVisible(line is not None)
        if line is None:
            return
        message = line.message
        look = state_look(message)
        self.name.setText(shown_name(line.patient_name))
        self.state.show_words(look.word, token=look.token, icon=look.icon)
        is_call = message.channel is Channel.PHONE
        self.number.setText(shown_detail(message.recipient))
        self.number.setVisible(is_call)
        self.trouble.say(message.last_error if message.channel is not Channel.PHONE else "", aloud=False)
        self._show_facts(line)
        self._show_words(message)
        self._offer(message)

    def _show_facts(self, line: MessageLine) -> None:
        message, zone, today = line.message, self._workplace.zone, self._workplace.today()
        is_over = message.state in {MessageState.SENT, MessageState.FAILED, MessageState.WITHDRAWN}
        self._facts["due"][0].setText(self.tr("Settled") if is_over else self.tr("Leaves"))
        is_call = message.channel is Channel.PHONE
        if is_call:
            self._facts["due"][0].setText(self.tr("Settled") if is_over else self.tr("Call from"))
        language = LANGUAGES.get(message.language)
        way = channel_word(message.channel)
        self._say("to", "" if is_call else f"{shown_detail(message.recipient)} · {way}")
        self._say("about", occasion_word(message.occasion))
        self._say("when", "" if message.appointment_at is None else moment_shown(message.appointment_at, zone, today))
        self._say("with", line.practitioner_name)
        self._say("due", moment_shown(when_of(message), zone, today))
        self._say("tries", str(message.tries) if message.tries else "")
        self._say("language", "" if language is None else language.name)

    def _say(self, name: str, words: str) -> None:
        what, fact = self._facts[name]
        fact.setText(breakable(words))
        what.setVisible(bool(words))
        fact.setVisible(bool(words))

    def _show_words(self, message: Message) -> None:
        is_call = message.channel is Channel.PHONE
        self.words_heading.setText(self.tr("What to say") if is_call else self.tr("What is sent"))
        self.subject.setText(shown_detail(message.subject))
        self.subject.setVisible(bool(message.subject))
        self.body.setText(shown_detail(message.body))
        language = LANGUAGES.get(message.language)
        side = Qt.AlignmentFlag.AlignRight if language and language.is_right_to_left else Qt.AlignmentFlag.AlignLeft
        for words in (self.subject, self.body):
            words.setAlignment(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute)

    def _offer(self, message: Message) -> None:
        is_call = message.channel is Channel.PHONE
        waits = message.state is MessageState.WAITING
        for button in (self.reached_button, self.unanswered_button):
            button.setVisible(is_call and waits)
        self.move_button.setVisible(is_call and waits and message.appointment_id is not None)
        self.retry_button.setVisible(may_retry(message))
        again = self.tr("Call again") if is_call else self.tr("Send now") if waits else self.tr("Try again")
        self.retry_button.setText(again)
        self.withdraw_button.setVisible(may_withdraw(message))


def may_retry(message: Message) -> bool:
    """Whether it can be sent, or called, once more."""
    if message.channel is Channel.PHONE:
        return message.state in {MessageState.SENT, MessageState.WITHDRAWN}
    is_delayed = message.state is MessageState.WAITING and message.tries > 0
    return is_delayed or message.state in {MessageState.FAILED, MessageState.WITHDRAWN}


def may_withdraw(message: Message) -> bool:
    """Whether it can still be taken back."""
    return message.state in {MessageState.WAITING, MessageState.FAILED}
