"""The whole way in: a backup takes the place of the records in use, and people sign in to what it held."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from clinic_desktop.domain.backups import BackupPhase, Staged
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import open_clinic
from tests.test_program import PASSWORD, WayIn, a_clinic_in


def unheard(_done: float, _phase: BackupPhase) -> None:
    """Nobody watches."""


def renamed(clinic: Clinic, address: str) -> None:
    clinic.settings.change(replace(clinic.settings.read(), address=address))


def made_ready(clinic: Clinic) -> Staged:
    """A backup of the records as they are, made ready after their address was changed."""
    code = clinic.backups.new_code()
    clinic.backups.switch_on(code, code.code, "")
    made = clinic.backups.make(unheard)
    renamed(clinic, "After the backup")
    return clinic.backups.stage(made.file, "", unheard)


def test_after_a_backup_was_put_in_place_people_sign_in_to_it(tmp_path: Path, qtbot: QtBot) -> None:
    way = WayIn(a_clinic_in(tmp_path / "clinic"), qtbot)
    way.entrance.open()
    way.until_open()
    way.sign_in("sortiz", PASSWORD)
    staged = made_ready(way.until_inside())
    way.entrance.hide()

    way.entrance.show_again()
    way.entrance.restore(staged)
    qtbot.waitUntil(lambda: len(way.opened) == 2, timeout=20_000)
    assert way.login.message == "The backup is in place. Sign in to go on."
    way.sign_in("sortiz", PASSWORD)
    qtbot.waitUntil(lambda: len(way.came) == 2, timeout=20_000)

    assert way.came[-1].settings.read().address == ""
    way.close()


def test_while_another_program_has_the_records_open_everything_stays_as_it_was(tmp_path: Path, qtbot: QtBot) -> None:
    folder = a_clinic_in(tmp_path / "clinic")
    other = open_clinic(folder)
    try:
        way = WayIn(folder, qtbot)
        way.entrance.open()
        way.until_open()
        way.sign_in("sortiz", PASSWORD)
        staged = made_ready(way.until_inside())

        way.entrance.show_again()
        way.entrance.restore(staged)
        qtbot.waitUntil(lambda: len(way.opened) == 2, timeout=40_000)

        assert "Another program is using" in way.login.message
        assert not (folder / "restoring").exists()
        way.close()
    finally:
        other.close()
