"""An upgrade that is killed at any moment: the next start finds the records as they were, or upgraded, and whole."""

import os
import random
import select
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
from alembic import op

from clinic_desktop.domain.people import Patient
from clinic_desktop.storage import migrations, schema
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, a_patient, opened

PATIENTS = 400

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def a_step() -> ModuleType:
    step = ModuleType("r9999_test")
    step.REVISION = "9999"  # type: ignore[attr-defined] # as the modules in `versions` have it
    step.upgrade = lambda: op.execute("UPDATE patient SET notes = 'upgraded'")  # type: ignore[attr-defined] # as above
    return step


def upgrade_and_die(folder: Path, seconds: float) -> None:
    """A newer program starts on the folder, and is killed after so long."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with opened(folder):
                os.write(told, b"done")
        finally:
            os._exit(0)
    os.close(told)
    select.select([heard], [], [], seconds)
    os.close(heard)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_killed_while_it_upgrades_it_upgrades_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(4)
    with opened(tmp_path) as database, database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=str(n), notes="as it was") for n in range(PATIENTS))
    monkeypatch.setattr(schema, "HEAD", "9999")
    monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, "9999"))
    monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, a_step()))

    for _ in range(12):
        upgrade_and_die(tmp_path, draw.uniform(0.0, 0.3))

    with opened(tmp_path) as database, database.reading() as reading:
        assert [each.notes for each in reading.where(Patient)] == ["upgraded"] * PATIENTS
        assert verify(reading, database.key).first_fault is None
        assert reading.ask("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.lost is None
