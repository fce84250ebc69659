"""What a desk's window shows while the disk is full; run as a program, as `small_disk` is.

python -m tests.badluck.desk_on_small_disk SCENARIO DIR
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.gui.news import News
from clinic_desktop.gui.others import OthersWatch
from clinic_desktop.gui.sync.sync_line import SyncLine
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.opening import OpenClinic
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage.local import SessionRow
from tests.badluck.small_disk import Told, book_until_refused, fill, make_room
from tests.builders import a_small_clinic

PATIENCE = 60.0
NOTHING = "Nothing can be stored now"


def until(holds: Callable[[], bool]) -> bool:
    """Let the window go on until that is so; False where it does not come."""
    end = time.monotonic() + PATIENCE
    while not holds():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        if time.monotonic() > end:
            return False
    return True


def storing_again(disk: Path) -> Told:
    """The line at the foot of the window, while nobody does anything; and what somebody left behind who signed out."""
    app = QApplication([])
    with a_small_clinic(disk / "clinic") as clinic:
        runner, news = TaskRunner(), News()
        news.follow(clinic.database.subscribe)
        desk, leaving = clinic.as_receptionist(), clinic.as_doctor()
        session_id = leaving.admission.standing().session_id
        workplace = Workplace(
            clinic=desk, runner=runner, news=news, settings=clinic.settings(), clock=clinic.clock, storing_every=50
        )
        line = SyncLine(workplace)
        before = line.words
        fill(disk)
        workplace.run(lambda inside: book_until_refused(inside.scheduling, clinic, []))
        told: Told = {"told": until(lambda: line.words == NOTHING)}
        leaving.account.sign_out()
        opened = OpenClinic(
            database=clinic.database,
            station=SyncStation(clinic.database),
            door=clinic.sign_in,
            face=clinic.sign_in.face(),
            settings=clinic.settings(),
            has_admin=True,
            key_place=KeyPlace.FILE,
        )
        watch = OthersWatch(runner, lambda: opened, every=20, store_every=20)
        watch.start()
        make_room(disk)
        told["gone by itself"] = until(lambda: line.words == before)

        def is_ended() -> bool:
            with clinic.database.reading() as reading:
                return reading.get(SessionRow, session_id).revoked_at is not None

        told["ended as it is stored"] = until(is_ended)
        watch.stop()
        runner.close()
        app.processEvents()
    return told


SCENARIOS = {each.__name__: each for each in (storing_again,)}

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.stdout.write(json.dumps(SCENARIOS[sys.argv[1]](Path(sys.argv[2]))))
