"""A disk that is full or may not be written: refused with a sentence, nothing half-stored, and on it goes with room."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.badluck.small_disk import Told

ROOT = Path(__file__).parents[2]
AS_A_PERSON = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")  # root may write where it must not

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="makes itself a small disk as Linux has it"
)


def on_small_disk(
    scenario: str, disk: Path, *, megabytes: int = 24, before: tuple[str, ...] = (), played_by: str = "small_disk"
) -> Told:
    """What a scenario tells that was played on a disk of its own, which nobody else sees and which is gone after it."""
    disk.mkdir()
    mounted = ["unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o "$0" none "$1" && shift && "$@"']
    on_it = [*mounted, f"size={megabytes}m", str(disk)]
    if shutil.which("unshare") is None or subprocess.run([*on_it, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    command = [*before, sys.executable, "-m", f"tests.badluck.{played_by}", scenario, str(disk)]
    answer = subprocess.run([*on_it, *command], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert answer.returncode == 0, answer.stderr
    told: Told = json.loads(answer.stdout)
    return told


def test_a_booking_on_a_full_disk_is_refused_and_nothing_else_is(tmp_path: Path) -> None:
    told = on_small_disk("booking", tmp_path / "disk")

    assert told.pop("sentence") == "The disk is full, so nothing was stored. Make room on the disk and try again."
    assert told == {
        "fault": "DiskFull",
        "rescues": False,
        "again": "DiskFull",
        "stored is what was acknowledged": True,
        "goes on": True,
        "whole": True,
        "lost at the next start": False,
        "whole then": True,
    }


def test_a_way_to_the_key_that_is_refused_is_as_it_was(tmp_path: Path) -> None:
    told = on_small_disk("changing_keys", tmp_path / "disk")

    assert told.pop("refused") >= 3, "the disk was to be too small for some"
    assert told.pop("done") >= 3, "and large enough for others"
    assert told == {"faults": [], "left": [], "whole": True}


def test_a_start_on_a_full_disk_says_so_and_rescues_nothing(tmp_path: Path) -> None:
    told = on_small_disk("starting", tmp_path / "disk")

    sentence = (
        "The disk is full, so the clinic's records were not opened. Nothing in them was changed: make room on the disk "
        "and try again."
    )
    assert told["start"] == told["look"] == {"fault": "NoRoomToOpen", "sentence": sentence, "rescues": False}
    assert told["put in place"]["fault"] == "DiskFull"
    assert told["rescue"].strip() == told["keys status"].strip() == sentence
    assert told["untouched"]
    assert told["with room"]["fault"] == ""
    assert told["whole then"]
    assert told["holds what was booked"]


def test_on_a_full_disk_people_come_back_to_the_day_and_wrong_tries_are_counted(tmp_path: Path) -> None:
    told = on_small_disk("staying_in", tmp_path / "disk")

    assert told == {
        "full": "DiskFull",
        "wrong": ["WrongCredentials"] * 4 + ["SignInPaused"],
        "right within the pause": "SignInPaused",
        "back": ["done", "done"],
        "wrong anew": "DiskFull",
        "later": "done",
        "booking": "DiskFull",
        "locked again": ["DiskFull", "SessionLocked", "done", "done"],
        "clock set back": ["ClockMoved", "DiskFull"],
        "another": "NobodyComesIn",
        "with room": ["done", "done"],
        "locked as it is stored": False,
        "tries as they are stored": 0,
        "whole": True,
    }


def test_who_leaves_on_a_full_disk_is_out_and_it_is_stored_with_room_while_nobody_comes_in(tmp_path: Path) -> None:
    told = on_small_disk("signing_out", tmp_path / "disk")

    assert "so nobody can sign in" in told["coming in"].pop("sentence")
    assert told == {
        "signing out": "",
        "ended as it is stored": False,
        "looks": "SessionEnded",
        "renews": "SessionEnded",
        "put off again": "DiskFull",
        "coming in": {"fault": "NobodyComesIn", "rescues": False},
        "wrong password": "NobodyComesIn",
        "with room": "",
        "why": "signed out at 2026-11-24T08:00:00+00:00, when nothing could be stored",
        "at": "2026-11-24 08:07:00+00:00",
        "records read": 1,
        "waits still": False,
        "coming in then": "",
        "whole": True,
    }


def test_with_room_again_the_desk_says_so_by_itself_and_stores_what_was_put_off(tmp_path: Path) -> None:
    told = on_small_disk("storing_again", tmp_path / "disk", played_by="desk_on_small_disk")

    assert told == {"told": True, "gone by itself": True, "ended as it is stored": True}


def test_a_backup_for_which_the_room_ends_leaves_nothing_behind(tmp_path: Path) -> None:
    told = on_small_disk("backing_up", tmp_path / "disk")

    assert told["COPYING"]["fault"] == "DiskFull"
    assert told["CHECKING"]["fault"] == "DiskFull"
    assert told["COPYING"]["left"] == told["CHECKING"]["left"] == []
    assert "Make room" in told["failure is told"]
    assert told["too little room"]["fault"] == "NoRoomForBackup"
    assert told["goes on"]
    assert told["whole"]


def test_an_upgrade_for_which_the_room_ends_leaves_the_records_as_they_were(tmp_path: Path) -> None:
    told = on_small_disk("migrating", tmp_path / "disk")

    assert told["before"]["fault"] == "NoRoomForBackup"
    assert told["half-way"]["fault"] == "NoRoomToOpen"
    assert told["as it was"]
    assert told["with room"]["fault"] == ""


def test_a_write_protected_disk_is_told_at_the_start(tmp_path: Path) -> None:
    told = on_small_disk("write_protected", tmp_path / "disk")

    assert told["read-only"]["fault"] == "FolderProtected"
    assert told["writable again"]["fault"] == ""


def test_rights_that_were_taken_are_told_and_nothing_is_stored(tmp_path: Path) -> None:
    told = on_small_disk("rights_taken", tmp_path / "disk", before=AS_A_PERSON)

    assert told["folder"]["fault"] == "FolderProtected"
    assert told["file"]["fault"] == "FolderProtected"
    assert told["both"]["fault"] == "FolderProtected"
    assert "Allow writing" in told["folder"]["sentence"]
    assert told["writable again"]["fault"] == ""
