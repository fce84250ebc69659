"""The application object: the look, the language, and what happens when something unexpected does."""

import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from shiboken6 import isValid

from clinic_desktop import __title__, __version__, paths
from clinic_desktop.gui import style, theme
from clinic_desktop.gui.floods import Floods
from clinic_desktop.gui.measures import TextSize
from clinic_desktop.gui.widgets.mark import mark_icon
from clinic_desktop.logs import Event, Log
from clinic_desktop.settings import Appearance

if TYPE_CHECKING:
    from clinic_desktop.gui.reports import FaultReport


class ClinicApplication(QApplication):
    """The one application. It imports no service and no storage, so that the first window is painted soon."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        appearance: Appearance = Appearance.SYSTEM,
        language: str = "",
        tells_terminal: bool = False,
    ) -> None:
        # The style is chosen here, because setStyle() gives back a QStyle, whose enums take 15 ms to make.
        super().__init__([*arguments, "-style", "Fusion"])
        self.setApplicationName("clinic-desktop")
        self.setApplicationDisplayName(__title__)
        self.setApplicationVersion(__version__)
        self.setDesktopFileName("clinic-desktop")
        install_translations(self, language)
        begin_dressing(self, appearance)
        self.faults = FaultDesk(self, Log(tells_terminal=tells_terminal))
        # Qt lets go of Python's lock many times while a dialog is made; each time, a thread that computes would keep it
        # for Python's usual 5 ms: a dialog of 40 ms took 200 while likely duplicates were looked for.
        sys.setswitchinterval(_A_THREADS_TURN)

    def finish_start(self) -> None:
        """Do what nobody misses until the sign-in window is there."""
        from clinic_desktop.gui import marks

        marks.offer()
        self.setWindowIcon(mark_icon())

    def ask(self, question: QDialog) -> int:
        """Show a window that stands alone before the program does, and wait for what comes of it."""
        self.finish_start()
        self.setQuitOnLastWindowClosed(False)  # that is told later, and would end what opens after this
        question.finished.connect(self.quit)
        question.open()
        self.exec()
        self.setQuitOnLastWindowClosed(True)
        return question.result()


def dress(app: QApplication, appearance: Appearance) -> None:
    """Give an application the program's fonts and theme, whole."""
    from clinic_desktop.gui import marks

    begin_dressing(app, appearance)
    marks.offer()


def begin_dressing(app: QApplication, appearance: Appearance) -> None:
    """Give an application what the sign-in window shows of the program's fonts and theme."""
    app.setFont(_font())
    app.focusChanged.connect(_hear_enter)
    theme.switch().set_appearance(appearance)
    style.dress(app)


def _hear_enter(_: QWidget | None, now: QWidget | None) -> None:
    """Enter does what the button that has the focus says, in windows too; Qt lets buttons hear it in dialogs alone."""
    if isinstance(now, QPushButton) and not isinstance(now.window(), QDialog):
        now.setAutoDefault(True)


def install_translations(app: QApplication, language: str = "") -> None:
    """Speak the person's language where there is a translation, in Qt's own dialogs too; English otherwise."""
    locale = QLocale(language) if language else QLocale.system()
    if language:
        QLocale.setDefault(locale)
    if locale.language() is QLocale.Language.English:
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator

    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("clinic", str(paths.resources() / "translations")),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


