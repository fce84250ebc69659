"""People whom the demo clinic has entered twice, each by another mistake, and twins who only look so."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from clinic_desktop.domain.people import Patient, Sex

_TWIN_GIRLS = ("Frieda", "Charlotte")


def enter_twice(patients: list[Patient], adults: Sequence[int], cast: frozenset[int]) -> None:
    """Make some of the patients second entries of others, and two of them twins; the people of the pictures stay."""
    free = [place for place in adults if place not in cast and patients[place].given_name.isascii()]
    step = len(free) // (2 * len(_MISTAKES) + 2)
    for number, mistake in enumerate(_MISTAKES):
        first, second = free[(2 * number + 1) * step], free[(2 * number + 2) * step - 1]
        patients[second] = _again(patients[second], mistake(patients[first]))
    one, other = free[-1], free[-step]
    sister = replace(patients[one], given_name=_TWIN_GIRLS[0], sex=Sex.FEMALE, account_id=None)
    patients[one] = sister
    patients[other] = replace(_again(patients[other], sister), given_name=_TWIN_GIRLS[1])


def _again(stands_at: Patient, person: Patient) -> Patient:
    """The person once more, under the number and with the doctor of whoever stood there."""
    return replace(
        person,
        id=stands_at.id,
        mrn=stands_at.mrn,
        own_doctor_id=stands_at.own_doctor_id,
        alerts=stands_at.alerts,
        notes=stands_at.notes,
        account_id=None,
    )


def _typing_error(person: Patient) -> Patient:
    name = person.family_name
    at = len(name) // 2
    return replace(person, family_name=f"{name[: at - 1]}{name[at]}{name[at - 1]}{name[at + 1 :]}", email="")


def _names_swapped(person: Patient) -> Patient:
    return replace(person, given_name=person.family_name, family_name=person.given_name, address="")


def _day_and_month(person: Patient) -> Patient:
    born = person.birth_date
    swapped = born and born.day <= 12 and born.replace(day=born.month, month=born.day)
    return replace(person, birth_date=swapped or _one_digit(born), email="")


def _one_digit(born: date | None) -> date | None:
    return born and born + (timedelta(days=1) if born.day % 10 < 8 else timedelta(days=-1))


def _digit_of_birth_date(person: Patient) -> Patient:
    return replace(person, birth_date=_one_digit(person.birth_date), phone="")


def _moved_house(person: Patient) -> Patient:
    return replace(person, address="Gartenweg 3, 14467 Potsdam", email="")


def _middle_name(person: Patient) -> Patient:
    return replace(person, given_name=f"{person.given_name} Kim", mobile="")


_MISTAKES: tuple[Callable[[Patient], Patient], ...] = (
    _typing_error,
    _names_swapped,
    _day_and_month,
    _digit_of_birth_date,
    _moved_house,
    _middle_name,
)
