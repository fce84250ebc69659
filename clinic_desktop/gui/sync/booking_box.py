"""A booking on the conflict desk: whose it is, who made it where and when, and whether it has the slot."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.sides import mirrored


class BookingBox(QWidget):
    """Looks as an appointment does in the calendar; one without the slot has a dashed edge and a mark."""

    def __init__(self, name: str, words: str, *, has_slot: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_slot = has_slot
        self._icon = QLabel()
        set_icon(
            self._icon,
            Icon.CIRCLE_CHECK if has_slot else Icon.OCTAGON_ALERT,
            "booked" if has_slot else "danger",
            size=Measure.ICON,
        )
        column = QVBoxLayout()
        column.setSpacing(Space.XS // 2)
        column.addWidget(label(name, Look.STRONG, wraps=True))
        column.addWidget(label(words, Look.SECONDARY, wraps=True))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*mirrored(Space.L, Space.S, Space.M, Space.S))
        row.setSpacing(Space.S)
        row.addLayout(column, 1)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"{name}, {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        outline, stripe = QPainterPath(), QPainterPath()
        outline.addRoundedRect(box, Measure.RADIUS, Measure.RADIUS)
        left = box.right() - Measure.STRIPE if self.isRightToLeft() else box.left()
        stripe.addRect(QRectF(left, box.top(), Measure.STRIPE, box.height()))
        painter.fillPath(outline.subtracted(stripe), now.booked_soft)
        painter.fillPath(outline.intersected(stripe), now.booked if self._has_slot else now.danger)
        if not self._has_slot:
            painter.setPen(QPen(now.danger, Measure.HAIRLINE, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Measure.RADIUS, Measure.RADIUS)