class FaultDesk(QObject):
    """The single place where unexpected errors end, from whichever thread: the log, and one dialog.

    Where that dialog cannot be shown, or parts of the program are not there any more, a box says so that needs nothing
    but Qt; `fell_apart` brings its words. What comes many times a second is written down and shown once, and how often
    it came is written when it is over.
    """

    fell_apart = Signal(str)
    _came = Signal(object, str)

    def __init__(self, parent: QObject, log: Log) -> None:
        super().__init__(parent)
        self.log = log
        self._dialog: QObject | None = None
        self._box: QWidget | None = None
        self._floods = Floods()
        self._came.connect(self._on_came)

    def watch(self) -> None:
        """Take every exception that nothing else takes, in this thread and in others."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda it: self._on_exception(it.exc_type, it.exc_value, it.exc_traceback)

    def take(self, report: "FaultReport") -> None:
        """Log a report and show it; may be called in any thread."""
        if not self._floods.begins_with(report):
            return
        is_noted = self.log.note(Event.FAULT, kind=report.kind, report=report.text)
        self._came.emit(report, str(self.log.file) if is_noted else "")

    def end_floods(self, *, quiet_seconds: float = 0.0) -> None:
        """Write down how often came what came more than once, and does not go on, and take it for new next time."""
        for report, times in self._floods.end(quiet_seconds=quiet_seconds):
            self.log.note(Event.FAULT, kind=report.kind, report=report.text, times=times)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        try:
            from clinic_desktop.gui.reports import report_of
        except ImportError:
            sys.__excepthook__(kind, error or kind(), trace)
            self._came.emit(None, "")
            return
        self.take(report_of(kind, error, trace))

    def _on_came(self, report: "FaultReport | None", place: str) -> None:
        QTimer.singleShot(0, self, lambda: self._show(report, place))  # not in the midst of what broke
        QTimer.singleShot(_QUIET, self, self._on_quiet)

    def _on_quiet(self) -> None:
        self.end_floods(quiet_seconds=_QUIET / 1000)
        if self._floods.is_any:
            QTimer.singleShot(_QUIET, self, self._on_quiet)

    def _show(self, report: "FaultReport | None", place: str) -> None:
        if report is None or report.is_of_parts:
            self._say_fallen_apart()
            return
        try:
            self._show_dialog(report, place)
        except Exception as error:  # noqa: BLE001 - it would come back here, again and again
            from clinic_desktop.gui.reports import report_of

            cause = report_of(type(error), error, error.__traceback__)
            self.log.note(Event.FAULT, kind=cause.kind, report=cause.text)
            self._say_fallen_apart()

    def _say_fallen_apart(self) -> None:
        """Say it with what is in memory: no file of the program may be there any more."""
        from PySide6.QtWidgets import QMessageBox  # reads no file: it is made of what Qt's part has in it

        words = self.tr(
            "Parts of the program were taken away or exchanged while it was open. Close it and start it again."
        )
        if self._box is None or not isValid(self._box):
            box = QMessageBox(QApplication.activeWindow())
            box.setIcon(QMessageBox.Icon.Warning)
            box.setText(words)
            box.finished.connect(self._on_box_finished)
            self._box = box
            box.open()
        self.fell_apart.emit(words)

    def _on_box_finished(self) -> None:
        self.end_floods()
        if self._box is not None:
            self._box.deleteLater()
            self._box = None

    def _show_dialog(self, report: "FaultReport", place: str) -> None:
        from clinic_desktop.gui.fault_dialog import FaultDialog

        dialog = self._dialog
        if not isinstance(dialog, FaultDialog) or not isValid(dialog):  # it goes with the window it stood over
            dialog = FaultDialog(place, QApplication.activeWindow())
            dialog.finished.connect(self._on_dialog_finished)
            self._dialog = dialog
        dialog.add(report)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self.end_floods()  # what comes now is shown again
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _font() -> QFont:
    """The platform's own font for windows where it has one, otherwise the bundled one."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QGuiApplication.platformName() in _BARE or font.family() in _NO_FAMILY:
        for file in sorted((paths.resources() / "fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))
        font = QFont(_BUNDLED)
    font.setPixelSize(TextSize.BODY)
    return font


_BUNDLED = "Inter"
_BARE = frozenset({"offscreen", "minimal", "vnc"})
# What fontconfig and a bare X server answer when no desktop has chosen a font.
_NO_FAMILY = frozenset({"", "Sans", "Sans Serif", "sans-serif", "Helvetica", "DejaVu Sans", "Bitstream Vera Sans"})
_A_THREADS_TURN = 0.0001
"""In seconds."""
_QUIET = 1000
"""In milliseconds: what has not come for so long is over."""
