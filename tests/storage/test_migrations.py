"""An older database becomes today's, and a failed upgrade leaves it as it was."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column
from sqlalchemy.exc import OperationalError

from clinic_desktop.domain.backups import BackupReason
from clinic_desktop.domain.people import Patient
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage import migrations, schema, table_making
from clinic_desktop.storage.backup_headers import headers_in
from clinic_desktop.storage.backup_plan import default_folder
from clinic_desktop.storage.column_types import Words
from clinic_desktop.storage.connections import engine_for
from clinic_desktop.storage.faults import UpgradeFailed
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, NOW, a_patient, entries, opened

KEY = bytes(range(32))


def standing(file: Path) -> dict[str, str]:
    """What the file's tables and indexes are, whatever the white space."""
    engine = engine_for(file, KEY)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type != 'trigger'").all()
    engine.dispose()
    return {name: "".join(str(sql).replace("IF NOT EXISTS ", "").split()) for name, sql in rows}


def test_the_steps_lead_to_the_tables_of_the_program(tmp_path: Path) -> None:
    climbed, made = engine_for(tmp_path / "climbed.db", KEY), engine_for(tmp_path / "made.db", KEY)
    with climbed.connect() as connection:
        migrations.climb(connection, migrations.REVISIONS)
        differences = compare_metadata(MigrationContext.configure(connection), table_making.metadata)
    with made.connect() as connection:
        schema.make(connection)
    climbed.dispose()
    made.dispose()

    assert standing(tmp_path / "climbed.db") == standing(tmp_path / "made.db")
    assert [one for one in differences if "patient_search" not in str(one)] == []


def test_the_steps_are_those_that_the_program_knows() -> None:
    assert tuple(step.REVISION for step in migrations.REVISIONS) == schema.KNOWN
    assert schema.KNOWN[-1] == schema.HEAD
    assert sorted(schema.KNOWN) == list(schema.KNOWN)


def a_step(*, fails: bool = False) -> ModuleType:
    """A step that gives each department a colour and, where it fails, only half of it."""
    step = ModuleType("r9999_test")
    step.REVISION = "9999"  # type: ignore[attr-defined] # as the modules in `versions` have it

    def upgrade() -> None:
        op.add_column("department", Column("colour", Words, nullable=True))
        op.execute("UPDATE patient SET notes = 'upgraded'")
        if fails:
            op.execute("UPDATE no_such_table SET colour = 1")

    step.upgrade = upgrade  # type: ignore[attr-defined] # as above
    return step


def later_program(monkeypatch: pytest.MonkeyPatch, step: ModuleType) -> None:
    """The program as it will be once the step belongs to it."""
    monkeypatch.setattr(schema, "HEAD", "9999")
    monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, "9999"))
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, step))


def test_an_older_database_is_copied_and_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as database, database.transaction(MIRA, "register") as transaction:
        transaction.add(a_patient(id=transaction.new_id()))
    standing_schema = schema.HEAD
    later_program(monkeypatch, a_step())

    with opened(tmp_path) as database, database.reading() as reading:
        assert reading.where(Patient)[0].notes == "upgraded"
        entry = entries(database)[-1]
        assert (entry.verb, entry.became) == ("upgrade", {"notes": "upgraded"})
        assert verify(reading, database.key).first_fault is None

    (copy,) = default_folder(tmp_path).glob("*.backup")
    assert copy.name == f"before-upgrade-{NOW:%Y%m%d-%H%M%S}.backup"
    assert b"Novak" not in copy.read_bytes()
    (header,) = headers_in(default_folder(tmp_path))
    assert (header.backup.reason, header.backup.schema) == (BackupReason.BEFORE_UPGRADE, standing_schema)
    assert header.backup.facts.patients == 1


def test_a_copy_can_be_opened_with_the_same_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as database, database.transaction(MIRA, "register") as transaction:
        patient = transaction.add(a_patient(id=transaction.new_id()))
    with monkeypatch.context() as later:
        later_program(later, a_step())
        with opened(tmp_path):
            pass
    (copy,) = default_folder(tmp_path).glob("*.backup")

    migrations.put_back(copy, clinic_file(tmp_path))

    with opened(tmp_path) as database, database.reading() as reading:
        assert reading.where(Patient) == [patient]


def test_a_failed_upgrade_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as database, database.transaction(MIRA, "register") as transaction:
        patient = transaction.add(a_patient(id=transaction.new_id()))
    with monkeypatch.context() as later:
        later_program(later, a_step(fails=True))
        with pytest.raises(UpgradeFailed, match="left as they were") as refused, opened(tmp_path):
            pass

    assert isinstance(refused.value.__cause__, OperationalError)
    with opened(tmp_path) as database, database.reading() as reading:
        assert reading.where(Patient) == [patient]
        assert database.schema_version == schema.HEAD


def test_alembic_is_not_imported_when_nothing_is_to_be_upgraded(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    script = (
        "import sys; from pathlib import Path; from tests.storage.kept import opened\n"
        "with opened(Path(sys.argv[1])): print('alembic' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    assert answer.stdout.strip() == "False"
