"""Whether the journal holds together: every seal, every record's last image, every batch's digest."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Table
from sqlcipher3 import dbapi2

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.domain.sheets import Verification

from . import anchors, sealing, tables
from .batch import image_bytes, select_images
from .column_types import Id, Raw
from .journal_key import journal_key_of
from .kinds import quoted
from .reading.base import Reading
from .triggers import image_columns

if TYPE_CHECKING:
    from .keys import StationKey

Progress = Callable[[int, int], None]
"""Told how many entries and rows were looked at, and how many there are in all."""

Image = dict[str, Raw]
_PAGE = 2000
_SEQ, _KIND, _ACTION, _AFTER = (sealing.SEALED.index(name) for name in ("seq", "kind", "action", "after"))

_IDS = [quoted(column.name) for column in tables.journal.columns if isinstance(column.type, Id)]
# To a seal an id that is missing and one that is empty are the same.
_ARE_WHOLE = " AND ".join(f"coalesce(length({name}), 16) = 16" for name in _IDS)
_SELECT = f"SELECT {sealing.SELECT_SEALED}, seal, {_ARE_WHOLE} FROM journal ORDER BY seq"
_SELECT_NEXT = f"SELECT {sealing.SELECT_SEALED}, seal, {_ARE_WHOLE} FROM journal WHERE seq > ? ORDER BY seq LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a batch's entry vouches for: the rows from `first` to `last` as they were right after entry `seq`."""

    seq: int
    first: int
    last: int
    count: int
    digest: str
    columns: tuple[str, ...]


class Fault(Exception):
    """The first thing that does not agree, in words."""


