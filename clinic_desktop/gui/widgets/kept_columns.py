"""How somebody left the columns of every table, by the table's name."""

from collections.abc import Collection, Sequence
from typing import Protocol, runtime_checkable

from clinic_desktop.gui.widgets.column_widths import Hold, KeptColumn
from clinic_desktop.settings import SettingsFile


class KeptColumns:
    """Keeps them in a person's own settings, from the moment at which they are changed."""

    def __init__(self, station: SettingsFile) -> None:
        self._station = station

    def of(self, table: str, keys: Collection[str]) -> list[KeptColumn] | None:
        """The columns in the order in which they were left; None where the table has no longer the same."""
        kept = _read(_tables_in(self._station.read().table_columns).get(table))
        return kept if kept is not None and sorted(column.key for column in kept) == sorted(keys) else None

    def keep(self, table: str, columns: Sequence[KeptColumn] | None) -> None:
        """Remember how a table was left; None where it is as on the first day."""
        import json

        tables = _tables_in(self._station.read().table_columns)
        tables.pop(table, None)
        if columns is not None:
            tables[table] = [list(column) for column in columns]
        self._station.keep(table_columns=json.dumps(tables, ensure_ascii=False) if tables else "")


@runtime_checkable
class KeepsColumns(Protocol):
    """A window in which tables find how somebody left them."""

    @property
    def kept_columns(self) -> KeptColumns: ...


def _tables_in(words: str) -> dict[str, object]:
    import json

    try:
        tables = json.loads(words) if words else {}
    except ValueError:
        return {}
    return tables if isinstance(tables, dict) else {}


def _read(stored: object) -> list[KeptColumn] | None:
    if not isinstance(stored, list):
        return None
    columns = []
    for each in stored:
        match each:
            case [str(key), int(width), str(hold)] if 0 < width <= _WIDEST and hold in set(Hold):
                columns.append(KeptColumn(key, width, Hold(hold)))
            case _:
                return None
    return columns


_WIDEST = 10_000
