"""The last visits of a patient: a line each, which opens on the note where it may be read."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.visits import PastVisit
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typed_dates import short_date
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.pair_row import PairRow
from clinic_desktop.gui.widgets.sides import mirrored

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from clinic_desktop.gui.workplace import Workplace


class PastVisits(QWidget):
    """Shows visits latest first; hidden while there are none. Lines stay the same objects while the visits do."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone: ZoneInfo = workplace.zone
        self._shown: tuple[PastVisit, ...] = ()
        self.lines: list[PastVisitLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._column.setSpacing(Space.NONE)
        self._column.addWidget(section_label(self.tr("Last visits")))
        self.hide()

    def show_visits(self, visits: Sequence[PastVisit]) -> None:
        """Show these."""
        if tuple(visits) == self._shown:
            return
        opened = {line.visit.line.id for line in self.lines if line.is_open}
        self._shown = tuple(visits)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [PastVisitLine(visit, self._zone, self) for visit in visits]
        for line in self.lines:
            self._column.addWidget(line)
            line.set_open(line.visit.line.id in opened)
        self.setVisible(bool(visits))


class PastVisitLine(QWidget):
    """Date and type at one side, with whom at the other; opened, what was noted."""

    def __init__(self, visit: PastVisit, zone: "ZoneInfo", parent: QWidget) -> None:
        super().__init__(parent)
        self.visit = visit
        day: date = wall_time(visit.line.starts_at, zone).date()
        self.row = PairRow(f"{short_date(day)} · {visit.line.type_name}", shorter_name(visit.line.practitioner_name))
        self.row.setToolTip(self.tr("Show or hide what was noted"))
        self.row.setCheckable(True)
        self._mark = QLabel()
        self._mark.setFixedWidth(Measure.ICON_SMALL)
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._mark)
        head.addWidget(self.row, 1)
        self.note = label(breakable(self._words()), None if visit.note else Look.MUTED, wraps=True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setContentsMargins(*mirrored(Measure.ICON_SMALL + Space.XS + 2, Space.NONE, Space.NONE, Space.S))
        self.set_open(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.NONE)
        column.addLayout(head)
        column.addWidget(self.note)
        self.row.toggled.connect(self.set_open)

    @property
    def is_open(self) -> bool:
        """Whether the note is shown."""
        return self.row.isChecked()

    def set_open(self, shown: bool) -> None:
        """Show the note, or only the line."""
        self.row.setChecked(shown)
        aside = Icon.CHEVRON_LEFT if QGuiApplication.isRightToLeft() else Icon.CHEVRON_RIGHT
        set_icon(self._mark, Icon.CHEVRON_DOWN if shown else aside, "muted", size=Measure.ICON_SMALL)
        self.note.setVisible(shown)

    def _words(self) -> str:
        if self.visit.note is None:
            return self.tr("The note of {doctor} is not shown here.").format(
                doctor=shorter_name(self.visit.line.practitioner_name)
            )
        return self.visit.note or self.tr("Nothing was noted.")
