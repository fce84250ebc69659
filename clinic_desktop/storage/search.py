"""Finding patients while somebody types: by a bounded walk in name order, then by the trigram index."""

from collections.abc import Iterable
from datetime import date
from itertools import permutations

from clinic_desktop.domain.people import Sex
from clinic_desktop.domain.sheets import PatientLine

from .column_types import Raw, id_of
from .reading.base import Reading, texts_of
from .spelling import country_code
from .typed import Typed, Word, understand

_WALK = 3000
"""How many names a walk looks at: what is found less often than 20 times in them is found by the trigrams."""
_HITS = 200
"""How many hits of the trigrams are looked at one by one."""
_TRIGRAM = 3
_PERMUTED = 3
_LAST = "\U0010ffff"
_SEX = {sex.value: sex for sex in Sex}


def search_patients(
    reading: Reading, text: str, *, limit: int = 20, archived: bool | None = False
) -> list[PatientLine]:
    """Patients whom all that was typed fits: those whose name begins so first, each group by name.

    Understands parts of names without regard to case and accents, MRN, phone numbers and birth dates in any spelling.
    """
    typed = understand(text)
    search = _Search(reading, typed, limit, archived)
    if typed.birth_dates:
        search.by_birth_date()
    if typed.digits and not search.is_full:
        search.by_number()
    elif typed.words and not search.found:  # "3.12.19" may be on the way to "3.12.1984"
        search.by_words()
    return search.lines()


