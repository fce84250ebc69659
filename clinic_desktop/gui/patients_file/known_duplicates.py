"""How many possible duplicates there are, as far as is known: from the last search of the file, and what came since."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from clinic_desktop.domain.merging import DuplicateList
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.gui.workplace import Workplace


class KnownDuplicates(QObject):
    """Keeps the count once the file has been searched; `changed` tells of another one."""

    changed = Signal()

    def __init__(self, workplace: "Workplace", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.count: int | None = None
        workplace.news.changed.connect(self._on_news)

    def take(self, found: "DuplicateList | None") -> None:
        """Take the count from a search; None, from one that was stopped, leaves it."""
        if found is not None and found.count != self.count:
            self.count = found.count
            self.changed.emit()

    def _on_news(self, changes: "Changes") -> None:
        if self.count is not None and changes.touches("patient", "distinct_patients", "patient_merge"):
            self._workplace.run_latest(
                (self, "count"),
                lambda clinic: clinic.duplicates.standing(limit=1),
                done=self.take,
                refused=lambda _: None,
                lane=Lane.READING,
                owner=self,
            )
