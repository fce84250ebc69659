"""The tallies: what every appointment and patient adds to the figures, as SQL that is made once from one list.

Triggers add it for each row that is written, whoever writes it; rows that are stored many at a time are counted
together by their writer (`add_rows`), and `count_anew` counts all there are. An appointment belongs to the day that it
was promised for on the clinic's clock.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.overview import LEAD_DAYS

from .tables import appointment, patient
from .tally_tables import patient_tally, tally

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    Ask = Callable[..., dbapi2.Cursor]

EVERYBODY = b""
DAY, MONTH = "day", "month"
_MILLISECONDS = 86_400_000
_PAGE = 20_000


class What(StrEnum):
    """What is counted: by what key, and what its amount is."""

    STATUS = "status"
    """By status, with the minutes that are taken."""
    WAIT = "wait"
    """By the minutes that somebody sat in the waiting room."""
    LATE = "late"
    """By the minutes after the promised time at which somebody who was there went in."""
    DUE = "due"
    """Those who should have come by now, by how many days before it was booked (`LEAD_DAYS`), with how many did not."""


class _Part(NamedTuple):
    """What an appointment `{a}` tells of one thing."""

    what: What
    key: str
    amount: str = "0"
    where: str = "1"
    by_day: bool = False


def _words(statuses: Iterable[AppointmentStatus]) -> str:
    return ", ".join(f"'{status.value}'" for status in statuses)


CAME = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED)
_HOLDING = _words(status for status in AppointmentStatus if status.holds_time)
_DUE = _words((*CAME, AppointmentStatus.NOSHOW))
WAITED = "{a}.in_room_at IS NOT NULL AND {a}.arrived_at IS NOT NULL"
WAIT = "max(0, ({a}.in_room_at - {a}.arrived_at) / 60000)"
LATE = "max(0, ({a}.in_room_at - max({a}.starts_at, {a}.arrived_at)) / 60000)"
LEAD = (
    "CASE "
    + " ".join(
        f"WHEN {{a}}.starts_at - {{a}}.booked_at >= {days * _MILLISECONDS} THEN {days}" for days in LEAD_DAYS[:0:-1]
    )
    + f" ELSE {LEAD_DAYS[0]} END"
)
# What is entered more than a day after its time was never booked beforehand, so nobody knows how long.
DUE = f"{{a}}.status IN ({_DUE}) AND {{a}}.starts_at - {{a}}.booked_at > -{_MILLISECONDS}"
MISSED = f"{{a}}.status = '{AppointmentStatus.NOSHOW.value}'"
TAKEN = f"iif({{a}}.status IN ({_HOLDING}), ({{a}}.ends_at - {{a}}.starts_at) / 60000, 0)"
_PARTS = (
    _Part(What.STATUS, "{a}.status", TAKEN, by_day=True),
    _Part(What.WAIT, WAIT, where=WAITED, by_day=True),
    _Part(What.LATE, LATE, where=WAITED),
    _Part(What.DUE, LEAD, MISSED, where=DUE),
)
_TOLD_OF_EACH_BY_DAY = frozenset({What.STATUS})
"""The rest is told of by the day for the whole clinic only, and by the month for each practitioner as well."""

_LOOKED_AT = (
    "practitioner_id", "starts_at", "ends_at", "local_start", "status", "booked_at", "arrived_at", "in_room_at",
)  # fmt: skip
_PERIOD = {DAY: "substr({a}.local_start, 1, 10)", MONTH: "substr({a}.local_start, 1, 7)"}
_IS_KEPT = "{p}.archived = 0 AND {p}.merged_into_id IS NULL"


def triggers() -> Iterator[tuple[str, str, str]]:
    """The name of each trigger, when it fires, and what it does."""
    unless_counted = "NOT EXISTS (SELECT 1 FROM journal_context WHERE batch)"
    differ = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in _LOOKED_AT)
    on = "ON appointment FOR EACH ROW"
    yield "appointment_tally_insert", f"AFTER INSERT {on} WHEN {unless_counted}", _told(NEW=1)
    yield "appointment_tally_update", f"AFTER UPDATE {on} WHEN {differ}", _told(OLD=-1, NEW=1)
    yield "appointment_tally_delete", f"AFTER DELETE {on}", _told(OLD=-1)
    on = "ON patient FOR EACH ROW"
    old, new = _IS_KEPT.format(p="OLD"), _IS_KEPT.format(p="NEW")
    yield "patient_tally_insert", f"AFTER INSERT {on} WHEN {unless_counted} AND {new}", _registered("NEW", "1")
    moved = f"({old}) IS NOT ({new})"
    yield "patient_tally_update", f"AFTER UPDATE {on} WHEN {moved}", _registered("NEW", f"iif({new}, 1, -1)")
    yield "patient_tally_delete", f"AFTER DELETE {on} WHEN {old}", _registered("OLD", "-1")


def add_rows(ask: "Ask", table: str, first: int, last: int) -> None:
    """Count the rows of these numbers, which no trigger has told of."""
    sql = _counting().get(table)
    if sql is not None:
        ask(sql, {"first": first, "last": last})


def count_anew(ask: "Ask", told: Callable[[float], None] = lambda _: None) -> None:
    """Count everything, whatever the tallies said; `told` hears how far that is, from 0 to 1."""
    pages = []
    for table, counted in ((appointment, tally), (patient, patient_tally)):
        ask(f"DELETE FROM {counted.name}")
        last = ask(f'SELECT coalesce(max("row"), 0) FROM {table.name}').fetchone()[0]
        pages += [(table.name, first) for first in range(0, last + 1, _PAGE)]
    for number, (name, first) in enumerate(pages):
        told(number / len(pages))
        add_rows(ask, name, first, first + _PAGE - 1)


def _told(**rows: int) -> str:
    """What each row tells, with its sign; what was so before and after is not touched."""
    parts = [
        f"SELECT {who} AS who, '{part.what}' AS what, '{per}' AS per, {_PERIOD[per]} AS period, "
        f"CAST({part.key} AS TEXT) AS key, {sign} AS count, {sign} * ({part.amount}) AS amount "
        f"WHERE {part.where}".format(a=row)
        for row, sign in rows.items()
        for part in _PARTS
        for per in ((DAY, MONTH) if part.by_day else (MONTH,))
        for who in (
            ("x''", f"{row}.practitioner_id") if per == MONTH or part.what in _TOLD_OF_EACH_BY_DAY else ("x''",)
        )
    ]
    summed = "SELECT who, what, per, period, key, sum(count), sum(amount)"
    return (
        f"{_INTO_TALLY} {summed} FROM ({' UNION ALL '.join(parts)}) GROUP BY 1, 2, 3, 4, 5 "
        f"HAVING sum(count) != 0 OR sum(amount) != 0 {_ON_TOP};"
    )


def _registered(row: str, by: str) -> str:
    return (
        f"INSERT INTO patient_tally(registered, count) SELECT value, {by} FROM (SELECT substr({row}.id, 1, 3) AS value "
        f"UNION ALL SELECT x'') WHERE true ON CONFLICT(registered) DO UPDATE SET count = count + excluded.count;"
    )


@cache
def _counting() -> dict[str, str]:
    """The statement that counts many rows of a table at once."""
    return {appointment.name: _many_counted(), patient.name: _PATIENTS}


def _many_counted() -> str:
    # MATERIALIZED has each row opened once, and each month added up from its days where those are told of each.
    a = {"a": "appointment"}
    values = ", ".join(
        f"{where.format(**a)} AS is_{part.what}, {part.key.format(**a)} AS key_{part.what}, "
        f"{part.amount.format(**a)} AS amount_{part.what}"
        for part in _PARTS
        for where in (part.where,)
    )
    days = f"SELECT x'' AS who, '{What.WAIT}' AS what, '{DAY}' AS per, day AS period, key_wait AS key, "
    days += "count(*) AS count, 0 AS amount FROM a WHERE is_wait GROUP BY 4, 5"
    of_each_day = f"SELECT who, '{What.STATUS}' AS what, '{DAY}' AS per, day AS period, key_status AS key, "
    of_each_day += "count(*) AS count, sum(amount_status) AS amount FROM a GROUP BY 4, 1, 5"
    months = " UNION ALL ".join(
        f"SELECT who, '{part.what}' AS what, '{MONTH}' AS per, substr(day, 1, 7) AS period, key_{part.what} AS key, "
        f"count(*) AS count, sum(amount_{part.what}) AS amount FROM a WHERE is_{part.what} GROUP BY 4, 1, 5"
        for part in _PARTS
        if part.what is not What.STATUS
    )
    of_status = (
        f"SELECT who, what, '{MONTH}', substr(period, 1, 7), key, sum(count), sum(amount) FROM s GROUP BY 4, 1, 5"
    )
    of_all = "SELECT x'', what, per, period, key, sum(count), sum(amount) FROM e GROUP BY 2, 3, 4, 5"
    return (
        f"WITH a AS MATERIALIZED (SELECT practitioner_id AS who, {_PERIOD[DAY].format(**a)} AS day, {values} "
        f'FROM appointment WHERE "row" BETWEEN :first AND :last), s AS MATERIALIZED ({of_each_day}), '
        f"e AS MATERIALIZED (SELECT * FROM s UNION ALL {of_status} UNION ALL {months}) "
        f"{_INTO_TALLY} SELECT * FROM ({days} UNION ALL SELECT * FROM e UNION ALL {of_all}) WHERE true {_ON_TOP}"
    )


_INTO_TALLY = "INSERT INTO tally(who, what, per, period, key, count, amount)"
_ON_TOP = (
    "ON CONFLICT(who, what, per, period, key) "
    "DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount"
)
_PATIENTS = (
    "INSERT INTO patient_tally(registered, count) SELECT substr(id, 1, length), count(*) FROM patient p, "
    "(SELECT 0 AS length UNION ALL SELECT 3) "
    f'WHERE p."row" BETWEEN :first AND :last AND {_IS_KEPT.format(p="p")} GROUP BY 1 '
    "ON CONFLICT(registered) DO UPDATE SET count = count + excluded.count"
)
