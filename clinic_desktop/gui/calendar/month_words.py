"""How full a day of the month is, in words."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.calendar_spans import HalfDay, MonthDay
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.times import long_day

_MOST_NAMES = 2


def booked_words(day: MonthDay) -> str:
    """37 booked."""
    return _tr("%1 booked").replace("%1", str(day.booked))


def free_words(half: HalfDay) -> str:
    """5 free; a half-day without any says so."""
    return _tr("%1 free").replace("%1", str(half.free))


def closed_words(day: MonthDay) -> str:
    """Why nobody works: the closure's name, or just that it is closed."""
    return day.closure or _tr("Closed")


def away_words(day: MonthDay) -> str:
    """Dr Tanaka away; of many only how many more there are."""
    names = [shorter_name(name) for name in day.away[:_MOST_NAMES]]
    said = ", ".join(names)
    if len(day.away) > _MOST_NAMES:
        said = _tr("%1 and %2 more").replace("%1", names[0]).replace("%2", str(len(day.away) - 1))
    return _tr("%1 away").replace("%1", said)


def spoken_day(day: date, known: MonthDay | None) -> str:
    """All there is to say of a day, line by line, for a tooltip and for a screen reader."""
    lines = [long_day(day)]
    if known is not None:
        if known.open_minutes:
            for half, words in ((known.morning, _tr("Morning: %1")), (known.afternoon, _tr("Afternoon: %1"))):
                counts = _tr("%1 booked, %2 free").replace("%1", str(half.booked)).replace("%2", str(half.free))
                lines.append(words.replace("%1", counts))
        else:
            lines.append(closed_words(known))
            if known.booked:
                lines.append(booked_words(known))
        lines += [_tr("%1 away").replace("%1", name) for name in known.away]
    return "\n".join(lines)


def half_words(*, morning: bool) -> str:
    """Am or pm, as it stands before a bar."""
    return _tr("am") if morning else _tr("pm")


def _tr(text: str) -> str:
    return QCoreApplication.translate("month", text)
