"""Patients as they are compared: everyone in turn, those who might be one person, and how common a name is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from clinic_desktop.domain.birth_likeness import birth_dates_like
from clinic_desktop.domain.people import PatientDetails, Sex
from clinic_desktop.storage.column_types import Raw, id_of
from clinic_desktop.storage.desk_tables import distinct_patients
from clinic_desktop.storage.folding import folded
from clinic_desktop.storage.spelling import phone_digits

from .base import Reading

_COLUMNS = (
    '"row", id, given_name, family_name, birth_date, sex, mobile_digits, phone_digits, email, address FROM patient'
)
_LAST = "\U0010ffff"
_SEX = {sex.value: sex for sex in Sex}
_MOST = 100
_COUNTED = 2_000


class KnownPerson(NamedTuple):
    """A patient of the file, with all that tells people apart; `row` is their place in the order of entry."""

    row: int
    id: UUID
    given_name: str
    family_name: str
    birth_date: date | None
    sex: Sex
    digits: tuple[str | None, str | None]
    email: str
    address: str


def people_after(reading: Reading, row: int, *, limit: int) -> list[KnownPerson]:
    """The next patients in the order of entry; those merged into another are left out."""
    rows = reading.ask(
        f'SELECT {_COLUMNS} WHERE "row" > ? AND merged_into_id IS NULL ORDER BY "row" LIMIT ?', (row, limit)
    )
    return [_person(*one) for one in rows]


def people_of(reading: Reading, ids: Iterable[UUID]) -> list[KnownPerson]:
    """These patients, those merged into another left out."""
    found: list[KnownPerson] = []
    wanted = [one.bytes for one in ids]
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        marks = ", ".join("?" * len(some))
        rows = reading.ask(f"SELECT {_COLUMNS} WHERE id IN ({marks}) AND merged_into_id IS NULL", some)
        found += [_person(*one) for one in rows]
    return found


def perhaps_the_same(reading: Reading, details: PatientDetails, region: str) -> list[KnownPerson]:
    """Patients with a birth date a slip away, the same telephone, or one name alike and the other's first letter."""
    numbers = [digits for text in (details.mobile, details.phone) if (digits := phone_digits(text, region))]
    return people_like(reading, details.given_name, details.family_name, details.birth_date, numbers)


def people_like(
    reading: Reading, given_name: str, family_name: str, birth_date: date | None, numbers: Sequence[str]
) -> list[KnownPerson]:
    """As `perhaps_the_same`, for somebody whose numbers' digits are known."""
    found: dict[int, KnownPerson] = {}

    def look(test: str, values: Sequence[Raw]) -> None:
        sql = f"SELECT {_COLUMNS} WHERE {test} AND merged_into_id IS NULL LIMIT {_MOST}"
        found.update((row[0], _person(*row)) for row in reading.ask(sql, values))

    for day in birth_dates_like(birth_date)[:1]:
        look("birth_date = ?", (day.isoformat(),))
    slips = [day.isoformat() for day in birth_dates_like(birth_date)[1:]]
    given, family = folded(given_name), folded(family_name)
    for one, other in ((family, given), (given, family)):
        if one:
            start = f"{one} {other[:1]}".strip()
            look("name_key >= ? AND name_key < ?", (start, start + _LAST))
            look("given_key >= ? AND given_key < ?", (start, start + _LAST))
    if slips:
        look(f"birth_date IN ({', '.join('?' * len(slips))})", slips)
    for number in numbers:
        look("mobile_digits = ?", (number,))
        look("phone_digits = ?", (number,))
    return list(found.values())


def people_called(reading: Reading, name: str) -> int:
    """How many patients bear a name as their whole family or given name; counted up to some thousands."""
    count = 0
    for column in ("name_key", "given_key"):
        rows = reading.ask(
            f"SELECT count(*) FROM (SELECT 1 FROM patient WHERE {column} >= ? AND {column} < ? LIMIT {_COUNTED})",
            (f"{name} ", f"{name}!"),
        )
        count += int(rows.fetchone()[0])
    return count


def people_in_file(reading: Reading) -> int:
    """About how many patients there are: the number of the last row, which costs nothing to ask."""
    return int(reading.ask('SELECT coalesce(max("row"), 0) FROM patient').fetchone()[0])


def last_change(reading: Reading) -> int:
    """The number of the journal's last entry."""
    return int(reading.ask("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def patients_changed_after(reading: Reading, seq: int, *, limit: int) -> list[UUID] | None:
    """Which patients were added or changed since an entry of the journal; None if they are too many to say."""
    rows = reading.ask(
        "SELECT DISTINCT record_id FROM journal WHERE seq > ? AND kind = 'patient' LIMIT ?", (seq, limit + 1)
    ).fetchall()
    if len(rows) > limit or any(record_id is None for (record_id,) in rows):
        return None
    return [id_of(record_id) for (record_id,) in rows]


def pairs_told_apart(reading: Reading) -> set[tuple[UUID, UUID]]:
    """The pairs that someone found to be two people, the smaller id first."""
    rows = reading.rows(select(distinct_patients.c.one_id, distinct_patients.c.other_id))
    return {(row[0], row[1]) for row in rows}


def _person(
    row: int,
    id: bytes,  # noqa: A002 - the columns in their order
    given_name: str,
    family_name: str,
    birth_date: str | None,
    sex: str,
    mobile: str | None,
    phone: str | None,
    email: str,
    address: str,
) -> KnownPerson:
    born = None if birth_date is None else date.fromisoformat(birth_date)
    return KnownPerson(
        row, id_of(id), given_name, family_name, born, _SEX[sex], (mobile, phone), email, address
    )  # fmt: skip
