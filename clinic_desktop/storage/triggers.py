"""The triggers, generated from the tables: the journal's eyes, the rule no path goes around, the search's index, and
the tallies that the figures are read from.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import Table

from clinic_desktop.domain.appointments import AppointmentStatus

from . import tables, tallies
from .column_types import Id
from .kinds import quoted
from .table_making import AnyColumn

SLOT_TAKEN = "clinic: slot taken"
JOURNAL_KEPT = "clinic: journal entries are never changed"

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS patient_search USING fts5(search_text, content='patient', content_rowid='row', "
    "tokenize='trigram case_sensitive 1', detail='none', columnsize=0)"
)
"""Folding is done before, and a hit is checked against the text itself: so neither cases nor positions are indexed."""

FILL_SEARCH = 'INSERT INTO patient_search(rowid, search_text) SELECT "row", search_text FROM patient WHERE "row" >= ?'
"""For rows from a number on that the triggers have not seen."""

_NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)"
_WITHOUT_WRITER = {"at": _NOW, "actor_name": "''", "verb": "''", "reason": "''", "origin": "'unknown'"}


def image_columns(table: Table) -> list[AnyColumn]:
    """What the journal keeps of a row: everything that is not derived from the rest."""
    derived = tables.DERIVED.get(table.name, ())
    return [column for column in table.columns if column.name not in derived]


@cache
def wanted() -> Mapping[str, str]:
    """Every trigger by name, as CREATE TRIGGER statements."""
    return MappingProxyType(dict(sorted(_all())))


@cache
def on_insert(table: str) -> tuple[str, ...]:
    """The names of the triggers that look at each new row of a table."""
    return tuple(name for name, sql in wanted().items() if f" INSERT ON {table} FOR" in sql.replace('"', ""))


def fingerprint(triggers: Mapping[str, str]) -> str:
    """A short text that differs when any trigger differs."""
    return hashlib.sha256("\n".join(f"{name}\n{sql}" for name, sql in sorted(triggers.items())).encode()).hexdigest()


def _all() -> Iterator[tuple[str, str]]:
    for table in tables.JOURNALLED:
        yield from _journal(table)
    yield from _journal_kept()
    yield from _double_booking()
    yield from _search()
    for name, when, body in tallies.triggers():
        yield _create(name, when, body)


def _create(name: str, when: str, body: str) -> tuple[str, str]:
    return name, f"CREATE TRIGGER {quoted(name)} {when} BEGIN {body} END"


def _journal(table: Table) -> Iterator[tuple[str, str]]:
    name, columns = table.name, image_columns(table)
    rows_are_told = "NOT EXISTS (SELECT 1 FROM journal_context WHERE batch)"
    changed = " OR ".join(f"OLD.{quoted(c.name)} IS NOT NEW.{quoted(c.name)}" for c in columns)
    on = f"ON {quoted(name)} FOR EACH ROW WHEN {rows_are_told}"
    yield _create(
        f"{name}_journal_insert", f"AFTER INSERT {on}", _entry(name, "insert", "NEW", "NULL", _image(columns, "NEW"))
    )
    yield _create(
        f"{name}_journal_update",
        f"AFTER UPDATE {on} AND ({changed})",
        _entry(name, "update", "NEW", _changed_image(columns, "OLD"), _changed_image(columns, "NEW")),
    )
    yield _create(
        f"{name}_journal_delete", f"AFTER DELETE {on}", _entry(name, "delete", "OLD", _image(columns, "OLD"), "NULL")
    )


def _entry(kind: str, action: str, row: str, before: str, after: str) -> str:
    context = ", ".join(quoted(name) for name in tables.CONTEXT)
    values = ", ".join(
        f"coalesce(c.{quoted(name)}, {_WITHOUT_WRITER[name]})" if name in _WITHOUT_WRITER else f"c.{quoted(name)}"
        for name in tables.CONTEXT
    )
    return (
        f'INSERT INTO journal({context}, kind, record_id, action, "before", "after") '
        f"SELECT {values}, '{kind}', {row}.id, '{action}', {before}, {after} "
        "FROM (SELECT 1) LEFT JOIN journal_context c;"
    )


def _value(column: AnyColumn, row: str) -> str:
    """One value as JSON text; ids as lower-case hex."""
    name = f"{row}.{quoted(column.name)}"
    if isinstance(column.type, Id):
        return f"iif({name} IS NULL, 'null', '\"' || lower(hex({name})) || '\"')"
    return f"json_quote({name})"


def _image(columns: list[AnyColumn], row: str) -> str:
    parts = [
        f"'{'{' if first else ','}\"{column.name}\":', {_value(column, row)}"
        for first, column in zip([True] + [False] * len(columns), columns, strict=False)
    ]
    return f"concat({', '.join(parts)}, '}}')"


def _changed_image(columns: list[AnyColumn], row: str) -> str:
    parts = ", ".join(
        f"CASE WHEN OLD.{quoted(c.name)} IS NOT NEW.{quoted(c.name)} THEN ',\"{c.name}\":' || {_value(c, row)} END"
        for c in columns
    )
    return f"'{{' || substr(concat({parts}), 2) || '}}'"


def _journal_kept() -> Iterator[tuple[str, str]]:
    """An entry is written once; only the writer may add the seal to it."""
    refuse = f"SELECT RAISE(ABORT, '{JOURNAL_KEPT}');"
    others = [column.name for column in tables.journal.columns if column.name != "seal"]
    same = " AND ".join(f"OLD.{quoted(name)} IS NEW.{quoted(name)}" for name in others)
    sealing = f"OLD.seal IS NULL AND NEW.seal IS NOT NULL AND EXISTS (SELECT 1 FROM journal_context) AND {same}"
    yield _create("journal_kept_update", f"BEFORE UPDATE ON journal FOR EACH ROW WHEN NOT ({sealing})", refuse)
    yield _create("journal_kept_delete", "BEFORE DELETE ON journal FOR EACH ROW", refuse)


def _double_booking() -> Iterator[tuple[str, str]]:
    """Of appointments that hold time, no two that are neither booked over on purpose nor contested may overlap.

    What the hub sends is not refused: there both stand until this station has told of its own, and one is contested.
    """
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    takes_time = f"NEW.status IN ({holding}) AND NEW.overbooked_by IS NULL AND NOT NEW.contested"
    when = f"FOR EACH ROW WHEN {takes_time} AND NOT EXISTS (SELECT 1 FROM journal_context WHERE origin = 'hub')"
    # No appointment is longer than a day (a CHECK holds that), so none that began earlier can reach in.
    body = (
        f"SELECT RAISE(ABORT, '{SLOT_TAKEN}') WHERE EXISTS (SELECT 1 FROM appointment other "
        "WHERE other.practitioner_id = NEW.practitioner_id "
        "AND other.starts_at > NEW.starts_at - 86400000 AND other.starts_at < NEW.ends_at "
        f"AND other.ends_at > NEW.starts_at AND other.status IN ({holding}) AND other.overbooked_by IS NULL "
        "AND NOT other.contested AND other.id IS NOT NEW.id);"
    )
    yield _create("appointment_slot_insert", f"BEFORE INSERT ON appointment {when}", body)
    moved = "practitioner_id, starts_at, ends_at, status, overbooked_by, contested"
    yield _create("appointment_slot_update", f"BEFORE UPDATE OF {moved} ON appointment {when}", body)


def _search() -> Iterator[tuple[str, str]]:
    add = 'INSERT INTO patient_search(rowid, search_text) VALUES (NEW."row", NEW.search_text);'
    take = (
        "INSERT INTO patient_search(patient_search, rowid, search_text) "
        "VALUES ('delete', OLD.\"row\", OLD.search_text);"
    )
    differs = 'OLD.search_text IS NOT NEW.search_text OR OLD."row" IS NOT NEW."row"'
    yield _create("patient_search_insert", "AFTER INSERT ON patient FOR EACH ROW", add)
    yield _create("patient_search_update", f"AFTER UPDATE ON patient FOR EACH ROW WHEN {differs}", f"{take} {add}")
    yield _create("patient_search_delete", "AFTER DELETE ON patient FOR EACH ROW", take)
