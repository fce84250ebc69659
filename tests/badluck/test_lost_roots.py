"""What the rest hangs on cannot be read: the file's beginning, its list of tables, a table's first page."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.bad_luck import NothingToSalvage, Salvaged, SalvagePhase
from clinic_desktop.domain.people import Department, Patient
from clinic_desktop.paths import clinic_file
from clinic_desktop.services import salvaging
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.storage.connections import bare
from clinic_desktop.storage.sealed_pages import SealedPages
from clinic_desktop.storage.verification import verify
from tests.badluck.damaging import PAGE, a_page_of, flip, page_count, root_of, wipe
from tests.builders import a_patient, a_small_clinic
from tests.services.backing_up import switched_on
from tests.storage.kept import MIRA, key_of_folder

APPOINTMENTS, IMPORTED = 60, 120
Kept = tuple[list[Appointment], list[Patient], str, str | None]


def unheard(_done: float, _phase: SalvagePhase) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with so many rows that each of the great tables has more than one page, and with a backup."""
    folder = tmp_path_factory.mktemp("roots") / "clinic"
    with a_small_clinic(folder) as clinic:
        with clinic.database.batch(MIRA, "import") as batch:
            batch.add_all(a_patient(id=batch.new_id(), mrn=f"I{n}", notes="y" * 200) for n in range(IMPORTED))
        for number in range(APPOINTMENTS):
            clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(minutes=30 * number), reason="x" * 200))
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "clinic")
    return tmp_path / "clinic"


def kept(folder: Path) -> Kept:
    """What is there, which station it is, and the first thing that is wrong with it."""
    clinic = open_clinic(folder)
    try:
        with clinic.database.reading() as reading:
            assert reading.ask("PRAGMA integrity_check").fetchall() == [("ok",)]
            fault = verify(reading, clinic.database.key).first_fault
            appointments, patients = reading.where(Appointment, order=("id",)), reading.where(Patient, order=("id",))
        return appointments, patients, clinic.database.station_id.hex, fault
    finally:
        clinic.close()


def saved(folder: Path) -> Salvaged:
    damage = salvaging.look(folder)
    assert damage is not None
    assert damage.can_be_salvaged
    told = salvaging.stage(folder, unheard)
    salvaging.put_in_place(folder)
    assert salvaging.look(folder) is None
    return told


def schema_pages(folder: Path) -> Iterator[int]:
    """The pages without which the driver does not know some table."""
    file, key = clinic_file(folder), key_of_folder(folder).bytes
    for page in range(2, page_count(folder) + 1):
        flip(folder, [page])
        try:
            with closing(bare(file, key, is_fixed=True)) as driver:
                driver.execute("SELECT count(*) FROM meta").fetchall()
        except Exception as error:  # noqa: BLE001 - of whatever kind
            if "malformed" in str(error) or "disk I/O" in str(error) or "not a database" in str(error):
                yield page
        finally:
            flip(folder, [page])


def test_without_its_first_page_a_file_gives_all_it_holds(folder: Path) -> None:
    before = kept(folder)
    flip(folder, [1])

    told = saved(folder)

    assert told.is_all
    assert told.sentences[-1] == "Nothing is missing."
    assert kept(folder) == before


def test_without_the_bytes_that_its_seals_are_made_with_it_gives_all_and_the_journal_proves_it(folder: Path) -> None:
    before = kept(folder)
    wipe(folder, [1])

    told = saved(folder)

    assert told.is_all
    assert told.is_proven
    assert kept(folder) == before


def test_one_flipped_bit_of_those_bytes_is_found_out(folder: Path) -> None:
    before = kept(folder)
    with clinic_file(folder).open("r+b") as file:
        (first,) = file.read(1)
        file.seek(0)
        file.write(bytes([first ^ 4]))

    told = saved(folder)

    assert told.is_all
    assert kept(folder) == before


