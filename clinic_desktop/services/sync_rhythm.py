"""When a station goes to the hub: soon after a commit, at its call, every 15 seconds, and ever more seldom in vain."""

import random
import time
from collections.abc import Callable
from threading import Lock

EVERY = 15.0
_AFTER_COMMIT = 0.05
_AT_LATEST = 0.3  # after the first commit, while others follow it
_AFTER_NEWS = 0.12  # others hear of it at the same moment, and the desk that waits for the hub's word goes first
_BETWEEN_NEWS = 0.2  # rounds begin at least so far apart for them; in a busy clinic one round fetches those of many
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_PAUSE_WHEN_REFUSED = 300.0


class Rhythm:
    """Tells how long to rest. Safe to use from several threads; `stopwatch` and `jitter` are other ones in tests only.

    After a failure no commit hastens the next try: many stations shall not fall upon a server that just came back.
    """

    def __init__(
        self, *, stopwatch: Callable[[], float] = time.monotonic, jitter: Callable[[], float] = random.random
    ) -> None:
        self._stopwatch = stopwatch
        self._jitter = jitter
        self._lock = Lock()
        self._due = self._begun = stopwatch()
        self._pause = _FIRST_PAUSE
        self._is_failing = False
        self._is_woken_here = False
        self._first_commit: float | None = None

    def at_once(self) -> None:
        """Somebody waits."""
        with self._lock:
            self._due = self._stopwatch()
            self._is_woken_here = True

    def committed(self) -> None:
        """Something was stored here."""
        with self._lock:
            self._is_woken_here = True
            if self._is_failing:
                return
            now = self._stopwatch()
            self._first_commit = self._first_commit or now
            self._due = min(self._due, max(now, min(now + _AFTER_COMMIT, self._first_commit + _AT_LATEST)))

    def woken(self) -> None:
        """The rest was ended: by this station, which said why already, or by the hub, which has news."""
        with self._lock:
            if not self._is_woken_here and not self._is_failing:
                soon = self._stopwatch() + _AFTER_NEWS * (0.5 + self._jitter() / 2)
                self._due = min(self._due, max(soon, self._begun + _BETWEEN_NEWS))
            self._is_woken_here = False

    def begins(self) -> None:
        """A round begins; what is committed from now on is for the next one."""
        with self._lock:
            self._first_commit = None
            self._begun = self._stopwatch()
            self._due = self._begun + EVERY

    def came_back(self, *, is_done: bool) -> None:
        """The hub answered."""
        with self._lock:
            self._pause, self._is_failing = _FIRST_PAUSE, False
            if not is_done:
                self._due = self._stopwatch()

    def failed(self, *, may_pass: bool) -> None:
        """The hub did not answer, or (not `may_pass`) does not want this station as it is."""
        with self._lock:
            self._is_failing = True
            pause = self._pause if may_pass else _PAUSE_WHEN_REFUSED
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            self._due = self._stopwatch() + pause * (0.5 + self._jitter() / 2)

    def due_in(self) -> float:
        """Seconds until the next round; none or less when it is due."""
        with self._lock:
            return self._due - self._stopwatch()
