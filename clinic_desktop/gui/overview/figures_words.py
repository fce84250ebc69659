"""Figures in words: numbers as the person's language writes them, and the overview's sentences."""

from PySide6.QtCore import QCoreApplication, QLocale

from clinic_desktop.domain.overview import LEAD_DAYS, HourFill, WeekFill
from clinic_desktop.gui.times import weekday_words

NOTHING = "–"


def tr(text: str) -> str:
    """In the overview's words."""
    return QCoreApplication.translate("overview", text)


def number(count: int) -> str:
    """23,418."""
    return QLocale().toString(count)


def percent(share: float | None, *, exact: bool = True) -> str:
    """4.1 %, or 62 % where that is as much as anybody needs."""
    if share is None:
        return NOTHING
    return tr("%1 %").replace("%1", QLocale().toString(100 * share, "f", 1 if exact and share < _LARGE else 0))


def minutes(count: float | None) -> str:
    """11 min."""
    return NOTHING if count is None else tr("%1 min").replace("%1", QLocale().toString(round(count)))


def hours(count: int) -> str:
    """162 h, of minutes."""
    return tr("%1 h").replace("%1", QLocale().toString(round(count / 60)))


def late_words(late: float | None) -> str:
    """How late somebody runs."""
    if late is None:
        return NOTHING
    return tr("on time") if late < 1 else minutes(late)


def hour_words(hour: int) -> str:
    """9:00."""
    return f"{hour}:00"


def lead_words(place: int) -> str:
    """How long before its time an appointment was booked."""
    if place == 0:
        return tr("on the day")
    if place == len(LEAD_DAYS) - 1:
        return tr("%1 days or more").replace("%1", str(LEAD_DAYS[place]))
    return tr("%1–%2 days").replace("%1", str(LEAD_DAYS[place])).replace("%2", str(LEAD_DAYS[place + 1] - 1))


def week_sentence(week: WeekFill) -> str:
    """What the picture of the week tells, for whoever does not look at it for long."""
    fullest, emptiest = week.fullest, week.emptiest
    if fullest is None or emptiest is None:
        return tr("The clinic had no open hours in these weeks.")
    words = [tr("Share of open time that is booked, over eight weeks.")]
    said = tr("%1 is full in most weeks (%2).") if week.is_told_full else tr("%1 is the fullest hour (%2).")
    words.append(_of_hour(said, fullest))
    if week.is_told_empty:
        words.append(_of_hour(tr("There is much room on %1 (%2)."), emptiest))
    return " ".join(words)


def _of_hour(said: str, one: HourFill) -> str:
    when = f"{weekday_words(one.weekday)} {hour_words(one.hour)}–{hour_words(one.hour + 1)}"
    return said.replace("%1", when).replace("%2", percent(one.share, exact=False))


_LARGE = 0.1
