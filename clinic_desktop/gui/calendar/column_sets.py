"""Column sets: which columns are shown and in which order, kept under a name and a key; knows no Qt."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

LAST_KEY = 8
"""Shift+F1 to Shift+F8."""

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSet:
    """The keys of the columns in their order; `number` is that of its function key."""

    number: int
    name: str
    columns: tuple[str, ...]
    by_room: bool = False

    @property
    def shortcut(self) -> str:
        """The keys that bring it."""
        return shortcut_of(self.number)


def shortcut_of(number: int) -> str:
    """The keys that bring the set of a number."""
    return f"Shift+F{number}"


def sets_from(text: str) -> tuple[ColumnSet, ...]:
    """The sets that a text of `text_of` holds, by their keys; what cannot be read is left out."""
    try:
        stored = json.loads(text) if text else []
        found = {made.number: made for made in map(_set_from, stored)}
    except (ValueError, TypeError, KeyError):
        return ()
    return tuple(found[number] for number in sorted(found) if 1 <= number <= LAST_KEY)


def text_of(sets: Iterable[ColumnSet]) -> str:
    """The sets as settings keep them."""
    kept = [{"number": one.number, "name": one.name, "columns": one.columns, "by_room": one.by_room} for one in sets]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def with_set(sets: Iterable[ColumnSet], made: ColumnSet) -> tuple[ColumnSet, ...]:
    """The sets with one more, or another in the place of the one that had its key."""
    rest = (one for one in sets if one.number != made.number)
    return tuple(sorted((*rest, made), key=lambda one: one.number))


def _set_from(stored: dict[str, object]) -> ColumnSet:
    number, columns = stored["number"], stored["columns"]
    if not isinstance(number, int) or not isinstance(columns, list):
        raise TypeError(stored)
    return ColumnSet(
        number=number,
        name=str(stored["name"])[:LONGEST_NAME],
        columns=tuple(str(key) for key in columns),
        by_room=stored.get("by_room") is True,
    )
