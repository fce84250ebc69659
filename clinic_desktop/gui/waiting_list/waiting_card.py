"""Somebody who waits, as a small card beside the calendar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from clinic_desktop.domain.waiting_list import Candidate, Urgency, WaitingLine
from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.waiting_list.words import urgency_words
from clinic_desktop.gui.widgets.carrying import Carrying
from clinic_desktop.gui.widgets.kept_picture import KeptPicture


class WaitingCard(QAbstractButton):
    """Name, and what they wait for; a click opens the entry. `candidate` is set where a gap of today fits.

    It can be carried off to a free time: `carrying` tells where it is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: WaitingLine | None = None
        self.candidate: Candidate | None = None
        self._picture = KeptPicture(self)
        self.carrying = Carrying(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: WaitingLine, candidate: Candidate | None, fit_words: str) -> None:
        """Show somebody; `fit_words` say which gap of today would suit, for the tooltip and a screen reader."""
        self.line = line
        self.candidate = candidate
        name = shown_name(line.patient_name)
        self.setText(name)
        urgency = urgency_words(line.entry.urgency) if line.entry.urgency is not Urgency.ROUTINE else ""
        told = [part for part in (name, urgency, line.type_name, line.wish_words, fit_words) if part]
        self.setAccessibleName(", ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        name, words = self._heights()
        return QSize(Measure.LEFT_SIDE, name + words + Space.S + Space.M)

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * Space.XL, self.sizeHint().height())

    def _heights(self) -> tuple[int, int]:
        name = QFontMetrics(theme.font(TextSize.BODY, Weight.SEMIBOLD))
        return name.height(), QFontMetrics(theme.font(TextSize.SMALL)).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.line is not None:
            is_urgent = self.line.entry.urgency is not Urgency.ROUTINE
            words = self.line.wish_words
            seen = (self.text(), words, is_urgent, self.isDown())
            self._picture.show(seen, lambda painter: self._paint(painter, words, is_urgent=is_urgent))

    def _paint(self, painter: QPainter, words: str, *, is_urgent: bool) -> None:
        now = theme.current()
        ring = now.accent if self.hasFocus() else (now.line_strong if self.underMouse() else now.line)
        painter.setPen(QPen(ring, Measure.RING if self.hasFocus() else Measure.HAIRLINE))
        painter.setBrush(theme.blend(now.surface, now.accent_soft, _TINT) if self.isDown() else now.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Measure.RADIUS, Measure.RADIUS)
        box = self.rect().adjusted(_EDGE, Space.S, -_EDGE, -Space.S)
        name_height, words_height = self._heights()
        left_to_right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        taken = 0
        if is_urgent:
            taken = Measure.ICON_SMALL + Space.XS
            drawn = icons.pixmap(Icon.FLAG, now.arrived, Measure.ICON_SMALL, scale=self.devicePixelRatioF())
            x = box.right() - Measure.ICON_SMALL + 1 if left_to_right else box.left()
            painter.drawPixmap(x, box.top() + 1, drawn)
        alignment = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if left_to_right else Qt.AlignmentFlag.AlignRight
        )
        upper = box.adjusted(0, 0, -taken, 0) if left_to_right else box.adjusted(taken, 0, 0, 0)
        upper.setHeight(name_height)
        lower = box.adjusted(0, name_height + Space.XS // 2, 0, 0)
        lower.setHeight(words_height)
        for room, text, size, weight, ink in (
            (upper, self.text(), TextSize.BODY, Weight.SEMIBOLD, now.text),
            (lower, words, TextSize.SMALL, Weight.REGULAR, now.muted),
        ):
            painter.setFont(theme.font(size, weight))
            painter.setPen(ink)
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, alignment | Qt.AlignmentFlag.AlignAbsolute, isolated(elided))


_EDGE = 10
_TINT = 0.5
