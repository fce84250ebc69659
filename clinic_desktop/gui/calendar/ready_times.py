"""Has what the coming weeks hold in memory before somebody looks for free time in them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

DAYS_AHEAD = 61
"""Today and sixty days, the usual reach of a search."""


class ReadyTimes(QObject):
    """Looks through the days a few at a time, on the reading lane and with rests, so that nobody waits for it.

    What the clinic remembers of free time it keeps true by itself; `go` fills in what it does not know (yet, or any
    more, since something was booked there or a rule was changed).
    """

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._left: Sequence[date] = ()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)

    def go(self, *_: object) -> None:
        """Look through all the days, soon; those under way are gone on with."""
        if not self._left:
            self._left = days_ahead(self._workplace.today())
            self._next.start(_FIRST_AFTER)

    def _go_on(self) -> None:
        days, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        self._workplace.run_latest(
            (self, "ready"),
            lambda clinic: look_through(clinic, days),
            done=self._on_looked,
            refused=self._on_refused,
            owner=self,
        )

    def _on_looked(self, _: None) -> None:
        if self._left:
            self._next.start(_NEXT_AFTER)

    def _on_refused(self, _: object) -> None:
        self._left = ()  # a search that is wanted says itself what is amiss


def days_ahead(today: date) -> Sequence[date]:
    """The days that are looked through."""
    return tuple(today + timedelta(days=number) for number in range(DAYS_AHEAD))


def look_through(clinic: "Clinic", days: Sequence[date]) -> None:
    """Search each of these days by itself, whoever's they are, so that the clinic remembers them."""
    kind = next((kind for kind in clinic.settings.types() if kind.active), None)
    if kind is None:
        return
    for day in days:
        clinic.scheduling.free_slots(SlotQuery(type_id=kind.id, first_day=day, last_day=day), limit=1)


_AT_ONCE = 3
_FIRST_AFTER = 1_500
_NEXT_AFTER = 60
"""Milliseconds."""
