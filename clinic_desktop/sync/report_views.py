"""Read-only views of the hub for reports: a clinic's patients, practitioners and appointments as plain tables."""

from collections.abc import Iterator

from clinic_desktop.domain.syncing import Profile
from clinic_desktop.storage import table_making, tables
from clinic_desktop.storage.column_types import Day, Flag, Id, Instant, JsonText, LocalTime, Number, WallTime
from clinic_desktop.storage.table_making import AnyColumn

from .field_groups import HIDDEN

SCHEMA = "clinic_sync_report"
VIEWS = ("patient", "practitioner", "appointment")


def statements() -> Iterator[str]:
    """The views anew, and who may read them: the role that an admin grants. Notes and alerts are left out."""
    for kind in VIEWS:
        yield f"DROP VIEW IF EXISTS {SCHEMA}.{kind}"
        yield _view(kind)
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO clinic_sync_report"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO clinic_sync_report"


def _view(kind: str) -> str:
    left_out = {"row", "id", "version", *tables.DERIVED.get(kind, ())}
    left_out.update(*(hidden.get(kind, ()) for profile in Profile if (hidden := HIDDEN[profile])))
    columns = [column for column in table_making.metadata.tables[kind].columns if column.name not in left_out]
    fields = ",\n  ".join(["id", *(f'{_value(column)} AS "{column.name}"' for column in columns)])
    return (
        f"CREATE VIEW {SCHEMA}.{kind} AS SELECT\n  {fields},\n  at AS changed_at\n"
        f"FROM clinic_sync.record WHERE kind = '{kind}' AND NOT deleted"
    )


def _value(column: AnyColumn) -> str:
    text = f"document ->> '{column.name}'"
    if isinstance(column.type, Instant):
        return f"timestamptz 'epoch' + ({text})::bigint * interval '1 millisecond'"
    for kind, name in (
        (Id, "uuid"), (Number, "bigint"), (Day, "date"), (WallTime, "time"), (LocalTime, "timestamp"),
        (JsonText, "jsonb"),
    ):  # fmt: skip
        if isinstance(column.type, kind):
            return f"nullif({text}, '')::{name}"
    return f"({text}) = '1'" if isinstance(column.type, Flag) else text
