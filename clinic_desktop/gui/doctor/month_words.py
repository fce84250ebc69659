"""A doctor's month in words: what each figure is, what it is measured by, and how it was the month before."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from clinic_desktop.domain.own_month import MonthFigures, OwnMonth
from clinic_desktop.gui.times import month_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """One figure: its name, its value, what stands below it, and the month before; a `share` is drawn as a bar too."""

    name: str
    value: str
    detail: str
    before: str
    share: float | None = None

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        return ", ".join(part for part in (f"{self.name}: {self.value}", self.detail, self.before) if part)


def figure_words(month: OwnMonth) -> list[FigureWords]:
    """The figures in their order."""
    this, before = month.this, month.before
    then = month_words(before.first_day)

    def told(name: str, value: Callable[[MonthFigures], str], detail: str = "") -> FigureWords:
        return FigureWords(name=name, value=value(this), detail=detail, before=f"{then}: {value(before)}")

    rate = _percent(this.no_show_rate)
    booked = "" if this.booked_minutes is None else _tr("booked for %1").replace("%1", _minutes(this.booked_minutes))
    used = FigureWords(
        name=_tr("Open time used"),
        value=_percent(this.use_of_time),
        detail=_tr("%1 of %2 hours").replace("%1", _hours(this.given_minutes)).replace("%2", _hours(this.open_minutes)),
        before=f"{then}: {_percent(before.use_of_time)}",
        share=this.use_of_time,
    )
    return [
        told(_tr("Patients seen"), lambda figures: _number(figures.seen)),
        FigureWords(
            name=_tr("No-shows"),
            value=_number(this.no_shows),
            detail="" if this.no_show_rate is None else _tr("%1 of those expected").replace("%1", rate),
            before=_then_of_no_shows(then, before),
        ),
        told(_tr("Cancelled"), lambda figures: _number(figures.cancelled)),
        told(_tr("Wait until called"), lambda figures: _minutes(figures.median_wait), _tr("half waited no longer")),
        FigureWords(
            name=_tr("Length of a visit"),
            value=_minutes(this.visit_minutes),
            detail=booked,
            before=_then_of_lengths(then, before),
        ),
        used,
    ]


def _then_of_no_shows(then: str, before: MonthFigures) -> str:
    words = f"{then}: {_number(before.no_shows)}"
    return words if before.no_show_rate is None else f"{words} · {_percent(before.no_show_rate)}"


def _then_of_lengths(then: str, before: MonthFigures) -> str:
    words = f"{then}: {_minutes(before.visit_minutes)}"
    if before.booked_minutes is None:
        return words
    return f"{words} · {_tr('booked for %1').replace('%1', _minutes(before.booked_minutes))}"


def _number(number: int) -> str:
    return QLocale().toString(number)


def _percent(share: float | None) -> str:
    if share is None:
        return _NOTHING
    return _tr("%1 %").replace("%1", QLocale().toString(100 * share, "f", 1 if share < _SMALL else 0))


def _minutes(minutes: float | None) -> str:
    return _NOTHING if minutes is None else _tr("%1 min").replace("%1", QLocale().toString(round(minutes)))


def _hours(minutes: int) -> str:
    return QLocale().toString(round(minutes / 60))


def _tr(text: str) -> str:
    return QCoreApplication.translate("month", text)


_NOTHING = "–"
_SMALL = 0.1
