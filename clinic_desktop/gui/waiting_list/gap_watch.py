"""Watches for time that comes free, and knows who on the waiting list could take it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.waiting_list import Gap, GapOffer
from clinic_desktop.gui.waiting_list.waiting_section import CONCERNED

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic

MOST_SHOWN = 3
"""How many people a gap is offered to at once; the most pressing come first."""

_TAKEN_BACK = (DiaryVerb.UNDO, DiaryVerb.REDO)
_MOST_GAPS = 8


class GapWatch(QObject):
    """The gaps that somebody would take, the latest first; a gap that was taken, or dismissed, or is over, goes.

    What was taken back is nobody's gap: it only stands as it stood before.
    """

    changed = Signal()

    def __init__(self, workplace: "Workplace", parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._own = workplace.account.practitioner_id
        self._gaps: list[Gap] = []
        self.offers: tuple[GapOffer, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read)
        workplace.news.changed.connect(self._on_news)

    def dismiss(self, gap: Gap) -> None:
        """Offer this gap no more."""
        self._gaps = [one for one in self._gaps if one != gap]
        self.offers = tuple(offer for offer in self.offers if offer.gap != gap)
        self.changed.emit()

    def refresh(self) -> None:
        """Ask anew who would take what is still offered."""
        if self._gaps:
            self._soon.start()

    def _on_news(self, changes: Changes) -> None:
        now = self._workplace.now()
        if changes.freed and changes.verb not in _TAKEN_BACK:
            fresh = [gap for gap in changes.freed if gap.span.ends_at > now and self._is_ours(gap)]
            self._gaps = [*fresh, *(gap for gap in self._gaps if gap not in fresh)][:_MOST_GAPS]
        if self._gaps and changes.touches(*CONCERNED):
            self._soon.start()

    def _is_ours(self, gap: Gap) -> bool:
        """A doctor is told of their own diary alone."""
        return self._own is None or self._own == gap.practitioner_id

    def _read(self) -> None:
        gaps = tuple(self._gaps)

        def read(clinic: "Clinic") -> tuple[GapOffer, ...]:
            return tuple(clinic.waiting_list.fitting(gap, limit=MOST_SHOWN) for gap in gaps)

        self._workplace.run_latest(("gaps", id(self)), read, done=self._on_read, owner=self)

    def _on_read(self, offers: tuple[GapOffer, ...]) -> None:
        self._gaps = [gap for gap in self._gaps if all(offer.gap != gap or offer.candidates for offer in offers)]
        known = set(self._gaps)
        self.offers = tuple(offer for offer in offers if offer.candidates and offer.gap in known)
        self.changed.emit()
