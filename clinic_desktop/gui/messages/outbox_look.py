"""What the page of messages reads at a time, and what it says where there is nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.messages import MessageLine, OutboxPart

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxLook:
    """A part of the outbox with how many messages are open in each, and whether any of them leave."""

    part: OutboxPart
    lines: tuple[MessageLine, ...]
    counts: dict[OutboxPart, int]
    is_on: bool
    sends_here: bool


def read_outbox(clinic: "Clinic", part: OutboxPart, most: int) -> OutboxLook:
    """The first messages of a part, read away from the window's thread."""
    set_up = clinic.messages.set_up()
    return OutboxLook(
        part=part,
        lines=tuple(clinic.messages.outbox(part, limit=min(most, _MOST))),
        counts=clinic.messages.counts(),
        is_on=set_up.settings.switched_on,
        sends_here=set_up.sends_here,
    )


def empty_words(part: OutboxPart, *, is_on: bool) -> tuple[str, str]:
    """A heading and a sentence for a part that holds nothing."""
    translate = QCoreApplication.translate
    off = translate("messages", "Once an administrator has switched messages on, they stand here before they leave.")
    words = {
        OutboxPart.WAITING: (
            translate("messages", "Nothing waits to be sent"),
            translate(
                "messages", "Confirmations stand here for three minutes, reminders from the morning of their day."
            ),
        ),
        OutboxPart.FAILED: (
            translate("messages", "Nothing has failed"),
            translate("messages", "A message that cannot be delivered comes here, with what the server said."),
        ),
        OutboxPart.TO_CALL: (
            translate("messages", "Nobody has to be called"),
            translate("messages", "Patients who want a call, or have no address, stand here on the day before."),
        ),
        OutboxPart.SENT: (
            translate("messages", "Nothing was sent yet"),
            translate("messages", "What has left the clinic stands here, the latest first."),
        ),
        OutboxPart.WITHDRAWN: (
            translate("messages", "Nothing was withdrawn"),
            translate("messages", "Messages that nobody needs any more, because an appointment changed, come here."),
        ),
    }
    heading, sentence = words[part]
    return heading, sentence if is_on else off


_MOST = 1_000
