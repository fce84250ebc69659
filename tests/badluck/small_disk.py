"""What the program does on a disk that is full or write-protected; run as a program, on a small disk of its own.

    python -m tests.badluck.small_disk SCENARIO DIR

DIR is a small file system that this process may fill and make read-only. What came of it is told as JSON.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic import op

from clinic_desktop.cli import run
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.backups import BackupPhase, RecoveryCode, WrongRecoveryCode
from clinic_desktop.domain.bad_luck import Unsound
from clinic_desktop.domain.errors import ClinicError, TokenExpired, WorldFault
from clinic_desktop.domain.keys import KeyPlace, WrongPassphrase
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.record_access import RecordAccess
from clinic_desktop.paths import clinic_file
from clinic_desktop.services import salvaging
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.services.scheduling import Scheduling
from clinic_desktop.services.unstored import is_put_off, store_put_off
from clinic_desktop.storage import migrations, schema
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_typed
from clinic_desktop.storage.local import SessionRow, SignInAttempt
from clinic_desktop.storage.verification import verify
from tests.builders import PASSWORD, SmallClinic, a_small_clinic, an_empty_database
from tests.services.asking import a_request, retired
from tests.services.backing_up import switched_on
from tests.storage.kept import MIRA, a_patient

FIRST = datetime(2026, 11, 30, 8, tzinfo=UTC)
Told = dict[str, Any]  # Any: JSON's
_BLOCK = 4096


def fill(disk: Path, *, free: int = 0) -> None:
    """Leave no more than so much room on the disk."""
    with (disk / "filler").open("ab", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(_BLOCK))
        except OSError:
            filler.truncate(max(0, filler.tell() // _BLOCK * _BLOCK - free))


def make_room(disk: Path) -> None:
    (disk / "filler").unlink()


def refusal_of(work: Callable[[], object]) -> Told:
    """What a fault of the world says."""
    try:
        work()
    except WorldFault as fault:
        return {"fault": type(fault).__name__, "sentence": fault.sentence, "rescues": isinstance(fault, Unsound)}
    return {"fault": "", "sentence": "", "rescues": False}


def is_whole(database: Database) -> bool:
    with database.reading() as reading:
        pages = reading.ask("PRAGMA integrity_check").fetchall()
        return pages == [("ok",)] and verify(reading, database.key).first_fault is None


def book_until_refused(scheduling: Scheduling, clinic: SmallClinic, booked: list[Appointment]) -> None:
    """A booking every half hour of days in a row."""
    for number in range(10_000):
        day, index = divmod(number, 8)
        starts_at = FIRST + timedelta(days=day // 5 * 7 + day % 5, minutes=30 * index)
        if number >= len(booked):
            booked.append(scheduling.book(a_request(clinic, starts_at=starts_at)))


def booking(disk: Path) -> Told:
    """The disk gets full between two bookings, and has room again."""
    with a_small_clinic(disk / "clinic") as clinic:
        scheduling = clinic.as_receptionist().scheduling
        booked: list[Appointment] = []
        fill(disk)
        told = refusal_of(lambda: book_until_refused(scheduling, clinic, booked))
        again = refusal_of(lambda: scheduling.book(a_request(clinic, "16:00")))
        with clinic.database.reading() as reading:
            stored = {each.id for each in reading.where(Appointment)}
        make_room(disk)
        after = scheduling.book(a_request(clinic, "16:00"))
        told |= {
            "again": again["fault"],
            "stored is what was acknowledged": stored == {each.id for each in booked},
            "goes on": clinic.stored(after) == after,
            "whole": is_whole(clinic.database),
        }
    with an_empty_database(disk / "clinic", clinic.clock) as database:
        return told | {"lost at the next start": database.lost is not None, "whole then": is_whole(database)}


def starting(disk: Path) -> Told:
    """The disk was filled while the program was not running, and has room again."""
    folder = disk / "clinic"
    with a_small_clinic(folder) as clinic:
        booked = clinic.store(clinic.an_appointment())
    whole = clinic_file(folder).read_bytes()
    fill(disk)

    def start() -> None:
        open_clinic(folder).close()

    told: Told = {"start": refusal_of(start), "look": refusal_of(lambda: salvaging.look(folder))}
    told["put in place"] = refusal_of(lambda: salvaging.put_in_place(folder))
    for words in (["rescue"], ["keys", "status"]):
        said = io.StringIO()
        with redirect_stderr(said), redirect_stdout(said):
            run([*words, "--data-dir", str(folder)])
        told[" ".join(words)] = said.getvalue()
    told["untouched"] = clinic_file(folder).read_bytes() == whole
    make_room(disk)
    told["with room"] = refusal_of(start)
    told["whole then"] = salvaging.look(folder) is None
    with an_empty_database(folder, clinic.clock) as database, database.reading() as reading:
        return told | {"holds what was booked": reading.where(Appointment) == [booked]}


def staying_in(disk: Path) -> Told:
    """Somebody locked the window before the disk got full, comes back to it, and stays for a while."""
    with a_small_clinic(disk / "clinic") as clinic:
        desk, elsewhere = clinic.as_receptionist(), clinic.as_admin()
        desk.account.lock()
        fill(disk)
        told = {"full": refusal_of(lambda: book_until_refused(elsewhere.scheduling, clinic, []))["fault"]}

        def outcome(work: Callable[[], object]) -> str:
            try:
                try:
                    work()
                except TokenExpired:
                    desk.renew()
                    work()
            except ClinicError as error:
                return type(error).__name__
            return "done"

        def read() -> object:
            return desk.scheduling.day_sheet(FIRST.date())

        def unlock() -> None:
            desk.account.unlock(PASSWORD)

        told["wrong"] = [outcome(lambda: desk.account.unlock("wrong")) for _ in range(5)]
        told["right within the pause"] = outcome(unlock)
        clinic.clock.forward(seconds=31)
        told["back"] = [outcome(unlock), outcome(read)]
        told["wrong anew"] = outcome(lambda: desk.account.change_password("wrong", "lantern-gravel-tide"))
        for _ in range(3):
            clinic.clock.forward(minutes=16)
            told["later"] = outcome(read)
        told["booking"] = refusal_of(lambda: desk.scheduling.book(a_request(clinic, "16:30")))["fault"]
        told["locked again"] = [outcome(desk.account.lock), outcome(read), outcome(unlock), outcome(read)]
        clinic.clock.set_by(hours=-1)
        told["clock set back"] = [outcome(read), outcome(unlock)]
        clinic.clock.set_by(hours=1)
        told["another"] = outcome(clinic.as_doctor)
        make_room(disk)
        told["with room"] = [outcome(unlock), outcome(read)]
        with clinic.database.reading() as reading:
            told["locked as it is stored"] = reading.get(SessionRow, desk.admission.standing().session_id).locked
            told["tries as they are stored"] = sum(each.failed for each in reading.where(SignInAttempt))
        return told | {"whole": is_whole(clinic.database)}


def signing_out(disk: Path) -> Told:
    """Somebody reads a record and leaves while the disk is full; then somebody else wants to come in."""
    with a_small_clinic(disk / "clinic") as clinic:
        desk, elsewhere = clinic.as_receptionist(), clinic.as_admin()
        desk.admission.reading.later = True  # as in a window
        desk.patients.open(clinic.novak.id)
        session_id = desk.admission.standing().session_id
        fill(disk)
        refusal_of(lambda: book_until_refused(elsewhere.scheduling, clinic, []))

        def session() -> SessionRow:
            with clinic.database.reading() as reading:
                return reading.get(SessionRow, session_id)

        def read_records() -> int:
            with clinic.database.reading() as reading:
                return len(reading.where(RecordAccess))

        told = {
            "signing out": refusal_of(desk.account.sign_out)["fault"],
            "ended as it is stored": bool(session().revoked_at),
        }
        for name, verb in (("looks", desk.account.who_am_i), ("renews", desk.renew)):
            try:
                verb()
            except ClinicError as error:
                told[name] = type(error).__name__
        told["put off again"] = refusal_of(lambda: store_put_off(clinic.database))["fault"]
        told["coming in"] = refusal_of(clinic.as_doctor)
        told["wrong password"] = refusal_of(lambda: clinic.sign_in.authenticate("rlopez", "wrong"))["fault"]
        make_room(disk)
        clinic.clock.forward(minutes=7)
        told["with room"] = refusal_of(lambda: store_put_off(clinic.database))["fault"]
        told |= {"why": session().revoke_reason, "at": str(session().revoked_at), "records read": read_records()}
        told["waits still"] = is_put_off(clinic.database)
        return told | {"coming in then": refusal_of(clinic.as_doctor)["fault"], "whole": is_whole(clinic.database)}


def backing_up(disk: Path) -> Told:
    """The disk gets full while a backup is copied, and while it is put back on trial."""
    told: Told = {}
    with a_small_clinic(disk / "clinic") as clinic:
        with clinic.database.batch(MIRA, "import") as batch:
            batch.add_all(a_patient(id=batch.new_id(), mrn=str(n), notes="x" * 400) for n in range(2000))
        safe = switched_on(clinic)
        for phase in (BackupPhase.COPYING, BackupPhase.CHECKING):

            def full(_done: float, now: BackupPhase, phase: BackupPhase = phase) -> None:
                if now is phase:
                    fill(disk)

            refused = refusal_of(lambda full=full: safe.admin.backups.make(full))  # type: ignore[misc] # as above
            left = [each.name for each in safe.folder.iterdir()] + [each.name for each in disk.glob("clinic/trial-*")]
            make_room(disk)
            told[phase.name] = refused | {"left": left}
        told["failure is told"] = safe.admin.backups.standing().failure
        fill(disk, free=100_000)
        told["too little room"] = refusal_of(safe.make)
        make_room(disk)
        retired(clinic, clinic.fischer)
        return told | {"goes on": Path(safe.make().file).exists(), "whole": is_whole(clinic.database)}


def changing_keys(disk: Path) -> Told:
    """Little room is left, more each time: what is refused has changed nothing, what is not refused is told."""
    folder, told = disk / "clinic", Told(refused=0, done=0, faults=[])
    with a_small_clinic(folder) as clinic:
        admin = clinic.as_admin()
        standing = {KeyPlace.PASSPHRASE: "heron under the old bridge", KeyPlace.RECOVERY_CODE: draw_code()}
        admin.keys.use_passphrase(standing[KeyPlace.PASSPHRASE], only=False)
        first = RecoveryCode(standing[KeyPlace.RECOVERY_CODE])
        admin.keys.use_code(first, first.code)

        def opens(place: KeyPlace, typed: str) -> bool:
            try:
                return open_typed(folder, place, typed).bytes == clinic.database.key.bytes
            except (WrongPassphrase, WrongRecoveryCode):
                return False

        for blocks in (0, 1, 2, 3, 4, 6, 8, 12, 400):
            code, phrase = RecoveryCode(draw_code()), f"another heron, number {blocks}"
            changes = {
                KeyPlace.PASSPHRASE: (phrase, lambda phrase=phrase: admin.keys.use_passphrase(phrase, only=False)),
                KeyPlace.RECOVERY_CODE: (code.code, lambda code=code: admin.backups.switch_on(code, code.code, "")),
            }
            for place, (typed, change) in changes.items():
                was_on = admin.backups.standing().is_on
                fill(disk, free=blocks * _BLOCK)
                refusal = refusal_of(change)
                make_room(disk)
                is_refused = bool(refusal["fault"])
                told["refused" if is_refused else "done"] += 1
                is_right = (opens(place, standing[place]), opens(place, typed)) == (is_refused, not is_refused)
                if not is_right or (is_refused and admin.backups.standing().is_on != was_on):
                    told["faults"].append([blocks, place, refusal])
                if not is_refused:
                    standing[place] = typed
        return told | {"left": [each.name for each in folder.glob("*.new")], "whole": is_whole(clinic.database)}


def _later_program(work: Callable[[], None]) -> None:
    step = ModuleType("r9999_test")
    step.REVISION = "9999"  # type: ignore[attr-defined] # as the modules in `versions` have it

    def upgrade() -> None:
        work()
        op.execute("UPDATE patient SET notes = notes || 'upgraded, and longer than before by a good deal'")

    step.upgrade = upgrade  # type: ignore[attr-defined] # as above
    schema.HEAD = "9999"
    schema.KNOWN = (*schema.KNOWN, "9999")  # type: ignore[assignment] # a longer tuple
    migrations.REVISIONS = (*migrations.REVISIONS, step)


def migrating(disk: Path) -> Told:
    """There is no room for the copy; then the disk gets full half-way through the upgrade; then there is room."""
    with a_small_clinic(disk / "clinic") as clinic, clinic.database.batch(MIRA, "import") as batch:
        batch.add_all(a_patient(id=batch.new_id(), mrn=str(n), notes="x" * 400) for n in range(2000))
    steps: list[Callable[[], None]] = [lambda: fill(disk), lambda: None]
    standing, known, revisions = schema.HEAD, schema.KNOWN, migrations.REVISIONS

    def start() -> None:
        with an_empty_database(disk / "clinic", clinic.clock) as database, database.reading() as reading:
            assert all("upgraded" in each.notes for each in reading.where(Patient))
            assert is_whole(database)

    def next_step() -> None:
        steps.pop(0)()

    _later_program(next_step)
    fill(disk, free=clinic_file(disk / "clinic").stat().st_size)
    told: Told = {"before": refusal_of(start)}
    make_room(disk)
    told["half-way"] = refusal_of(start)
    make_room(disk)
    schema.HEAD, schema.KNOWN, newer = standing, known, (schema.HEAD, schema.KNOWN, migrations.REVISIONS)
    migrations.REVISIONS = revisions
    with an_empty_database(disk / "clinic", clinic.clock) as database, database.reading() as reading:
        told["as it was"] = is_whole(database) and not any("upgraded" in each.notes for each in reading.where(Patient))
    schema.HEAD, schema.KNOWN, migrations.REVISIONS = newer
    return told | {"with room": refusal_of(start)}


def write_protected(disk: Path) -> Told:
    """The disk may be read only."""
    with a_small_clinic(disk / "clinic") as clinic:
        clinic.store(clinic.an_appointment())
    folder = disk / "clinic"

    def start() -> None:
        with an_empty_database(folder, clinic.clock) as database:
            assert is_whole(database)

    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    told = {"read-only": refusal_of(start)}
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    return told | {"writable again": refusal_of(start)}


def rights_taken(disk: Path) -> Told:
    """The folder and the file belong to somebody who may only read them."""
    folder = disk / "clinic"
    with a_small_clinic(folder) as clinic:
        pass
    file = clinic_file(folder)

    def start() -> None:
        with an_empty_database(folder, clinic.clock) as database, database.transaction(MIRA, "register") as transaction:
            transaction.add(a_patient(id=transaction.new_id()))

    told: Told = {}
    for name, of_folder, of_file in (("folder", 0o500, 0o600), ("file", 0o700, 0o400), ("both", 0o500, 0o400)):
        file.chmod(of_file)
        folder.chmod(of_folder)
        told[name] = refusal_of(start)
    folder.chmod(0o700)
    file.chmod(0o600)
    return told | {"writable again": refusal_of(start)}


SCENARIOS = {
    each.__name__: each
    for each in (
        booking,
        starting,
        staying_in,
        signing_out,
        backing_up,
        changing_keys,
        migrating,
        write_protected,
        rights_taken,
    )
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(SCENARIOS[sys.argv[1]](Path(sys.argv[2]))))