class _Search:
    """One search: the row numbers found so far, in the order they will be shown."""

    def __init__(self, reading: Reading, typed: Typed, limit: int, archived: bool | None) -> None:
        self._reading = reading
        self._typed = typed
        self._limit = limit
        self._shown = "" if archived is None else f" AND archived = {int(archived)}"
        self.found: dict[int, None] = {}

    def by_birth_date(self) -> None:
        marks = ", ".join("?" * len(self._typed.birth_dates))
        tests, values = _holds(self._typed.besides)
        self._add(
            f'SELECT "row" FROM patient WHERE birth_date IN ({marks}){tests}{self._shown} ORDER BY name_key LIMIT ?',
            [*(day.isoformat() for day in self._typed.birth_dates), *values],
        )

    def by_number(self) -> None:
        """Phone numbers and MRNs that begin so; failing that, whatever holds the digits."""
        starts = _international(self._typed, self._reading.phone_region)
        columns = [("mobile_digits", start) for start in starts] + [("phone_digits", start) for start in starts]
        mrn = "".join(word.key for word in self._typed.words).upper()
        columns.append(("mrn", mrn))
        parts = " UNION ".join(
            f'SELECT * FROM (SELECT "row", name_key FROM patient WHERE {column} >= ? AND {column} < ?{self._shown} '
            "LIMIT ?)"
            for column, _ in columns
        )
        values: list[Raw] = []
        for _, start in columns:
            values += [start, start + _LAST, _HITS]
        self._add(f'SELECT "row" FROM ({parts}) ORDER BY name_key LIMIT ?', values)
        if not self.found:
            digits = self._typed.digits.lstrip("0")
            self._by_trigrams([Word(key=digits, text=digits)])
        if not self.found:
            self._by_trigrams(self._typed.words)

    def by_words(self) -> None:
        words = self._typed.words
        self._walk_names(words)
        if not self.is_full:
            self._walk_given_names(words)
        if not self.is_full and any(len(word.text) >= _TRIGRAM for word in words) and not self._by_trigrams(words):
            self._walk_all(words)
            if not self.is_full:
                self._by_trigrams(words, common=True)

    @property
    def is_full(self) -> bool:
        return len(self.found) >= self._limit

    def lines(self) -> list[PatientLine]:
        """What was found, as lists show it; a record that was merged into another is nobody's any more."""
        rows = list(self.found)[: self._limit]
        if not rows:
            return []
        found = self._reading.ask(
            'SELECT "row", id, mrn, given_name, family_name, birth_date, sex, mobile, phone, email, alerts, archived, '
            f'mobile_digits, phone_digits FROM patient WHERE "row" IN ({", ".join("?" * len(rows))}) '
            "AND merged_into_id IS NULL",
            rows,
        )
        by_row = {row: self._line(*values) for row, *values in found}
        return [by_row[row] for row in rows if row in by_row]

    def _line(
        self,
        id: bytes,  # noqa: A002 - the columns in their order
        mrn: str,
        given_name: str,
        family_name: str,
        birth_date: str | None,
        sex: str,
        mobile: str,
        phone: str,
        email: str,
        alerts: str,
        archived: int,
        mobile_digits: str | None,
        phone_digits: str | None,
    ) -> PatientLine:
        return PatientLine(
            id=id_of(id),
            mrn=mrn,
            given_name=given_name,
            family_name=family_name,
            birth_date=None if birth_date is None else date.fromisoformat(birth_date),
            sex=_SEX[sex],
            mobile=mobile,
            phone=phone,
            email=email,
            alerts=texts_of(alerts),
            archived=bool(archived),
        )

    def _walk_names(self, words: tuple[Word, ...]) -> None:
        """Names that begin with one of the words, and hold the others."""
        for word in words:
            tests, values = _holds(words)
            self._add(
                f'SELECT "row" FROM (SELECT "row", archived, search_text FROM patient INDEXED BY patient_name '
                f"WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT {_WALK}) "
                f"WHERE true{tests}{self._shown} LIMIT ?",
                [word.key, word.key + _LAST, *values],
            )

    def _walk_given_names(self, words: tuple[Word, ...]) -> None:
        """Given names that begin with one of the words; with two words, in either order."""
        orders = permutations(words) if len(words) <= _PERMUTED else [words]
        tests, values = _holds(word for word in words if word.text != word.key)
        for order in orders:
            start = " ".join(word.key for word in order)
            self._add(
                'SELECT "row" FROM patient INDEXED BY patient_given '
                f"WHERE given_key >= ? AND given_key < ?{tests}{self._shown} ORDER BY given_key LIMIT ?",
                [start, start + _LAST, *values],
            )

    def _walk_all(self, words: tuple[Word, ...]) -> None:
        """The first names of all, in their order, as far as a walk goes."""
        tests, values = _holds(words)
        self._add(
            f'SELECT "row" FROM (SELECT "row", archived, search_text FROM patient INDEXED BY patient_name '
            f"ORDER BY name_key LIMIT {_WALK}) WHERE true{tests}{self._shown} LIMIT ?",
            values,
        )

    def _by_trigrams(self, words: Iterable[Word], *, common: bool = False) -> bool:
        """Whoever holds all words anywhere; False, and nothing found, if there are too many to put in order."""
        words = list(words)
        grams = dict.fromkeys(
            word.text[i : i + _TRIGRAM] for word in words for i in range(len(word.text) - _TRIGRAM + 1)
        )
        if not grams:
            return True
        match = " AND ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        hits = [
            row
            for (row,) in self._reading.ask(
                f"SELECT rowid FROM patient_search WHERE patient_search MATCH ? LIMIT {_HITS}", (match,)
            )
        ]
        if len(hits) == _HITS and not common:
            return False
        tests, values = _holds(words)
        marks = ", ".join("?" * len(hits))
        self._add(
            f'SELECT "row" FROM patient WHERE "row" IN ({marks}){tests}{self._shown} ORDER BY name_key LIMIT ?',
            [*hits, *values],
        )
        return True

    def _add(self, sql: str, values: list[Raw]) -> None:
        for (row,) in self._reading.ask(sql, [*values, self._limit]):
            self.found.setdefault(row)


def _holds(words: Iterable[Word]) -> tuple[str, list[Raw]]:
    """The test that a search text holds all words; short ones must begin a word of it."""
    tests = ""
    values: list[Raw] = []
    for word in words:
        tests += " AND instr(search_text, ?)"
        values.append(word.text if len(word.text) >= _TRIGRAM else f" {word.text}")
    return tests, values


def _international(typed: Typed, region: str) -> list[str]:
    """The beginnings that the digits may have among international numbers."""
    if typed.international:
        return [typed.digits]
    code = country_code(region)
    return list(dict.fromkeys([code + typed.digits.removeprefix("0"), typed.digits]))
