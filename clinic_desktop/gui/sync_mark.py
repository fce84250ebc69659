"""The mark at an appointment on which the stations have not agreed yet, as icon, colour and words."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.unconfirmed import unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncMark:
    """What marks it; `short` stands beside the icon where there is room, `words` say it whole."""

    icon: Icon
    token: str
    short: str
    words: str


def sync_mark(line: AppointmentLine) -> SyncMark | None:
    """The mark of an appointment; None for one that stands everywhere, and where there is no shared server."""
    if line.is_contested:
        return contested_mark()
    return pending_mark() if line.id in unconfirmed() else None


@cache
def contested_mark() -> SyncMark:
    """Another desk's booking has the time."""
    return SyncMark(
        icon=Icon.OCTAGON_ALERT, token="danger", short=_tr("needs a decision"), words=_tr("Needs a decision")
    )


@cache
def pending_mark() -> SyncMark:
    """The shared server has not answered yet."""
    return SyncMark(
        icon=Icon.HOURGLASS,
        token="arrived",
        short=_tr("not confirmed"),
        words=_tr("Not yet confirmed by the shared server"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("sync", text)
