"""New identities: UUIDv7s that only ever go up, whatever the clock does."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.records import uuid7

_RANDOM_MASK = (1 << 74) - 1
_RANDOM_BYTES = 10
_AT_ONCE = 64
_STEP_BYTES = 4


class Identities:
    """Gives each new record of a database an id greater than all it gave before; any thread may ask.

    `draw` gives so many bytes of chance.
    """

    def __init__(self, draw: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._lock = threading.Lock()
        self._draw = draw
        self._last = 0
        self._randomness: list[int] = []

    def next(self, at: datetime) -> UUID:
        """A UUIDv7 of that moment, or just after the last one if the clock stands still or went back."""
        with self._lock:
            made = uuid7(at, self._random())
            if made.int <= self._last:
                made = UUID(int=_after(self._last, int.from_bytes(self._draw(_STEP_BYTES))))
            self._last = made.int
        return made

    def _random(self) -> int:
        """Asked of the operating system for many at once."""
        if not self._randomness:
            drawn = self._draw(_AT_ONCE * _RANDOM_BYTES)
            numbers = (int.from_bytes(drawn[n : n + _RANDOM_BYTES]) for n in range(0, len(drawn), _RANDOM_BYTES))
            self._randomness = [number & _RANDOM_MASK for number in numbers]
        return self._randomness.pop()


def _after(value: int, step: int) -> int:
    """The next UUIDv7 up, keeping version and variant when the random bits run over."""
    low = (value & ((1 << 62) - 1)) + 1 + step
    middle = (value >> 64) & 0x0FFF
    milliseconds = value >> 80
    if low >> 62:
        low &= (1 << 62) - 1
        middle += 1
    if middle >> 12:
        middle = 0
        milliseconds += 1
    return (milliseconds << 80) | (0x7 << 76) | (middle << 64) | (0b10 << 62) | low
