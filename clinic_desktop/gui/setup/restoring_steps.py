"""The steps of a PC that gets its clinic back from a backup: the backup and its code, and what is in it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from clinic_desktop.domain.backups import Looked
from clinic_desktop.gui.backups.backup_facts import BackupFactsCard
from clinic_desktop.gui.setup.given_file_step import GivenFile, GivenFileStep
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label


class BackupStep(GivenFileStep):
    """The backup, chosen or let fall here, and the recovery code that opens it on any PC."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Backup and code"),
            self.tr("Which backup is it?"),
            self.tr(
                "A backup is two files that lie beside each other; choose the one whose name ends in .backup. The "
                "recovery code is the one that was to be kept when the clinic was set up or backups were switched on."
            ),
            GivenFile(
                caption=self.tr("Backup"),
                code_caption=self.tr("Recovery code"),
                code_looks=self.tr("seven groups of four letters and figures"),
                longest_code=_LONGEST_CODE,
                dialog=self.tr("Backup to be restored"),
                kind=self.tr("Backups (*.backup)"),
                dragged=self.tr("Let go, and this backup is looked into."),
            ),
        )

    def faults(self) -> Mapping[str, str]:
        return {} if self.file else {"file": self.tr("Choose a backup.")}


class FoundStep(Step):
    """What is in the backup, before anything is made of it."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("What is in it"),
            self.tr("Are these the right records?"),
            self.tr("Nothing has changed on this PC yet, and the backup itself stays as it is."),
        )
        self.facts = BackupFactsCard()
        self._older = label("", Look.SECONDARY, wraps=True)
        self.body.addWidget(self.facts)
        self.body.addWidget(self._older)

    def show_looked(self, looked: Looked) -> None:
        """Say what is in the backup, by the clock of its own clinic."""
        self.message.clear()
        self.facts.show_looked(looked, ZoneInfo(looked.backup.zone or "UTC"))
        self._older.setText(self.tr("It is older than this program, which brings it up to date."))
        self._older.setVisible(looked.is_older)

    def take_focus(self) -> None:
        """There is nothing to type."""


_LONGEST_CODE = 60
