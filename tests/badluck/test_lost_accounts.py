"""A damaged file that gives back the records and nobody who administers them: who may do so from then on."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_desktop.cli import run
from clinic_desktop.domain.backups import CodeMistyped, WrongRecoveryCode
from clinic_desktop.domain.bad_luck import AccountsLost, ProofWanted, Salvaged, SalvagePhase, SavedRecords, Unsound
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.keys import KeyPlace, WrongPassphrase
from clinic_desktop.domain.people import Account, Patient, Role
from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest
from clinic_desktop.services import salvaging
from clinic_desktop.services.key_keeping import KeyKeeper, open_by
from clinic_desktop.services.opening import OpenClinic, open_clinic
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.keys import put_way
from tests.badluck.damaging import lose
from tests.builders import PASSWORD, Clock, a_patient, a_small_clinic, an_account, an_empty_database
from tests.storage.kept import key_of_folder

PASSPHRASE = "heron under the old bridge"
OF_ACCOUNTS = ("account", "journal")
"""Where accounts stand, and what tells of them."""
ADMIN = FirstAdmin(username="eve", full_name="Eve Nowhere", password=PASSWORD)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with a_small_clinic(tmp_path / "clinic"):
        pass
    return tmp_path / "clinic"


def unheard(_done: float, _phase: SalvagePhase) -> None:
    """Nobody watches."""


def saved(folder: Path) -> Salvaged:
    told = salvaging.stage(folder, unheard)
    salvaging.put_in_place(folder)
    return told


@contextmanager
def opened(folder: Path, passphrase: str = "") -> Iterator[OpenClinic]:
    clinic = open_clinic(folder, key=open_by(folder, KeyPlace.PASSPHRASE, passphrase) if passphrase else None)
    try:
        yield clinic
    finally:
        clinic.close()


def a_code(folder: Path) -> str:
    """The recovery code of the clinic's safe."""
    with opened(folder) as clinic:
        keeper = clinic.key_keeper()
        code = keeper.draw_code()
        keeper.use_code(code, code.code)
    return code.code


def by_passphrase(folder: Path) -> None:
    with opened(folder) as clinic:
        KeyKeeper(clinic.database).use_passphrase(PASSPHRASE)


def asked_for(proof: str = "") -> FirstRunRequest:
    admin = FirstAdmin(username="eve", full_name="Eve Nowhere", password=PASSWORD, proof=proof)
    return FirstRunRequest(name="Mine", zone="UTC", admin=admin)


def refused(clinic: OpenClinic, proof: str) -> ClinicError:
    with pytest.raises(ClinicError) as caught:
        clinic.door.set_up(asked_for(proof))
    assert not clinic.door.has_admin()
    return caught.value


def settings_of(folder: Path) -> ClinicSettings:
    with opened(folder) as clinic, clinic.database.reading() as reading:
        return reading.clinic()


def test_a_file_that_did_not_open_is_let_go_of_so_that_what_was_saved_can_take_its_place(folder: Path) -> None:
    lose(folder, *OF_ACCOUNTS)
    with pytest.raises(Unsound) as kept:  # with the frames of whoever tried, as a task that was refused has it
        open_clinic(folder)

    saved(folder)

    assert salvaging.look(folder) is None
    assert kept.value.sentence


def test_what_was_saved_without_accounts_says_so_before_it_counts(folder: Path) -> None:
    lose(folder, *OF_ACCOUNTS)

    told = salvaging.stage(folder, unheard)

    assert not told.has_admin
    assert told.accounts_sentence.startswith("All accounts would be lost: nobody could sign in")


def test_only_the_recovery_code_makes_an_administrator_of_saved_records(folder: Path) -> None:
    code, before = a_code(folder), settings_of(folder)
    by_passphrase(folder)
    lose(folder, *OF_ACCOUNTS)
    saved(folder)

    with opened(folder) as clinic:
        assert clinic.saved == SavedRecords(
            clinic="Linden Street Clinic",
            patients=2,
            appointments=0,
            proof=KeyPlace.RECOVERY_CODE,
            has_settings=True,
            has_accounts=False,
        )
        assert isinstance(refused(clinic, ""), ProofWanted)
        assert isinstance(refused(clinic, PASSPHRASE), CodeMistyped)
        assert isinstance(refused(clinic, clinic.key_keeper().draw_code().code), WrongRecoveryCode)
        with pytest.raises(ProofWanted):
            clinic.door.create_first_admin(ADMIN)
        clinic.door.set_up(asked_for(code.lower()))
        clinic.door.authenticate("eve", PASSWORD)
        assert clinic.as_it_stands().saved is None

    assert settings_of(folder) == before


