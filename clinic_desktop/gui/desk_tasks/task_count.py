"""How much the front desk is asked to do, for whoever shows it in a menu or beside a page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.gui.workplace import Workplace


class TaskCount(QObject):
    """Follows the number of open tasks; `changed` tells of another one."""

    changed = Signal()

    def __init__(self, workplace: "Workplace", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.count = 0
        workplace.news.changed.connect(self._on_news)
        self._ask()

    def _ask(self) -> None:
        self._workplace.run_latest(
            (self, "count"),
            lambda clinic: clinic.desk_tasks.count(),
            done=self._take,
            refused=lambda _: None,
            lane=Lane.READING,
            owner=self,
            is_beside=True,
        )

    def _take(self, count: int) -> None:
        if count != self.count:
            self.count = count
            self.changed.emit()

    def _on_news(self, changes: "Changes") -> None:
        if changes.touches("desk_task"):
            self._ask()
