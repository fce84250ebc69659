"""The verbs of public holidays: which countries are known, which days they give, and whose the clinic keeps."""

import re
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from types import ModuleType

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.availability import check_days
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.public_holidays import ENGLISH, HolidayChoice, HolidayCountry, HolidayRegion, PublicHoliday

from .desk import Desk


class PublicHolidays(Desk):
    """The library's calendar of each country; it knows them offline, and for years to come."""

    def countries(self) -> tuple[HolidayCountry, ...]:
        """Every country that is known, by its code."""
        self.admit(Permission.SET_CLOSURES)
        return _countries()

    def of_year(self, choice: HolidayChoice, year: int) -> tuple[PublicHoliday, ...]:
        """The holidays of a country or region in a year, by date, two of one day as one; raises InvalidInput."""
        self.admit(Permission.SET_CLOSURES)
        check_days(date(year, 1, 1), date(year, 1, 1))
        if not choice.country:
            return ()
        country = _country_of(choice)
        language = choice.language or _usual_language(country)
        return _of_year(choice.country, choice.region, language, year)

    def choose(self, choice: HolidayChoice) -> HolidayChoice:
        """Keep whose holidays the clinic goes by; raises InvalidInput. Nothing is closed or opened by that."""
        caller = self.admit(Permission.SET_CLOSURES)
        if choice.country:
            _country_of(choice)
        fit = replace(choice, worked=tuple(sorted(set(choice.worked))))
        with self.database.transaction(caller.actor, "choose public holidays") as transaction:
            standing = transaction.clinic()
            if standing.policies.holidays != fit:
                transaction.replace(replace(standing, policies=replace(standing.policies, holidays=fit)))
        return fit


def _library() -> ModuleType:
    import holidays  # a quarter of a second, and only whoever looks at closing days needs it

    return holidays


@cache
def _countries() -> tuple[HolidayCountry, ...]:
    library = _library()
    codes = sorted(library.list_supported_countries(include_aliases=False))
    languages = library.list_localized_countries(include_aliases=False)
    return tuple(_country(library, code, tuple(languages.get(code, ()))) for code in codes)


def _country(library: ModuleType, code: str, languages: tuple[str, ...]) -> HolidayCountry:
    kind = getattr(library, code)
    names = {value: name for name, value in getattr(kind, "subdivisions_aliases", {}).items()}
    regions = (HolidayRegion(code=each, name=names.get(each, _spaced(each))) for each in kind.subdivisions)
    return HolidayCountry(code=code, regions=tuple(sorted(regions, key=lambda one: one.name)), languages=languages)


def _country_of(choice: HolidayChoice) -> HolidayCountry:
    country = next((one for one in _countries() if one.code == choice.country), None)
    if country is None:
        raise InvalidInput("country", "The holidays of this country are not known. Choose one from the list.")
    if choice.region and choice.region not in {one.code for one in country.regions}:
        raise InvalidInput("region", "There is no such region in this country. Choose one from the list.")
    if choice.language and choice.language not in country.languages:
        raise InvalidInput("language", "The holidays are not known in this language. Choose one from the list.")
    return country


def _usual_language(country: HolidayCountry) -> str:
    return ENGLISH if ENGLISH in country.languages else ""


@lru_cache(maxsize=64)
def _of_year(country: str, region: str, language: str, year: int) -> tuple[PublicHoliday, ...]:
    keys = _days(country, region, ENGLISH, year)
    return tuple(
        PublicHoliday(day=day, name=name, key=_without_notes(keys.get(day, name)))
        for day, name in sorted(_days(country, region, language, year).items())
    )


def _days(country: str, region: str, language: str, year: int) -> dict[date, str]:
    """The names by day; a language that the country's are not known in gives the country's own."""
    found = _library().country_holidays(country, subdiv=region or None, years=year, language=language or None)
    return {day: name for day, name in found.items() if day.year == year}


def _without_notes(name: str) -> str:
    """A name without what holds in one year only: "(observed)", "(estimated)"."""
    return re.sub(r"\s*\([^)]*\)", "", name)


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
