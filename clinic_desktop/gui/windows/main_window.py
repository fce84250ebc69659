"""The frame that every role's window is built on: menus, pages, sides, notices, and the lock."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from clinic_desktop import __title__
from clinic_desktop.domain.errors import ClinicError, SignInPaused
from clinic_desktop.domain.people import Role
from clinic_desktop.gui import theme
from clinic_desktop.gui.actions import Commands
from clinic_desktop.gui.idle import IdleWatch
from clinic_desktop.gui.lock_screen import LockScreen
from clinic_desktop.gui.notices import Notice, NoticeBar, NoticeKind
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.password_dialog import PasswordChange, PasswordDialog
from clinic_desktop.gui.sync.sync_line import SyncLine
from clinic_desktop.gui.turns import in_a_turn, paint_in_turns
from clinic_desktop.gui.widgets.dialog_opening import give_up_opening
from clinic_desktop.gui.widgets.kept_columns import KeptColumns
from clinic_desktop.gui.windows.divide_walk import DivideWalk
from clinic_desktop.gui.windows.frame import Frame, Toolbar
from clinic_desktop.gui.windows.kept_places import KeptPlaces
from clinic_desktop.gui.windows.menus import WindowMenus
from clinic_desktop.gui.windows.window_commands import window_commands
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from clinic_desktop.gui.paper.fallback import PaperFallback
    from clinic_desktop.gui.windows.unlisted_keys import KeyGroup


class MainWindow(QMainWindow):
    """A window for one signed-in person, with its pages.

    A role's window derives from it, and adds its pages with add_page() and its commands with `commands.declare()` in
    make_parts(). With `in_turns` it is not whole before `made`: to make it all at once would hold up the event loop.
    `signed_out` tells that the person has gone; its words are for the sign-in dialog, and may be empty.
    """

    made = Signal()
    signed_out = Signal(str)
    page_shown = Signal(object)

    def __init__(
        self, workplace: Workplace, station: SettingsFile, parent: QWidget | None = None, *, in_turns: bool = False
    ) -> None:
        super().__init__(parent)
        self.workplace = workplace
        workplace.setParent(self)
        self._account = workplace.account
        is_staff = self._account.role is not Role.PATIENT  # that a patient was here is written down nowhere
        self._station = station.own(f"{self._account.role}/{self._account.id}") if is_staff else station
        self._pages: list[Page] = []
        self._current: Page | None = None
        self._coming: Page | None = None
        self._hidden_dialogs: list[QDialog] = []
        self._focus_before: QWidget | None = None
        self._unseen: Notice | None = None
        self.commands = Commands(self)
        paint_in_turns(self)
        self._frame = Frame()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._frame)
        self.setCentralWidget(self._stack)
        self.notices = NoticeBar(self._frame.pages)
        self._menus = WindowMenus(
            self,
            self.commands,
            person=self._account.full_name,
            role=self._account.role,
            unlisted_keys=self.unlisted_keys,
        )
        self.commands.declare(window_commands(self, self._station, DivideWalk(self._frame)))
        self.commands.declare(self._menus.help_commands())
        self._is_leaving = False
        self.is_whole = False
        self._idle = IdleWatch(self._lock_minutes(), parent=self)
        self.sync_line = SyncLine(workplace)
        self._frame.strip.tell_station_by(self.sync_line)
        self._connect()
        self._places = KeptPlaces(self, self._station)
        self._places.restore()
        self._places.take_in((self._frame.middle.left_place, self._frame.middle.right_place))
        self._parts = self.make_parts()
        if in_turns:
            next(self._parts, None)  # the first one at once: a window may be closed before it is whole
            in_a_turn(self, self._make_next_part)
        else:
            for _ in self._parts:
                pass
            self.is_whole = True

    def make_parts(self) -> Iterator[None]:
        """Make what the role's window has in it, yielding where other events may come in between."""
        yield from ()

    def when_worth_seeing(self, show: Callable[[], object]) -> None:
        """Call `show` once there is more to see than an empty window, if that is soon; the window is whole."""
        show()

    def _make_next_part(self) -> None:
        for _ in self._parts:
            in_a_turn(self, self._make_next_part)
            return
        in_a_turn(self, self._finish)

    def _finish(self) -> None:
        """Style all that is in it, which would else be done when it is shown."""
        self.ensurePolished()
        self.is_whole = True
        self.made.emit()

    @cached_property
    def paper_fallback(self) -> "PaperFallback":
        """What keeps the coming week on paper; begun by the windows of those who may read it."""
        from clinic_desktop.gui.paper.fallback import PaperFallback

        return PaperFallback(self.workplace, self._station, self)

    @property
    def toolbar(self) -> Toolbar:
        """The strip above the page."""
        return self._frame.toolbar

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, in the order they were added."""
        return tuple(self._pages)

    @property
    def current_page(self) -> Page | None:
        """The page that is shown."""
        return self._current

    @property
    def is_locked(self) -> bool:
        """Whether the window waits for the password."""
        return self._stack.currentWidget() is not self._frame

    @property
    def kept_columns(self) -> KeptColumns:
        """Where tables find how this person left their columns."""
        return KeptColumns(self._station)

    @property
    def page_ground(self) -> QWidget:
        """What pages lie on: the parent to make a page with, so that Qt styles it once, in its place."""
        return self._frame.pages

    @cached_property
    def _lock_screen(self) -> LockScreen:
        screen = LockScreen(self._account.full_name, self._stack)
        self._stack.addWidget(screen)
        screen.unlock_requested.connect(self._on_unlock_requested)
        screen.sign_out_requested.connect(self.sign_out)
        return screen

    def add_page(self, page: Page) -> None:
        """Take in a page; the first one is shown."""
        self._pages.append(page)
        self._places.take_in(page.divides())
        self._frame.pages.addWidget(page)
        page.title_changed.connect(self._on_title_changed)
        page.figures_changed.connect(self._on_figures_changed)
        page.side_changed.connect(self._frame.fit)
        if self._current is None:
            self.show_page(page)

    def show_page(self, page: Page) -> None:
        """Show a page, with its commands, its toolbar and its sides."""
        self._coming = None
        if page is self._current:
            return
        if self._current is not None:
            self.commands.withdraw(command.name for command in self._current.commands())
        self._current = page
        self.commands.declare(page.commands())
        self.commands.refresh()  # what may be done depends on the page
        self._frame.toolbar.show_page_widgets(page.toolbar_widgets())
        self._frame.show_sides(page.left_side(), page.right_side(), rests=page.right_side_rests)
        self._frame.pages.setCurrentWidget(page)
        self.notices.raise_()  # the stack of pages has raised the page above it
        self._on_title_changed()
        self._on_figures_changed()
        self.page_shown.emit(page)

    def show_made_page(self, page: Page, then: Callable[[], object]) -> None:
        """Show a page that was made just now, in the next turn of the event loop, unless another is shown meanwhile."""

        def show() -> None:
            if self._coming is page:
                self.show_page(page)
                then()

        self._coming = page
        if self.isVisible():
            in_a_turn(page, show)
        else:
            show()

    def show_sides(self, left: QWidget | None, right: QWidget | None) -> None:
        """Let the page's sides be these from now on, as when the card at the right is closed."""
        self._frame.show_sides(left, right)

    def add_foot(self, widget: QWidget) -> None:
        """Lay a strip between the page and the status strip."""
        self._frame.add_foot(widget)

    def lock(self) -> None:
        """Hide everything behind the lock screen at once; what was typed stays where it is."""
        self._lock_screen.explain(self.workplace.why_locked)
        if self.is_locked:
            return
        self.workplace.hold_up()
        self._focus_before = self.focusWidget()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        give_up_opening(self)
        self._hidden_dialogs = [
            window for window in QApplication.topLevelWidgets() if isinstance(window, QDialog) and window.isVisible()
        ]
        had_keyboard = any(dialog.isActiveWindow() for dialog in self._hidden_dialogs)
        for dialog in self._hidden_dialogs:
            dialog.hide()
        if had_keyboard:
            self.activateWindow()  # so that the password can be typed
        self.notices.put_away()
        self.commands.set_locked(True)
        self.menuBar().hide()
        self._stack.setCurrentWidget(self._lock_screen)
        self._idle.stop()
        self._on_title_changed()
        # Whatever the service says, this window stays locked until the password is given.
        self.workplace.run(lambda clinic: clinic.account.lock(), refused=lambda _: None)

    def sign_out(self) -> None:
        """End the session and go back to signing in."""
        self._is_leaving = True
        self.workplace.run(
            lambda clinic: clinic.account.sign_out(),
            done=lambda _: self.signed_out.emit(""),
            refused=lambda _: self.signed_out.emit(""),
        )

    def change_password(self) -> None:
        """Ask for a new password."""
        dialog = PasswordDialog(least_letters=self.workplace.settings.policies.password_min_length, parent=self)

        def changed(_: object) -> None:
            dialog.accept()
            self.workplace.say(self.tr("Password changed. Other windows of yours are signed out."))

        def change(request: PasswordChange) -> None:
            self.workplace.run(
                lambda clinic: clinic.account.change_password(request.old, request.new),
                done=changed,
                refused=lambda error: dialog.refuse(error.sentence),
                owner=dialog,
            )

        dialog.change_requested.connect(change)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def unlisted_keys(self) -> "Sequence[KeyGroup]":
        """What keys do in this window without being commands, for the list of F1."""
        from clinic_desktop.gui.windows.unlisted_keys import divide_keys, list_keys, password_keys

        return (list_keys(), divide_keys(), password_keys())

    def on_idle(self) -> None:
        """Nobody has touched anything for the agreed time; a window may do something else than lock."""
        self.lock()

    def _connect(self) -> None:
        self.workplace.notice_given.connect(self._on_notice)
        self._menus.refused.connect(lambda words: self.workplace.say(words, kind=NoticeKind.PROBLEM))
        self.workplace.session_locked.connect(self.lock)
        self.workplace.session_ended.connect(self._on_session_ended)
        self.workplace.settings_changed.connect(lambda: self._idle.set_minutes(self._lock_minutes()))
        self._idle.expired.connect(self.on_idle)
        self._idle.minutes_left_changed.connect(self._on_minutes_left)
        theme.switch().changed.connect(self.commands.refresh)

    def _lock_minutes(self) -> int:
        return self._station.read().lock_after_minutes or self.workplace.settings.policies.lock_after_minutes

    def idle_words(self) -> str:
        """What the status strip says will come of leaving the program alone."""
        return self.tr("Locks in {minutes} min")

    def _on_figures_changed(self, *_: object) -> None:
        """The foot tells of the page in front; what another reads meanwhile is its own matter."""
        self._frame.strip.show_figures("" if self._current is None else self._current.figures)

    def _on_title_changed(self, *_: object) -> None:
        page = "" if self._current is None or self.is_locked else self._current.title
        self.setWindowTitle(self.tr("Locked") if self.is_locked else page or __title__)

    def _on_notice(self, notice: Notice) -> None:
        if not self.is_locked:
            self.notices.show_notice(notice)
        elif notice.kind is NoticeKind.PROBLEM:
            self._unseen = notice

    def _on_minutes_left(self, minutes: int) -> None:
        self._frame.strip.show_end(self.idle_words().format(minutes=minutes))

    def _on_session_ended(self, sentence: str) -> None:
        """The service says so; of a session that is ended here it says it to whatever was being read meanwhile."""
        if not self._is_leaving:
            self._is_leaving = True
            self.signed_out.emit(sentence)

    def _on_unlock_requested(self, password: str) -> None:
        self.workplace.run(
            lambda clinic: clinic.account.unlock(password), done=self._on_unlocked, refused=self._on_unlock_refused
        )

    def _on_unlock_refused(self, error: ClinicError) -> None:
        self._lock_screen.refuse(error.sentence, error.seconds if isinstance(error, SignInPaused) else 0)

    def _on_unlocked(self, _: object) -> None:
        self._stack.setCurrentWidget(self._frame)
        self._frame.paint_page_first()
        self.menuBar().show()
        self.commands.set_locked(False)
        for dialog in self._hidden_dialogs:
            dialog.show()
        self._hidden_dialogs = []
        self._on_title_changed()
        self._idle.start()
        if self._focus_before is not None:
            self._focus_before.setFocus()
        unseen, self._unseen = self._unseen, None
        if unseen is not None and (unseen.still_holds is None or unseen.still_holds()):
            self.notices.show_notice(unseen)
        self.workplace.reopen()

    def view_in_front(self) -> str:
        """The name of what this person is to find in front next time; empty where there is nothing to keep."""
        return ""

    def _keep_keyboard(self) -> bool:
        """Give the keyboard to the page if what had it is gone; whether that was so."""
        page = self._current
        keyboard: QWidget | None = self.focusWidget()  # the stubs forget that there may be none
        if page is None or not page.isVisible() or (keyboard is not None and keyboard.isVisible()):
            return False
        page.setFocus()
        return True

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """By Tab; and by Qt when what has the keyboard is hidden, which would go to the first of the whole window."""
        return self._keep_keyboard() or super().focusNextPrevChild(is_next)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._keep_keyboard()  # it may have gone while a dialog was open
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._frame.come_up()  # in parts: all at once would be felt
        if not self.is_locked:
            self._idle.start()
            self._on_minutes_left(self._idle.minutes_left)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._idle.stop()
        self.notices.put_away()
        self._places.keep(self.view_in_front())
        super().closeEvent(event)
