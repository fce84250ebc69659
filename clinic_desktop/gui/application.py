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
    """The single place where unexpected errors end, from whichever thread: the log, and one dialog."""

    _came = Signal(object, str)

    def __init__(self, parent: QObject, log: Log) -> None:
        super().__init__(parent)
        self.log = log
        self._dialog: QObject | None = None
        self._came.connect(self._on_came)

    def watch(self) -> None:
        """Take every exception that nothing else takes, in this thread and in others."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda it: self._on_exception(it.exc_type, it.exc_value, it.exc_traceback)

    def take(self, report: "FaultReport") -> None:
        """Log a report and show it; may be called in any thread."""
        is_noted = self.log.note(Event.FAULT, kind=report.kind, report=report.text)
        self._came.emit(report, str(self.log.file) if is_noted else "")

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        from clinic_desktop.gui.reports import report_of

        self.take(report_of(kind, error, trace))

    def _on_came(self, report: "FaultReport", place: str) -> None:
        QTimer.singleShot(0, self, lambda: self._show(report, place))  # not in the midst of what broke

    def _show(self, report: "FaultReport", place: str) -> None:
        from clinic_desktop.gui.fault_dialog import FaultDialog

        dialog = self._dialog
        if not isinstance(dialog, FaultDialog) or not isValid(dialog):  # it goes with the window it stood over
            dialog = FaultDialog(place, QApplication.activeWindow())
            dialog.finished.connect(self._on_dialog_finished)
            self._dialog = dialog
        dialog.add(report)
        dialog.open()

    def _on_dialog_finished(self) -> None:
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
