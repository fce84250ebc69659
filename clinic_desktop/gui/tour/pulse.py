"""Feels the pulse of the window's thread: how long a key press would have to wait for an answer."""

import faulthandler
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socket import socketpair
from tempfile import TemporaryFile

from PySide6.QtCore import QObject, QSocketNotifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """A time in which the window's thread answered nobody, in milliseconds; `cpu_ms` of it the thread was working."""

    ms: float = 0.0
    cpu_ms: float = 0.0
    step: str = ""
    place: str = ""


class Pulse(QObject):
    """Asks the window's thread to answer, over and over, from a thread of its own.

    A stopwatch around every event would be simpler, but Qt sends some twenty events for each widget that is made, and
    taking each of them through Python doubles what making a window costs. While the thread is busy nothing is asked,
    so that the measuring slows nothing down. It asks through a socket, as a desktop brings a key: that is looked at
    between one round of posted events and the next. Only what happens within let_go_on() counts: the rest of the
    time the thread is the tour's own.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.step = ""
        self.longest_of_step: dict[str, Stall] = {}
        self._window_thread = threading.get_ident()
        self._is_let = False
        self._since = self._cpu_since = 0.0
        self._place = ""
        self._answered = threading.Event()
        self._is_over = False
        self._asks, self._hears = socketpair()
        self._heard = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._answer)
        self._thread = threading.Thread(target=self._ask, name="pulse", daemon=True)
        self._thread.start()

    @property
    def longest(self) -> Stall:
        """The longest of all steps."""
        return max(self.longest_of_step.values(), key=lambda stall: stall.ms, default=Stall())

    @contextmanager
    def let_go_on(self) -> Iterator[None]:
        """The program has the thread from here on, as if a person were sitting before it."""
        outer, self._is_let = self._is_let, True
        if not outer:
            self._since, self._cpu_since = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            self._is_let = outer

    def close(self) -> None:
        """Ask no more."""
        self._is_over = True
        self._answered.set()
        self._thread.join()
        self._heard.setEnabled(False)
        for end in (self._asks, self._hears):
            end.close()

    def _answer(self) -> None:
        self._hears.recv(1)
        now, cpu = time.perf_counter(), time.thread_time()
        if self._is_let:
            # What counts is when the asking was due: while Qt keeps Python's lock it cannot even be asked.
            stall = Stall(
                ms=round((now - self._since - _REST) * 1000, 1),
                cpu_ms=round((cpu - self._cpu_since) * 1000, 1),
                step=self.step,
                place=self._place,
            )
            if stall.ms > self.longest_of_step.get(self.step, Stall()).ms:
                self.longest_of_step[self.step] = stall
        self._since, self._cpu_since = now, cpu
        self._answered.set()

    def _ask(self) -> None:
        while not self._is_over:
            time.sleep(_REST)
            self._place = ""
            self._answered.clear()
            self._asks.send(b"?")
            while not self._answered.wait(_LONG) and not self._is_over:
                self._place = self._place or _place_of(self._window_thread)


def _place_of(thread: int) -> str:
    """The innermost line of the program that a thread is in; the tour's own lines do not count.

    Read from what faulthandler writes, because whoever holds a frame of another thread holds its painters and widgets
    too, and lets them die where they must not.
    """
    with TemporaryFile("w+", encoding="utf-8") as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        is_it = False
        for row in file:
            is_it = f"{thread:x}" in row if "hread 0x" in row else is_it
            found = _LINE.search(row) if is_it else None
            if found is not None:
                return "{}:{} {}".format(*found.groups())
    return ""


_LINE = re.compile(r'clinic_desktop[/\\](?!gui[/\\]tour)([^"]+)", line (\d+) in (\w+)')
_REST = 0.002
_LONG = 0.048
