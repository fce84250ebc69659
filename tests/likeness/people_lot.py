"""A labelled file drawn by lot: people entered twice with errors, and those who only look so (twins, families)."""

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_desktop.domain.people import PatientDetails, Sex

from .name_lists import NameList


@dataclass(frozen=True, slots=True)
class Labelled:
    """People, and which places in the list are one person; `kinds` says of look-alikes what they are."""

    people: list[PatientDetails]
    same: set[tuple[int, int]]
    kinds: dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMix:
    """How often each error befalls the second entry of a person."""

    given_typo: float = 0.18
    family_typo: float = 0.18
    swapped: float = 0.05
    middle: float = 0.08
    variant: float = 0.03
    new_family: float = 0.05
    no_birth: float = 0.04
    birth_swapped: float = 0.03
    birth_digit: float = 0.06
    birth_year: float = 0.02
    no_phone: float = 0.2
    new_phone: float = 0.2
    phone_digit: float = 0.05
    no_email: float = 0.4
    new_email: float = 0.15
    moved: float = 0.2
    no_address: float = 0.2
    address_typo: float = 0.1
    no_sex: float = 0.15
    wrong_sex: float = 0.005


class Lot:
    """Draws a file of so many people from a list of names."""

    def __init__(self, seed: int, names: NameList, mix: ErrorMix) -> None:
        self.lot = random.Random(seed)
        self.names = names
        self.mix = mix
        self.people: list[PatientDetails] = []
        self.same: set[tuple[int, int]] = set()
        self.kinds: dict[tuple[int, int], str] = {}

    def file(self, count: int) -> Labelled:
        """The file, in the order of entry; the second entries are shuffled among the others."""
        while len(self.people) < count * 0.9:
            self._draw_household()
        for place in self.lot.sample(range(len(self.people)), int(count * 0.1)):
            self.same.add((place, len(self.people)))
            self.people.append(self.again(self.people[place]))
        order = list(range(len(self.people)))
        self.lot.shuffle(order)
        at = {old: new for new, old in enumerate(order)}

        def pair(one: int, other: int) -> tuple[int, int]:
            return (min(at[one], at[other]), max(at[one], at[other]))

        return Labelled(
            [self.people[old] for old in order],
            {pair(*both) for both in self.same},
            {pair(*both): kind for both, kind in self.kinds.items()},
        )

    def _draw_household(self) -> None:
        first = self.someone()
        kind = self.lot.choices(
            ("alone", "twins", "father and son", "siblings", "couple", "namesake", "shared phone"),
            (60, 1.2, 1.2, 8, 20, 2, 8),
        )[0]
        others: list[PatientDetails] = []
        match kind:
            case "twins":
                sex = first.sex if self.lot.random() < 0.65 else self._sex()
                others = [replace(first, given_name=self._given(sex, first.given_name), sex=sex)]
                if self.lot.random() < 0.3:
                    others = [replace(others[0], email=self._email(others[0]))]
            case "father and son":
                others = [replace(first, birth_date=self._years_on(first), email="")]
            case "siblings":
                for _ in range(self.lot.choice((1, 1, 2))):
                    sex = self._sex()
                    born = self._later(first)
                    others.append(
                        replace(first, given_name=self._given(sex, first.given_name), sex=sex, birth_date=born)
                    )
            case "couple":
                sex = Sex.FEMALE if first.sex is Sex.MALE else Sex.MALE
                born = self._later(first)
                mate = replace(first, given_name=self._given(sex, first.given_name), sex=sex, birth_date=born)
                others = [replace(mate, mobile=self._mobile(), email=self._email(mate))]
            case "namesake":
                first = replace(
                    first,
                    given_name=_often(self.lot, (self.names.women if first.sex is Sex.FEMALE else self.names.men)[:20]),
                    family_name=_often(self.lot, self.names.families[:25]),
                )
                stranger = self.someone()
                near = self._near_date(first.birth_date) if self.lot.random() < 0.25 else stranger.birth_date
                others = [
                    replace(
                        stranger,
                        given_name=first.given_name,
                        family_name=first.family_name,
                        sex=first.sex,
                        birth_date=near,
                    )
                ]
            case "shared phone":
                others = [replace(self.someone(), mobile=first.mobile)]
        start = len(self.people)
        self.people += [first, *others]
        for place in range(start + 1, len(self.people)):
            self.kinds[(start, place)] = kind

    def someone(self) -> PatientDetails:
        """A person by lot."""
        sex = self._sex()
        given = self._given(sex)
        if self.lot.random() < 0.08:
            given = f"{given} {self._given(sex, given)}"
        born = date(1930, 1, 1) + timedelta(days=self.lot.randrange(34_000))
        if self.lot.random() < 0.02:
            born = born.replace(month=1, day=1)
        person = PatientDetails(given_name=given, family_name=self._family(), birth_date=born, sex=sex)
        return replace(
            person,
            mobile=self._mobile() if self.lot.random() < 0.9 else "",
            email=self._email(person) if self.lot.random() < 0.5 else "",
            address=self._address() if self.lot.random() < 0.85 else "",
        )

    def again(self, person: PatientDetails) -> PatientDetails:
        """The same person entered once more, by somebody in a hurry."""
        mix = self.mix
        changes: tuple[tuple[float, Callable[[PatientDetails], PatientDetails]], ...] = (
            (mix.variant, lambda one: replace(one, given_name=self._variant(one.given_name))),
            (mix.middle, self._middle),
            (mix.given_typo, lambda one: replace(one, given_name=self.typo(one.given_name))),
            (
                mix.new_family if person.sex is Sex.FEMALE else mix.new_family / 4,
                lambda one: replace(one, family_name=self._married(one.family_name)),
            ),
            (mix.family_typo, lambda one: replace(one, family_name=self.typo(one.family_name))),
            (mix.swapped, lambda one: replace(one, given_name=one.family_name, family_name=one.given_name)),
            (mix.no_birth, lambda one: replace(one, birth_date=None)),
            (mix.birth_swapped, lambda one: replace(one, birth_date=_turned(one.birth_date))),
            (mix.birth_digit, lambda one: replace(one, birth_date=self._near_date(one.birth_date))),
            (mix.birth_year, lambda one: replace(one, birth_date=_year_on(one.birth_date))),
            (mix.new_phone, lambda one: replace(one, mobile=self._mobile())),
            (mix.phone_digit, lambda one: replace(one, mobile=self._digit(one.mobile))),
            (mix.no_phone, lambda one: replace(one, mobile="")),
            (mix.new_email, lambda one: replace(one, email=self._email(one))),
            (mix.no_email, lambda one: replace(one, email="")),
            (mix.moved, lambda one: replace(one, address=self._address())),
            (mix.address_typo, lambda one: replace(one, address=self.typo(one.address))),
            (mix.no_address, lambda one: replace(one, address="")),
            (mix.no_sex, lambda one: replace(one, sex=Sex.UNKNOWN)),
            (mix.wrong_sex, lambda one: replace(one, sex=self._sex())),
        )
        for often, change in changes:
            if self.lot.random() < often:
                person = change(person)
        return person

    def typo(self, word: str) -> str:
        """One slip of the fingers."""
        if len(word) < 3:
            return word
        at = self.lot.randrange(1 if self.lot.random() < 0.9 else 0, len(word) - 1)
        letter = self.lot.choice(string.ascii_lowercase)
        match self.lot.randrange(4):
            case 0:
                return word[:at] + letter + word[at + 1 :]
            case 1:
                return word[:at] + letter + word[at:]
            case 2:
                return word[:at] + word[at + 1 :]
            case _:
                return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def _sex(self) -> Sex:
        return self.lot.choice((Sex.FEMALE, Sex.MALE))

    def _given(self, sex: Sex, other_than: str = "") -> str:
        names = self.names.women if sex is Sex.FEMALE else self.names.men
        while (name := _often(self.lot, names)) == other_than.split(" ", maxsplit=1)[0]:
            pass
        return name

    def _family(self) -> str:
        if self.lot.random() < self.names.rare:
            return "".join(self.lot.choice(self.names.syllables) for _ in range(self.lot.choice((2, 3, 3)))).title()
        name = _often(self.lot, self.names.families)
        return f"{name}-{_often(self.lot, self.names.families)}" if self.lot.random() < 0.02 else name

    def _married(self, family: str) -> str:
        return f"{family}-{self._family()}" if self.lot.random() < 0.3 else self._family()

    def _variant(self, given: str) -> str:
        return self.names.variants.get(given, given)

    def _middle(self, person: PatientDetails) -> PatientDetails:
        first, *more = person.given_name.split()
        given = first if more else f"{first} {self.lot.choice(self.names.women + self.names.men)}"
        return replace(person, given_name=given)

    def _mobile(self) -> str:
        return f"+49 17{self.lot.randrange(10)} {self.lot.randrange(1_000_000, 99_999_999)}"

    def _digit(self, number: str) -> str:
        if not number:
            return number
        at = self.lot.randrange(8, len(number))
        return number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]

    def _email(self, person: PatientDetails) -> str:
        letters = "".join(filter(str.isascii, f"{person.given_name[:1]}.{person.family_name}".lower())).replace(" ", "")
        return f"{letters}{self.lot.randrange(2_000)}@example.org"

    def _address(self) -> str:
        street = self.lot.choice(self.names.streets)
        return f"{street} {self.lot.randrange(1, 120)}, {self.lot.randrange(10_100, 10_160)} Berlin"

    def _years_on(self, person: PatientDetails) -> date:
        assert person.birth_date is not None
        return person.birth_date + timedelta(days=self.lot.randrange(20 * 365, 38 * 365))

    def _later(self, person: PatientDetails) -> date:
        assert person.birth_date is not None
        return person.birth_date + timedelta(days=self.lot.randrange(300, 3_000))

    def _near_date(self, born: date | None) -> date | None:
        if born is None:
            return None
        text = born.isoformat()
        while True:
            at = self.lot.choice((2, 3, 5, 6, 8, 9, 3, 6, 9))
            try:
                day = date.fromisoformat(text[:at] + str(self.lot.randrange(10)) + text[at + 1 :])
            except ValueError:
                continue
            if day != born and day.year < _NEXT_YEAR:
                return day


_NEXT_YEAR = 2027


def _turned(born: date | None) -> date | None:
    if born is None or born.day > 12:
        return born
    return born.replace(month=born.day, day=born.month)


def _year_on(born: date | None) -> date | None:
    return born and (born - timedelta(days=born.day == 29)).replace(year=born.year + 1)


def _often(lot: random.Random, names: Sequence[str]) -> str:
    """One of the names, the first ones much oftener (Zipf)."""
    return names[min(int(len(names) ** lot.random()) - 1, len(names) - 1)] if lot.random() < 0.7 else lot.choice(names)
