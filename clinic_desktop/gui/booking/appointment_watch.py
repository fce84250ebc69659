"""Watches one appointment while a dialog about it is open, and says who changed it meanwhile, and to what."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QObject, Signal

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentCard, AppointmentLine
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class AppointmentWatch(QObject):
    """Reads the appointment again at every news of it; `changed` brings its card when it is another version.

    It says nothing while `is_busy`: then the dialog's own change is under way.
    """

    changed = Signal(object)

    def __init__(self, workplace: "Workplace", line: AppointmentLine, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._line = line
        self.is_busy = False
        workplace.news.changed.connect(self._on_news)

    def look(self) -> None:
        """Read it now."""
        which = self._line.id
        self._workplace.run_latest(
            (self, "appointment"),
            lambda clinic: clinic.scheduling.open(which),
            done=self._on_read,
            refused=lambda _: None,
            lane=Lane.READING,
            owner=self,
        )

    def _on_news(self, changes: Changes) -> None:
        if not self.is_busy and self._line.id in changes.touched.get("appointment", frozenset()):
            self.look()

    def _on_read(self, card: AppointmentCard) -> None:
        if not self.is_busy and card.line.version > self._line.version:
            self._line = card.line
            self.changed.emit(card)


def words_of_change(card: AppointmentCard, before: AppointmentLine, now: datetime, zone: ZoneInfo) -> str:
    """Who did what with it, and when: "Rosa Lopez moved this to 11:00 a moment ago."."""
    change = card.changes[0] if card.changes else None
    who = (change.actor_name if change is not None else "") or _tr("Someone")
    when = _ago(change.at if change is not None else now, now, zone)
    line = card.line
    if line.status is not before.status and line.status is AppointmentStatus.CANCELLED:
        words = _tr("%1 cancelled this appointment %2.")
    elif line.starts_at != before.starts_at:
        wall, was = wall_time(line.starts_at, zone), wall_time(before.starts_at, zone)
        is_same_day = wall.date() == was.date()
        to = clock(wall) if is_same_day else f"{near_day(wall.date(), wall_time(now, zone).date())} {clock(wall)}"
        words = _tr("%1 moved this to %3 %2.").replace("%3", to)
    elif line.practitioner_id != before.practitioner_id:
        words = _tr("%1 handed this over to %3 %2.").replace("%3", line.practitioner_name)
    elif line.ends_at != before.ends_at:
        minutes = int((line.ends_at - line.starts_at).total_seconds() // 60)
        words = _tr("%1 made this %3 minutes long %2.").replace("%3", str(minutes))
    else:
        words = _tr("%1 changed this %2: %3.").replace("%3", change.words if change is not None else _tr("changed"))
    return words.replace("%1", who).replace("%2", when)


def _ago(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    passed = now - at
    if passed < timedelta(minutes=1):
        return _tr("a moment ago")
    if passed < timedelta(hours=1):
        return _tr("%1 min ago").replace("%1", str(passed // timedelta(minutes=1)))
    return _tr("at %1").replace("%1", clock(wall_time(at, zone)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("appointment-watch", text)
