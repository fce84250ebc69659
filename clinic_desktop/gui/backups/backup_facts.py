"""What is in a backup, as a card of facts."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clinic_desktop.domain.backups import Looked
from clinic_desktop.gui.backups.backup_words import count_words, day_and_time, size_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label


class BackupFactsCard(Card):
    """Whose records they are, when they were saved, and how many; so that nobody restores the wrong ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for name, caption in (
            ("clinic", self.tr("Clinic")),
            ("made", self.tr("Made")),
            ("patients", self.tr("Patients")),
            ("appointments", self.tr("Appointments")),
            ("furthest", self.tr("Last appointment")),
            ("changed", self.tr("Last change")),
            ("size", self.tr("Size")),
        ):
            self.rows[name] = label("", wraps=True)
            row = grid.rowCount()
            grid.addWidget(label(caption, Look.MUTED), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.rows[name], row, 1)
        self.body.addLayout(grid)

    def show_looked(self, looked: Looked, zone: ZoneInfo) -> None:
        """Say what is in the backup, by the clock of that zone."""
        made = looked.backup
        facts = made.facts
        where = self.tr("{when}, at {station}, by version {version}")
        told = {
            "clinic": made.clinic,
            "made": where.format(when=day_and_time(made.made_at, zone), station=made.station, version=made.program),
            "patients": count_words(facts.patients),
            "appointments": count_words(facts.appointments),
            "furthest": day_and_time(facts.last_appointment_at, zone),
            "changed": day_and_time(facts.last_change_at, zone),
            "size": size_words(made.size),
        }
        for name, words in told.items():
            self.rows[name].setText(words)
