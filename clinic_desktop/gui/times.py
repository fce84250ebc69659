"""Days and times in words, as the person's own language writes them."""

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QTime


def _q(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def clock(moment: time | datetime) -> str:
    """Hours and minutes of a wall time: 09:30."""
    return QLocale.c().toString(QTime(moment.hour, moment.minute), "HH:mm")


def clock_span(starts: time | datetime, ends: time | datetime) -> str:
    """From one wall time to another: 09:30–10:15; midnight as an end is written 24:00."""
    last = "24:00" if (ends.hour, ends.minute) == (0, 0) else clock(ends)
    return f"{clock(starts)}–{last}"


def long_day(day: date) -> str:
    """Tuesday, 24 November 2026."""
    return QLocale().toString(_q(day), "dddd, d MMMM yyyy")


def month_words(day: date) -> str:
    """November 2026."""
    return QLocale().toString(_q(day), "MMMM yyyy")


def weekday_words(weekday: int, *, short: bool = False) -> str:
    """Monday or Mon for 0, and so on to 6."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(weekday + 1, form)
