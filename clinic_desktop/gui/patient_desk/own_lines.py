"""The parts of the patient's page: a tile to press, and a line for one appointment."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import sentence_case
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.pill import Pill


class Tile(QAbstractButton):
    """A large card to press: what it does, and a line about it."""

    def __init__(self, text: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleDescription(more)
        self._more = more
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(_TILE_WIDTH, _TILE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(_TILE_WIDTH // 2, _TILE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self.hasFocus() or self.underMouse()
        ring = Measure.RING if is_marked else Measure.HAIRLINE
        box = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        painter.setPen(QPen(now.accent if is_marked else now.line, ring))
        painter.setBrush(now.accent_soft if self.isDown() else now.surface)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
        inner = self.rect().adjusted(Space.XL, Space.XL, -Space.XL, -Space.L)
        painter.setFont(theme.font(TextSize.TITLE, Weight.SEMIBOLD))
        painter.setPen(now.text)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        wraps = leading | Qt.TextFlag.TextWordWrap
        used = painter.boundingRect(QRectF(inner), int(wraps), self.text())
        painter.drawText(QRectF(inner), int(wraps), self.text())
        painter.setFont(theme.font(TextSize.BODY))
        painter.setPen(now.muted)
        below = QRectF(inner).adjusted(0, used.height() + Space.S, 0, 0)
        painter.drawText(below, int(wraps), self._more)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class OwnLine(Card):
    """One appointment of the patient: when, with whom, how it stands, and the way to cancel it."""

    cancel_wanted = Signal(object)

    def __init__(
        self, appointment: AppointmentLine, when: str, *, may_cancel: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.appointment = appointment
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        words = QVBoxLayout()
        words.setSpacing(Space.XS // 2)
        words.addWidget(label(sentence_case(when), Look.STRONG))
        parts = (appointment.practitioner_name, appointment.type_name, appointment.room)
        words.addWidget(label(" · ".join(part for part in parts if part), Look.MUTED, wraps=True))
        status = Pill()
        is_confirmed = appointment.confirmation is Confirmation.CONFIRMED
        status.show_status(appointment.status, confirmed=is_confirmed)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(status)
        self.cancel_button = QPushButton(self.tr("Cancel…"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the appointment {when}").format(when=when))
        set_look(self.cancel_button, Look.DANGER)
        self.cancel_button.clicked.connect(lambda *_: self.cancel_wanted.emit(self.appointment))
        self.cancel_button.setVisible(may_cancel and appointment.status is AppointmentStatus.BOOKED)
        row.addWidget(self.cancel_button)
        self.body.addLayout(row)


_TILE_WIDTH, _TILE_HEIGHT = 280, 116
