"""Days and times in words, as the person's own language writes them."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime


def _q(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def clock(moment: time | datetime) -> str:
    """Hours and minutes of a wall time: 09:30."""
    return QLocale.c().toString(QTime(moment.hour, moment.minute), "HH:mm")


def clock_span(starts: time | datetime, ends: time | datetime) -> str:
    """From one wall time to another: 09:30–10:15; midnight as an end is written 24:00."""
    last = "24:00" if (ends.hour, ends.minute) == (0, 0) else clock(ends)
    return f"{clock(starts)}–{last}"


def span_words(minutes: int) -> str:
    """So many minutes; from two hours on nobody reckons in them any more."""
    if minutes < HOURS_FROM:
        return QCoreApplication.translate("times", "%1 min").replace("%1", str(minutes))
    return QCoreApplication.translate("times", "%1 h").replace("%1", str(minutes // 60))


def long_day(day: date) -> str:
    """Tuesday, 24 November 2026."""
    return QLocale().toString(_q(day), "dddd, d MMMM yyyy")


def short_day(day: date) -> str:
    """Tue, 24 Nov 2026."""
    return QLocale().toString(_q(day), "ddd, d MMM yyyy")


def day_head(day: date) -> str:
    """Tue 24, as it stands above a day of a week."""
    return QLocale().toString(_q(day), "ddd d")


def days_words(first: date, last: date, *, short: bool = False) -> str:
    """23 – 27 November 2026: from a day to another, with no more said twice than must be."""
    month = "MMM" if short else "MMMM"
    begins = f"d {month} yyyy" if first.year != last.year else f"d {month}" if first.month != last.month else "d"
    locale = QLocale()
    return f"{locale.toString(_q(first), begins)} – {locale.toString(_q(last), f'd {month} yyyy')}"


def first_weekday() -> int:
    """The weekday on which weeks begin here, 0 for Monday."""
    return QLocale().firstDayOfWeek().value - 1


def week_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's week."""
    first = day - timedelta(days=(day.weekday() - first_weekday()) % 7)
    return first, first + timedelta(days=6)


def month_words(day: date) -> str:
    """November 2026."""
    return QLocale().toString(_q(day), "MMMM yyyy")


def short_month(day: date) -> str:
    """Nov 2026."""
    return QLocale().toString(_q(day), "MMM yyyy")


def weekday_words(weekday: int, *, short: bool = False) -> str:
    """Monday or Mon for 0, and so on to 6."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(weekday + 1, form)


def weekday_heads() -> tuple[str, ...]:
    """Mo, Tu and so on to Su; three letters where two do not tell them apart, and a language's own one at last."""
    for letters in (2, 3):
        names = tuple(weekday_words(weekday, short=True)[:letters] for weekday in range(7))
        if len(set(names)) == len(names):
            return names
    return tuple(QLocale().standaloneDayName(weekday + 1, QLocale.FormatType.NarrowFormat) for weekday in range(7))


HOURS_FROM = 120
"""Minutes."""
