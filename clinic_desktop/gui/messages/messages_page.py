"""The desk's page of messages: the outbox part by part, and the list of people to be called."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_desktop.domain.messages import MessageLine, MessageState, OutboxPart
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui import privacy
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.messages.message_side import MessageSide
from clinic_desktop.gui.messages.message_verbs import MessageVerbs
from clinic_desktop.gui.messages.message_words import (
    CHANNEL_ICONS,
    channel_word,
    moment_shown,
    occasion_word,
    part_words,
    state_look,
    when_of,
)
from clinic_desktop.gui.messages.outbox_look import OutboxLook, empty_words, read_outbox
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.widgets.message_line import MessageLine as Notice
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

if TYPE_CHECKING:
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.workplace import Workplace


class MessagesPage(Page):
    """Lists a part of the outbox and does what is asked with the chosen message."""

    def __init__(self, workplace: "Workplace", verbs: "AppointmentVerbs", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._part = OutboxPart.WAITING
        self._most = _PAGE
        self._is_whole = True
        self._next_row = 0
        self._put_off: UUID | None = None
        self.set_title(self.tr("Messages"))
        self.parts = SegmentedButtons()
        self.parts.setAccessibleName(self.tr("Which messages"))
        for part, words in part_words().items():
            self.parts.add(part, words)
        self.notice = Notice(kind=MessageKind.WARNING)
        self.table = RowTable(self._columns(), key=lambda line: line.id, parent=self)
        self.view = RowTableView(self.table, name="messages")
        self.view.setAccessibleName(self.title)
        self.setFocusProxy(self.view)
        self.side = MessageSide(workplace)
        self.verbs = MessageVerbs(workplace, verbs, lambda: self.chosen, self)
        heading, sentence = empty_words(self._part, is_on=True)
        self.empty = EmptyState(Icon.MAIL, heading, sentence)
        self._lay_out()
        self._connect()

    def _columns(self) -> Sequence[Column[MessageLine]]:
        return (
            Column(
                head=self.tr("State"),
                text=lambda line: state_look(line.message).word,
                share=14,
                ink=lambda line: state_look(line.message).token,
                icon=lambda line: state_look(line.message).icon,
            ),
            Column(head=self.tr("Patient"), text=lambda line: shown_name(line.patient_name), share=19, is_strong=True),
            Column(
                head=self.tr("By"),
                text=self._way,
                share=21,
                icon=lambda line: CHANNEL_ICONS[line.message.channel],
            ),
            Column(head=self.tr("About"), text=self._about, share=21),
            Column(head=self.tr("When"), text=self._when, share=16),
            Column(head=self.tr("Tries"), text=lambda line: str(line.message.tries or "–"), share=7),
            Column(
                head=self.tr("Last answer"),
                text=lambda line: line.message.last_error,
                share=17,
                ink=lambda line: "danger" if line.message.state is MessageState.FAILED else "muted",
            ),
        )

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(Space.M)
        heading.addWidget(label(self.title, Look.TITLE))
        heading.addStretch(1)
        heading.addWidget(self.parts)
        self._card = Card()
        edge = Space.S - 2
        self._card.body.setContentsMargins(edge, Space.XS // 2, edge, Space.XS)
        self._card.body.addWidget(self.view)
        self._card.setSizePolicy(self.view.sizePolicy())
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(heading)
        column.addWidget(self.notice)
        column.addWidget(self._card)
        column.addWidget(self.empty, 1)
        column.addStretch(1)

    def _connect(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.view.row_chosen.connect(self._on_row_chosen)
        self.view.end_neared.connect(self._on_end_neared)
        self.view.opened.connect(self._on_opened)
        self.side.retry_wanted.connect(self.verbs.retry)
        self.side.withdraw_wanted.connect(self.verbs.withdraw)
        self.side.reached.connect(self.verbs.mark_reached)
        self.side.unanswered.connect(self.verbs.mark_unanswered)
        self.side.move_wanted.connect(self.verbs.move_appointment)
        self.verbs.put_off.connect(self._on_put_off)
        privacy.switch().changed.connect(self._on_privacy_changed)

    # What the page is for

    @property
    def part(self) -> OutboxPart:
        """The part of the outbox that is listed."""
        return self._part

    @property
    def chosen(self) -> MessageLine | None:
        """The message whose words stand beside the list."""
        return self.side.line

    def show_part(self, part: OutboxPart) -> None:
        """List another part of the outbox."""
        self._part, self._most, self._next_row = OutboxPart(part), _PAGE, 0
        self.parts.set_current(self._part)
        self.mark_stale()

    # What every page does

    def cares(self, changes: Changes) -> bool:
        return changes.touches("message", "message_settings", "patient", "appointment")

    def right_side(self) -> QWidget | None:
        return self.side

    def reload(self) -> None:
        part, most = self._part, self._most
        self.workplace.run_latest(self, lambda clinic: read_outbox(clinic, part, most), done=self._on_read)

    def commands(self) -> Sequence[Command]:
        place, group, verbs = MenuPlace.EDIT, "messages", self.verbs
        offered = (
            ("message_reached", self.tr("&Reached"), verbs.mark_reached, "Ctrl+Return", Icon.PHONE),
            (
                "message_unanswered",
                self.tr("&No answer"),
                verbs.mark_unanswered,
                "Ctrl+Shift+Return",
                Icon.PHONE_MISSED,
            ),
            ("message_move", self.tr("Wants to &move…"), verbs.move_appointment, "F2", Icon.CALENDAR_CLOCK),
            ("message_retry", self.tr("&Try again"), verbs.retry, "Ctrl+R", Icon.ROTATE_CCW),
            ("message_withdraw", self.tr("&Withdraw"), verbs.withdraw, "Del", Icon.BAN),
        )
        return [
            Command(name=name, text=text, run=run, shortcut=keys, icon=icon, menu=place, group=group)
            for name, text, run, keys, icon in offered
        ]

    # Inside

    def _way(self, line: MessageLine) -> str:
        message = line.message
        return shown_detail(message.recipient) or channel_word(message.channel)

    def _about(self, line: MessageLine) -> str:
        at = line.message.appointment_at
        word = occasion_word(line.message.occasion)
        return word if at is None else f"{word} · {moment_shown(at, self.workplace.zone, self.workplace.today())}"

    def _when(self, line: MessageLine) -> str:
        return moment_shown(when_of(line.message), self.workplace.zone, self.workplace.today())

    def _on_read(self, look: OutboxLook) -> None:
        if look.part is not self._part:
            return
        self._is_whole = len(look.lines) < self._most
        for part, words in part_words().items():
            count = look.counts.get(part, 0)
            self.parts.button(part).setText(f"{words} · {count}" if count else words)
        off = self.tr("Messages are switched off: nothing leaves the clinic. An administrator can switch them on.")
        elsewhere = self.tr("Messages leave from another station of the clinic.")
        self.notice.say("" if look.sends_here else elsewhere if look.is_on else off, aloud=False)
        heading, sentence = empty_words(self._part, is_on=look.is_on)
        self.empty.set_words(heading, sentence)
        standing = self.view.currentIndex().row()
        self.table.set_rows(look.lines)
        self._card.setVisible(bool(look.lines))
        self.empty.setVisible(not look.lines)
        self._settle_choice(standing)

    def _settle_choice(self, standing: int) -> None:
        """Keep the message that is shown; where it has gone, or was put off, the next one takes its place."""
        shown = self.side.line
        is_put_off = shown is not None and shown.id == self._put_off and self.table.rowCount() > 1
        if shown is not None and not is_put_off and self.view.choose(shown.id):
            self.side.show_message(self.table.row_at(self.view.currentIndex()))
            return
        self._put_off = None
        count = self.table.rowCount()
        row = min(standing if standing >= 0 else self._next_row, count - 1)
        if count:
            self.view.choose(self.table.key_of(self.table.rows[row]))
        self.side.show_message(self.table.row_at(self.view.currentIndex()) if count else None)

    def _on_put_off(self, message_id: UUID) -> None:
        self._put_off = message_id

    def _on_row_chosen(self, key: Hashable) -> None:
        index = self.table.index_of(key) if isinstance(key, UUID) else None
        self._next_row = self._next_row if index is None else index.row()
        if index is not None:
            self.side.show_message(self.table.row_at(index))

    def _on_opened(self) -> None:
        """Enter leads to what can be done with the message."""
        buttons = (self.side.reached_button, self.side.retry_button, self.side.withdraw_button)
        for button in buttons:
            if button.isVisible():
                button.setFocus()
                return

    def _on_end_neared(self) -> None:
        if not self._is_whole:
            self._most += _PAGE
            self.reload()

    def _on_privacy_changed(self) -> None:
        self.view.viewport().update()
        self.side.show_message(self.side.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self.view.set_height(self.height() - self._card.y() - Space.XL - Space.S)


_PAGE = 100
