"""The notice at the bottom of a window: what was done, and the way to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.shadow import paint_shadow


class NoticeKind(StrEnum):
    """Whether something was done or could not be."""

    DONE = "done"
    PROBLEM = "problem"
    NEWS = "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One or two short sentences, and at most one thing to do about them ("Undo")."""

    text: str
    kind: NoticeKind = NoticeKind.DONE
    action_text: str = ""
    action: Callable[[], object] | None = None
    seconds: float = 8.0


_LOOKS = {
    NoticeKind.DONE: (Icon.CIRCLE_CHECK, "accent"),
    NoticeKind.PROBLEM: (Icon.CIRCLE_ALERT, "danger"),
    NoticeKind.NEWS: (Icon.INFO, "booked"),
}


class NoticeBar(QWidget):
    """Shows the latest notice over the lower edge of its parent, for its time.

    It never takes the focus by itself; F6 goes to it, Esc sends it away, and it stays while the pointer or the focus
    is on it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._notice: Notice | None = None
        self._icon = QLabel()
        self._text = ElidedLabel()
        self._action = QPushButton()
        set_look(self._action, Look.LINK)
        self._action.clicked.connect(self._on_action)
        self._close = QToolButton()
        self._close.setToolTip(self.tr("Hide this notice (Esc)"))
        self._close.setAccessibleName(self.tr("Hide this notice"))
        set_look(self._close, Look.QUIET)
        set_icon(self._close, Icon.X, "muted", size=Measure.ICON_SMALL)
        self._close.clicked.connect(self.hide_notice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN + Space.L, _MARGIN + Space.S, _MARGIN + Space.S, _MARGIN + Space.S)
        layout.setSpacing(Space.S)
        for widget in (self._icon, self._text, self._action, self._close):
            layout.addWidget(widget)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_time_over)
        parent.installEventFilter(self)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        icon, token = _LOOKS[notice.kind]
        set_icon(self._icon, icon, token, size=Measure.ICON)
        self._text.setText(notice.text)
        self._action.setText(notice.action_text)
        self._action.setVisible(notice.action is not None)
        self.setAccessibleName(notice.text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start(round(notice.seconds * 1000))
        announce(self, notice.text)

    def hide_notice(self) -> None:
        """Send the notice away."""
        self._clock.stop()
        self._notice = None
        self.hide()

    def take_focus(self) -> None:
        """Go to the notice's button, when there is a notice."""
        if self._notice is not None:
            (self._action if self._notice.action is not None else self._close).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def _on_action(self) -> None:
        notice = self._notice
        self.hide_notice()
        if notice is not None and notice.action is not None:
            notice.action()

    def _on_time_over(self) -> None:
        if self.underMouse() or self._action.hasFocus() or self._close.hasFocus():
            self._clock.start(_LINGER)
        else:
            self.hide_notice()

    def _place(self) -> None:
        host = self._host
        width = min(self.sizeHint().width(), host.width())
        height = self.sizeHint().height()
        self.setGeometry(QRect((host.width() - width) // 2, host.height() - height - Space.S, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide_notice()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        paint_shadow(painter, box, spread=_SHADOW)
        painter.setPen(QPen(now.line_strong))
        painter.setBrush(now.raised)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), Measure.CARD_RADIUS, Measure.CARD_RADIUS)


_MARGIN = Space.M
_SHADOW = 10
_LINGER = 2000
