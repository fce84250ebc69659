"""One of a few ways to go on, as a card that says what each is for."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label


class ChoiceCard(QAbstractButton):
    """Chosen by a click, by Space, or by the arrow keys from one beside it; Return takes it (`entered`)."""

    entered = Signal()

    def __init__(self, title: str, purpose: str, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(purpose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        picture = QLabel()
        set_icon(picture, icon, "accent", size=Measure.ICON_LARGE)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(label(title, Look.STRONG, wraps=True))
        self._purpose = label(purpose, Look.MUTED, wraps=True)
        words.addWidget(self._purpose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.M)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addSpacing(_DOT + Space.XS)  # Qt mirrors spacings, but no margins
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_purpose(self, purpose: str) -> None:
        """Say something else about what it is for."""
        self._purpose.setText(purpose)
        self.setAccessibleDescription(purpose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setChecked(True)
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_strong = self.isChecked() or self.hasFocus()
        edge = Measure.RING if self.hasFocus() else Measure.HAIRLINE
        painter.setPen(QPen(now.accent if is_strong else now.line_strong, edge))
        ground = now.accent_soft if self.isChecked() else now.background if self.underMouse() else now.surface
        painter.setBrush(ground)
        inset = edge / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
        self._paint_dot(painter)

    def _paint_dot(self, painter: QPainter) -> None:
        """Chosen or not, at the end of the card: colour never says it alone."""
        now = theme.current()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = Space.L if is_mirrored else self.width() - Space.L - _DOT
        dot = QRectF(left, (self.height() - _DOT) / 2, _DOT, _DOT)
        painter.setPen(QPen(now.accent if self.isChecked() else now.faint, Measure.HAIRLINE))
        painter.setBrush(now.accent if self.isChecked() else now.surface)
        painter.drawEllipse(dot)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.on_accent)
            painter.drawEllipse(dot.adjusted(_INNER, _INNER, -_INNER, -_INNER))


_DOT = 16
_INNER = 5
