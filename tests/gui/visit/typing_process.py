"""A program in which Dr Okafor types a note, and which is killed as soon as a draft of it is kept."""

import os
import signal
import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.local import NoteDraft
from tests.builders import COST, PASSWORD, Clock


def main(folder: Path, text: str) -> None:
    application = QApplication([])
    clock = Clock()
    key = open_key(folder, make=False, allow_file=True)
    database = Database.open(folder, key, station="Desk 1", clock=clock)
    clinic = SignIn(database, cost=COST, stopwatch=clock.seconds).authenticate("aokafor", PASSWORD)
    news = News()
    news.follow(database.subscribe)
    workplace = Workplace(clinic=clinic, runner=TaskRunner(), news=news, settings=clinic.settings.read(), clock=clock)
    with tempfile.TemporaryDirectory() as station:
        window = DoctorWindow(workplace, SettingsFile(Path(station)))
        window.showNormal()
        panel = window.visit_panel
        while panel is None or panel.current is None:
            application.processEvents()
        QTest.keyClicks(panel.visit.note.field, text)
        while not _is_kept(database):
            application.processEvents()
    os.kill(os.getpid(), signal.SIGKILL)


def _is_kept(database: Database) -> bool:
    with database.reading() as reading:
        return bool(reading.where(NoteDraft))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
