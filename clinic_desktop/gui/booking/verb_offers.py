"""What may be done with an appointment now: by its status, and by what the person is permitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation, may_step
from clinic_desktop.gui.icons import Icon


class AppointmentVerb(StrEnum):
    """What the desk does with a booked appointment, in the order of a menu."""

    CHECK_IN = "check-in"
    SEND_TO_ROOM = "send-to-room"
    COMPLETE = "complete"
    CONFIRM = "confirm"
    ASK_TO_ARRIVE = "ask-to-arrive"
    MOVE = "move"
    CANCEL = "cancel"
    NO_SHOW = "no-show"
    WANT_EARLIER = "want-earlier"

    @property
    def command(self) -> str:
        """The name of the window's command that does it with the chosen appointment."""
        return f"verb_{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbOffer:
    """One thing that can be done now; `is_main` marks the one that most likely comes next."""

    verb: AppointmentVerb
    text: str
    icon: Icon
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    words: object  # what QT_TRANSLATE_NOOP gives back to the type checker; it is the text
    icon: Icon
    permission: Permission
    step: AppointmentStatus | None = None


_MEANINGS: Mapping[AppointmentVerb, _Meaning] = {
    AppointmentVerb.CHECK_IN: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Check in"), icon=Icon.USER_CHECK,
        permission=Permission.CHECK_IN, step=AppointmentStatus.ARRIVED,
    ),
    AppointmentVerb.SEND_TO_ROOM: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Send to room"), icon=Icon.DOOR_OPEN,
        permission=Permission.RUN_WAITING_ROOM, step=AppointmentStatus.IN_ROOM,
    ),
    AppointmentVerb.COMPLETE: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Complete"), icon=Icon.CHECK,
        permission=Permission.RUN_WAITING_ROOM, step=AppointmentStatus.FULFILLED,
    ),
    AppointmentVerb.CONFIRM: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Mark as confirmed"), icon=Icon.CHECK_CHECK,
        permission=Permission.RUN_WAITING_ROOM,
    ),
    AppointmentVerb.ASK_TO_ARRIVE: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Ask to arrive at…"), icon=Icon.CLOCK,
        permission=Permission.RUN_WAITING_ROOM,
    ),
    AppointmentVerb.MOVE: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Move…"), icon=Icon.CALENDAR_CLOCK, permission=Permission.MOVE
    ),
    AppointmentVerb.CANCEL: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Cancel…"), icon=Icon.BAN,
        permission=Permission.CANCEL, step=AppointmentStatus.CANCELLED,
    ),
    AppointmentVerb.NO_SHOW: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "No-show"), icon=Icon.USER_X,
        permission=Permission.RUN_WAITING_ROOM, step=AppointmentStatus.NOSHOW,
    ),
    AppointmentVerb.WANT_EARLIER: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Wants an earlier time…"), icon=Icon.LIST_PLUS,
        permission=Permission.RUN_WAITING_LIST,
    ),
}  # fmt: skip
_MAIN = (AppointmentVerb.CHECK_IN, AppointmentVerb.SEND_TO_ROOM, AppointmentVerb.COMPLETE)
MOVABLE = frozenset({AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED})


def verbs_of(
    status: AppointmentStatus, confirmation: Confirmation, permissions: Mapping[Permission, object]
) -> tuple[VerbOffer, ...]:
    """What the status allows and the permissions hold, in the order of a menu."""
    return tuple(
        VerbOffer(
            verb=verb,
            text=QCoreApplication.translate("verbs", str(meaning.words)),
            icon=meaning.icon,
            is_main=verb in _MAIN,
        )
        for verb, meaning in _MEANINGS.items()
        if meaning.permission in permissions and _fits(verb, meaning, status, confirmation)
    )


def fits_day(verb: AppointmentVerb, day: date, today: date) -> bool:
    """Whether it can be done with an appointment of that day: nobody comes, or fails to, before the day."""
    if verb is AppointmentVerb.CHECK_IN:
        return day == today
    return verb is not AppointmentVerb.NO_SHOW or day <= today


def _fits(verb: AppointmentVerb, meaning: _Meaning, status: AppointmentStatus, confirmation: Confirmation) -> bool:
    if verb is AppointmentVerb.MOVE:
        return status in MOVABLE
    if verb is AppointmentVerb.WANT_EARLIER:
        return status is AppointmentStatus.BOOKED
    if verb is AppointmentVerb.CONFIRM:
        return status is AppointmentStatus.BOOKED and confirmation is not Confirmation.CONFIRMED
    if verb is AppointmentVerb.ASK_TO_ARRIVE:
        return status is AppointmentStatus.BOOKED
    return meaning.step is not None and may_step(status, meaning.step)
