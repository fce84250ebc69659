"""The figures of some days as the tallies have them: whole months at once, and the days around them one by one.

What the tallies tell by the month only is counted in the rows of the days that are left over, which are two months' at
the most.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import TextClause, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.overview import LEAD_DAYS, Days, Missed
from clinic_desktop.domain.own_month import days_of_month
from clinic_desktop.domain.records import uuid7
from clinic_desktop.storage.column_types import id_of
from clinic_desktop.storage.tallies import DAY, DUE, EVERYBODY, LATE, LEAD, MISSED, MONTH, WAIT, WAITED, What

from .base import Query, Reading
from .figures import PeopleFigures

_STATUS = {status.value: status for status in AppointmentStatus}
Whose = Sequence[UUID] | None
"""Some practitioners; None for everybody there is or was."""


@dataclass(slots=True)
class Told:
    """What is told of one practitioner, or of all together."""

    by_status: dict[AppointmentStatus, int]
    booked_minutes: int
    waits: dict[int, int]
    late: dict[int, int]


def told_of_all(reading: Reading, days: Days, whose: Whose) -> Told:
    """Appointments by status, and how many waited for how many minutes; `late` stays empty."""
    told = Told({}, 0, {}, {})
    for key, count, amount in reading.raw_rows(_SUMS, whose=_hex(whose), parts=_parts(days), what=What.STATUS):
        if count:
            told.by_status[_STATUS[key]] = count
        told.booked_minutes += amount
    parts = _parts(days) if whose is None else _parts(days, per=MONTH)
    for key, count, _ in reading.raw_rows(_SUMS, whose=_hex(whose), parts=parts, what=What.WAIT):
        told.waits[int(key)] = count
    if whose is not None:
        for _, waited, _, count in _rows_of_days(reading, _WAITS, days, whose):
            told.waits[waited] = told.waits.get(waited, 0) + count
    return told


def told_of_each(reading: Reading, days: Days, whose: Sequence[UUID]) -> dict[UUID, Told]:
    """The same of each, with how late they ran."""
    told = {one: Told({}, 0, {}, {}) for one in whose}
    asked = {"whose": _hex(whose)}
    for who, key, count, amount in reading.raw_rows(_SUMS_OF_EACH, **asked, parts=_parts(days), what=What.STATUS):
        one = told[id_of(who)]
        if count:
            one.by_status[_STATUS[key]] = count
        one.booked_minutes += amount
    months = _parts(days, per=MONTH)
    for what in (What.WAIT, What.LATE):
        for who, key, count, _ in reading.raw_rows(_SUMS_OF_EACH, **asked, parts=months, what=what):
            one = told[id_of(who)]
            (one.waits if what is What.WAIT else one.late)[int(key)] = count
    for who, waited, late, count in _rows_of_days(reading, _WAITS, days, whose):
        one = told[id_of(who)]
        one.waits[waited] = one.waits.get(waited, 0) + count
        one.late[late] = one.late.get(late, 0) + count
    return told


def by_day(reading: Reading, days: Days, whose: Whose) -> dict[date, dict[AppointmentStatus, int]]:
    """Appointments by status of each day on which there were any."""
    found: dict[date, dict[AppointmentStatus, int]] = {}
    parts = json.dumps([[DAY, days.first.isoformat(), days.last.isoformat()]])
    for day, key, count in reading.raw_rows(_DAYS, whose=_hex(whose), parts=parts):
        found.setdefault(date.fromisoformat(day), {})[_STATUS[key]] = count
    return found


def by_lead(reading: Reading, days: Days, whose: Whose, everybody: Sequence[UUID]) -> tuple[Missed, ...]:
    """Who was due and who did not come, by how long before it had been booked; `everybody` are all there are."""
    due, missed = dict.fromkeys(LEAD_DAYS, 0), dict.fromkeys(LEAD_DAYS, 0)
    rows = reading.raw_rows(_SUMS, whose=_hex(whose), parts=_parts(days, per=MONTH), what=What.DUE)
    rows += _rows_of_days(reading, _LEADS, days, everybody if whose is None else whose)
    for key, count, amount in rows:
        due[int(key)] += count
        missed[int(key)] += amount
    return tuple(Missed(due=due[lead], missed=missed[lead]) for lead in LEAD_DAYS)


def patients_on_file(reading: Reading, span: Span) -> PeopleFigures:
    """All patients of the clinic, and those registered in a span; a UUIDv7 tells when someone was."""
    first, last = _first_id(span.starts_at), _first_id(span.ends_at)
    if first[:_BYTES] == last[:_BYTES]:
        new = reading.raw_rows(_REGISTERED, first=first, last=last)[0][0]
    else:
        whole = reading.raw_rows(_WHOLE, first=first[:_BYTES], last=last[:_BYTES])[0][0]
        begun = reading.raw_rows(_REGISTERED, first=first[:_BYTES], last=first)[0][0]
        ended = reading.raw_rows(_REGISTERED, first=last[:_BYTES], last=last)[0][0]
        new = whole - begun + ended
    return PeopleFigures(patients=reading.raw_rows(_ALL)[0][0], new_patients=new)


def _parts(days: Days, *, per: str = "") -> str:
    """The whole months in some days and the days around them; `per` leaves only one of the two."""
    parts = []
    for unit, first, last in _stretches(days):
        if not per or unit == per:
            parts.append([unit, first.isoformat()[: _LENGTH[unit]], last.isoformat()[: _LENGTH[unit]]])
    return json.dumps(parts)


def _stretches(days: Days) -> list[tuple[str, date, date]]:
    first, last = days.first, days.last
    begins = first if first.day == 1 else days_of_month(first)[1] + _ONE_DAY
    ends = last if last == days_of_month(last)[1] else last.replace(day=1) - _ONE_DAY
    if begins > ends:
        return [(DAY, first, last)]
    found = [(MONTH, begins, ends)]
    if first < begins:
        found.append((DAY, first, begins - _ONE_DAY))
    if ends < last:
        found.append((DAY, ends + _ONE_DAY, last))
    return found


def _rows_of_days(
    reading: Reading, query: Query, days: Days, whose: Sequence[UUID]
) -> list[tuple[bytes, int, int, int]]:
    """What a query finds in the days that are no whole months; a day of the clinic is looked for a day around."""
    return [
        row
        for unit, first, last in _stretches(days)
        if unit == DAY
        for row in reading.raw_rows(
            query,
            whose=_hex(whose),
            begins=_midnight(first - _ONE_DAY),
            ends=_midnight(last + 2 * _ONE_DAY),
            first=first.isoformat(),
            last=last.isoformat() + _AFTER,
        )
    ]


def _hex(whose: Whose) -> str:
    return json.dumps([EVERYBODY.hex()] if whose is None else [one.hex for one in whose])


def _midnight(day: date) -> int:
    return (day - _EPOCH).days * 86_400_000


def _first_id(at: datetime) -> bytes:
    """The lowest identity that can have been given at a moment."""
    return uuid7(at, 0).bytes


_BYTES = 3
_ONE_DAY, _EPOCH = timedelta(days=1), date(1970, 1, 1)
_LENGTH = {DAY: 10, MONTH: 7}
_AFTER = "~"
"""Comes after whatever time of the day."""

# CROSS JOIN keeps this order: each one's stretch of the table, part by part.
_TALLIED = (
    "FROM json_each(:whose) w CROSS JOIN json_each(:parts) p CROSS JOIN tally t WHERE t.who = unhex(w.value) "
    "AND t.what = {what} AND t.per = p.value ->> 0 AND t.period >= p.value ->> 1 AND t.period <= p.value ->> 2"
)
_ROWS = (
    "FROM json_each(:whose) w CROSS JOIN appointment a WHERE a.practitioner_id = unhex(w.value) "
    "AND a.starts_at >= :begins AND a.starts_at < :ends AND a.local_start >= :first AND a.local_start < :last"
)


def _sums() -> TextClause:
    return text(f"SELECT t.key, sum(t.count), sum(t.amount) {_TALLIED.format(what=':what')} GROUP BY 1")


def _sums_of_each() -> TextClause:
    return text(f"SELECT t.who, t.key, sum(t.count), sum(t.amount) {_TALLIED.format(what=':what')} GROUP BY 1, 2")


def _days() -> TextClause:
    tallied = _TALLIED.format(what=f"'{What.STATUS}'")
    return text(f"SELECT t.period, t.key, sum(t.count) {tallied} GROUP BY 1, 2 HAVING sum(t.count) != 0")


def _waits() -> TextClause:
    waited, late, where = WAIT.format(a="a"), LATE.format(a="a"), WAITED.format(a="a")
    return text(f"SELECT a.practitioner_id, {waited}, {late}, count(*) {_ROWS} AND {where} GROUP BY 1, 2, 3")


def _leads() -> TextClause:
    lead, missed, where = LEAD.format(a="a"), MISSED.format(a="a"), DUE.format(a="a")
    return text(f"SELECT {lead}, count(*), sum({missed}) {_ROWS} AND {where} GROUP BY 1")


_SUMS, _SUMS_OF_EACH, _DAYS = Query(_sums), Query(_sums_of_each), Query(_days)
_WAITS, _LEADS = Query(_waits), Query(_leads)
_ALL = Query(lambda: text("SELECT coalesce(sum(count), 0) FROM patient_tally WHERE registered = x''"))
_WHOLE = Query(
    lambda: text(
        "SELECT coalesce(sum(count), 0) FROM patient_tally WHERE registered >= :first AND registered < :last "
        "AND registered != x''"
    )
)
_REGISTERED = Query(
    lambda: text(
        "SELECT count(*) FROM patient WHERE id >= :first AND id < :last AND archived = 0 AND merged_into_id IS NULL"
    )
)
