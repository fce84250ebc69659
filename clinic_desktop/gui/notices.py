"""The notice at the bottom of a window: what was done, and the way to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from clinic_desktop.gui import privacy
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.floating_panel import EDGE, FloatingPanel
from clinic_desktop.gui.widgets.sides import mirrored


class NoticeKind(StrEnum):
    """Whether something was done or could not be."""

    DONE = "done"
    PROBLEM = "problem"
    NEWS = "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One or two short sentences, and at most one thing to do about them ("Undo").

    A problem that nobody could see, because the window was locked, is told after unlocking, if it `still_holds` then.
    """

    text: str
    kind: NoticeKind = NoticeKind.DONE
    action_text: str = ""
    action: Callable[[], object] | None = None
    seconds: float = 8.0
    still_holds: Callable[[], bool] | None = None


_LOOKS = {
    NoticeKind.DONE: (Icon.CIRCLE_CHECK, "accent"),
    NoticeKind.PROBLEM: (Icon.CIRCLE_ALERT, "danger"),
    NoticeKind.NEWS: (Icon.INFO, "booked"),
}


class NoticeBar(FloatingPanel):
    """Shows the latest notice over the lower edge of its parent, for its time.

    It never takes the focus by itself; F6 goes to it, Esc sends it away, and it stays while the pointer or the focus
    is on it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._before: QWidget | None = None
        self._icon = QLabel()
        self._text = label("")
        self._action = QPushButton()
        set_look(self._action, Look.LINK)
        self._action.clicked.connect(self._on_action)
        self._close = QToolButton()
        self._close.setToolTip(self.tr("Hide this notice (Esc)"))
        self._close.setAccessibleName(self.tr("Hide this notice"))
        set_look(self._close, Look.QUIET)
        set_icon(self._close, Icon.X, "muted", size=Measure.ICON_SMALL)
        self._close.clicked.connect(self.put_away)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*mirrored(EDGE + Space.L, EDGE + Space.S, EDGE + Space.S, EDGE + Space.S))
        layout.setSpacing(Space.S)
        for widget in (self._icon, self._text, self._action, self._close):
            layout.addWidget(widget, 1 if widget is self._text else 0)
        for button in (self._action, self._close):
            # Else, when what has the focus is hidden, Qt may find Undo as the next in the order, and Enter would undo.
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_time_over)
        privacy.switch().changed.connect(self._on_privacy_changed)

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
        self.place()
        self.show()
        self.raise_()
        self._clock.start(round(notice.seconds * 1000))
        announce(self, notice.text)

    def put_away(self) -> None:
        """Send the notice away; who came to it by key goes back to where they were."""
        self._clock.stop()
        self._notice = None
        had_focus = self._action.hasFocus() or self._close.hasFocus()
        if had_focus and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.hide()

    def take_focus(self) -> None:
        """Go to the notice's button, when there is a notice."""
        if self._notice is not None:
            self._before = QApplication.focusWidget()
            (self._action if self._notice.action is not None else self._close).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def _on_action(self) -> None:
        notice = self._notice
        self.put_away()
        if notice is not None and notice.action is not None:
            notice.action()

    def _on_privacy_changed(self) -> None:
        if privacy.switch().is_on:
            self.put_away()  # it was worded before, and may name somebody

    def _on_time_over(self) -> None:
        if self.underMouse() or self._action.hasFocus() or self._close.hasFocus():
            self._clock.start(_LINGER)
        else:
            self.put_away()

    def place(self) -> None:
        """At the middle of the lower edge, on as many lines as the words take: they end with what to do."""
        host, layout = self.host, self.layout()
        most = min(_WIDEST, host.width())
        self._text.setWordWrap(False)
        width, height = self.sizeHint().width(), self.sizeHint().height()
        if width > most and layout is not None:
            self._text.setWordWrap(True)
            width, height = most, layout.totalHeightForWidth(most)
        self.setGeometry(QRect((host.width() - width) // 2, host.height() - height - Space.S, width, height))


_LINGER = 2000
_WIDEST = 760
