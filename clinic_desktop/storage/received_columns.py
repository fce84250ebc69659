"""Columns of what the hub has as rows of what is stored: value by value only where a value is not stored as it came."""

from collections.abc import Collection, Sequence
from itertools import repeat
from typing import Any

from clinic_desktop.domain.syncing import HubColumns

from .column_types import Raw
from .documents import Form


def ids_of(columns: HubColumns) -> list[bytes]:
    """The records' ids as they are stored."""
    return [bytes.fromhex(said.replace("-", "")) for said in columns.record_ids]


def rows_of(form: Form, columns: HubColumns, ids: Sequence[bytes]) -> list[tuple[Raw, ...]] | None:
    """Id, version and values of each record; None if this program cannot read one of them."""
    nothing: Sequence[Raw] = [None] * len(ids)
    values: list[Sequence[Raw]] = []
    for name, empty, is_id, options in form.plan:
        found = columns.fields.get(name, nothing)
        if empty is not None and None in found:
            found = [empty if value is None else value for value in found]
        if not _can_be_read(found, options, needed=name in form.required):
            return None
        values.append(_stored_ids(found) if is_id else found)
    return list(zip(ids, repeat(1), *values, strict=False))


def _can_be_read(values: Sequence[Raw], options: Collection[str] | None, *, needed: bool) -> bool:
    if options is None:
        return not needed or None not in values
    of_all = set(values)
    if not needed:
        of_all.discard(None)
    return of_all.issubset(options)


def _stored_ids(said: Sequence[Any]) -> Sequence[Raw]:  # Any: JSON's
    """As `bytes.fromhex` of each; the same few practitioners are named again and again."""
    known = {one: bytes.fromhex(one) for one in set(said) if one is not None}
    return list(map(known.get, said))
