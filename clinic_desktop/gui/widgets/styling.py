"""What a widget of many parts costs before it is first shown, in small pieces."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtWidgets import QWidget


def style(widget: QWidget) -> Iterator[None]:
    """Style a widget and all that is in it, as Qt would do in one go when it is shown; yields after every 10 ms."""
    begun = perf_counter()
    for part in (widget, *widget.findChildren(QWidget)):
        part.ensurePolished()
        if perf_counter() - begun > _TURN:
            yield
            begun = perf_counter()


_TURN = 0.01
"""Seconds."""
