"""Public holidays: the days that a country's law gives, and which of them a clinic keeps."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHoliday:
    """A day by its name in the language asked for; `key` is the same in every year and every language."""

    day: date
    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRegion:
    """A part of a country that has days of its own; its name as people there write it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCountry:
    """A country (ISO 3166's two letters), its regions by name, and the languages in which its holidays are known."""

    code: str
    regions: tuple[HolidayRegion, ...] = ()
    languages: tuple[str, ...] = ()


ENGLISH = "en_US"
"""The language of a holiday's `key`, and of its name unless another is chosen, where the country's are known in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChoice:
    """Whose holidays a clinic keeps; none without a country. On those named in `worked` it is open all the same."""

    country: str = ""
    region: str = ""
    language: str = ""
    worked: tuple[str, ...] = ()


NO_HOLIDAYS = HolidayChoice()
