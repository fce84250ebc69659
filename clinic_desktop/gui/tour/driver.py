"""Drives the program as a person at the desk does: looks for what is on screen, presses keys, clicks, and waits."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QLineEdit, QMenu, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.application import ClinicApplication
from clinic_desktop.gui.tour.pulse import Pulse
from clinic_desktop.gui.widgets.shadow import paint_shadow
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.workplace import utc_now
from clinic_desktop.settings import Appearance

Found = TypeVar("Found")
Kind = TypeVar("Kind", bound=QWidget)


class StepFailed(Exception):
    """A step of the tour did not do what it should; the words say which and what was missing."""


class TouredApplication(ClinicApplication):
    """The application with a hand on its pulse."""

    def __init__(self, arguments: Sequence[str], *, appearance: Appearance, language: str) -> None:
        super().__init__(arguments, appearance=appearance, language=language)
        self.pulse = Pulse(self)


class Driver:
    """The hands and eyes of the tour. `root` is the window that a person would be looking at.

    Of so many pictures one is taken in both themes (`both_themes_every`), the others in the one that is worn.
    """

    def __init__(
        self,
        application: TouredApplication,
        pictures: Path,
        clock: Callable[[], datetime] = utc_now,
        *,
        both_themes_every: int = 1,
    ) -> None:
        self.application = application
        self.pictures = pictures
        self.clock = clock
        self._both_themes_every = both_themes_every
        self._pictures = count()
        self.taken: list[str] = []
        self.steps: list[dict[str, object]] = []
        application.setCursorFlashTime(0)  # a picture is taken twice to see whether the screen is still

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """One step: named in what is printed, and in the failure if there is one."""
        begun = time.perf_counter()
        self.application.pulse.step = words
        print(f"· {words}", flush=True)  # noqa: T201
        try:
            yield
        except StepFailed as failure:
            raise StepFailed(f"{words}: {failure}") from failure
        self.settle()
        self.steps.append({"step": words, "seconds": round(time.perf_counter() - begun, 2)})

    # Waiting

    def wait(self, what: str, is_so: Callable[[], Found], *, seconds: float = 20.0) -> Found:
        """Let the program go on until something is so; raises StepFailed when that takes too long."""
        until = time.monotonic() + seconds
        while not (answer := is_so()):
            if time.monotonic() > until:
                raise StepFailed(f"waited {seconds:.0f} s in vain for {what}")
            self._let_go_on(_GLANCE)
        return answer

    def settle(self) -> None:
        """Let everything that is under way be shown."""
        self._let_go_on(_MOMENT)

    def _let_go_on(self, milliseconds: int) -> None:
        with self.application.pulse.let_go_on():
            self._wait_out(milliseconds)

    def _wait_out(self, milliseconds: int) -> None:
        """Leave the thread to the program for a while, as QTest.qWait() does, which sleeps in between."""
        end = QTimer(self.application)
        end.setSingleShot(True)
        end.start(milliseconds)
        while end.isActive():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        end.deleteLater()

    # Looking

    def root(self) -> QWidget:
        """The window in front, or the dialog that lies over it."""
        shown = [each for each in self.application.topLevelWidgets() if each.isVisible() and not _is_popup(each)]
        dialogs = [each for each in shown if isinstance(each, QDialog)]
        front = dialogs or shown
        if not front:
            raise StepFailed("no window is shown")
        return front[-1]

    def window(self, kind: type[Kind]) -> Kind:
        """Wait for a window or dialog of a class."""

        def shown() -> Kind | None:
            found = [each for each in self.application.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
            return found[-1] if found else None

        window = self.wait(f"the window {kind.__name__}", shown)
        assert window is not None
        window.activateWindow()
        self.settle()
        return window

    def page(self, window: MainWindow, kind: type[Kind]) -> Kind:
        """Wait for a page of a class to be the one that is shown."""
        self.wait(f"the page {kind.__name__}", lambda: isinstance(window.current_page, kind))
        page = window.current_page
        assert isinstance(page, kind)
        return page

    def gone(self, window: QWidget) -> None:
        """Wait until a dialog has closed."""
        import shiboken6

        self.wait(f"{type(window).__name__} to close", lambda: not shiboken6.isValid(window) or not window.isVisible())

    def button(self, words: str, root: QWidget | None = None) -> QAbstractButton:
        """Wait for a button with these words that can be pressed."""
        wanted = words.casefold()

        def shown() -> QAbstractButton | None:
            for each in (root or self.root()).findChildren(QAbstractButton):
                if each.isVisible() and each.isEnabled() and wanted in each.text().replace("&", "").casefold():
                    return each
            return None

        found = self.wait(f"the button “{words}”", shown)
        assert found is not None
        return found

    def field(self, caption: str, root: QWidget | None = None) -> QWidget:
        """The control that a screen reader calls by this caption."""
        wanted = caption.casefold()

        def shown() -> QWidget | None:
            for each in (root or self.root()).findChildren(QWidget):
                if each.isVisible() and each.accessibleName().replace("&", "").casefold() == wanted:
                    return each
            return None

        found = self.wait(f"the field “{caption}”", shown)
        assert found is not None
        return found

    def only(self, kind: type[Kind], root: QWidget) -> Kind:
        """The one widget of a class in another."""
        found = root.findChildren(kind)
        if len(found) != 1:
            raise StepFailed(f"{len(found)} of {kind.__name__} where one was expected")
        return found[0]

    # Doing

    def click(self, widget: QWidget, at: QPoint | None = None, *, double: bool = False) -> None:
        """Click into a widget, in its middle unless another place is given."""
        place = widget.rect().center() if at is None else at
        with self.application.pulse.let_go_on():
            if double:
                QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, _NONE, place)
            else:
                QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NONE, place)
            self.application.processEvents()

    def click_row(self, view: QAbstractItemView, words: str) -> None:
        """Click the row of a list or table that begins with these words."""

        def standing() -> QModelIndex | None:
            model = view.model()
            for number in range(model.rowCount()):
                index = model.index(number, 0)
                if str(index.data() or "").startswith(words):
                    return index
            return None

        index = self.wait(f"the row “{words}”", standing)
        assert index is not None
        view.scrollTo(index)
        self.settle()
        self.click(view.viewport(), view.visualRect(index).center())

    def press_button(self, words: str, root: QWidget | None = None) -> None:
        """Press a button by its words."""
        self.click(self.button(words, root))

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type text where the keyboard is, or into a widget after clicking it; what stands there is replaced."""
        target = into
        if target is not None:
            if isinstance(target, QLineEdit):
                target.selectAll()
            target.setFocus(Qt.FocusReason.MouseFocusReason)
            self._let_go_on(_GLANCE)
            target = target.focusProxy() or target
        else:
            target = QApplication.focusWidget()
        if target is None:
            raise StepFailed(f"nothing takes the keys to type “{text}”")
        if isinstance(target, QLineEdit) and into is not None:
            target.selectAll()
        for letter in text:
            with self.application.pulse.let_go_on():
                _type_letter(target, letter)
                self.application.processEvents()

    def press(self, keys: str) -> None:
        """Press keys as they are written in a menu: "Ctrl+K", "Return"."""
        combination = QKeySequence(keys)[0]  # type: ignore[index] # the stubs forget that it is a sequence
        if QApplication.focusWidget() is None:  # off screen no window manager hands the keyboard on
            self.root().activateWindow()
            self.settle()
        target: QWidget | None = QApplication.focusWidget()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            inside: QWidget | None = popup.focusWidget()
            target = popup if inside is None else inside
        with self.application.pulse.let_go_on():
            QTest.keyClick(
                self.root() if target is None else target, combination.key(), combination.keyboardModifiers()
            )
            self.application.processEvents()

    # Pictures

    def picture(
        self,
        name: str,
        of: QWidget | None = None,
        appearances: Sequence[Appearance] = (Appearance.LIGHT, Appearance.DARK),
    ) -> None:
        """Keep what is on screen, or one window, in both themes. Painting it anew is no part of anybody's morning.

        The one that is worn comes first and the other is kept on: half of the tour is made in the dark, and each change
        of clothes is dear.
        """
        wanted = sorted(appearances, key=lambda each: each is not theme.switch().appearance)
        if next(self._pictures) % self._both_themes_every:
            del wanted[1:]
        for appearance in wanted:
            theme.switch().set_appearance(appearance)
            self._wait_out(_MOMENT)
            file = self.pictures / f"{name}-{appearance}.png"
            shot = self._still_screen() if of is None else of.grab()
            if not shot.save(str(file), quality=_QUICKLY_PACKED):
                raise StepFailed(f"the picture {file} could not be written")
            self.taken.append(file.name)

    def _still_screen(self) -> QPixmap:
        """What is on screen once it no longer changes: the calendar writes its names a few at a time."""
        last = self._screen().toImage()
        for _ in range(_LOOKS):
            self._wait_out(_MOMENT)
            picture = self._screen()
            image = picture.toImage()
            if image == last:
                return picture
            last = image
        return self._screen()

    def _screen(self) -> QPixmap:
        """Every window on one another, as they lie on the screen."""
        windows = [
            each for each in self.application.topLevelWidgets() if each.isVisible() and not each.size().isEmpty()
        ]
        windows.sort(key=lambda each: (_is_popup(each), isinstance(each, QDialog), _depth(each)))
        if not windows:
            raise StepFailed("no window is shown")
        ground = windows[0]
        picture = ground.grab()
        painter = QPainter(picture)
        for window in windows[1:]:
            place = window.geometry().translated(-ground.geometry().topLeft())
            if isinstance(window, QDialog):
                paint_shadow(painter, place, spread=_SHADOW)
            painter.drawPixmap(place.topLeft(), window.grab())
        painter.end()
        return picture


def _depth(window: QWidget) -> int:
    """On how many others it lies."""
    below = window.parentWidget()
    return 0 if below is None else 1 + _depth(below.window())


def _type_letter(target: QWidget, letter: str) -> None:
    """By its key or, where no key of QTest's bears it, as an input method hands it over."""
    if letter.isascii():
        QTest.keyClicks(target, letter)
        return
    written = QInputMethodEvent()
    written.setCommitString(letter)
    QApplication.sendEvent(target, written)


def _is_popup(window: QWidget) -> bool:
    return isinstance(window, QMenu) or bool(window.windowType() & Qt.WindowType.Popup == Qt.WindowType.Popup)


_NONE = Qt.KeyboardModifier.NoModifier
_SHADOW = 40
_LOOKS = 20
_GLANCE, _MOMENT = 5, 60
_QUICKLY_PACKED = 80  # what Qt calls the quality of a PNG: an eighth larger, in two thirds of the time
