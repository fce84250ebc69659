"""Where the station's key lies, and who gets it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from clinic_desktop.domain.keys import KeyLost
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.faults import FolderNotMade
from clinic_desktop.storage.keys import SLOTS, KeyPlace, NoKey, open_key, open_typed, put_way

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")


class Locker(KeyringBackend):
    """A keyring in memory, which the person may leave locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringError
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def locker() -> Iterator[Locker]:
    before = keyring.get_keyring()
    locker = Locker()
    keyring.set_keyring(locker)
    yield locker
    keyring.set_keyring(before)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderNotMade, match="cannot be written to, so nothing was made"):
        open_key(tmp_path / "file" / "clinic", make=True, allow_file=True)


def test_a_new_key_goes_to_the_keyring_and_comes_back_from_it(tmp_path: Path, locker: Locker) -> None:
    made = open_key(tmp_path, make=True, allow_file=False)

    again = open_key(tmp_path, make=False, allow_file=False)

    assert made == again
    assert made.place is KeyPlace.KEYRING
    assert len(made.bytes) == 32
    assert [file.name for file in tmp_path.iterdir()] == [SLOTS]
    assert made.bytes.hex() not in str(locker.kept)


def test_without_a_keyring_the_key_goes_to_a_file_only_if_that_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match="no keyring"):
        open_key(tmp_path / "one", make=True, allow_file=False)

    assert open_key(tmp_path / "two", make=True, allow_file=True).place is KeyPlace.FILE


def test_the_file_is_taken_first_where_it_is_preferred(tmp_path: Path, locker: Locker) -> None:
    key = open_key(tmp_path, make=True, allow_file=True, prefer_file=True)

    assert key.place is KeyPlace.FILE
    assert locker.kept == {}


def test_a_locked_keyring_is_told_and_opens_later(tmp_path: Path, locker: Locker) -> None:
    made = open_key(tmp_path, make=True, allow_file=True)
    locker.is_locked = True
    with pytest.raises(NoKey, match="Unlock it"):
        open_key(tmp_path, make=True, allow_file=True)
    locker.is_locked = False

    assert open_key(tmp_path, make=True, allow_file=True) == made


@posix
def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"

    open_key(folder, make=True, allow_file=True)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


@posix
def test_a_key_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    made = open_key(tmp_path, make=True, allow_file=True)
    (file,) = tmp_path.glob("*.key")
    file.chmod(0o644)

    assert open_key(tmp_path, make=False, allow_file=True) == made
    assert file.stat().st_mode & 0o777 == 0o600


def test_neither_file_alone_gives_the_key_away(tmp_path: Path) -> None:
    made = open_key(tmp_path, make=True, allow_file=True)

    contents = "".join(file.read_text() for file in tmp_path.iterdir())

    assert made.bytes.hex() not in contents
    assert str(made) == "StationKey(place=<KeyPlace.FILE: 'file'>)"


def test_a_key_is_never_made_beside_records_that_another_key_opens(tmp_path: Path) -> None:
    (tmp_path / "clinic.db").touch()
    (tmp_path / "clinic.db").write_bytes(b"something")

    with pytest.raises(NoKey, match="missing"):
        open_key(tmp_path, make=True, allow_file=True)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"slots": 5}', '{"slots": [{"kind": "file"}]}', '{"slots": [7]}', '{"slots": []}']
)
def test_a_damaged_slots_file_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / SLOTS).write_text(content)

    with pytest.raises(NoKey):
        open_key(tmp_path, make=True, allow_file=True)


def test_a_key_of_another_clinic_does_not_open_the_slot(tmp_path: Path) -> None:
    open_key(tmp_path / "one", make=True, allow_file=True)
    open_key(tmp_path / "two", make=True, allow_file=True)
    (ours,) = (tmp_path / "one").glob("*.key")
    (theirs,) = (tmp_path / "two").glob("*.key")
    ours.write_text(theirs.read_text())

    with pytest.raises(NoKey, match="does not fit"):
        open_key(tmp_path / "one", make=False, allow_file=True)


def test_slots_of_kinds_to_come_are_left_alone(tmp_path: Path) -> None:
    made = open_key(tmp_path, make=True, allow_file=True)
    content = json.loads((tmp_path / SLOTS).read_text())
    content["slots"].insert(0, {"kind": "recovery-code", "id": "1", "salt": "", "nonce": "", "wrapped": ""})
    (tmp_path / SLOTS).write_text(json.dumps(content))

    assert open_key(tmp_path, make=False, allow_file=True) == made


def test_sub_keys_differ_by_their_purpose_and_not_by_the_day(tmp_path: Path) -> None:
    key = open_key(tmp_path, make=True, allow_file=True)

    assert key.derive("tokens") == open_key(tmp_path, make=False, allow_file=True).derive("tokens")
    assert len({key.bytes, *(key.derive(label) for label in ("tokens", "journal", "backups", "passwords"))}) == 5


def test_a_folder_without_a_key_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match=r"keys\.json"):
        open_key(tmp_path, make=False, allow_file=True)
    assert list(tmp_path.iterdir()) == []


def test_records_whose_slots_file_is_gone_say_what_helps(tmp_path: Path) -> None:
    key = open_key(tmp_path, make=True, allow_file=True)
    put_way(tmp_path, key, KeyPlace.RECOVERY_CODE, code := draw_code())
    kept = (tmp_path / SLOTS).read_text()
    (tmp_path / "clinic.db").touch()
    (tmp_path / SLOTS).unlink()

    with pytest.raises(KeyLost, match="clinic-desktop restore"):
        open_key(tmp_path, make=True, allow_file=True)
    with pytest.raises(KeyLost, match="not even the recovery code"):
        open_typed(tmp_path, KeyPlace.RECOVERY_CODE, code)

    (tmp_path / SLOTS).write_text(kept)
    assert open_key(tmp_path, make=False, allow_file=True) == key
