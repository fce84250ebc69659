"""The red line on the administrator's window when no good backup was made for days, or none is made at all."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from clinic_desktop.domain.backups import BackupStanding
from clinic_desktop.gui import theme
from clinic_desktop.gui.backups.backup_words import when_words
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class OverdueStrip(QFrame):
    """Stays until there is a good backup again; a demo clinic needs none."""

    backups_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        icon = QLabel()
        set_icon(icon, Icon.OCTAGON_ALERT, "danger", size=Measure.ICON)
        self.words = ElidedLabel("", Look.STRONG)
        self.show_button = QPushButton(self.tr("Show backups"))
        set_look(self.show_button, Look.DANGER)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_button)
        self.hide()
        self.show_button.clicked.connect(lambda *_: self.backups_wanted.emit())
        self._often = QTimer(self)
        self._often.setInterval(_TEN_MINUTES)
        self._often.timeout.connect(self.refresh)
        self._often.start()
        self.refresh()

    def refresh(self) -> None:
        """Look how the backups stand now."""
        if not self._workplace.settings.is_demo:
            self._workplace.run_latest(
                ("backups", id(self)),
                lambda clinic: clinic.backups.standing(),
                done=self.show_standing,
                refused=lambda _: None,
                lane=Lane.READING,
                owner=self,
            )

    def show_standing(self, standing: BackupStanding) -> None:
        """Tell of what is wrong, or be away."""
        self.words.setText(self._words_of(standing))
        self.setAccessibleName(self.words.text())
        is_demo = self._workplace.settings.is_demo
        self.setVisible(not is_demo and (not standing.is_on or standing.is_overdue))

    def _words_of(self, standing: BackupStanding) -> str:
        if not standing.is_on:
            return self.tr("No backups are made of this clinic: a broken disk would take every record with it.")
        here = self._workplace
        when = when_words(standing.last_good_at, here.zone, here.today())
        words = self.tr("The last good backup is more than two days old: {when}.").format(when=when)
        return f"{words} {standing.failure}".rstrip()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.danger_soft)
        painter.fillRect(QRectF(0, 0, self.width(), Measure.HAIRLINE), now.danger)


_TEN_MINUTES = 600_000
