"""A damaged file in the real first window: found at the start, told, and mended by keys and clicks."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.bad_luck import Damage, Salvaged
from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.rescue import rescuing
from clinic_desktop.gui.rescue.rescue_dialog import RescueDialog
from clinic_desktop.paths import clinic_file
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.backup_plan import replaced_folder
from tests.badluck.damaging import PAGE, a_page_of, flip, page_count, wipe
from tests.builders import PASSWORD, a_small_clinic
from tests.services.backing_up import switched_on

SOON = 30_000
APPOINTMENTS = 40
SALVAGED = Salvaged(
    kept={"patient": 90_000, "appointment": 900_000},
    rebuilt=1200,
    lost={f"kind_of_record_{number:03}": 1200 for number in range(150)},
    keeps_journal=False,
    is_proven=False,
    was_connected=True,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic with a backup, and one more appointment since."""
    folder = tmp_path / "clinic"
    with a_small_clinic(folder) as clinic:
        for number in range(APPOINTMENTS - 1):
            clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(minutes=30 * number), reason="x" * 200))
        switched_on(clinic).make()
        clinic.store(clinic.an_appointment(clinic.clock.now + timedelta(days=30)))
    return folder


def dialog_of(entrance: Entrance, qtbot: QtBot) -> RescueDialog:
    qtbot.waitUntil(lambda: entrance.rescuing.dialog is not None, timeout=SOON)
    dialog = entrance.rescuing.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def message_of(entrance: Entrance) -> str:
    assert isinstance(entrance.window, LoginDialog)
    return entrance.window.message


def sign_in(entrance: Entrance, qtbot: QtBot) -> Clinic:
    came: list[Clinic] = []
    entrance.came_in.connect(lambda clinic, _: came.append(clinic))
    assert entrance.window is not None
    name, password = entrance.window.findChildren(QLineEdit)[:2]
    name.clear()
    QTest.keyClicks(name, "sortiz")
    QTest.keyClicks(password, PASSWORD)
    QTest.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(came), timeout=SOON)
    return came[0]


def appointments_of(clinic: Clinic) -> int:
    with clinic.database.reading() as reading:
        return len(reading.where(Appointment))


def test_a_flipped_page_is_found_and_all_of_it_is_saved_by_enter_alone(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    flip(folder, [a_page_of(folder, "appointment")])
    damaged = clinic_file(folder).read_bytes()
    entrance.open()
    dialog = dialog_of(entrance, qtbot)
    assert "One page of the file cannot be read any more" in dialog.message.text
    assert dialog.salvage_button.isChecked()

    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.do_button.text() == "Put it in place", timeout=SOON)
    assert f"2 patients and {APPOINTMENTS} appointments were saved." in dialog.outcome.text()
    assert "Nothing is missing." in dialog.outcome.text()
    assert clinic_file(folder).read_bytes() == damaged
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "in place" in message_of(entrance), timeout=SOON)

    assert appointments_of(sign_in(entrance, qtbot)) == APPOINTMENTS
    (kept,) = replaced_folder(folder).glob("*.backup")
    assert kept.read_bytes()[PAGE:] == damaged[PAGE:]


def test_the_last_backup_is_put_in_place_instead(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    wipe(folder, range(1, page_count(folder) + 1))
    entrance.open()
    dialog = dialog_of(entrance, qtbot)
    assert not dialog.salvage_button.isVisible()
    assert "24 Nov 2026, 09:00" in dialog.restore_button.text()

    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.do_button.text() == "Put it in place", timeout=SOON)
    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "in place" in message_of(entrance), timeout=SOON)

    assert appointments_of(sign_in(entrance, qtbot)) == APPOINTMENTS - 1


def test_a_large_file_is_looked_through_when_whoever_started_the_program_is_inside(
    entrance: Entrance, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescuing, "_SMALL", 0)
    monkeypatch.setattr(rescuing, "_LATER", 2_000)
    told: list[str] = []
    entrance.damaged.connect(told.append)
    flip(folder, [a_page_of(folder, "appointment")])
    entrance.open()
    sign_in(entrance, qtbot)
    entrance.hide()
    assert told == []

    qtbot.waitUntil(lambda: bool(told), timeout=SOON)

    assert "cannot be read" in told[0]


def test_who_wants_nothing_of_it_signs_in_all_the_same(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    flip(folder, [a_page_of(folder, "appointment")])
    entrance.open()
    dialog = dialog_of(entrance, qtbot)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: entrance.clinic is not None, timeout=SOON)

    assert sign_in(entrance, qtbot).session.account.username == "sortiz"
    assert entrance.rescuing.dialog is None


def test_what_lies_ready_is_thrown_away_when_it_is_not_wanted(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    flip(folder, [a_page_of(folder, "appointment")])
    entrance.open()
    dialog = dialog_of(entrance, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.do_button.text() == "Put it in place", timeout=SOON)
    assert (folder / "restoring").exists()

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: entrance.runner.is_idle, timeout=SOON)

    assert not (folder / "restoring").exists()


def test_damage_that_is_found_while_somebody_works_is_told_and_offered_when_they_leave(
    entrance: Entrance, folder: Path, qtbot: QtBot
) -> None:
    told: list[str] = []
    entrance.damaged.connect(told.append)
    entrance.open()
    qtbot.waitUntil(lambda: entrance.clinic is not None and entrance.runner.is_idle, timeout=SOON)
    sign_in(entrance, qtbot)
    entrance.hide()

    entrance.rescuing.damaged.emit("One page of the file cannot be read any more.")

    assert told == ["One page of the file cannot be read any more."]
    assert entrance.rescuing.dialog is None
    assert entrance.clinic is not None
    entrance.show_again()
    qtbot.waitUntil(lambda: entrance.clinic is not None and entrance.runner.is_idle, timeout=SOON)
    assert entrance.rescuing.dialog is None  # it was whole after all


def test_where_nothing_can_be_done_the_sentence_stays(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    shutil.rmtree(folder / "backups")
    clinic_file(folder).write_bytes(b"\x01" * 8192)

    entrance.open()
    qtbot.waitUntil(lambda: bool(message_of(entrance)) and entrance.runner.is_idle, timeout=SOON)

    assert "cannot be opened with the key" in message_of(entrance)
    assert entrance.rescuing.dialog is None


def test_on_a_small_screen_every_word_of_it_can_be_reached(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(683, 384)
    window.show()
    dialog = RescueDialog(Damage(words="5 pages cannot be read.", can_be_salvaged=True), can_go_on=False, parent=window)
    dialog.open()
    dialog.refuse(WorldFault("There is no room on the disk of /home/clinic/" + "a/long/way/" * 30))
    dialog.show_salvaged(SALVAGED)
    qtbot.wait(1)

    assert dialog.height() <= dialog.screen().availableGeometry().height()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert dialog.outcome.height() >= dialog.outcome.heightForWidth(dialog.outcome.width())
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_End)
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum() > 0
