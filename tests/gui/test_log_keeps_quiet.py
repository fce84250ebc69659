"""Names planted in every field come out in no log and no report, whatever goes wrong with them."""

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import qCritical, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.errors import InvalidInput, WorldFault
from clinic_desktop.domain.people import PatientDetails
from clinic_desktop.gui.application import FaultDesk
from clinic_desktop.gui.fault_dialog import FaultDialog
from clinic_desktop.gui.qt_messages import QtMessages, place_named
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.logs import BYTES, KEPT, Event, Log
from tests.gui.settling import settle

if TYPE_CHECKING:
    from tests.builders import SmallClinic

PLANT = "Zyxwvut"
"""In no word of the program; every text that is planted begins with it."""


def planted() -> PatientDetails:
    """A patient of whom every text is planted."""
    texts = {each.name: f"{PLANT} {each.name}" for each in fields(PatientDetails) if each.type in (str, "str")}
    whole = texts | {"mobile": "+49 170 7654321", "phone": "", "contact_phone": "", "language": "de"}
    whole |= {"email": f"{PLANT}@example.org"}
    return PatientDetails(**whole, birth_date=date(1961, 3, 14), alerts=(f"{PLANT} alert",))  # type: ignore[arg-type]


@pytest.fixture
def desk(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultDesk]:
    for module, hook in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))  # put back at the end what watch() replaces
    made = FaultDesk(dressed, Log(tmp_path / "log"))
    made.watch()
    yield made
    for dialog in dialogs():
        dialog.close()
    made.deleteLater()


def dialogs() -> list[FaultDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, FaultDialog) and each.isVisible()]


def every_line(log: Log) -> list[str]:
    files = sorted(log.file.parent.glob("*.log*"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_whatever_goes_wrong_with_a_patient_their_name_stays_out(
    small_clinic: "SmallClinic", runner: TaskRunner, desk: FaultDesk, qtbot: QtBot
) -> None:
    def heard(name: str, seconds: float, *, is_slow: bool) -> None:
        desk.log.note(Event.SLOW if is_slow else Event.WORK, name=name, seconds=seconds)

    clinic = small_clinic.as_receptionist()
    runner.broke.connect(desk.take)
    runner.slow.heard = heard
    patient = clinic.patients.register(planted(), despite_duplicates=True)
    appointment = small_clinic.store(small_clinic.an_appointment(patient_id=patient.id, reason=f"{PLANT} reason"))

    def fault() -> None:
        raise RuntimeError(patient, appointment)

    def statement_that_sqlite_refuses() -> None:
        with small_clinic.database.reading() as reading:
            reading._connection.exec_driver_sql("SELECT * FROM nowhere WHERE a = ?", (patient.family_name,))

    def refused() -> None:
        raise InvalidInput("given_name", f"{patient.given_name} cannot be.")

    def hindered() -> None:
        raise WorldFault(f"No room for {patient.given_name}.")

    runner.hindered.connect(lambda report: desk.log.note(Event.HINDERED, kind=report.kind, report=report.text))
    for work in (fault, statement_that_sqlite_refuses, refused, hindered, lambda: clinic.patients.search(PLANT)):
        runner.run(work, refused=lambda _: None)
    thread = threading.Thread(target=fault)
    thread.start()
    thread.join()
    settle(qtbot, runner)
    qtbot.waitUntil(lambda: bool(dialogs()))

    lines = every_line(desk.log)
    events = [json.loads(line)["event"] for line in lines]
    assert events.count("fault") == 3
    assert "work" in events
    assert "hindered" in events
    assert "RuntimeError" in dialogs()[0].report_text
    assert "OperationalError" in dialogs()[0].report_text
    assert PLANT not in "\n".join([*lines, *(dialog.report_text for dialog in dialogs())])
    assert PLANT in repr(patient)  # so that there was something to keep quiet about


def test_of_qts_messages_only_the_place_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(tmp_path)
    messages = QtMessages(log, screen_went=lambda: None)
    messages.begin()
    qWarning(f"QPrinter::begin: cannot write /home/rosa/{PLANT}.pdf")
    qCritical(f"{PLANT} does not exist")
    messages.end()

    noted = [json.loads(line) for line in every_line(log)]

    assert [(each["level"], each["place"]) for each in noted] == [
        ("QtWarningMsg", "QPrinter::begin"),
        ("QtCriticalMsg", ""),
    ]
    assert PLANT not in "\n".join(every_line(log))
    assert PLANT in capsys.readouterr().err


def test_what_qt_says_of_the_first_window_is_noted_once_that_is_there(tmp_path: Path) -> None:
    log = Log(tmp_path)
    messages = QtMessages(log, screen_went=lambda: None)
    messages.begin()
    qWarning("QFont::setPixelSize: is 0")
    before = log.file.exists()
    messages.write_down()
    qWarning("QPrinter::begin: cannot write")
    at_once = every_line(log)
    messages.end()

    assert not before
    assert [json.loads(line)["place"] for line in at_once] == ["QFont::setPixelSize", "QPrinter::begin"]
    assert every_line(log) == at_once


@pytest.mark.parametrize(
    ("message", "place"),
    [("QFont::setPixelSize: is 0", "QFont::setPixelSize"), ("Quentin: is late", ""), ("Q", ""), ("", "")],
)
def test_a_place_in_qt_is_told_from_other_words(message: str, place: str) -> None:
    assert place_named(message) == place


def test_the_log_is_turned_over_before_it_fills_the_disk(tmp_path: Path) -> None:
    log = Log(tmp_path)
    line = "x" * (BYTES // 4)
    for _ in range(4 * (KEPT + 4)):
        log.note(Event.FAULT, report=line)

    sizes = [file.stat().st_size for file in tmp_path.iterdir()]

    assert len(sizes) == KEPT + 1
    assert max(sizes) <= BYTES + len(line)
    assert all(json.loads(line)["event"] == "fault" for line in every_line(log))


def test_a_disk_that_refuses_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert not Log(tmp_path / "file" / "log").note(Event.STARTED)
