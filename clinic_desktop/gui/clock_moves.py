"""Tells every view that the computer's clock was set, so that it looks at once where the present is now."""

from functools import cache

from PySide6.QtCore import QObject, Signal


class ClockMoves(QObject):
    """`moved` brings by how many seconds the clock was set forward, or with a minus back.

    Whatever shows the present, or how long somebody has waited, listens to it. There is one: `clock_moves()`.
    """

    moved = Signal(float)


@cache
def clock_moves() -> ClockMoves:
    """The one of this process."""
    return ClockMoves()