class _Walk:
    """One walk through journal and rows, in bounded memory; raises Fault at the first thing that is wrong."""

    def __init__(self, reading: Reading, key: bytes, progress: Progress | None) -> None:
        self.entries = 0
        self.rows = 0
        self.anchored = 0
        self._reading = reading
        self._key = key
        self._progress = progress
        self._done = 0
        self._batches: dict[str, list[Brought]] = {}
        self._all = sum(
            self._one(f"SELECT count(*) FROM {quoted(name)}")
            for name in ("journal", *(table.name for table in tables.JOURNALLED))
        )

    def seals(self) -> None:
        """Every entry follows the one before it and bears the seal that the key gives it."""
        seal = sealing.NO_SEAL
        expected = 1
        for *entry, found, is_whole in self._entries():
            seq = entry[_SEQ]
            if seq != expected:
                raise Fault(f"Entry {expected} is missing from the journal.")
            if found is None:
                raise Fault(f"Entry {seq} bears no seal: another program changed the records.")
            seal = sealing.seal_of(self._key, seal, entry)
            if not is_whole or seal != found:
                raise Fault(f"Entry {seq} was altered, or one before it was.")
            if entry[_ACTION] == "batch":
                told = json.loads(str(entry[_AFTER]))
                brought = Brought(seq=expected, **told | {"columns": tuple(told["columns"])})
                self._batches.setdefault(str(entry[_KIND]), []).append(brought)
            expected += 1
            self.entries += 1
            self._advance()
        written = self._one("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")
        if written >= expected:
            raise Fault(f"Entry {expected} is missing from the journal.")

    def _entries(self) -> Iterator[tuple[Raw, ...]]:
        """Every entry with its seal, and whether its ids are whole; raises Fault for one that nobody can read."""
        seq: Raw = -1
        try:
            for row in self._reading.ask(_SELECT):
                seq = row[_SEQ]
                yield row
        except (dbapi2.Error, WorldFault):  # the driver reads a row ahead of what it gives
            yield from self._one_by_one(seq)

    def _one_by_one(self, seq: Raw) -> Iterator[tuple[Raw, ...]]:
        while True:
            try:
                row = self._reading.ask(_SELECT_NEXT, (seq,)).fetchone()
            except (dbapi2.Error, WorldFault) as error:
                (bad,) = self._reading.ask("SELECT min(seq) FROM journal WHERE seq > ?", (seq,)).fetchone()
                raise Fault(f"Entry {bad} was altered: it holds what is no text.") from error
            if row is None:
                return
            seq = row[_SEQ]
            yield row

    def anchors(self, kept: Iterable[Anchor]) -> None:
        """The journal still is the one that was anchored outside its file."""
        mine = anchors.own(self._reading, kept)
        adrift = anchors.check(self._reading, mine)
        if adrift is not None:
            raise Fault(adrift.sentence)
        self.anchored = len(mine)

    def records(self, table: Table) -> None:
        """Each record that entries tell of stands as they left it, and no row stands that they do not tell of."""
        entries = self._reading.ask(
            'SELECT lower(hex(record_id)), seq, action, "after" FROM journal '
            "WHERE kind = ? AND record_id IS NOT NULL ORDER BY record_id, seq",
            (table.name,),
        )
        for record_id, group in groupby(entries, key=lambda entry: str(entry[0])):
            last_seq = 0
            image: Image | None = None
            for _, seq, action, after in group:
                last_seq = seq
                if action == "delete":
                    image = None
                else:
                    image = (image or {}) | json.loads(after) if action == "update" else json.loads(after)
            self._compare(table, record_id, last_seq, image)
        ranges = sorted((brought.first, brought.last) for brought in self._batches.get(table.name, ()))
        strangers = self._reading.ask(
            f'SELECT "row", lower(hex(id)) FROM {quoted(table.name)} t WHERE NOT EXISTS '
            "(SELECT 1 FROM journal j WHERE j.kind = ? AND j.record_id = t.id)",
            (table.name,),
        )
        for row, record_id in strangers:
            if not _within(ranges, row):
                raise Fault(f"The journal does not tell where {_words(table)} {UUID(hex=record_id)} comes from.")
        self.rows += self._one(f"SELECT count(*) FROM {quoted(table.name)}")

    def batches(self, table: Table) -> None:
        """The rows of each batch, with all that was changed since taken back, give its digest."""
        batches = self._batches.get(table.name, ())
        removed = self._removed(table) if batches else []
        for brought in batches:
            digest, count = hashlib.sha256(), 0
            gone = {record_id for row, record_id in removed if brought.first <= row <= brought.last}
            for row in self._as_brought(table, brought, gone):
                digest.update(image_bytes(row))
                count += 1
                self._advance()
            if count != brought.count or digest.hexdigest() != brought.digest:
                raise Fault(
                    f"Rows that entry {brought.seq} ({_words(table)}, brought in together) vouches for were altered."
                )

    def _removed(self, table: Table) -> list[tuple[int, str]]:
        """The rows that were removed, by number and id."""
        sql = (
            "SELECT json_extract(\"before\", '$.row'), lower(hex(record_id)) FROM journal WHERE kind = ? AND action = ?"
        )
        return [(row, record_id) for row, record_id in self._reading.ask(sql, (table.name, "delete"))]

    def _as_brought(self, table: Table, brought: Brought, gone: set[str]) -> Iterator[list[Raw]]:
        """The rows of a batch as they were right after it, in their order."""
        rows = (brought.first, brought.last)
        later = self._reading.ask(
            f"SELECT DISTINCT lower(hex(t.id)) FROM {quoted(table.name)} t "
            'JOIN journal j ON j.kind = ? AND j.record_id = t.id WHERE t."row" BETWEEN ? AND ? AND j.seq > ?',
            (table.name, *rows, brought.seq),
        )
        changed = {str(record_id) for (record_id,) in later}
        restored: list[list[Raw]] = []
        for record_id in changed | gone:
            image = self._taken_back(table, record_id, brought.seq)
            if image is not None and brought.first <= int(str(image["row"])) <= brought.last:
                restored.append([image[name] for name in brought.columns])
        restored.sort(key=lambda row: int(str(row[0])), reverse=True)
        identity = brought.columns.index("id")
        for row in self._reading.ask(select_images(table, brought.columns), rows):
            while restored and int(str(restored[-1][0])) < row[0]:
                yield restored.pop()
            if row[identity] not in changed:
                yield list(row)
        yield from reversed(restored)

    def _taken_back(self, table: Table, record_id: str, seq: int) -> Image | None:
        """A record as it was right after entry `seq`."""
        image = self._standing(table, record_id)
        later = self._reading.ask(
            'SELECT action, "before" FROM journal WHERE kind = ? AND record_id = ? AND seq > ? ORDER BY seq DESC',
            (table.name, bytes.fromhex(record_id), seq),
        )
        for action, before in later:
            image = None if action == "insert" else (image or {}) | json.loads(before)
        return image

    def _compare(self, table: Table, record_id: str, seq: int, image: Image | None) -> None:
        standing = self._standing(table, record_id)
        what = f"{_words(table)} {UUID(hex=record_id)}"
        if image is None and standing is not None:
            raise Fault(f"{what} stands although entry {seq} says that it was removed.")
        if image is not None:
            if standing is None:
                raise Fault(f"{what} is gone, but no entry after {seq} says so.")
            altered = [name for name, value in image.items() if name in standing and standing[name] != value]
            if altered:
                raise Fault(f"{what} differs from what entry {seq} left: {', '.join(altered)}.")
        self._advance()

    def _standing(self, table: Table, record_id: str) -> Image | None:
        names, select = _select_standing(table)
        row = self._reading.ask(select, (bytes.fromhex(record_id),)).fetchone()
        return None if row is None else dict(zip(names, row, strict=True))

    def _one(self, sql: str) -> int:
        row = self._reading.ask(sql).fetchone()
        return int(row[0]) if row else 0

    def _advance(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % _PAGE == 0:
            self._progress(min(self._done, self._all), self._all)


@cache
def _select_standing(table: Table) -> tuple[list[str], str]:
    names = [column.name for column in image_columns(table)]
    return names, select_images(table, names, "id = ?")


def _within(ranges: list[tuple[int, int]], row: int) -> bool:
    place = bisect_right(ranges, row, key=lambda span: span[0]) - 1
    return place >= 0 and row <= ranges[place][1]


def _words(table: Table) -> str:
    return table.name.replace("_", " ")


def verify(
    reading: Reading, key: "StationKey", progress: Progress | None = None, kept: Iterable[Anchor] = ()
) -> Verification:
    """Walk the whole journal and every row; tells the first thing that does not agree.

    Without anchors that were `kept` outside the file, an end that was cut off with all its traces is not seen.
    """
    walk = _Walk(reading, journal_key_of(reading.ask, key), progress)
    first_fault = None
    try:
        walk.seals()
        walk.anchors(kept)
        for table in tables.JOURNALLED:
            walk.records(table)
            walk.batches(table)
    except Fault as fault:
        first_fault = str(fault)
    return Verification(entries=walk.entries, rows=walk.rows, first_fault=first_fault, anchors=walk.anchored)


def verify_seals(reading: Reading, journal_key: bytes, progress: Progress | None = None) -> str | None:
    """Walk the chain of seals alone, by its own key; the first fault in it, in words."""
    try:
        _Walk(reading, journal_key, progress).seals()
    except Fault as fault:
        return str(fault)
    return None
