"""What comes after the patient in the room: who is next in line, the rest of the day, and how late it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.visits import DoctorsMoment
from clinic_desktop.domain.waiting_room import Urgency, clock_of
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space, Weight
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import clock, span_words
from clinic_desktop.gui.waiting_room.board_words import clock_meaning
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.pair_row import PairRow

if TYPE_CHECKING:
    from clinic_desktop.domain.sheets import AppointmentLine
    from clinic_desktop.gui.workplace import Workplace

_MOST_ROWS = 8


class DayAhead(QWidget):
    """Next in line, rest of today, running late; `appointment_wanted` carries the line that was clicked."""

    appointment_wanted = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._next_head = section_label(self.tr("Next in line"))
        self.next_card = NextCard(workplace)
        self._behind = ElidedLabel(look=Look.SECONDARY)
        self._nobody = label(self.tr("Nobody is waiting."), Look.MUTED)
        self._rest_head = section_label(self.tr("Rest of today"))
        self._rest = QVBoxLayout()
        self._rest.setSpacing(Space.NONE)
        self.rows: list[PairRow] = []
        self._rows_of: tuple[object, ...] = ()
        self._more = label("", Look.SECONDARY)
        self._late = label("", Look.SECTION)
        self._counts = label("", Look.SECTION)
        foot = QHBoxLayout()
        foot.addWidget(self._late)
        foot.addStretch(1)
        foot.addWidget(self._counts)
        self._lay_out(foot)
        self.next_card.clicked.connect(self._on_next_clicked)

    def _lay_out(self, foot: QHBoxLayout) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        for widget in (self._next_head, self.next_card, self._behind, self._nobody):
            layout.addWidget(widget)
        layout.addSpacing(Space.S)
        layout.addWidget(self._rest_head)
        layout.addLayout(self._rest)
        layout.addWidget(self._more)
        layout.addSpacing(Space.S)
        layout.addLayout(foot)

    @property
    def late_words(self) -> str:
        """How late it is, as it is shown."""
        return self._late.text()

    @property
    def count_words(self) -> str:
        """How many were seen and are to come, as it is shown."""
        return self._counts.text()

    def show_moment(self, moment: DoctorsMoment) -> None:
        """Show how it stands."""
        coming = moment.next
        is_told_above = coming is None and moment.visit is None
        self._next_head.setVisible(not is_told_above)
        self.next_card.setVisible(coming is not None)
        self._nobody.setVisible(coming is None and not is_told_above)
        if coming is not None:
            self.next_card.show_line(coming)
        behind = moment.line.waiting[1:]
        self._behind.setVisible(bool(behind))
        names = ", ".join(shown_name(line.patient_name) for line in behind)
        self._behind.setText(self.tr("Then {names}").format(names=names))
        self._show_rest(moment.expected)
        late = moment.line.minutes_late
        self._late.setText(self.tr("Running {span} late").format(span=span_words(late)) if late else self.tr("On time"))
        self._counts.setText(self.tr("{seen} seen · {left} to come").format(seen=moment.seen, left=moment.to_come))

    def _show_rest(self, expected: "Sequence[AppointmentLine]") -> None:
        shown = tuple((line.id, self._words(line), line.type_name) for line in expected[:_MOST_ROWS])
        self._rest_head.setVisible(bool(expected))
        more = len(expected) - len(shown)
        self._more.setVisible(more > 0)
        self._more.setText(self.tr("and {count} more").format(count=more))
        if shown == self._rows_of:
            return
        self._rows_of = shown
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for line, (_, words, type_name) in zip(expected, shown, strict=False):
            row = PairRow(words, type_name, icon=Icon.CALENDAR_DAYS)
            row.clicked.connect(lambda *_, line=line: self.appointment_wanted.emit(line))
            self._rest.addWidget(row)
            self.rows.append(row)

    def _words(self, line: "AppointmentLine") -> str:
        at = clock(wall_time(line.starts_at, self._workplace.zone))
        return f"{at} {shown_name(line.patient_name)}"

    def _on_next_clicked(self) -> None:
        if self.next_card.line is not None:
            self.appointment_wanted.emit(self.next_card.line)


class NextCard(QAbstractButton):
    """Who is next, with what must be minded, and how long they have waited by now."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.line: AppointmentLine | None = None
        self._name = ElidedLabel(look=Look.HEADING)
        self._facts = ElidedLabel(look=Look.SECONDARY)
        self._wait = QLabel()
        self._wait.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.addLayout(words, 1)
        row.addWidget(self._wait)
        for part in (self._name, self._facts, self._wait):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.switch().changed.connect(self._dress)
        self._urgency = Urgency.CALM

    @property
    def wait_words(self) -> str:
        """How long the patient has waited, as it is shown."""
        return self._wait.text()

    def show_line(self, line: "AppointmentLine") -> None:
        """Show this patient."""
        self.line = line
        at = clock(wall_time(line.starts_at, self._workplace.zone))
        self._name.setText(shown_name(line.patient_name))
        self._facts.setText(" · ".join([at, line.type_name, *line.alerts]))
        counted = clock_of(line, self._workplace.now(), self._workplace.settings.policies)
        self._wait.setText("" if counted is None else span_words(counted.minutes))
        self._urgency = Urgency.CALM if counted is None else counted.urgency
        meaning = "" if counted is None else clock_meaning(counted)
        self._wait.setToolTip(meaning)
        self.setAccessibleName(", ".join(part for part in (self._name.text(), self._facts.text(), meaning) if part))
        self._dress()

    def _dress(self) -> None:
        token = {Urgency.CALM: "accent", Urgency.MIND: "arrived", Urgency.OVER: "danger"}[self._urgency]
        font = theme.font(weight=Weight.SEMIBOLD)
        self._wait.setFont(font)
        palette = self._wait.palette()
        palette.setColor(self._wait.foregroundRole(), theme.current().token(token))
        self._wait.setPalette(palette)
        self.update()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.hasFocus()
        painter.setPen(QPen(now.accent, Measure.RING) if ring else QPen(now.line))
        painter.setBrush(theme.blend(now.surface, now.text, _HOVER) if self.underMouse() else now.surface)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1) if ring else QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)


_HOVER = 0.04
