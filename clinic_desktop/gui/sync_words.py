"""How this station stands with the others, in a few words, an icon and a colour together."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLook:
    """What the strip says; without an icon there is no shared server, and a dot stands there. `token` is a colour's."""

    words: str
    icon: Icon | None
    token: str


def sync_look(state: SyncState, now: datetime, zone: ZoneInfo) -> SyncLook:
    """How the station stands at this moment."""
    return SyncLook(words=_words_of(state, now, zone), icon=_icon_of(state), token=_TOKENS[state.mode])


def not_stored_look() -> SyncLook:
    """What stands there instead while the disk takes nothing."""
    return SyncLook(words=_tr("Nothing can be stored now"), icon=Icon.TRIANGLE_ALERT, token="danger")


def seconds_to_other_words(state: SyncState, now: datetime) -> float | None:
    """When the words become others by time alone; None if they do not."""
    if state.mode is not SyncMode.IN_SYNC or state.waiting or state.contact_at is None:
        return None
    gone = max(0.0, (now - state.contact_at).total_seconds())
    step = _STEP if gone < _MINUTE else _MINUTE
    return step - gone % step


def ago_words(at: datetime, now: datetime) -> str:
    """How long ago something was: "just now", "10 s ago", "3 min ago"."""
    seconds = int((now - at).total_seconds())
    if seconds < _STEP:
        return _tr("just now")
    if seconds < _MINUTE:
        return _tr("%1 s ago").replace("%1", str(seconds // _STEP * _STEP))
    if seconds < 60 * _MINUTE:
        return _tr("%1 min ago").replace("%1", str(seconds // _MINUTE))
    return _tr("%1 h ago").replace("%1", str(seconds // (60 * _MINUTE)))


def moment_words(at: datetime, zone: ZoneInfo, today: date) -> str:
    """A moment on the clinic's clock, with its day where that is another: "10:02", "yesterday 17:40"."""
    wall = wall_time(at, zone)
    return clock(wall) if wall.date() == today else f"{near_day(wall.date(), today)} {clock(wall)}"


def waiting_words(count: int) -> str:
    """How many changes wait; empty for none."""
    if not count:
        return ""
    return _tr("1 change waits") if count == 1 else _tr("%1 changes wait").replace("%1", f"{count:,}")


def safe_words(count: int) -> str:
    """How many changes lie here and nowhere else."""
    if not count:
        return ""
    return _tr("1 change is safe here") if count == 1 else _tr("%1 changes are safe here").replace("%1", f"{count:,}")


def decision_words(count: int) -> str:
    """How much needs a decision; empty for nothing."""
    if not count:
        return ""
    return _tr("1 needs a decision") if count == 1 else _tr("%1 need a decision").replace("%1", f"{count:,}")


def pending_words(state: SyncState) -> str:
    """What a notice adds to a booking that the shared server has not confirmed; empty where there is none."""
    match state.mode:
        case SyncMode.OFF | SyncMode.FIRST:
            return ""
        case SyncMode.IN_SYNC | SyncMode.OFFLINE:
            return _tr("Not yet confirmed: the shared server does not answer. It is asked again by itself.")
        case SyncMode.PAUSED:
            return _tr("Not yet confirmed: sync is paused here.")
        case _:
            return _tr("Only kept here: this station cannot reach the others.")


def clock_look(state: SyncState) -> SyncLook | None:
    """What is to be said of a clock that is off; None while it is right, or while nobody knows."""
    off = abs(state.clock_seconds)
    if state.mode in (SyncMode.OFF, SyncMode.PAUSED) or off <= _CLOCK_NOTICE:
        return None
    ahead = state.clock_seconds > 0
    words = _tr("This PC’s clock is %1 ahead") if ahead else _tr("This PC’s clock is %1 behind")
    is_much = off > _CLOCK_RED
    return SyncLook(
        words=words.replace("%1", _span(off)), icon=Icon.CLOCK_ALERT, token="danger" if is_much else "arrived"
    )


def mode_word(mode: SyncMode) -> str:
    """How a station stands, in a word or two."""
    return {
        SyncMode.OFF: _tr("Not connected"),
        SyncMode.FIRST: _tr("First sync"),
        SyncMode.IN_SYNC: _tr("In sync"),
        SyncMode.OFFLINE: _tr("Working offline"),
        SyncMode.NOT_PROVEN: _tr("Not the clinic’s server"),
        SyncMode.PAUSED: _tr("Paused"),
        SyncMode.REVOKED: _tr("Revoked"),
        SyncMode.CLONED: _tr("Must be connected anew"),
        SyncMode.PROGRAM_TOO_OLD: _tr("Update this PC"),
    }[mode]


def mode_token(mode: SyncMode) -> str:
    """The colour that goes with it, of those that have a soft one beside them."""
    return "confirmed" if _TOKENS[mode] == "accent" else _TOKENS[mode]


def mode_icon(state: SyncState) -> Icon:
    """The icon that goes with it."""
    return _icon_of(state) or Icon.MONITOR


def _words_of(state: SyncState, now: datetime, zone: ZoneInfo) -> str:
    today, waiting = now.astimezone(zone).date(), state.waiting
    match state.mode:
        case SyncMode.OFF:
            return _tr("Saved here")
        case SyncMode.FIRST:
            return _tr("First sync · %1 %").replace("%1", str(int(state.done * 100)))
        case SyncMode.IN_SYNC if waiting:
            return _tr("Sending 1 change") if waiting == 1 else _tr("Sending %1 changes").replace("%1", f"{waiting:,}")
        case SyncMode.IN_SYNC:
            return " · ".join(
                [_tr("In sync"), *([] if state.contact_at is None else [ago_words(state.contact_at, now)])]
            )
        case SyncMode.OFFLINE:
            since = state.since or state.contact_at
            words = _tr("Working offline")
            if since is not None:
                words = _tr("Working offline since %1").replace("%1", moment_words(since, zone, today))
            return _joined(words, waiting_words(waiting))
        case SyncMode.NOT_PROVEN:
            return _joined(_tr("Not the clinic’s server"), safe_words(waiting))
        case SyncMode.PAUSED:
            return _joined(_tr("Sync is paused"), waiting_words(waiting))
        case SyncMode.REVOKED:
            return _joined(_tr("This station was revoked"), safe_words(waiting))
        case SyncMode.CLONED:
            return _joined(_tr("Connect this station anew"), safe_words(waiting))
        case SyncMode.PROGRAM_TOO_OLD:
            return _joined(_tr("Update this PC"), safe_words(waiting))


def _icon_of(state: SyncState) -> Icon | None:
    if state.mode is SyncMode.IN_SYNC and state.waiting:
        return Icon.CLOUD_UPLOAD
    return _ICONS.get(state.mode)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _span(seconds: float) -> str:
    minutes = round(seconds / _MINUTE)
    if minutes < 2 * 60:
        return _tr("%1 min").replace("%1", str(minutes))
    return _tr("%1 h").replace("%1", f"{minutes // 60:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("sync", text)


_ICONS = {
    SyncMode.FIRST: Icon.CLOUD_DOWNLOAD,
    SyncMode.IN_SYNC: Icon.CLOUD_CHECK,
    SyncMode.OFFLINE: Icon.CLOUD_OFF,
    SyncMode.NOT_PROVEN: Icon.SHIELD_ALERT,
    SyncMode.PAUSED: Icon.CIRCLE_PAUSE,
    SyncMode.REVOKED: Icon.MONITOR_X,
    SyncMode.CLONED: Icon.MONITOR_X,
    SyncMode.PROGRAM_TOO_OLD: Icon.MONITOR_DOWN,
}
_TOKENS = {
    SyncMode.OFF: "accent",
    SyncMode.FIRST: "booked",
    SyncMode.IN_SYNC: "accent",
    SyncMode.OFFLINE: "arrived",
    SyncMode.NOT_PROVEN: "danger",
    SyncMode.PAUSED: "arrived",
    SyncMode.REVOKED: "danger",
    SyncMode.CLONED: "danger",
    SyncMode.PROGRAM_TOO_OLD: "danger",
}
_STEP = 5
_MINUTE = 60
_CLOCK_NOTICE = 2 * 60
_CLOCK_RED = 15 * 60
