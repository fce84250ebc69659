"""Reads CSV tables that others made: every line is either a row or a refusal that names its line."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clinic_desktop.domain.errors import ClinicError

_LONGEST_FIELD = 100_000
_SAMPLE = 4


class BrokenFile(ClinicError):
    """A file that cannot be read as the table it should be; nothing of it was imported."""


class LineRefused(ClinicError):
    """A line that cannot be taken; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One line that was left out, and why."""

    line: int
    reason: str


@dataclass(slots=True, kw_only=True)
class TableReport:
    """What became of a table's lines: every line read was imported, was here already, or was refused."""

    name: str
    read: int = 0
    imported: int = 0
    present: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The sum, as a line of text."""
        present = f" + {self.present:,} here already" if self.present else ""
        return f"{self.name}: {self.read:,} read = {self.imported:,} imported{present} + {len(self.refused):,} refused"

    def refuse(self, line: int, reason: str) -> None:
        """Leave a line out."""
        self.refused.append(Refusal(line=line, reason=reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvRow:
    """A line's values by column; `line` is where it begins in the file, from 1."""

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def needed(self, column: str) -> str:
        """A value that must not be empty; raises LineRefused."""
        value = self.values[column]
        if not value:
            raise LineRefused(f"{column} is empty")
        return value


def read_table(path: Path, columns: Sequence[str], report: TableReport) -> Iterator[CsvRow]:
    """The rows of a comma-separated UTF-8 file with a head, of which only `columns` are kept.

    Counts every line into the report and refuses there what is no row; raises BrokenFile for what is no such table.
    """
    _check(path)
    # What is not UTF-8 becomes lone surrogates, so that one bad line costs only itself.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            head = next(lines)
        except (StopIteration, csv.Error):
            raise BrokenFile(f"{path} holds no table: its first line must name the columns.") from None
        places = _places(path, head, columns)
        while True:
            line = lines.line_num + 1
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                report.read += 1
                report.refuse(line, _words(str(error)))
                continue
            if not cells:
                continue
            report.read += 1
            fault = _fault(cells, len(head))
            if fault:
                report.refuse(line, fault)
            else:
                yield CsvRow(line=line, values={name: cells[place].strip() for name, place in places.items()})


def _check(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
    except FileNotFoundError:
        raise BrokenFile(f"{path} is missing. Name the folder that holds the whole export.") from None
    except IsADirectoryError:
        raise BrokenFile(f"{path} is a folder, not a file. Name the folder that holds the export.") from None
    except OSError as error:
        raise BrokenFile(f"{path} cannot be read ({error.strerror}). Check who may read it.") from None
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise BrokenFile(f"{path} is written as UTF-16. Save it as UTF-8 and try again.")
    if start[:2] in {b"PK", b"\x1f\x8b"}:
        raise BrokenFile(f"{path} is compressed. Unpack it and try again.")


def _places(path: Path, head: list[str], columns: Sequence[str]) -> dict[str, int]:
    names = [name.strip().upper() for name in head]
    missing = [column for column in columns if column.upper() not in names]
    if missing:
        found = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
        raise BrokenFile(
            f"{path} lacks the column {missing[0]}; its first line names {printable(found) or 'nothing'}. "
            "It must be separated by commas and name the columns of Synthea’s CSV export."
        )
    return {column: names.index(column.upper()) for column in columns}


def _fault(cells: list[str], width: int) -> str:
    if len(cells) != width:
        return f"has {len(cells)} values, where the first line names {width} columns"
    for cell in cells:
        if len(cell) > _LONGEST_FIELD:
            return "holds a value that is too long"
        if not cell.isprintable() and any("\udc80" <= letter <= "\udcff" for letter in cell):
            return "is not written in UTF-8"
    return ""


def printable(text: str) -> str:
    """A stranger's text, fit to be shown on a terminal: on one line, without control characters, not too long."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in text)
    return clean if len(clean) <= 80 else clean[:79] + "…"


def _words(error: str) -> str:
    if "unexpected end of data" in error:
        return "opens a quotation mark that is never closed, so the rest of the file belongs to it"
    if "field larger than" in error:
        return "holds a value that is too long"
    return "has a quotation mark in a wrong place"
