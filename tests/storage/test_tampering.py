"""Whatever byte of the journal is changed behind the program's back, Verify finds it: a property."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from clinic_desktop.domain.people import Department
from clinic_desktop.storage import tables
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.kinds import quoted
from tests.storage.kept import MIRA, a_patient, bare, book, furnish, opened
from tests.storage.test_verification import brought_in, verified

TRIGGERS_OFF = "DROP TRIGGER journal_kept_update; DROP TRIGGER journal_kept_delete;"
ENTRIES = 8
COLUMNS = [column.name for column in tables.journal.columns]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A journal with a batch, an insert, an update and an undoing in it, over which no trigger watches any more."""
    folder: Path = tmp_path_factory.mktemp("tampering")
    with opened(folder) as database:
        who = furnish(database)
        book(database, who)
        brought_in(database, ["Ada", "Łukasz"])
        with database.transaction(MIRA, "add", reason="why") as transaction:
            transaction.add(Department(id=transaction.new_id(), name="ENT"))
            change_id = transaction.change_id
        with database.transaction(MIRA, "undo", undoes=change_id) as transaction:
            transaction.add(a_patient(id=transaction.new_id(), mrn="9", alerts=("latex",)))
        with bare(database) as connection:
            connection.executescript(TRIGGERS_OFF)
        assert verified(database).first_fault is None
        yield database


def declared(column: str) -> str:
    """What the column holds: INTEGER, TEXT or BLOB."""
    return tables.journal.c[column].type.compile(sqlite.dialect())


def changed(column: str, value: int | str | bytes | None, place: int, bits: int) -> int | bytes:
    """A value of which one byte is another one; of nothing, a byte."""
    if declared(column) == "INTEGER":
        at = 1 if column == "seq" else place % 7  # another entry's number would not be taken
        return int(value or 0) ^ (bits << 8 * at)
    assert not isinstance(value, int)
    raw = bytearray(value.encode() if isinstance(value, str) else value or b"")
    if not raw:
        return bytes([bits])
    raw[place % len(raw)] ^= bits
    return bytes(raw)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    seq=st.integers(1, ENTRIES), column=st.sampled_from(COLUMNS), place=st.integers(0, 400), bits=st.integers(1, 255)
)
def test_any_byte_that_was_changed_is_found(worked: Database, seq: int, column: str, place: int, bits: int) -> None:
    name = quoted(column)
    mark = "CAST(? AS TEXT)" if declared(column) == "TEXT" else "?"
    with bare(worked) as connection:
        (before,) = connection.execute(f"SELECT {name} FROM journal WHERE seq = ?", (seq,)).fetchone()
        other = changed(column, before, place, bits)
        connection.execute(f"UPDATE journal SET {name} = {mark} WHERE seq = ?", (other, seq))

        found = verified(worked).first_fault

        connection.execute(f"UPDATE journal SET {name} = ? WHERE seq = ?", (before, other if column == "seq" else seq))
    assert found is not None
    assert found.startswith(f"Entry {seq} ")


@pytest.mark.parametrize("column", [c.name for c in tables.journal.columns if c.nullable])
def test_what_was_taken_away_or_emptied_is_found(worked: Database, column: str) -> None:
    name = quoted(column)
    empty = "x''" if declared(column) == "BLOB" else "''"
    with bare(worked) as connection:
        for seq, before in connection.execute(f"SELECT seq, {name} FROM journal").fetchall():
            for other in ("NULL", empty):
                unlike = f"{name} IS NOT {other}"
                touched = connection.execute(f"UPDATE journal SET {name} = {other} WHERE seq = ? AND {unlike}", (seq,))
                if touched.rowcount:
                    assert verified(worked).first_fault is not None
                connection.execute(f"UPDATE journal SET {name} = ? WHERE seq = ?", (before, seq))


@pytest.mark.parametrize("seq", range(1, ENTRIES + 1))
def test_an_entry_that_was_taken_out_is_found(worked: Database, seq: int) -> None:
    with bare(worked) as connection:
        connection.execute("CREATE TEMP TABLE taken AS SELECT * FROM journal WHERE seq = ?", (seq,))
        connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))

        found = verified(worked).first_fault

        connection.execute("INSERT INTO journal SELECT * FROM taken")
    assert found == f"Entry {seq} is missing from the journal."
