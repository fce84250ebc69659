"""A start that finds the program open on its folder already: it calls it to the front, and ends or goes on."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from clinic_desktop.gui.running import DESK

if TYPE_CHECKING:
    from clinic_desktop.gui.application import ClinicApplication
    from clinic_desktop.gui.no_answer import NoAnswer
    from clinic_desktop.gui.presence import Presence
    from clinic_desktop.start import Start

    Make = Callable[[Path, Start], ClinicApplication]

OPEN_ALREADY = (
    "The program is open already, so {options} changed nothing. Close it first, then start it with {options}."
)


class SecondStart(QObject):
    """Calls the program that is there until it answers, or is gone; asks what to do if it does neither for a while.

    The application object, which the question needs, is made for that unless it is there; whoever goes on takes it.
    """

    def __init__(
        self, presence: "Presence", start: "Start", make: "Make", application: "ClinicApplication | None" = None
    ) -> None:
        super().__init__()
        self._presence = presence
        self._start = start
        self._make = make
        self._is_over = self._opens = False
        self._question: NoAnswer | None = None
        self.application = application

    def goes_on(self) -> bool:
        """Whether to open the program here; False once the other one came to the front, or nobody wants it any more."""
        until = time.monotonic() + _PATIENCE
        while not self._is_over and time.monotonic() < until:
            self._call(_A_WHILE)
        if not self._is_over:
            self._ask()
        self._presence.hang_up()
        return self._opens

    def _call(self, patience: float) -> None:
        if self._presence.call(DESK if self._start.desk else "", options=self._start.options, patience=patience):
            self._is_over = True
            if self._presence.unmet:
                words = OPEN_ALREADY.format(options=" ".join(self._presence.unmet))
                print(words, file=sys.stderr)  # noqa: T201
        elif self._presence.claim():
            self._is_over = self._opens = True

    def _ask(self) -> None:
        self.application = self.application or self._make(self._start.folder, self._start)
        from clinic_desktop.gui.no_answer import NoAnswer

        self._question = question = NoAnswer()
        question.asked_again.connect(self._on_tick)
        clock = QTimer(self)
        clock.timeout.connect(self._on_tick)
        clock.start(_OFTEN)
        is_another_wanted = self.application.ask(question) == NoAnswer.DialogCode.Accepted
        clock.stop()
        self._opens = self._opens or is_another_wanted
        question.deleteLater()

    def _on_tick(self) -> None:
        self._call(_AT_ONCE)
        if self._is_over and self._question is not None:
            self._question.reject()


_PATIENCE, _A_WHILE, _AT_ONCE = 4.0, 0.2, 0.002
"""In seconds: without a window, between two looks whether the other one is gone, and while a window waits."""
_OFTEN = 200
"""In milliseconds."""
