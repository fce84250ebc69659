"""A page flipped on disk: found, and what stood on it is saved as far as anything else tells of it."""

import random
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.backups import BackupReason, Stopped
from clinic_desktop.domain.bad_luck import NotDamaged, NothingToSalvage, Salvaged, SalvagePhase
from clinic_desktop.domain.errors import SessionEnded
from clinic_desktop.domain.people import Patient
from clinic_desktop.paths import clinic_file, restore_folder
from clinic_desktop.services import salvaging
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import OpenClinic, open_clinic
from clinic_desktop.services.page_seals import unsealed_pages
from clinic_desktop.storage.connections import bare
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.storage.verification import verify
from tests.badluck.damaging import PAGE, a_page_of, flip, page_count
from tests.builders import PASSWORD, SmallClinic, a_patient, a_small_clinic
from tests.services.backing_up import switched_on
from tests.storage.kept import MIRA, key_of_folder

APPOINTMENTS, IMPORTED = 60, 120


def unheard(_done: float, _phase: SalvagePhase) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with appointments of its own, and with patients brought in together, of whom no entry tells."""
    folder = tmp_path_factory.mktemp("salvage") / "clinic"
    with a_small_clinic(folder) as clinic:
        furnish(clinic)
    return folder


def furnish(clinic: SmallClinic) -> None:
    with clinic.database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=f"I{n}", notes="y" * 200) for n in range(IMPORTED))
    for number in range(APPOINTMENTS):
        clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(minutes=30 * number), reason="x" * 200))


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "clinic")
    return tmp_path / "clinic"


def saved(folder: Path) -> Salvaged:
    told = salvaging.stage(folder, unheard)
    salvaging.put_in_place(folder)
    return told


def look_into(folder: Path) -> tuple[list[Appointment], list[Patient], str | None]:
    """What is there, and the first thing that is wrong with it."""
    clinic = open_clinic(folder)
    try:
        with clinic.database.reading() as reading:
            assert reading.ask("PRAGMA integrity_check").fetchall() == [("ok",)]
            fault = verify(reading, clinic.database.key).first_fault
            return reading.where(Appointment, order=("starts_at",)), reading.where(Patient, order=("mrn",)), fault
    finally:
        clinic.close()


def test_a_whole_file_is_left_alone(folder: Path) -> None:
    assert salvaging.look(folder) is None
    with pytest.raises(NotDamaged):
        saved(folder)


def test_a_flipped_page_of_an_open_file_is_found(folder: Path) -> None:
    page = a_page_of(folder, "appointment")
    flip(folder, [page])
    clinic = open_clinic(folder)

    words = unsealed_pages(clinic.database)

    clinic.close()
    assert words == f"One page of the file cannot be read any more (page {page})."


def test_rows_that_cannot_be_read_come_back_from_the_journal(folder: Path) -> None:
    before = look_into(folder)
    flip(folder, [a_page_of(folder, "appointment")])

    told = saved(folder)

    assert told.is_all
    assert told.rebuilt > 0
    assert look_into(folder) == before
    assert before[2] is None


def test_a_hole_in_the_journal_loses_no_record_and_begins_it_anew(folder: Path) -> None:
    before = look_into(folder)
    flip(folder, [a_page_of(folder, "journal")])

    told = saved(folder)

    assert not told.keeps_journal
    assert not told.lost
    assert any("begins anew" in sentence for sentence in told.sentences)
    assert look_into(folder) == before


def test_rows_that_no_entry_tells_of_are_counted_as_lost(folder: Path) -> None:
    flip(folder, [a_page_of(folder, "patient")])

    told = saved(folder)

    _, patients, fault = look_into(folder)
    assert told.lost == {"patient": IMPORTED + 2 - len(patients)}
    assert 0 < told.lost["patient"] < 40
    assert fault is not None
    assert "vouches for were altered" in fault
    assert f"Lost: {told.lost['patient']} patients." in told.sentences


def test_rows_that_no_entry_tells_of_come_back_from_the_last_backup_as_they_were_changed_since(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    with a_small_clinic(folder) as clinic:
        with clinic.database.batch(MIRA, "import") as batch:
            batch.add_all(a_patient(id=batch.new_id(), mrn=f"I{n}", notes="y" * 200) for n in range(IMPORTED))
        switched_on(clinic).make()
        with clinic.database.reading() as reading:
            imported = reading.where(Patient, order=("-mrn",))
        for number, patient in enumerate(imported):
            with clinic.database.transaction(MIRA, "change") as transaction:
                transaction.replace(_moved(patient, number))
    before = look_into(folder)
    flip(folder, [a_page_of(folder, "patient")])

    told = saved(folder)

    assert told.is_all
    assert told.rebuilt > 0
    assert look_into(folder) == before


def _moved(patient: Patient, number: int) -> Patient:
    return replace(patient, mobile=f"0171 555{number:04}")


def test_what_was_lost_makes_the_pc_another_station_and_ends_every_session(folder: Path) -> None:
    clinic = open_clinic(folder)
    was, name = clinic.database.station_id, "Desk by the door"
    become_station(clinic.database, was, name)
    session = sign_in(clinic)
    clinic.close()
    flip(folder, [a_page_of(folder, "patient")])

    saved(folder)

    clinic = open_clinic(folder)
    try:
        assert clinic.database.station_id != was
        assert clinic.database.station_name == name
        with pytest.raises(SessionEnded):
            Clinic(clinic.database, session.session).settings.read()
    finally:
        clinic.close()


def sign_in(clinic: OpenClinic) -> Clinic:
    return clinic.door.authenticate("rlopez", PASSWORD)


@pytest.mark.parametrize(
    ("phase", "after"),
    [(SalvagePhase.REBUILDING, 0.0), pytest.param(SalvagePhase.CHECKING, 0.9, id="while the tallies are counted")],
)
def test_whoever_stops_it_keeps_everything_as_it_was(folder: Path, phase: SalvagePhase, after: float) -> None:
    flip(folder, [a_page_of(folder, "appointment")])
    damaged = clinic_file(folder).read_bytes()
    heard: list[float] = []

    def stop(done: float, now: SalvagePhase) -> None:
        heard.append(done)
        if now is phase and 1 > done >= after:
            raise Stopped

    with pytest.raises(Stopped):
        salvaging.stage(folder, stop)

    assert heard == sorted(heard)
    assert clinic_file(folder).read_bytes() == damaged
    assert not restore_folder(folder).exists()


def test_a_file_of_which_no_page_opens_gives_nothing_but_the_last_backup(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    with a_small_clinic(folder) as clinic:
        made = switched_on(clinic).make()
    clinic_file(folder).write_bytes(random.Random(1).randbytes(page_count(folder) * PAGE))

    damage = salvaging.look(folder)

    assert damage is not None
    assert not damage.can_be_salvaged
    assert damage.backup == made
    assert made.reason is BackupReason.BY_HAND
    with pytest.raises(NothingToSalvage):
        saved(folder)


def test_a_damaged_file_of_an_older_version_gives_nothing_but_the_last_backup(folder: Path) -> None:
    with closing(bare(clinic_file(folder), key_of_folder(folder).bytes)) as driver:
        driver.execute("UPDATE meta SET value = '0004' WHERE name = 'schema'")
    flip(folder, [a_page_of(folder, "appointment")])

    damage = salvaging.look(folder)

    assert damage is not None
    assert not damage.can_be_salvaged
    with pytest.raises(NothingToSalvage):
        saved(folder)


def save_after(folder: Path, draw: random.Random) -> Salvaged:
    """Flip some pages and save what can be read: it is told exactly what of that which stood there is missing."""
    appointments, patients, _ = before = look_into(folder)
    count = page_count(folder)
    flip(folder, {draw.randrange(1, count + 1) for _ in range(draw.choice((1, 1, 2, 5)))})
    damage = salvaging.look(folder)
    assert damage is not None
    assert damage.can_be_salvaged
    told = saved(folder)
    after, people, fault = look_into(folder)
    assert {each.id for each in after} <= {each.id for each in appointments}
    assert {each.id for each in people} <= {each.id for each in patients}
    assert len(appointments) - len(after) == told.lost.get("appointment", 0)
    assert len(patients) - len(people) == told.lost.get("patient", 0)
    assert salvaging.look(folder) is None
    if told.is_all:
        assert (after, people, fault) == before
    return told


def test_a_few_damaged_files_are_saved(template: Path, tmp_path: Path) -> None:
    for seed in range(6):
        shutil.copytree(template, tmp_path / str(seed))
        save_after(tmp_path / str(seed), random.Random(seed))


@pytest.mark.campaign
def test_two_hundred_damaged_files_are_saved(template: Path, tmp_path: Path) -> None:
    whole, all_records = 0, 0
    for seed in range(200):
        folder = tmp_path / str(seed)
        shutil.copytree(template, folder)
        told = save_after(folder, random.Random(seed))
        whole += told.is_all
        all_records += not told.lost
        shutil.rmtree(folder)

    assert all_records >= 165  # what is lost stood on the flipped pages alone: imported, and in no backup
    assert whole >= 130  # the rest has a hole in its journal, in a clinic without a backup


@pytest.mark.campaign
def test_nothing_is_missing_from_two_hundred_damaged_files_of_a_clinic_with_a_backup(tmp_path: Path) -> None:
    template = tmp_path / "clinic"
    with a_small_clinic(template) as clinic:
        furnish(clinic)
        switched_on(clinic).make()
    whole = 0
    for seed in range(200):
        folder = tmp_path / str(seed)
        shutil.copytree(template, folder)
        whole += save_after(folder, random.Random(seed)).is_all
        shutil.rmtree(folder)

    assert whole >= 190
