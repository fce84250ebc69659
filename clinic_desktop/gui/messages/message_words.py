"""A message in words and icons: its state, its way, what it is about, and when it leaves."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion, OutboxPart
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day, sentence_case


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLook:
    """A state as it is shown; `token` has a soft colour beside it."""

    word: str
    icon: Icon
    token: str


def state_look(message: Message) -> StateLook:
    """What tells how a message stands: colour, icon and word together."""
    is_call = message.channel is Channel.PHONE
    if is_call and message.state is MessageState.WAITING:
        if message.tries:
            return StateLook(word=_words()["no answer"], icon=Icon.PHONE_MISSED, token="arrived")
        return StateLook(word=_words()["to call"], icon=Icon.PHONE, token="booked")
    if is_call and message.state is MessageState.SENT:
        return StateLook(word=_words()["reached"], icon=Icon.CIRCLE_CHECK, token="confirmed")
    if message.state is MessageState.WAITING and message.tries:
        return StateLook(word=_words()["again"], icon=Icon.CLOCK_ALERT, token="arrived")
    icon, token = _LOOKS[message.state]
    return StateLook(word=_words()[message.state], icon=icon, token=token)


_LOOKS = {
    MessageState.WAITING: (Icon.CLOCK, "booked"),
    MessageState.SENDING: (Icon.SEND, "in_room"),
    MessageState.SENT: (Icon.CIRCLE_CHECK, "confirmed"),
    MessageState.FAILED: (Icon.CIRCLE_ALERT, "danger"),
    MessageState.WITHDRAWN: (Icon.BAN, "done"),
}
CHANNEL_ICONS = {Channel.EMAIL: Icon.MAIL, Channel.SMS: Icon.MESSAGE_SQUARE, Channel.PHONE: Icon.PHONE}


@cache
def _words() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "to call": translate("messages", "To call"),
        "no answer": translate("messages", "No answer"),
        "reached": translate("messages", "Reached"),
        "again": translate("messages", "Tries again"),
        MessageState.WAITING: translate("messages", "Waiting"),
        MessageState.SENDING: translate("messages", "Being sent"),
        MessageState.SENT: translate("messages", "Sent"),
        MessageState.FAILED: translate("messages", "Failed"),
        MessageState.WITHDRAWN: translate("messages", "Withdrawn"),
        Channel.EMAIL: translate("messages", "E-mail"),
        Channel.SMS: translate("messages", "SMS"),
        Channel.PHONE: translate("messages", "Call"),
        Occasion.BOOKED: translate("messages", "Booked"),
        Occasion.MOVED: translate("messages", "Moved"),
        Occasion.CANCELLED: translate("messages", "Cancelled"),
        Occasion.REMINDER: translate("messages", "Reminder"),
    }


def channel_word(channel: Channel) -> str:
    """E-mail, SMS or Call."""
    return _words()[channel]


def occasion_word(occasion: Occasion) -> str:
    """Why it is written, in a word."""
    return _words()[occasion]


def part_words() -> dict[OutboxPart, str]:
    """What the parts of the outbox are called, in their order."""
    translate = QCoreApplication.translate
    return {
        OutboxPart.WAITING: translate("messages", "Waiting"),
        OutboxPart.FAILED: translate("messages", "Failed"),
        OutboxPart.TO_CALL: translate("messages", "To call"),
        OutboxPart.SENT: translate("messages", "Sent"),
        OutboxPart.WITHDRAWN: translate("messages", "Withdrawn"),
    }


def moment_shown(at: datetime | None, zone: ZoneInfo, today: date) -> str:
    """A moment on the clinic's clock: "Today 10:30"; a dash for none."""
    if at is None:
        return "–"
    wall = wall_time(at, zone)
    return f"{sentence_case(near_day(wall.date(), today))} {clock(wall)}"


def when_of(message: Message) -> datetime:
    """The moment that counts: when it was settled, is tried next, or is due."""
    if message.state in {MessageState.SENT, MessageState.FAILED, MessageState.WITHDRAWN}:
        return message.settled_at or message.due_at
    if message.state is MessageState.SENDING:
        return message.due_at
    return message.next_try_at or message.due_at
