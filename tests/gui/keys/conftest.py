"""The admin's window that the tests of the page of backups stand in."""

from tests.gui.staff.conftest import desk

__all__ = ["desk"]
