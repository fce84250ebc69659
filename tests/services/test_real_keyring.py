"""The key in a real keyring: gnome-keyring in a D-Bus session of its own."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.keys import KeyChange, KeyPlace, KeyWanted, NoKeyring
from clinic_desktop.services.key_keeping import change_key, open_by
from clinic_desktop.services.opening import OpenClinic, open_clinic
from clinic_desktop.services.recovery import new_code
from tests.secret_service import SecretService, missing_programs, secret_service

pytestmark = [  # the library leaves its connections to the garbage
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROOT = Path(__file__).parent.parent.parent
PASSPHRASE = "heron under the old bridge"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SecretService]:
    """A keyring; where a machine promises one, its absence is a failure."""
    if missing := missing_programs():
        if os.environ.get("CLINIC_DESKTOP_WANTS_KEYRING"):
            pytest.fail(f"{missing} are missing, and this machine is to have them.")
        pytest.skip("There is no keyring to be started here: apt-get install gnome-keyring dbus")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with secret_service(home) as service:
        yield service
    gc.collect()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


@pytest.fixture
def code() -> RecoveryCode:
    return new_code()


@pytest.fixture
def clinic(service: SecretService, folder: Path, code: RecoveryCode) -> Iterator[OpenClinic]:
    """A new clinic, with its recovery code."""
    made = open_clinic(folder)
    made.key_keeper().use_code(code, code.code)
    yield made
    made.close()


def test_a_new_key_goes_to_the_keyring_and_no_file_holds_it(
    service: SecretService, clinic: OpenClinic, folder: Path
) -> None:
    clinic.close()

    again = open_clinic(folder)
    again.close()

    assert again.key_place is KeyPlace.KEYRING
    assert again.database.key == clinic.database.key
    assert len(service.names()) == 1
    assert not list(folder.glob("*.key"))


def test_another_program_of_the_same_person_opens_it_too(
    service: SecretService, clinic: OpenClinic, folder: Path
) -> None:
    words = [sys.executable, "-m", "clinic_desktop", "keys", "status", "--data-dir", str(folder)]
    environment = service.environment | {"PYTHONPATH": str(ROOT)}

    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "this computer's keyring" in done.stdout
    assert "ANY MORE" not in done.stdout


def test_while_the_keyring_is_locked_the_code_opens_it_and_nothing_is_promised(
    service: SecretService, clinic: OpenClinic, folder: Path, code: RecoveryCode
) -> None:
    clinic.close()
    service.lock()

    with pytest.raises(KeyWanted, match="Unlock it") as wanted:
        open_clinic(folder)
    key = open_by(folder, KeyPlace.RECOVERY_CODE, code.code, into_keyring=True)

    assert wanted.value.ways == (KeyPlace.RECOVERY_CODE,)
    assert wanted.value.was_in_keyring
    assert (key.bytes, key.place) == (clinic.database.key.bytes, KeyPlace.RECOVERY_CODE)


def test_a_keyring_that_was_lost_is_filled_again_by_the_code(
    service: SecretService, clinic: OpenClinic, folder: Path, code: RecoveryCode
) -> None:
    clinic.close()
    service.lose_everything()
    with pytest.raises(KeyWanted):
        open_clinic(folder)

    key = open_by(folder, KeyPlace.RECOVERY_CODE, code.code, into_keyring=True)

    again = open_clinic(folder)
    again.close()
    assert again.database.key == key
    assert again.key_place is KeyPlace.KEYRING
    assert len(service.names()) == 1


def test_a_keyring_that_crashed_is_as_one_that_is_locked(
    service: SecretService, clinic: OpenClinic, folder: Path, code: RecoveryCode
) -> None:
    clinic.close()
    service.end()

    with pytest.raises(KeyWanted):
        open_clinic(folder)

    assert open_by(folder, KeyPlace.RECOVERY_CODE, code.code).bytes == clinic.database.key.bytes


def test_another_key_takes_the_place_of_the_first_in_the_keyring(
    service: SecretService, clinic: OpenClinic, folder: Path
) -> None:
    before = service.names()
    clinic.close()

    key = change_key(folder, clinic.database.key, KeyChange(code=new_code().code))

    again = open_clinic(folder)
    again.close()
    assert again.database.key == key
    assert len(service.names()) == 1
    assert service.names() != before


def test_from_the_keyring_to_a_passphrase_and_back(service: SecretService, clinic: OpenClinic, folder: Path) -> None:
    keeper = clinic.key_keeper()

    keeper.use_passphrase(PASSPHRASE, only=True)
    assert service.names() == set()
    with pytest.raises(KeyWanted):
        open_clinic(folder)
    keeper.use_keyring()
    keeper.drop(KeyPlace.PASSPHRASE)

    again = open_clinic(folder)
    again.close()
    assert again.key_place is KeyPlace.KEYRING


def test_a_locked_keyring_takes_nothing_and_the_ways_stay_as_they_are(
    service: SecretService, clinic: OpenClinic, folder: Path
) -> None:
    keeper = clinic.key_keeper()
    keeper.use_passphrase(PASSPHRASE, only=True)
    before = (folder / "keys.json").read_bytes()
    service.lock()

    with pytest.raises(NoKeyring):
        keeper.use_keyring()

    assert (folder / "keys.json").read_bytes() == before
