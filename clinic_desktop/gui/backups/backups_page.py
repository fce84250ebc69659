"""The administrator's page of backups: how they stand, which there are, and the way back from them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.backups import Backup, BackupStanding
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.backups.backup_verbs import BackupVerbs
from clinic_desktop.gui.backups.backups_card import BackupsCard
from clinic_desktop.gui.backups.standing_card import StandingCard
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import scrolling

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class BackupsPage(Page):
    """Looks at the folder while it is looked at itself, for the daily backup is made beside it.

    `stood` brings how the backups stand whenever that was read.
    """

    stood = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._navigation: QWidget | None = None
        self.set_title(self.tr("Backups"))
        self._area, floor = scrolling(self)
        self.standing = StandingCard(workplace, floor)
        self.backups = BackupsCard(workplace, floor)
        self.verbs = BackupVerbs(workplace, self)
        self._often = QTimer(self)
        self._often.setInterval(_FIVE_SECONDS)
        self._often.timeout.connect(self.reload)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label(self.title, Look.TITLE))
        column.addWidget(self.standing)
        column.addWidget(self.backups)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()

    def stand_beside(self, navigation: QWidget) -> None:
        """Show the way to the other pages at the left."""
        self._navigation = navigation

    def left_side(self) -> QWidget | None:
        return self._navigation

    def cares(self, changes: Changes) -> bool:
        return False

    def reload(self) -> None:
        self.workplace.run_latest((self, "backups"), _read, done=self._on_read)

    def _connect(self) -> None:
        verbs, standing, backups = self.verbs, self.standing, self.backups
        verbs.changed.connect(self.mark_stale)
        verbs.working.connect(lambda is_working: standing.show_working(working=is_working))
        verbs.working.connect(lambda is_working: backups.show_working(working=is_working))
        verbs.work.progressed.connect(standing.show_progress)
        standing.switch_on_wanted.connect(lambda: verbs.switch_on(self._folder))
        standing.code_wanted.connect(lambda: verbs.switch_on(self._folder, is_new_one=True))
        standing.again_wanted.connect(verbs.switch_on_again)
        standing.switch_off_wanted.connect(verbs.switch_off)
        standing.folder_wanted.connect(lambda: verbs.change_folder(self._folder))
        standing.make_wanted.connect(verbs.make)
        standing.stop_wanted.connect(verbs.work.stop)
        backups.restore_wanted.connect(lambda backup: verbs.restore(backup.file))
        backups.file_wanted.connect(verbs.restore)
        backups.check_wanted.connect(verbs.check)
        backups.remove_wanted.connect(verbs.remove)

    @property
    def _folder(self) -> str:
        return "" if self.standing.standing is None else self.standing.standing.folder

    def _on_read(self, found: tuple[BackupStanding, list[Backup]]) -> None:
        standing, backups = found
        self.standing.show_standing(standing)
        self.backups.show_backups(backups)
        self.stood.emit(standing)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.standing.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._often.start()
        self.mark_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        self._often.stop()
        super().hideEvent(event)


def _read(clinic: "Clinic") -> tuple[BackupStanding, list[Backup]]:
    return clinic.backups.standing(), clinic.backups.list()


_FIVE_SECONDS = 5_000
