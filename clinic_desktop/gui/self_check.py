"""Paints each window once on a small demo clinic, and a page of paper, to see that nothing of Qt is missing."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QCollator,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QSize,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop import licences
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.paper.pages import pdf_of
from clinic_desktop.gui.paper.print_dialog import PrintDialog
from clinic_desktop.gui.patient_desk.desk_window import DeskWindow
from clinic_desktop.gui.quiet_import import search
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.tour.driver import Driver, StepFailed, TouredApplication
from clinic_desktop.gui.waiting_room.wall_display import WallDisplay
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.logs import Event

if TYPE_CHECKING:
    from clinic_desktop.exchange.self_check import Trial

_SHADES = 12
"""How many every window has at least: letters are painted in many."""
_EVERY = 3
_SIZE = QSize(1366, 768)
_PARTS = 30
_LANGUAGES = ("ar", "de", "pt_BR")
_OFF_SCREEN = "This plugin does not support "
_WAYS = frozenset({"pages", "views"})
_DIALOGS = ("new_appointment", "register_patient", "shortcuts", "about")


class Running(Protocol):
    """The program as app.py composes it."""

    entrance: Entrance
    window: MainWindow | None

    def start(self) -> None: ...
    def close(self) -> None: ...


class WindowTrials:
    """The trials of one application; `program_on` composes the program on a folder."""

    def __init__(
        self, application: TouredApplication, folder: Path, program_on: Callable[[TouredApplication, Path], Running]
    ) -> None:
        self._application = application
        self._driver = Driver(application, folder)
        self._folder = folder
        self._program_on = program_on
        self._warnings: list[str] = []

    def __call__(self, demo: Path, people: Sequence[tuple[str, str]], password: str) -> "Iterator[Trial]":
        """Every window once; `people` are the user name and the role's name of one person of each role."""
        search.begin()  # in a task's thread it would end the widgets of a window that was closed
        before = qInstallMessageHandler(self._on_message)
        yield "Qt reads its translations", self._translations
        yield "Qt sorts as each language does", _sorting
        yield "every part's licence is there", _licences
        yield "the window of the first start", self._first_start
        program = self._program_on(self._application, demo)
        program.start()
        yield "the sign-in window", lambda: self._entrance(LoginDialog)
        for username, role in people:
            yield f"the {role}'s windows", partial(self._visit, program, username, password)
        yield "the window on which patients help themselves", self._patients_desk
        program.close()
        self._driver.settle()
        yield "Qt had nothing to complain of", self._complaints
        qInstallMessageHandler(before)
        search.end()

    def _on_message(self, kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg and not message.startswith(_OFF_SCREEN):
            self._warnings.append(message)

    def _complaints(self) -> str:
        """Told, and no failure: much that Qt says is about the desktop it runs on."""
        return "; ".join(dict.fromkeys(self._warnings)) or "nothing at all"

    def _translations(self) -> str:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for language in _LANGUAGES:
            if not QTranslator().load(QLocale(language), "qtbase", "_", folder):
                raise StepFailed(f"{folder} has none for {language}")
        return ", ".join(_LANGUAGES)

    def _first_start(self) -> str:
        program = self._program_on(self._application, self._folder / "new")
        program.start()
        try:
            return self._entrance(FirstRun)
        finally:
            program.close()
            self._driver.settle()

    def _entrance(self, kind: type[QWidget]) -> str:
        window = self._driver.window(kind)
        window.resize(_SIZE)  # the desktop's size of a maximized window is not there on a bare screen
        self._driver.settle()
        return self._painted(window)

    def _visit(self, program: Running, username: str, password: str) -> str:
        driver = self._driver
        login = driver.window(LoginDialog)
        driver.type(username, driver.field("User name", login))
        driver.type(password, driver.field("Password", login))
        driver.press("Return")
        driver.wait("the window", lambda: program.window is not None and program.window.isVisible())
        window = program.window
        assert window is not None
        driver.settle()
        self._painted(window)
        pages = self._pages(window)
        dialogs = [name for name in _DIALOGS if name in window.commands and window.commands[name].isEnabled()]
        for name in dialogs:
            self._dialog(window, name)
        told = [f"{pages} pages" if pages > 1 else "one page", f"{len(dialogs)} dialogs"]
        if "wall_display" in window.commands:
            told.append(self._wall(window))
        if "print" in window.commands:
            told.append(self._paper(window))
        window.commands["sign_out"].trigger()
        driver.window(LoginDialog)
        return ", ".join(told)

    def _pages(self, window: MainWindow) -> int:
        """Go to each page there is a way to, and look at it."""
        ways = [each.name for each in window.commands.declared() if each.group in _WAYS]
        for name in ways:
            window.commands[name].trigger()
            self._driver.settle()
            self._painted(window)
        return max(len(ways), 1)

    def _dialog(self, window: MainWindow, name: str) -> None:
        window.commands[name].trigger()
        dialog = self._opened(name)
        self._painted(dialog)
        dialog.reject()
        self._driver.gone(dialog)

    def _opened(self, name: str) -> QDialog:
        def shown() -> QDialog | None:
            found = [
                each
                for each in self._application.topLevelWidgets()
                if isinstance(each, QDialog) and not isinstance(each, LoginDialog) and each.isVisible()
            ]
            return found[-1] if found else None

        dialog = self._driver.wait(f"the dialog of {name}", shown)
        assert dialog is not None
        self._driver.settle()
        return dialog

    def _wall(self, window: MainWindow) -> str:
        window.commands["wall_display"].trigger()
        wall = self._driver.window(WallDisplay)
        self._painted(wall)
        window.commands["wall_display"].trigger()
        self._driver.gone(wall)
        return "the wall display"

    def _paper(self, window: MainWindow) -> str:
        window.commands["print"].trigger()
        dialog = self._opened("print")
        assert isinstance(dialog, PrintDialog)
        self._driver.wait("the pages", lambda: dialog.pages is not None)
        pages = dialog.pages
        assert pages is not None
        written = pdf_of(pages, "Self-check")
        dialog.reject()
        self._driver.gone(dialog)
        if not written.startswith(b"%PDF") or b"/FontFile" not in written:
            raise StepFailed("what was printed is no PDF with its fonts in it")
        return f"a PDF of {len(written) // 1000} kB"

    def _patients_desk(self) -> str:
        self._driver.press_button("I am a patient", self._driver.window(LoginDialog))
        return self._painted(self._driver.window(DeskWindow))

    def _painted(self, window: QWidget) -> str:
        """Look at a window as it stands; raises StepFailed where nothing can be read on it, or a fault was shown."""
        picture = window.grab().toImage()
        shades = {
            picture.pixel(x, y) for x in range(0, picture.width(), _EVERY) for y in range(0, picture.height(), _EVERY)
        }
        if len(shades) < _SHADES:
            raise StepFailed(f"{type(window).__name__} is empty: {len(shades)} colours in all")
        log = self._application.faults.log.file
        noted = map(json.loads, log.read_text(encoding="utf-8").splitlines() if log.exists() else ())
        reports = [each["report"] for each in noted if each["event"] == Event.FAULT]
        if reports:
            raise StepFailed(f"{type(window).__name__}: " + "\n".join(reports))
        return f"{picture.width()} × {picture.height()}"


def _sorting() -> str:
    """By ICU's rules: in Swedish the ä comes after the z, in German it does not."""
    german, swedish = QCollator(QLocale("de")), QCollator(QLocale("sv"))
    if not german.compare("Äpfel", "Zebra") < 0 < swedish.compare("Äpfel", "Zebra"):
        raise StepFailed("it knows no language's order of letters")
    return "German and Swedish"


def _licences() -> str:
    parts = list(licences.parts())
    without = [part.title for part in parts if not part.text.strip()]
    if without or len(parts) < _PARTS:
        raise StepFailed(f"{len(parts)} parts, and without a text: {', '.join(without) or 'none'}")
    return f"{len(parts)} parts"