@pytest.mark.parametrize("byte", [0, 0xFF])
def test_a_wiped_file_gives_nothing_whatever_its_key(folder: Path, byte: int) -> None:
    """What a key makes of nothing begins as pages do for one key in fifty."""
    clinic_file(folder).write_bytes(bytes([byte]) * PAGE * page_count(folder))

    for number in range(300):
        with pytest.raises(NothingToSalvage):
            SealedPages(clinic_file(folder), number.to_bytes(32))


def test_what_stands_between_wiped_pages_can_be_saved_without_the_seals(folder: Path) -> None:
    pages = range(2, page_count(folder) + 1)
    wipe(folder, [1, *random.Random(1).sample(pages, 2 * len(pages) // 3)])

    damage = salvaging.look(folder)

    assert damage is not None
    assert damage.can_be_salvaged


def test_where_neither_seals_nor_journal_prove_it_that_is_said(folder: Path) -> None:
    page = a_page_of(folder, "patient")
    wipe(folder, [1])
    flip(folder, [page])

    told = saved(folder)

    assert not told.is_proven
    assert not told.keeps_journal
    assert any("look through what was saved" in sentence for sentence in told.sentences)
    appointments, patients, _, _ = kept(folder)
    assert len(appointments) == APPOINTMENTS
    assert len(patients) >= IMPORTED + 2 - told.lost.get("patient", 0)


@pytest.mark.parametrize("table", ["appointment", "patient", "journal", "account", "department", "tally", "meta"])
def test_without_its_first_page_a_table_gives_all_that_stands_on_others(folder: Path, table: str) -> None:
    before = kept(folder)
    wipe(folder, [root_of(folder, table)])

    told = saved(folder)

    assert told.is_all
    assert kept(folder) == before


def test_without_a_page_of_its_list_of_tables_a_file_gives_all_it_holds(folder: Path, tmp_path: Path) -> None:
    before = kept(folder)
    pages = list(schema_pages(folder))
    assert len(pages) > 3

    for page in pages[:: len(pages) // 4]:
        other = tmp_path / str(page)
        shutil.copytree(folder, other)
        wipe(other, [page])

        told = saved(other)

        assert told.is_all, page
        assert kept(other) == before


def test_a_hole_in_the_journal_is_filled_from_the_last_backup(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    with a_small_clinic(folder) as clinic:
        for number in range(APPOINTMENTS):
            clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(minutes=30 * number), reason="x" * 200))
        switched_on(clinic).make()
        clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(days=30)))
    before = kept(folder)
    (page, *_) = pages_of_entries(folder)
    wipe(folder, [page])

    told = saved(folder)

    assert told.is_all
    assert kept(folder) == before


def pages_of_entries(folder: Path) -> list[int]:
    """The pages of the journal's first entries, which the backup has as well."""
    from clinic_desktop.storage.fragile import Fragile
    from clinic_desktop.storage.tables import journal

    with Fragile(clinic_file(folder), key_of_folder(folder).bytes) as whole:
        return whole.pages_of(journal)[1:3]


def test_what_lies_in_the_log_belongs_to_it(folder: Path) -> None:
    pulled = folder.parent / "pulled"
    with_log = open_clinic(folder)
    with with_log.database.transaction(MIRA, "arrange") as transaction:
        transaction.add(Department(id=transaction.new_id(), name="Written last"))
    pulled.mkdir()
    for file in folder.iterdir():
        if file.is_file():
            (pulled / file.name).write_bytes(file.read_bytes())
    with_log.close()
    (pulled / "clinic.db-shm").unlink()
    assert (pulled / "clinic.db-wal").stat().st_size > PAGE
    wipe(pulled, [root_of(folder, "appointment")])

    told = saved(pulled)

    assert told.is_all
    clinic = open_clinic(pulled)
    with clinic.database.reading() as reading:
        assert "Written last" in {department.name for department in reading.where(Department)}
        assert len(reading.where(Appointment)) == APPOINTMENTS
    clinic.close()
