"""Looks through the file of an open clinic, behind everything else, for pages that a bad disk has altered."""

from clinic_desktop.storage.database import Database
from clinic_desktop.storage.file_check import broken_pages
from clinic_desktop.storage.low_priority import give_way


def unsealed_pages(database: Database) -> str:
    """What is wrong, in words; empty while every page is as it was written. Some ten seconds for each gigabyte."""
    give_way()
    return broken_pages(database)
