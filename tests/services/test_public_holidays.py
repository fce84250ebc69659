"""Which days the law gives, by country and region, and whose holidays a clinic keeps."""

from dataclasses import replace
from datetime import date

import pytest

from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.public_holidays import HolidayChoice
from tests.builders import SmallClinic

HESSE = HolidayChoice(country="DE", region="HE")
CORPUS_CHRISTI = date(2027, 5, 27)


def test_a_region_has_days_that_its_country_has_not(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    in_hesse = admin.holidays.of_year(HESSE, 2027)
    in_germany = admin.holidays.of_year(replace(HESSE, region=""), 2027)

    assert [(one.day, one.name) for one in in_hesse if one not in in_germany] == [(CORPUS_CHRISTI, "Corpus Christi")]
    assert in_hesse[0].day == date(2027, 1, 1)
    assert [one.day for one in in_hesse] == sorted({one.day for one in in_hesse})


def test_names_come_in_the_language_asked_for_and_are_known_by_one_key(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    german = admin.holidays.of_year(replace(HESSE, language="de"), 2027)

    assert "Fronleichnam" in {one.name for one in german}
    assert [one.key for one in german] == [one.key for one in admin.holidays.of_year(HESSE, 2027)]


def test_a_holiday_keeps_its_key_from_year_to_year(clinic: SmallClinic) -> None:
    admin, cairo = clinic.as_admin(), HolidayChoice(country="EG")

    for choice in (HESSE, cairo):
        this, following = (admin.holidays.of_year(choice, year) for year in (2027, 2028))
        assert {one.key for one in this} & {one.key for one in following}
    assert not any("(" in one.key for one in admin.holidays.of_year(cairo, 2027))


def test_every_country_can_be_looked_at_with_each_of_its_first_regions(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    countries = admin.holidays.countries()

    for country in countries:
        region = country.regions[0].code if country.regions else ""
        language = country.languages[0] if country.languages else ""
        admin.holidays.of_year(HolidayChoice(country=country.code, region=region, language=language), 2027)

    assert len(countries) > 150
    germany = next(one for one in countries if one.code == "DE")
    assert ("HE", "Hessen") in {(one.code, one.name) for one in germany.regions}


def test_the_choice_is_kept_with_what_is_worked_all_the_same(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    admin.holidays.choose(replace(HESSE, worked=("Good Friday", "Corpus Christi", "Good Friday")))

    kept = clinic.as_receptionist().settings.read().policies.holidays
    assert kept == replace(HESSE, worked=("Corpus Christi", "Good Friday"))
    assert not admin.hours.closures()


@pytest.mark.parametrize("wrong", [{"country": "XX"}, {"region": "ZZ"}, {"language": "tlh"}])
def test_what_is_not_known_is_refused(clinic: SmallClinic, wrong: dict[str, str]) -> None:
    admin, choice = clinic.as_admin(), replace(HESSE, **wrong)  # type: ignore[arg-type] # one field of text

    with pytest.raises(InvalidInput):
        admin.holidays.choose(choice)
    with pytest.raises(InvalidInput):
        admin.holidays.of_year(choice, 2027)


def test_without_a_country_there_are_no_holidays(clinic: SmallClinic) -> None:
    assert clinic.as_admin().holidays.of_year(HolidayChoice(), 2027) == ()


def test_only_an_administrator_chooses(clinic: SmallClinic) -> None:
    for someone in (clinic.as_receptionist(), clinic.as_doctor(), clinic.as_patient()):
        with pytest.raises(NotAllowed):
            someone.holidays.choose(HESSE)
