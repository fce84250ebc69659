"""What the page of closing days reads: the closures, whose holidays the clinic keeps, and the days of some years."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QLocale, QTimeZone

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.public_holidays import HolidayChoice, HolidayCountry, PublicHoliday
from clinic_desktop.gui.hours.hours_reading import read_people

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

YEARS = 3
"""This year and the next ones; the clinic is rarely booked further ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosuresRead:
    """`choice` is the clinic's, or where there is none yet the country of its clock, which is only proposed."""

    closures: tuple[Closure, ...]
    countries: tuple[HolidayCountry, ...]
    choice: HolidayChoice
    is_chosen: bool
    holidays: Mapping[int, tuple[PublicHoliday, ...]]
    names: Mapping[UUID, str]


def read_closures(clinic: "Clinic", today: date) -> ClosuresRead:
    """Read it all; the first time imports the library."""
    settings = clinic.settings.read()
    stored, countries = settings.policies.holidays, clinic.holidays.countries()
    choice = stored if stored.country else replace(stored, country=_country_of(settings.zone, countries))
    return ClosuresRead(
        closures=tuple(sorted(clinic.hours.closures(), key=lambda one: one.first_day)),
        countries=countries,
        choice=choice,
        is_chosen=bool(stored.country),
        names={one.id: one.short for one in read_people(clinic).people},
        holidays={year: clinic.holidays.of_year(choice, year) for year in range(today.year, today.year + YEARS)},
    )


def _country_of(zone: str, countries: tuple[HolidayCountry, ...]) -> str:
    """The country in which a time zone lies, if its holidays are known."""
    code = QLocale.territoryToCode(QTimeZone(zone.encode()).territory())
    return code if any(one.code == code for one in countries) else ""
