"""How long work tells that it goes on; whoever listens may raise to stop it."""

import time
from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Called with the share that is done (0 to 1) and what is being done, about ten times a second."""

_EVERY_SECONDS = 0.1


class Ticker:
    """Passes progress on, but no oftener than a person can follow."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._told_at = float("-inf")
        self._words = ""

    def tell(self, done: float, words: str) -> None:
        """Say how far the work is; new words are always passed on."""
        now = time.monotonic()
        if self._progress is not None and (words != self._words or now - self._told_at >= _EVERY_SECONDS):
            self._told_at, self._words = now, words
            self._progress(done, words)
