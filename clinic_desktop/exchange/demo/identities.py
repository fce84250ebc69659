"""Identities of records made in bulk: UUIDv7s that rise, so that the tables grow at their end."""

import random
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

_VERSION_7 = 7 << 76
_VARIANT = 0b10 << 62


class Identities:
    """A source of UUIDv7s (RFC 9562, 5.7) of one day: the same lot and day give the same identities, in rising order.

    The 12 upper random bits count (method 1 of the RFC's 6.2); every 4,096 identities the clock moves by a millisecond.
    """

    def __init__(self, lot: random.Random, day: date, zone: ZoneInfo) -> None:
        self._bits = lot.getrandbits
        self._milliseconds = int(datetime.combine(day, time.min, zone).timestamp() * 1000)
        self._count = 0

    def next(self) -> UUID:
        """The next identity."""
        return UUID(bytes=self.next_bytes())

    def next_bytes(self) -> bytes:
        """The next identity as it is stored."""
        self._count += 1
        high = (self._milliseconds + (self._count >> 12)) << 80 | _VERSION_7 | (self._count & 0xFFF) << 64
        return (high | _VARIANT | self._bits(62)).to_bytes(16, "big")
