"""The quick looks on the writer's own connection."""

import threading
from uuid import UUID

import pytest

from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.people import Department
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import CannotOpen
from clinic_desktop.storage.reading.base import Reading
from tests.storage.kept import MIRA, bare


def ear_nose_throat(database: Database) -> Department:
    with database.transaction(MIRA, "arrange") as transaction:
        return transaction.add(Department(id=transaction.new_id(), name="ENT"))


def names(reading: Reading) -> list[str]:
    return [department.name for department in reading.where(Department)]


def test_a_glance_sees_what_was_committed(database: Database) -> None:
    ear_nose_throat(database)

    with database.glance() as reading:
        assert names(reading) == ["ENT"]
    assert database.peek(names) == ["ENT"]


def test_a_glance_while_somebody_writes_waits_for_nobody_and_sees_what_stood_before(database: Database) -> None:
    with database.transaction(MIRA, "arrange") as transaction:
        transaction.add(Department(id=transaction.new_id(), name="ENT"))

        with database.glance() as reading:
            assert names(reading) == []
        assert database.peek(names) == []


def test_what_another_program_commits_is_seen_at_the_next_glance(database: Database) -> None:
    ear_nose_throat(database)
    assert database.peek(names) == ["ENT"]

    with bare(database) as connection:
        connection.execute("UPDATE department SET name = 'Ears'")

        assert database.peek(names) == ["Ears"]
        with database.glance() as reading:
            assert names(reading) == ["Ears"]


def test_one_glance_is_one_snapshot(database: Database) -> None:
    ear_nose_throat(database)

    with database.glance() as reading, bare(database) as connection:
        assert names(reading) == ["ENT"]
        connection.execute("UPDATE department SET name = 'Ears'")

        assert names(reading) == ["ENT"]


def test_a_change_waits_for_the_end_of_a_glance(database: Database) -> None:
    writer = threading.Thread(target=ear_nose_throat, args=(database,))

    with database.glance() as reading:
        writer.start()
        assert names(reading) == []
    writer.join()

    assert database.peek(names) == ["ENT"]


def test_a_change_cannot_begin_inside_a_glance_of_its_own_thread(database: Database) -> None:
    with database.glance(), pytest.raises(RuntimeError, match="inside a glance"):
        ear_nose_throat(database)


def test_a_look_that_fails_leaves_the_next_one_and_the_writer_free(database: Database) -> None:
    with pytest.raises(NotFound), database.glance() as reading:
        reading.get(Department, UUID(int=1))
    with pytest.raises(NotFound), database.reading() as reading:
        reading.get(Department, UUID(int=1))
    with pytest.raises(NotFound):
        database.peek(lambda reading: reading.get(Department, UUID(int=1)))

    ear_nose_throat(database)

    with database.reading() as reading:
        assert names(reading) == ["ENT"]


def test_a_closed_database_gives_no_glance(database: Database) -> None:
    database.close()

    with pytest.raises(CannotOpen):
        database.peek(names)
    with pytest.raises(CannotOpen), database.glance():
        pass
