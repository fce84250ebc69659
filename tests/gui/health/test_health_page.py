"""The page Health: what to see to, the facts, the check of the file, and what is copied for whoever helps."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from clinic_desktop import __version__, paths
from clinic_desktop.domain.health import Concern
from clinic_desktop.gui.health.health_page import HealthPage
from clinic_desktop.paths import clinic_file
from tests.builders import NINE_OCLOCK
from tests.gui.staff.admin_desk import AdminDesk


@pytest.fixture
def page(desk: AdminDesk) -> HealthPage:
    return opened(desk)


def opened(desk: AdminDesk) -> HealthPage:
    desk.window.commands["go_to_health"].trigger()
    desk.settle()
    page = desk.window.page_of(HealthPage)
    assert page.isVisible()
    return page


def facts(page: HealthPage) -> dict[str, str]:
    return {name: words for card in page.cards for name, words in card.told.items()}


def test_the_facts_stand_in_plain_words(desk: AdminDesk, page: HealthPage) -> None:
    told = facts(page)

    assert told["Schema of the records"] == desk.clinic.database.schema_version
    assert told["Clinic Desktop"] == __version__
    assert told["Last backup"] == "never"
    assert told["File looked at"] == "never"
    assert told["Key of the records"] == "in a file beside the records"
    assert told["Time-zone rules"].endswith("Europe/Berlin")
    assert told["Size of the file"].endswith(("KB", "MB"))


def test_what_is_not_as_it_should_be_is_said_with_what_to_do(page: HealthPage) -> None:
    assert "no backup" in page.lines[Concern.NO_BACKUP].text
    assert "Encrypt this computer" in page.lines[Concern.KEY_IN_FILE].text
    assert page.lines[Concern.FILE_DAMAGED].isHidden()
    assert page.verdict.isHidden()


def test_the_file_is_looked_at_by_a_click(desk: AdminDesk, page: HealthPage) -> None:
    desk.click(page.check_button)

    assert desk.told() == "Every page of the file is whole"
    assert "every page is whole" in facts(page)["File looked at"]
    assert page.check.isHidden()
    assert page.check_button.isEnabled()


def test_a_damaged_file_is_told_of_in_red(desk: AdminDesk, page: HealthPage) -> None:
    with desk.clinic.database.reading() as reading:
        reading.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    file = clinic_file(desk.clinic.database.folder)
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 4096 // 2 * 4096 + 2000)
        raw.write(b"\x00" * 16)

    QTest.keyClick(page, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    desk.settle()

    assert "start the program again" in page.lines[Concern.FILE_DAMAGED].text


def test_what_is_copied_names_no_patient_and_no_clinic(desk: AdminDesk, page: HealthPage) -> None:
    desk.click(page.copy_button)

    words = QGuiApplication.clipboard().text()
    assert f"Clinic Desktop {__version__}, schema {desk.clinic.database.schema_version}" in words
    assert f"Written down {NINE_OCLOCK:%Y-%m-%d %H:%M} UTC" in words
    assert not any(name in words for name in ("Novak", "Kim", "Lopez", "Linden"))
    assert "No patient’s name is in it" in desk.told()


def test_what_was_slow_is_listed_the_slowest_first(desk: AdminDesk, page: HealthPage) -> None:
    slow = desk.runner.slow
    slow.took("MessagesPage.reload", 0.3, NINE_OCLOCK)
    slow.took("StaffPage.reload", 0.9, NINE_OCLOCK)
    slow.took("MessagesPage.reload", 0.4, NINE_OCLOCK)
    slow.took("CalendarPage.reload", 0.1, NINE_OCLOCK)
    page.mark_stale()
    desk.settle()

    rows = [[str(page.slow.index(row, column).data()) for column in (0, 1, 3)] for row in range(page.slow.rowCount())]

    assert rows == [["StaffPage.reload", "900 ms", "1"], ["MessagesPage.reload", "400 ms", "2"]]
    desk.click(page.copy_button)
    assert "Slow: StaffPage.reload 900 ms, 1 times" in QGuiApplication.clipboard().text()


def test_where_nothing_went_wrong_there_is_no_log_to_open(desk: AdminDesk, page: HealthPage) -> None:
    assert not paths.log_folder().exists() or not Path(paths.log_folder(), "clinic-desktop.log").exists()

    desk.click(page.logs_button)

    assert "no log yet" in desk.told()
