"""How work of minutes does the window no harm: in short steps, with rests between, until it is stopped."""

import time
from collections.abc import Callable
from typing import Any


class Stopped(Exception):
    """Whoever asked for the work does not want it any more."""


class Pace:
    """Rests after every millisecond of work, so that the window's thread gets its turn with the interpreter.

    A thread that computes gives the interpreter away only every five milliseconds, and one that paints asks for it many
    times: without the rests, each of these would wait as long.
    """

    def __init__(self, is_cancelled: Callable[[], bool]) -> None:
        self._is_cancelled = is_cancelled
        self._rests_at = time.perf_counter() + _WORK

    def step(self) -> None:
        """One small piece is done; raises Stopped when the work was cancelled."""
        if time.perf_counter() < self._rests_at:
            return
        if self._is_cancelled():
            raise Stopped
        self._rest()

    def let_go(self, *held: list[Any] | dict[Any, Any]) -> None:
        """Empty what was held, bit by bit: a million objects thrown away at once keep the interpreter for 0.1 s."""
        for one in held:
            throw_away = one.pop if isinstance(one, list) else one.popitem
            while one:
                throw_away()
                if time.perf_counter() >= self._rests_at:
                    self._rest()

    def _rest(self) -> None:
        time.sleep(_REST)
        self._rests_at = time.perf_counter() + _WORK


_WORK = 0.001
_REST = 0.001
