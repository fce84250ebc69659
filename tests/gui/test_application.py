"""An unexpected error, from any thread, ends in one dialog and the log, and says nothing about a patient."""

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.application import FaultDesk
from clinic_desktop.gui.fault_dialog import FaultDialog
from clinic_desktop.gui.reports import FaultReport, report_of
from clinic_desktop.logs import Log


@pytest.fixture
def desk(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultDesk]:
    for module, hook in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))  # put back at the end what watch() replaces
    made = FaultDesk(dressed, Log(tmp_path))
    made.watch()
    yield made
    for dialog in (*dialogs(), *boxes()):
        dialog.close()
    made.deleteLater()


def dialogs() -> list[FaultDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, FaultDialog) and each.isVisible()]


def boxes() -> list[QMessageBox]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]


def a_report() -> FaultReport:
    try:
        int("Peter Novak")
    except ValueError as error:
        return report_of(type(error), error, error.__traceback__)
    pytest.fail("it was to break")


def parts_report() -> FaultReport:
    try:
        import_module("clinic_desktop.taken_away")
    except ModuleNotFoundError as error:
        return report_of(type(error), error, error.__traceback__)
    pytest.fail("it was to break")


def test_a_fault_shows_one_dialog_with_a_report_to_copy(qtbot: QtBot, desk: FaultDesk) -> None:
    desk.take(a_report())
    desk.take(replace(a_report(), text="ValueError elsewhere"))
    qtbot.waitUntil(lambda: len(dialogs()) == 1 and "elsewhere" in dialogs()[0].report_text)

    (dialog,) = dialogs()
    copy = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Copy the report")
    copy.click()

    copied = QApplication.clipboard().text()
    assert copied.count("ValueError") == 2
    assert "test_application.py" in copied
    assert "Novak" not in copied


def test_a_fault_that_comes_many_times_a_second_is_written_once_and_then_how_often(
    qtbot: QtBot, desk: FaultDesk
) -> None:
    def written() -> list[dict[str, object]]:
        return [json.loads(line) for line in desk.log.file.read_text(encoding="utf-8").splitlines()]

    for _ in range(1000):
        desk.take(a_report())
    at_once = len(written())
    qtbot.waitUntil(lambda: len(written()) > 1)

    assert at_once == 1
    assert [line.get("times") for line in written()] == [None, 1000]
    assert dialogs()[0].report_text.count("ValueError") == 1


def test_a_part_of_the_program_that_is_gone_is_told_in_a_sentence_that_says_what_to_do(
    qtbot: QtBot, desk: FaultDesk
) -> None:
    told: list[str] = []
    desk.fell_apart.connect(told.append)

    desk.take(parts_report())
    qtbot.waitUntil(lambda: len(boxes()) == 1)

    assert "Close it and start it again." in boxes()[0].text()
    assert told == [boxes()[0].text()]
    assert not dialogs()


def test_an_exception_of_another_thread_is_shown_too(qtbot: QtBot, desk: FaultDesk) -> None:
    def break_down() -> None:
        raise KeyError("Peter Novak")

    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)

    assert "KeyError" in dialogs()[0].report_text


def test_the_log_keeps_the_report_and_no_patient(desk: FaultDesk) -> None:
    desk.take(a_report())

    log = desk.log.file.read_text(encoding="utf-8")

    assert "ValueError" in log
    assert "Novak" not in log


def test_a_full_disk_does_not_keep_the_dialog_from_showing(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, desk: FaultDesk
) -> None:
    no_folder = tmp_path / "a file"
    no_folder.write_text("", encoding="utf-8")
    desk_without_log = FaultDesk(dressed, Log(no_folder))

    desk_without_log.take(a_report())

    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].accept()
    desk_without_log.deleteLater()


def test_after_the_dialog_is_closed_the_next_fault_shows_another(qtbot: QtBot, desk: FaultDesk) -> None:
    desk.take(a_report())
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].accept()

    desk.take(a_report())

    qtbot.waitUntil(lambda: len(dialogs()) == 1)
