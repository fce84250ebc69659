"""The card that opens over an appointment under the pointer: what, when, with whom, and what to mind."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import AppointmentLine, Block
from clinic_desktop.gui.appointment_words import is_confirmed, minute_words, times_of, waited_minutes
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.kept_time import KeptTime
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.sync_mark import sync_mark
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.floating import paint_floating
from clinic_desktop.gui.widgets.pill import Pill


class HoverCard(QWidget):
    """Shown beside a box of its view for as long as the pointer rests there; it takes no focus and no clicks."""

    def __init__(self, zone: ZoneInfo, view: QWidget) -> None:
        super().__init__(view, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._zone = zone
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._name = label("", Look.HEADING, self)
        self._status = Pill(self)
        self._when = label("", None, self)
        self._whom = label("", Look.SECONDARY, self, wraps=True)
        self._reason = label("", Look.SECONDARY, self, wraps=True)
        self._alerts = label("", Look.PROBLEM, self, wraps=True)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._name, 1)
        head.addWidget(self._status)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        for part in (self._when, self._whom, self._reason, self._alerts):
            column.addWidget(part)
        self.setFixedWidth(CalendarMeasure.HOVER_CARD_WIDTH)

    def show_line(self, line: AppointmentLine, box: QRect, now: datetime) -> None:
        """Show an appointment beside its box, a rectangle of the view's viewport."""
        self._name.setText(shown_name(line.patient_name))
        self._status.show()
        waited = waited_minutes(line, now)
        more = "" if waited is None else self.tr("{minutes} min").format(minutes=waited)
        self._status.show_status(line.status, confirmed=is_confirmed(line), more=more)
        self._when.setText(f"{times_of(line, self._zone)} · {line.type_name}")
        whom = " · ".join(part for part in (line.practitioner_name, line.room) if part)
        self._whom.setText(f"{whom}\n{self.tr('MRN {mrn}').format(mrn=shown_detail(line.mrn))}")
        to_mind = [*line.alerts]
        if line.is_overbooked:
            to_mind.append(self.tr("Booked over another appointment"))
        mark = sync_mark(line)
        if mark is not None:
            to_mind.append(mark.words)
        self._show(line.reason, "\n".join(to_mind), box)

    def show_kept(self, kept: KeptTime, column: CalendarColumn, area: QRect) -> None:
        """Show a block or a hold beside its area."""
        starts, ends = kept.span
        self._name.setText(kept.words)
        self._status.hide()
        self._when.setText(f"{minute_words(starts)}–{minute_words(ends)}")
        self._whom.setText(column.words)
        is_block = isinstance(kept.thing, Block)
        self._show(self.tr("Kept free of appointments") if is_block else "", "", area)

    def _show(self, more: str, to_mind: str, box: QRect) -> None:
        for part, words in ((self._reason, more), (self._alerts, to_mind)):
            part.setText(words)
            part.setVisible(bool(words))
        self.adjustSize()
        self._stand_beside(box)
        self.show()

    def _stand_beside(self, box: QRect) -> None:
        view = self._view
        corner = view.mapToGlobal(box.topRight() + QPoint(CalendarMeasure.AXIS_WIDTH, CalendarMeasure.HEAD_HEIGHT))
        room = view.screen().availableGeometry()
        x = corner.x() + Space.XS
        if x + self.width() > room.right():
            x = corner.x() - box.width() - self.width() - Space.XS
        y = min(corner.y(), room.bottom() - self.height())
        self.move(max(room.left(), x), max(room.top(), y))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_floating(self)
