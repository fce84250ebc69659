"""The window of a start that makes the demo clinic first: how far that is, and a way out of it."""

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPushButton

from clinic_desktop.gui.start_card import lay_out
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from clinic_desktop.gui.application import ClinicApplication

Made = TypeVar("Made")


class DemoMaking(QDialog, Generic[Made]):
    """Has `make` done on a thread of its own, which tells how far it is; closed when that is done, or stopped."""

    _told = Signal(float, str)
    _ended = Signal()

    def __init__(self, make: "Callable[[Callable[[float, str], None]], Made]") -> None:
        super().__init__()
        self._make = make
        self._is_stopped = threading.Event()
        self._progress = ProgressLine()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self.reject)
        sentence = self.tr(
            "Linden Street Clinic, with 3,000 patients and fifteen months of appointments: nobody in it is real. "
            "This takes some seconds, and is done once."
        )
        title = self.tr("The demo clinic is being made")
        lay_out(self, title, label(sentence, Look.MUTED, wraps=True), self._progress, buttons=(self.stop_button,))
        set_look(self.stop_button, Look.PLAIN)  # nobody is asked to press it,
        self.stop_button.setAutoDefault(False)  # and an Enter that is on its way stops nothing
        self.setFocus()
        self._told.connect(self._progress.show_progress)
        self._ended.connect(self.accept)
        self.rejected.connect(self._is_stopped.set)

    def made(self, application: "ClinicApplication") -> Made:
        """Show this until it is made. Raises what kept it from that, KeyboardInterrupt where somebody stopped it."""
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo") as thread:
            made = thread.submit(self._make, self._tell)
            made.add_done_callback(lambda _: self._ended.emit())
            with _stopped_by_terminal(self):
                application.ask(self)
            try:
                return made.result()
            finally:
                self.deleteLater()

    def _tell(self, done: float, words: str) -> None:
        if self._is_stopped.is_set():
            raise KeyboardInterrupt
        self._told.emit(done, words)


@contextmanager
def _stopped_by_terminal(dialog: QDialog) -> Iterator[None]:
    """Ctrl+C on the terminal is as good as the button."""
    before = signal.signal(signal.SIGINT, lambda *_: dialog.reject())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