def test_without_a_recovery_code_the_start_passphrase_is_asked_for(folder: Path) -> None:
    with opened(folder) as clinic:
        clinic.key_keeper().use_passphrase(PASSPHRASE, only=True)
    key = open_by(folder, KeyPlace.PASSPHRASE, PASSPHRASE)
    lose(folder, *OF_ACCOUNTS, key=key)
    salvaging.stage(folder, unheard, key=key)
    salvaging.put_in_place(folder, key=key)

    with opened(folder, PASSPHRASE) as clinic:
        assert isinstance(refused(clinic, ""), ProofWanted)
        assert isinstance(refused(clinic, "another one altogether"), WrongPassphrase)
        clinic.door.set_up(asked_for(PASSPHRASE))
        assert clinic.door.has_admin()


def test_where_nothing_is_ever_typed_whoever_uses_the_pc_may_and_the_clinic_stays_what_it_was(folder: Path) -> None:
    before = settings_of(folder)
    lose(folder, *OF_ACCOUNTS)
    saved(folder)

    with opened(folder) as clinic:
        assert clinic.saved is not None
        assert clinic.saved.proof is None
        clinic.door.set_up(asked_for())
        assert clinic.door.has_admin()

    assert settings_of(folder) == before


def test_slots_of_another_key_that_are_laid_beside_the_records_prove_nothing(folder: Path, tmp_path: Path) -> None:
    a_code(folder)
    lose(folder, *OF_ACCOUNTS)
    saved(folder)
    other = key_of_folder(tmp_path / "other")
    with opened(folder) as clinic:
        put_way(tmp_path / "other", other, KeyPlace.RECOVERY_CODE, mine := clinic.key_keeper().draw_code().code)
        (tmp_path / "other" / "keys.json").replace(folder / "keys.json")

        refused(clinic, mine)


def test_saved_records_do_not_go_to_the_server_of_another_clinic(folder: Path) -> None:
    lose(folder, *OF_ACCOUNTS)
    saved(folder)

    with opened(folder) as clinic, pytest.raises(AccountsLost):
        clinic.door.connect_station("any file", "any code")


@pytest.mark.parametrize("lost", [("weekly_pattern",), ("meta", "journal")])
def test_a_second_salvage_forgets_nothing_of_it(folder: Path, lost: tuple[str, ...]) -> None:
    code = a_code(folder)
    lose(folder, *OF_ACCOUNTS)
    saved(folder)
    lose(folder, *lost)

    told = saved(folder)

    assert not told.has_admin
    with opened(folder) as clinic:
        assert isinstance(refused(clinic, ""), ProofWanted)
        clinic.door.set_up(asked_for(code))


def test_records_that_an_earlier_version_salvaged_are_known_by_their_journal(folder: Path) -> None:
    a_code(folder)
    lose(folder, *OF_ACCOUNTS)
    saved(folder)
    with opened(folder) as clinic, clinic.database.transaction(PROGRAM, "forget") as transaction:
        transaction.ask("DELETE FROM meta WHERE name = 'accounts_lost'")

    with opened(folder) as clinic:
        assert isinstance(refused(clinic, ""), ProofWanted)


def test_what_was_only_imported_is_nobodys_yet_and_is_set_up_as_ever(tmp_path: Path) -> None:
    with an_empty_database(tmp_path, Clock()) as database, database.batch(PROGRAM, "import") as batch:
        batch.add(a_patient(id=batch.new_id()))

    with opened(tmp_path) as clinic:
        assert clinic.saved is None
        clinic.door.set_up(asked_for())

    assert settings_of(tmp_path).name == "Mine"


def left_with_a_former_admin(folder: Path) -> None:
    """Of all administrators' accounts only that of somebody who may not sign in any more can still be read."""
    with opened(folder) as clinic, clinic.database.transaction(PROGRAM, "import") as transaction:
        for number in range(60):  # on several pages
            desk = an_account(username=f"desk{number}", full_name="x" * 200)
            transaction.add(replace(desk, id=transaction.new_id()))
        former = an_account(username="former", full_name="Former Admin", role=Role.ADMIN, active=False)
        transaction.add(replace(former, id=transaction.new_id()))
    lose(folder, *OF_ACCOUNTS, but_the_last_of="account")


