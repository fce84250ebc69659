"""How a dialog comes before its window: made in one turn of the event loop, opened in another, the keys with it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.gui.turns import in_a_turn, paint_in_turns
from clinic_desktop.gui.widgets.backdrop import Backdrop


def open_soon(
    dialog: QDialog,
    below: QWidget,
    then: Callable[[], object] | None = None,
    *,
    rest: Iterator[None] | None = None,
) -> None:
    """Veil the window that `below` is in and open the dialog, some turns later; `then` is called once it is open.

    Making a dialog of many fields takes one turn, styling it another, laying it out and painting it a third: together
    they would be felt. Of a large one `rest` makes what is missing, a part in each turn. The keys that are pressed in
    between are the dialog's.
    """
    Backdrop(dialog, below.window())
    _Opening(dialog, below.window(), then, rest or iter(()))


def is_opening(window: QWidget) -> bool:
    """Whether a dialog over a window is about to open."""
    return any(opening.is_under_way for opening in window.findChildren(_Opening))


def give_up_opening(window: QWidget) -> None:
    """Let nothing open over a window any more that was about to: it is being locked."""
    for opening in window.findChildren(_Opening):
        opening.give_up()


class _Opening(QObject):
    """Keeps the keys, wherever they go, until the dialog is open, and gives them to it in their order.

    Clicks are for nobody meanwhile, as they are not for the window below once the dialog is open. Where the desktop
    gives the keyboard to a new window only after a while, what is typed in that while goes to the window below still,
    and Qt would throw it away, since a dialog blocks that window: it is blocked once the dialog has the keyboard.
    """

    def __init__(
        self, dialog: QDialog, below: QWidget, then: Callable[[], object] | None, rest: Iterator[None]
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._below = below
        self._waits = False
        self._then = then
        self._steps = self._make_ready(rest)
        self._kept: list[QKeyEvent] = []
        self._is_over = self._is_open = False
        paint_in_turns(dialog)
        dialog.finished.connect(self._on_finished)
        _program().installEventFilter(self)
        in_a_turn(self, self._go_on)

    def _make_ready(self, rest: Iterator[None]) -> Iterator[None]:
        """Make what is missing, in as many turns as that takes, then style every part, as Qt would do when it opens."""
        yield from rest
        self._dialog.ensurePolished()

    def _go_on(self) -> None:
        if self._is_over:
            return
        step: object = _FAILED
        # Nobody presses a key amid a step, but Qt sends some twenty events for each widget that is made.
        _program().removeEventFilter(self)
        try:
            step = next(self._steps, _DONE)
            _program().installEventFilter(self)
        finally:
            if step is _FAILED:
                self._dialog.reject()  # or the keys would be kept for a dialog that never comes
        in_a_turn(self, self._open if step is _DONE else self._go_on)

    def _open(self) -> None:
        _program().removeEventFilter(self)  # before the host of events with which a dialog opens
        if self._is_over:
            return
        self._is_open = True
        if QGuiApplication.platformName() in _SLOW_TO_FOCUS:
            self._leave_unblocked()
        self._dialog.open()
        if self._then is not None:
            self._then()
        for key in self._kept:
            self._give(key)

    @property
    def is_under_way(self) -> bool:
        """Whether the dialog is still to come."""
        return not self._is_open and not self._is_over

    def give_up(self) -> None:
        """Close the dialog, unless it has been seen."""
        if self.is_under_way:
            self._dialog.reject()

    def _on_finished(self) -> None:
        """Given up before it was open, or done with before it had the keyboard."""
        self._is_over = True
        _program().removeEventFilter(self)
        self._block()

    def _leave_unblocked(self) -> None:
        """A dialog blocks the windows that it is a dialog of: for a moment it is no one's."""
        for window in (self._dialog, self._below):
            window.winId()  # else it may have no handle yet
        above, below = self._dialog.windowHandle(), self._below.windowHandle()
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        self._waits = True
        above.setTransientParent(None)  # type: ignore[arg-type] # Qt takes none, though its stubs do not say so
        below.installEventFilter(self)
        program.focusWindowChanged.connect(self._on_focus_window)
        QTimer.singleShot(_LONGEST_WAIT, self, self._block)

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is self._dialog.windowHandle():
            self._block()

    def _block(self) -> None:
        """The dialog has the keyboard, or is not going to get it."""
        if self._waits:
            above, below = self._dialog.windowHandle(), self._below.windowHandle()
            self._waits = False
            below.removeEventFilter(self)
            above.setTransientParent(below)
            below.setTransientParent(below.transientParent())  # asks again whether it is blocked

    def _give(self, key: QKeyEvent) -> None:
        if self._dialog.focusWidget() is None:
            self._dialog.focusNextChild()  # as it does itself once it has the keyboard
        if self._dialog.isVisible():
            QCoreApplication.sendEvent(self._dialog.windowHandle(), key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # no command of the window below is meant
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            key = event.clone()
            if self._waits:
                self._give(key)
            else:
                self._kept.append(key)
        return kind in _KEPT


_SLOW_TO_FOCUS = ("xcb", "wayland")
"""Elsewhere a key goes to the window that has the keyboard when the key is taken, not when it was pressed."""
_LONGEST_WAIT = 1000
_DONE, _FAILED = object(), object()


def _program() -> QCoreApplication:
    program = QCoreApplication.instance()
    assert program is not None
    return program


_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_KEPT = (
    *_KEYS,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
)
