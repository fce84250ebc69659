"""Rows that are read a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage(Generic[Row]):
    """Some rows in their order; `is_whole` when none come after them."""

    rows: tuple[Row, ...]
    is_whole: bool


def first_rows(fetch: Callable[[int, Row | None], RowsPage[Row]], wanted: int, most: int) -> RowsPage[Row]:
    """At least `wanted` rows from the beginning, where there are so many, read in pages of at most `most`."""
    rows: list[Row] = []
    while True:
        page = fetch(most, rows[-1] if rows else None)
        rows += page.rows
        if page.is_whole or len(rows) >= wanted:
            return RowsPage(rows=tuple(rows), is_whole=page.is_whole)


def page_of(lines: Sequence[Row], limit: int) -> RowsPage[Row]:
    """What a list with a limit gave: whole when it gave fewer."""
    return RowsPage(rows=tuple(lines), is_whole=len(lines) < limit)
