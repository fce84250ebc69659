"""Whose an old number is now: said above the list, so that the patient who was found is not taken for a mistake."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.sheets import PatientFileLine, PatientLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class FormerNumber(MessageLine):
    """Hidden unless the first of those who were found was found by the number of a record that was merged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind=MessageKind.GOOD_TO_KNOW)
        self._line: PatientLine | None = None
        privacy.switch().changed.connect(self._say)

    def show_for(self, rows: Sequence[PatientFileLine]) -> None:
        """Say why the first of these was found, if it was by an old number."""
        found = rows[0].line if rows and rows[0].line.former_mrn else None
        if found != self._line:
            self._line = found
            self._say()

    def _say(self) -> None:
        if self._line is None:
            self.clear()
            return
        words = self.tr("MRN {old} is {name} now: two records of one person were made one.")
        old = privacy.shown_detail(self._line.former_mrn)
        self.say(words.format(name=privacy.shown_name(self._line.full_name), old=old))
