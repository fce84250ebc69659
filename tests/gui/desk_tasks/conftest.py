"""The reception's window, as for the calendar."""

from tests.gui.calendar.conftest import desk

__all__ = ["desk"]
