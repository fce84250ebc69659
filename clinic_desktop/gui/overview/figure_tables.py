"""Everything the overview shows as tables of words: for whoever hears it, for CSV, and for paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.overview import Overview, PractitionerFigures
from clinic_desktop.domain.sheets import Statistics
from clinic_desktop.gui.overview.bars import bar_name, series
from clinic_desktop.gui.overview.figures_words import (
    NOTHING,
    hour_words,
    hours,
    late_words,
    lead_words,
    minutes,
    number,
    percent,
    tr,
)
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.times import weekday_words


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table with its name; the first column says what each row is of."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(overview: Overview) -> list[FigureTable]:
    """All of them, in the order in which they are shown."""
    return [
        of_figures(overview),
        of_bars(overview),
        of_week(overview),
        of_weekdays(overview),
        of_leads(overview),
        of_practitioners(overview.practitioners),
    ]


def of_figures(overview: Overview) -> FigureTable:
    """The figures of the cards, with those of the time before."""
    told: list[tuple[str, Callable[[Statistics], str]]] = [
        (tr("Patients"), lambda one: number(one.patients)),
        (tr("New patients"), lambda one: number(one.new_patients)),
        (tr("Practitioners"), lambda one: number(one.practitioners)),
        (tr("Appointments"), lambda one: number(one.appointments)),
        *((status_look(status).word, partial(_number_of, status)) for status in _TOLD),
        (tr("No-show rate"), lambda one: percent(one.no_show_rate)),
        (tr("Median wait"), lambda one: minutes(one.median_wait)),
        (tr("90 % waited at most"), lambda one: minutes(one.ninth_decile_wait)),
        (tr("Open time"), lambda one: hours(one.open_minutes)),
        (tr("Booked time"), lambda one: hours(one.booked_minutes)),
    ]
    rows = [(name, words(overview.this), words(overview.before)) for name, words in told]
    return FigureTable(tr("Figures"), ("", tr("These days"), tr("The time before")), tuple(rows))


def of_bars(overview: Overview) -> FigureTable:
    """Each bar of the appointments."""
    heads = (tr("Days"), *(look.words for look in series()), tr("together"))
    rows = tuple(
        (bar_name(bar.days, overview.step), *map(number, (bar.completed, bar.booked, bar.lost, bar.total)))
        for bar in overview.bars
    )
    return FigureTable(tr("Appointments"), heads, rows)


def of_week(overview: Overview) -> FigureTable:
    """How full each hour of each weekday is."""
    shares = {(one.weekday, one.hour): one.share for one in overview.week.hours}
    columns = sorted({hour for _, hour in shares})
    rows = tuple(
        (weekday_words(weekday), *(percent(shares.get((weekday, hour)), exact=False) for hour in columns))
        for weekday in sorted({weekday for weekday, _ in shares})
    )
    return FigureTable(tr("How full the week is"), (tr("Weekday"), *map(hour_words, columns)), rows)


def of_weekdays(overview: Overview) -> FigureTable:
    """No-shows of each weekday."""
    rows = tuple(
        (weekday_words(weekday), number(one.due), number(one.missed), percent(one.rate))
        for weekday, one in enumerate(overview.by_weekday)
        if one.due
    )
    return FigureTable(tr("No-shows by weekday"), (tr("Weekday"), *_missed_heads()), rows)


def of_leads(overview: Overview) -> FigureTable:
    """No-shows by how long before it was booked."""
    rows = tuple(
        (lead_words(place), number(one.due), number(one.missed), percent(one.rate))
        for place, one in enumerate(overview.by_lead)
    )
    return FigureTable(tr("No-shows by how early it was booked"), (tr("Booked"), *_missed_heads()), rows)


def of_waits(practitioners: Sequence[PractitionerFigures]) -> FigureTable:
    """How long patients of each waited."""
    heads = (tr("Practitioner"), tr("Median wait"), tr("90 % waited at most"))
    rows = tuple((one.name, minutes(one.median_wait), minutes(one.ninth_decile_wait)) for one in practitioners)
    return FigureTable(tr("Waits by practitioner"), heads, rows)


def of_practitioners(practitioners: Sequence[PractitionerFigures]) -> FigureTable:
    """Each practitioner's figures."""
    heads = (
        tr("Practitioner"), tr("Department"), tr("Appointments"), tr("Booked share of time"), tr("No-shows"),
        tr("Median wait"), tr("90 % waited at most"), tr("Runs late"),
    )  # fmt: skip
    rows = tuple(
        (
            one.name, one.department or NOTHING, number(one.appointments), percent(one.use_of_time, exact=False),
            percent(one.no_shows.rate), minutes(one.median_wait), minutes(one.ninth_decile_wait), late_words(one.late),
        )
        for one in practitioners
    )  # fmt: skip
    return FigureTable(tr("Practitioners"), heads, rows)


def _number_of(status: AppointmentStatus, of: Statistics) -> str:
    return number(of.by_status.get(status, 0))


def _missed_heads() -> tuple[str, ...]:
    return tr("Expected"), tr("No-shows"), tr("Rate")


_TOLD = (
    AppointmentStatus.FULFILLED,
    AppointmentStatus.BOOKED,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.NOSHOW,
)
