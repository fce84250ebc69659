"""How people and their accounts are spoken of in the admin's lists."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from clinic_desktop.domain.appointments import WhoBooks
from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.times import clock, clock_span, weekday_words
from clinic_desktop.gui.typed_dates import near_day, short_date


def last_sign_in_words(at: datetime | None, now: datetime, zone: ZoneInfo, *, is_self: bool = False) -> str:
    """When someone signed in last: "now", "08:12", "yesterday", "3 Aug"; `now` is any aware time."""
    if is_self:
        return QCoreApplication.translate("staff", "now")
    if at is None:
        return QCoreApplication.translate("staff", "never")
    wall, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (today - wall.date()).days
    if days == 0:
        return clock(wall)
    if days == 1:
        return near_day(wall.date(), today)
    form = "d MMM" if wall.year == today.year else "d MMM yyyy"
    return QLocale().toString(QDate(wall.year, wall.month, wall.day), form)


def state_words(row: StaffRow) -> str:
    """What is not as usual about someone; empty where all is."""
    translate = QCoreApplication.translate
    account = row.account
    states = []
    if account is None:
        states.append(translate("staff", "No sign-in"))
    elif not account.active:
        states.append(translate("staff", "Disabled"))
    elif account.is_locked:
        states.append(translate("staff", "Locked"))
    elif account.must_change_password:
        states.append(translate("staff", "Must change password"))
    if row.has_no_diary:
        states.append(translate("staff", "No diary"))
    elif row.is_diary_closed:
        states.append(translate("staff", "Diary closed"))
    return " · ".join(states)


def pattern_words(pattern: WeeklyPattern) -> str:
    """Hours that are not painted, in words: "Monday 14:00–17:00, every 2 weeks, from 1 Dec 2026"."""
    translate = QCoreApplication.translate
    parts = [f"{weekday_words(pattern.weekday)} {clock_span(pattern.starts, pattern.ends)}"]
    if pattern.every_weeks > 1:
        parts.append(translate("staff", "every {weeks} weeks").format(weeks=pattern.every_weeks))
    parts.append(translate("staff", "from {day}").format(day=short_date(pattern.valid_from)))
    if pattern.valid_until is not None:
        parts.append(translate("staff", "until {day}").format(day=short_date(pattern.valid_until)))
    return ", ".join(parts)


def who_books_words() -> dict[WhoBooks, str]:
    """Who may book a type of appointment, in words."""
    translate = QCoreApplication.translate
    return {
        WhoBooks.DESK: translate("staff", "Front desk only"),
        WhoBooks.DOCTORS: translate("staff", "Desk and doctors"),
        WhoBooks.PATIENTS: translate("staff", "Patients too"),
    }


def colour_words() -> dict[str, str]:
    """The stored names of the colours in words, in the order in which they are offered."""
    translate = QCoreApplication.translate
    return {
        "blue": translate("colours", "Blue"),
        "green": translate("colours", "Green"),
        "violet": translate("colours", "Violet"),
        "orange": translate("colours", "Orange"),
        "red": translate("colours", "Red"),
        "grey": translate("colours", "Grey"),
    }
