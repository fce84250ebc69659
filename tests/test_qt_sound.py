"""The installed pair of Python and PySide6 keeps its references: PySide6 6.12.0 on CPython 3.11 loses them."""

import sys

import pytest
from PySide6.QtCore import QTimer


@pytest.mark.usefixtures("qapp")
def test_a_call_that_returns_nothing_gives_back_no_reference_of_none_too_many() -> None:
    timer = QTimer()
    before = sys.getrefcount(None)

    for _ in range(1_000):
        timer.setInterval(1)

    # From Python 3.12 on None is immortal and its count stands still; 50 leave room for what other threads do.
    assert abs(sys.getrefcount(None) - before) < 50
