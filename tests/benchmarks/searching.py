"""Finding patients, key by key as somebody types."""

from collections.abc import Callable, Iterator
from functools import partial

from clinic_desktop.storage.folding import folded

from .figures import Figure, in_turns
from .measured_clinic import MeasuredClinic

_TYPED = 120
_PLAIN = """
SELECT id, mrn, given_name, family_name, birth_date, sex, mobile, phone, email, alerts, archived FROM patient
WHERE name_key >= ? AND name_key < ? AND NOT archived ORDER BY name_key LIMIT 20
"""


def searching(measured: MeasuredClinic) -> Figure:
    """Every key of names, numbers, phones and dates that are typed; bare: the names that begin so, by the index."""
    count = measured.ask("SELECT count(*) FROM patient")[0][0]
    keys = list(_keys(measured))
    ours, bare = in_turns(
        (partial(measured.clinic.patients.search, text) for text in keys),
        (_plain(measured, text) for text in keys),
    )
    limit = 1.5 if count < 500_000 else 10.0
    return Figure(
        name=f"patient search, a key ({count:,} patients)", unit="ms", figure=ours, bare=bare,
        goal=f"≤ {limit:g} ms at the median", met=ours <= limit,
    )  # fmt: skip


def _keys(measured: MeasuredClinic) -> Iterator[str]:
    """The field's text after each key: surnames, given names, both, parts of names, numbers, phones, dates."""
    people = measured.ask(
        "SELECT given_name, family_name, mrn, mobile, birth_date FROM patient WHERE row % ? = 0 LIMIT ?",
        max(1, measured.ask("SELECT count(*) FROM patient")[0][0] // _TYPED),
        _TYPED,
    )
    for number, (given, family, mrn, mobile, born) in enumerate(people):
        year, month, day = born.split("-")
        typed = (
            family,
            f"{given} {family}",
            f"{family} {given}".lower(),
            folded(family)[1:],
            mrn,
            mobile,
            f"{day}.{month}.{year}",
            given,
        )[number % 8]
        for end in range(1, len(typed) + 1):
            yield typed[:end]


def _plain(measured: MeasuredClinic, text: str) -> Callable[[], object]:
    start = folded(text)
    return partial(measured.ask, _PLAIN, start, start + "\U0010ffff")
