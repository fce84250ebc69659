"""Dates and times as people type and speak them, read without a mask and without guessing twice."""

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from clinic_desktop.gui.times import clock

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.,h]\s*(\d{2})|(\d{2}))?\s*(?:uhr|h|([ap])\.?m?\.?)?")


def birth_date_from(text: str, today: date) -> date | None:
    """The birth date somebody typed in any usual form ("12.3.1961", "1961-03-12", "12 Mar 61"); None if it is none.

    A year of two figures is the latest that is not to come. Where day and month could be either, the day comes first
    unless the person's own short date has the month first.
    """
    read = _ordered(_parts(text))
    if read is None:
        return None
    day, month, year, figures = read
    if figures <= 2:
        year += today.year // 100 * 100
        near = _date(year, month, day)
        if near is None or near > today:
            year -= 100
    return _date(year, month, day)


def day_from(text: str, today: date) -> date | None:
    """The day to come that somebody typed: "26.11.", "26 Nov 2026", "thu", "tomorrow", "+7"; None if it is none.

    A date without its year, or a weekday, is the next such day, today included.
    """
    plain = text.strip().casefold()
    for words, days in _spoken_days().items():
        if plain and plain == words.casefold():
            return today + timedelta(days=days)
    if re.fullmatch(r"\+\d{1,3}", plain):
        return today + timedelta(days=int(plain))
    parts = _parts(plain)
    weekday = _weekday(parts[0]) if parts else None
    if weekday is not None:
        if len(parts) == 1:
            return today + timedelta(days=(weekday - today.weekday()) % 7)
        parts = parts[1:]
    if len(parts) == 2:
        return _next_such(parts, today)
    read = _ordered(parts)
    if read is None:
        return None
    day, month, year, figures = read
    return _date(year + 2000 if figures <= 2 else year, month, day)


def time_from(text: str) -> time | None:
    """The time of day somebody typed ("9", "930", "9.30", "15:30", "3 pm"); None if it is none."""
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def short_date(day: date) -> str:
    """A date as the clinic writes it, impossible to read two ways: "12 Mar 1961"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def weekday_date(day: date) -> str:
    """A day with its weekday: "Thu 26 Nov"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def near_day(day: date, today: date) -> str:
    """A day as it is spoken of: "today", "tomorrow", or "Thu 26 Nov", with the year where that is another."""
    for words, days in _spoken_days().items():
        if day == today + timedelta(days=days):
            return words
    return weekday_date(day) if day.year == today.year else f"{weekday_date(day)} {day.year}"


def near_moment(wall: datetime, today: date) -> str:
    """A wall time as a button says it: "today 15:30", "Thu 26 Nov 10:00"."""
    return f"{near_day(wall.date(), today)} {clock(wall)}"


def sentence_case(words: str) -> str:
    """The same words as the beginning of a line."""
    return words[:1].upper() + words[1:]


def _spoken_days() -> dict[str, int]:
    return {
        QCoreApplication.translate("dates", "today"): 0,
        QCoreApplication.translate("dates", "tomorrow"): 1,
        QCoreApplication.translate("dates", "yesterday"): -1,
    }


def _parts(text: str) -> list[str]:
    """The figures and words of what was typed; eight figures in a row are cut where a date would be."""
    plain = text.strip().casefold()
    if re.fullmatch(r"\d{8}", plain):
        year_first = 1900 <= int(plain[:4]) <= 2100 and 1 <= int(plain[4:6]) <= 12
        cuts = (0, 4, 6, 8) if year_first else (0, 2, 4, 8)
        return [plain[start:end] for start, end in pairwise(cuts)]
    return re.findall(r"\d+|[^\W\d_]+", plain)


def _ordered(parts: list[str]) -> tuple[int, int, int, int] | None:
    """Day, month, year and the number of figures the year had; None where the parts make no date."""
    if len(parts) != 3:
        return None
    named = [index for index, part in enumerate(parts) if not part.isdigit()]
    if len(named) > 1 or (named and _month(parts[named[0]]) is None):
        return None
    if len(parts[0]) == 4:
        year, month, day = parts
    elif named == [0]:
        month, day, year = parts
    else:
        day, month, year = parts
        if not named and (int(month) > 12 or (_is_month_first() and int(day) <= 12)):
            day, month = month, day
    number = int(month) if month.isdigit() else _month(month)
    if number is None or not day.isdigit() or len(day) > 2 or len(year) not in (2, 4) or not year.isdigit():
        return None
    return int(day), number, int(year), len(year)


def _next_such(parts: list[str], today: date) -> date | None:
    """A day and a month: this year's, or the next that is to come; 29 February may be four years away, or eight."""
    for year in range(today.year, today.year + 9):
        read = _ordered([*parts, str(year)])
        found = _date(year, read[1], read[0]) if read else None
        if found is not None and found >= today:
            return found
    return None


def _is_month_first() -> bool:
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return "M" in form and "d" in form and form.index("M") < form.index("d") and not form.startswith("y")


def _month(part: str) -> int | None:
    """The number of a month's name, in this language or in English, from its first three letters on."""
    if len(part) < 3 or part.isdigit():
        return None
    for locale in (QLocale(), QLocale.c()):
        for month in range(1, 13):
            names = (locale.monthName(month), locale.standaloneMonthName(month))
            if any(name.casefold().startswith(part) for name in names):
                return month
    return None


def _weekday(part: str) -> int | None:
    """The number of a weekday from its first letters, two or more, in this language or in English."""
    if len(part) < 2 or not part.isalpha():
        return None
    for locale in (QLocale(), QLocale.c()):
        for day in range(1, 8):
            if locale.dayName(day).casefold().startswith(part):
                return day - 1
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