def test_an_administrator_who_may_not_sign_in_any_more_is_none(folder: Path) -> None:
    code = a_code(folder)
    left_with_a_former_admin(folder)

    told = saved(folder)

    assert told.kept["account"] > 1
    assert not told.has_admin
    assert told.accounts_sentence.startswith("No account of an administrator who may sign in could be saved")
    with opened(folder) as clinic:
        with clinic.database.reading() as reading:
            assert [each.username for each in reading.where(Account, role=Role.ADMIN)] == ["former"]
        assert clinic.saved is not None
        assert clinic.saved.sentence.endswith("No administrator who may sign in is left.")
        assert isinstance(refused(clinic, ""), ProofWanted)
        clinic.door.set_up(asked_for(code))
        clinic.door.authenticate("eve", PASSWORD)
        assert clinic.as_it_stands().saved is None


def test_a_salvage_that_keeps_an_administrator_asks_for_nothing(folder: Path) -> None:
    lose(folder, "weekly_pattern")

    assert saved(folder).has_admin

    with opened(folder) as clinic:
        assert clinic.saved is None
        with clinic.database.reading() as reading:
            assert len(reading.where(Patient)) == 2


def test_the_command_line_asks_for_the_same_proof(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = a_code(folder)
    lose(folder, *OF_ACCOUNTS)
    assert run(["rescue", "--save", "--yes", "--data-dir", str(folder)]) == 0
    assert "All accounts would be lost" in capsys.readouterr().out
    words = ["create-admin", "--data-dir", str(folder), "--username", "eve", "--full-name", "Eve", "--password-stdin"]

    def typed(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    typed(PASSWORD)
    assert run(words) == 1
    said = capsys.readouterr()
    assert "These are the saved records of Linden Street Clinic, with 2 patients" in said.out
    assert "add --key-stdin" in said.err
    typed("hello", PASSWORD)
    assert run([*words, "--key-stdin"]) == 2
    assert "There is a slip in this code" in capsys.readouterr().err
    typed(code, PASSWORD)
    assert run([*words, "--key-stdin", "--clinic", "Mine"]) == 2
    assert "is called Linden Street Clinic already" in capsys.readouterr().err
    typed(code, PASSWORD)

    assert run([*words, "--key-stdin"]) == 0

    with opened(folder) as clinic:
        clinic.door.authenticate("eve", PASSWORD)


@pytest.mark.parametrize(
    "words", ["add-recovery --yes", "set-passphrase --passphrase-stdin", "remove recovery-code", "change --yes"]
)
def test_no_word_for_the_key_goes_around_the_proof(
    folder: Path, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, mine = a_code(folder), "a passphrase of my own making"
    lose(folder, *OF_ACCOUNTS)
    saved(folder)
    said = ["keys", *words.split(), "--data-dir", str(folder)]

    def answer_to(*lines: str, key: bool = False) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run([*said, *["--key-stdin"] * key]), capsys.readouterr().err

    slots = (folder / "keys.json").read_bytes()
    assert answer_to(mine)[0] == 1
    exit_code, complaint = answer_to(draw_code(), mine, key=True)
    assert exit_code == 2
    assert "does not open the clinic's records" in complaint
    assert (folder / "keys.json").read_bytes() == slots

    assert answer_to(code, mine, key=True) == (0, "")


def test_in_a_clinic_with_an_administrator_the_words_for_the_key_ask_for_nothing(folder: Path) -> None:
    a_code(folder)

    assert run(["keys", "add-recovery", "--yes", "--data-dir", str(folder)]) == 0


def test_the_keys_of_saved_records_are_changed_by_their_owner_alone(folder: Path) -> None:
    code = a_code(folder)
    lose(folder, *OF_ACCOUNTS)
    saved(folder)

    with opened(folder) as clinic:
        new = clinic.key_keeper().draw_code()
        changes: list[Callable[[KeyKeeper], object]] = [
            lambda keeper: keeper.use_code(new, new.code),
            lambda keeper: keeper.use_passphrase(PASSPHRASE),
            lambda keeper: keeper.drop(KeyPlace.RECOVERY_CODE),
            lambda keeper: keeper.prepare_change(new, new.code, ""),
            lambda keeper: keeper.use_file(),
        ]
        for change in changes:
            with pytest.raises(ProofWanted):
                change(clinic.key_keeper())
        clinic.key_keeper(proof=code).use_passphrase(PASSPHRASE, only=True)

    with opened(folder, PASSPHRASE) as clinic:
        assert clinic.saved is not None
