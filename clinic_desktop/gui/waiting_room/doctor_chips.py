"""The row above the board: each practitioner with whom they are, who is next, and how late they run; ticks filter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStyle, QWidget

from clinic_desktop.domain.waiting_room import Board, DoctorsLine
from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.statuses import practitioner_colour
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import span_words
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.waiting_room.board_measures import BoardMeasure
from clinic_desktop.gui.waiting_room.board_words import in_room_words, next_words
from clinic_desktop.gui.widgets.kept_picture import KeptPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorWords:
    """What stands on a practitioner's chip; `minutes_late` is 0 while they are on time."""

    practitioner_id: UUID
    name: str
    colour: str
    in_room: str
    next: str
    minutes_late: int


def words_of(board: Board, doctors: Iterable[DoctorsLine], zone: ZoneInfo) -> list[DoctorWords]:
    """What stands on the chips of these practitioners."""
    columns = {column.practitioner_id: column for column in board.columns}
    return [
        DoctorWords(
            practitioner_id=doctor.practitioner_id,
            name=shorter_name(columns[doctor.practitioner_id].practitioner_name),
            colour=columns[doctor.practitioner_id].colour,
            in_room=in_room_words(doctor, zone),
            next=next_words(doctor),
            minutes_late=doctor.minutes_late,
        )
        for doctor in doctors
    ]


class DoctorChips(QScrollArea):
    """One chip a practitioner, in a row that scrolls. With none ticked everyone is shown."""

    filter_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[UUID, _Chip] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._floor = QWidget()
        set_look(self._floor, Look.PLAIN)
        self._row = QHBoxLayout(self._floor)
        self._row.setContentsMargins(Space.L, Space.M, Space.L, Space.NONE)
        self._row.setSpacing(Space.S)
        self._row.addStretch(1)
        self.setWidget(self._floor)

    @property
    def chosen(self) -> frozenset[UUID]:
        """The ticked practitioners; empty: everyone."""
        return frozenset(id_ for id_, chip in self._chips.items() if chip.isChecked())

    def chip(self, practitioner_id: UUID) -> QAbstractButton:
        """A practitioner's chip."""
        return self._chips[practitioner_id]

    def show_doctors(self, doctors: Sequence[DoctorWords]) -> None:
        """Show these, in this order; chips that stay keep their tick and the keyboard."""
        wanted = {doctor.practitioner_id for doctor in doctors}
        for id_ in [id_ for id_ in self._chips if id_ not in wanted]:
            chip = self._chips.pop(id_)
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, doctor in enumerate(doctors):
            known = self._chips.get(doctor.practitioner_id)
            if known is None:
                known = self._chips[doctor.practitioner_id] = _Chip(self._floor)
                known.toggled.connect(lambda *_: self.filter_changed.emit())
            if self._row.indexOf(known) != place:
                self._row.insertWidget(place, known)
                known.show()  # or the row would not count it until later, and have no room for its scroll bar
            known.show_words(doctor)
        self.setVisible(len(doctors) > 1)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if self._floor.minimumSizeHint().width() > self.width() else 0
        return QSize(0, BoardMeasure.CHIP_HEIGHT + Space.M + extra)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        return super().event(event)


class _Chip(QAbstractButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = KeptPicture(self, "background")
        self._words = DoctorWords(practitioner_id=UUID(int=0), name="", colour="", in_room="", next="", minutes_late=0)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(BoardMeasure.CHIP_LEAST_WIDTH, BoardMeasure.CHIP_HEIGHT)
        self.setMaximumWidth(BoardMeasure.CHIP_WIDTH)
        theme.switch().changed.connect(self.update)

    def show_words(self, words: DoctorWords) -> None:
        if words == self._words:
            return
        self._words = words
        self.setText(words.name)
        told = [words.name, self._late_words(), words.in_room, words.next]
        self.setAccessibleName(", ".join(part for part in told if part))
        self.setToolTip("\n".join(part for part in (*told, self.tr("Click: only this doctor's patients")) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BoardMeasure.CHIP_WIDTH, BoardMeasure.CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._picture.show((self._words, self.isChecked()), self._paint)

    def _paint(self, painter: QPainter) -> None:
        now = theme.current()
        is_marked = self.isChecked() or self.hasFocus()
        edge = now.accent if is_marked else now.line_strong if self.underMouse() else now.line
        width = Measure.RING if self.hasFocus() else Measure.HAIRLINE
        painter.setPen(QPen(edge, width))
        painter.setBrush(now.accent_soft if self.isChecked() else now.surface)
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
        stripe, outline = QPainterPath(), QPainterPath()
        outline.addRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
        stripe.addRect(QRectF(self._visual(0, 0, Measure.STRIPE, self.height())))
        painter.fillPath(outline.intersected(stripe), practitioner_colour(self._words.colour))
        strong, small = theme.font(TextSize.SECONDARY, Weight.SEMIBOLD), theme.font(TextSize.SMALL)
        whole = self.width() - 2 * Space.M
        room = whole - self._write_late(painter)
        self._write(painter, self._words.name, Space.M, _FIRST, room, strong, "text")
        self._write(painter, self._words.in_room, Space.M, _FIRST + _LINE, whole, small, "muted")
        self._write(painter, self._words.next, Space.M, _FIRST + 2 * _LINE, whole, small, "muted")

    def _write_late(self, painter: QPainter) -> int:
        """How late, at the end of the first line; answers how much room that took."""
        if not self._words.minutes_late:
            return 0
        is_wide = self.width() >= _WIDE
        words = self._late_words() if is_wide else f"+{span_words(self._words.minutes_late)}"
        font = theme.font(TextSize.SMALL, Weight.SEMIBOLD)
        width = QFontMetrics(font).horizontalAdvance(words) + 1
        end = self.width() - Space.M
        self._write(painter, words, end - width, _FIRST, width, font, "arrived")
        if not is_wide:
            return width + Space.XS
        place = self._visual(end - width - Space.XS - Measure.ICON_SMALL, _FIRST + 1, Measure.ICON_SMALL, _LINE)
        ink = theme.current().arrived
        painter.drawPixmap(
            place.topLeft(), icons.pixmap(Icon.CLOCK, ink, Measure.ICON_SMALL, scale=self.devicePixelRatioF())
        )
        return width + Space.XS + Measure.ICON_SMALL + Space.S

    def _late_words(self) -> str:
        minutes = self._words.minutes_late
        return self.tr("{minutes} late").format(minutes=span_words(minutes)) if minutes else ""

    def _write(self, painter: QPainter, text: str, left: int, top: int, width: int, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.current().tokens()[token])
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(
            self._visual(left, top, width, _LINE),
            QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter,
            isolated(elided),
        )

    def _visual(self, left: int, top: int, width: int, height: int) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(left, top, width, height))


_FIRST = 6
_WIDE = 196
_LINE = 17
