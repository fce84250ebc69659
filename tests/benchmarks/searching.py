"""Finding patients, key by key as somebody types."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from clinic_desktop.storage.folding import folded

from .figures import Figure, in_turns
from .measured_clinic import MeasuredClinic

_TYPED = 120
_PLAIN = """
SELECT id, mrn, given_name, family_name, birth_date, sex, mobile, phone, email, alerts, archived FROM patient
WHERE {column} >= ? AND {column} < ? AND NOT archived LIMIT 20
"""
_LAST = "\U0010ffff"


def searching(measured: MeasuredClinic) -> Figure:
    """Every key of names, numbers, phones and dates that are typed; bare: twenty that begin so, by an index."""
    count = measured.ask("SELECT count(*) FROM patient")[0][0]
    keys = list(_keys(measured))
    ours, bare = in_turns(
        (partial(measured.clinic.patients.search, key.text) for key in keys),
        (_plain(measured, key) for key in keys),
    )
    limit = 1.5 if count < 500_000 else 10.0
    return Figure(
        name=f"patient search, a key ({count:,} patients)", unit="ms", figure=ours, bare=bare,
        goal=f"≤ {limit:g} ms at the median", met=ours <= limit,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Key:
    """The field's text after a key, and the index that would answer it at the least cost."""

    text: str
    column: str
    start: str


def _keys(measured: MeasuredClinic) -> Iterator[_Key]:
    """Surnames, given names, both in either order, parts of names, numbers, phones, dates: after each of their keys."""
    people = measured.ask(
        "SELECT given_name, family_name, mrn, mobile, birth_date FROM patient WHERE row % ? = 0 LIMIT ?",
        max(1, measured.ask("SELECT count(*) FROM patient")[0][0] // _TYPED),
        _TYPED,
    )
    for number, (given, family, mrn, mobile, born) in enumerate(people):
        year, month, day = born.split("-")
        typed, column = (
            (family, "name_key"),
            (f"{given} {family}", "given_key"),
            (f"{family} {given}".lower(), "name_key"),
            (folded(family)[1:], "name_key"),
            (mrn, "mrn"),
            (mobile, "mobile_digits"),
            (f"{day}.{month}.{year}", "birth_date"),
            (given, "given_key"),
        )[number % 8]
        for end in range(1, len(typed) + 1):
            yield _Key(typed[:end], column, _start(typed[:end], column))


def _start(text: str, column: str) -> str:
    if column == "birth_date":
        return "-".join(reversed(text.split(".")))
    return "".join(filter(str.isdigit, text)) if column == "mobile_digits" else folded(text)


def _plain(measured: MeasuredClinic, key: _Key) -> Callable[[], object]:
    return partial(measured.ask, _PLAIN.format(column=key.column), key.start, key.start + _LAST)
