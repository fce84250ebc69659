"""python -m tests.benchmarks.watched_window WORK: a reception's window in sync, while other desks book what it shows.

It tells as JSON how long the window's thread answered nobody, at the longest, and how many changes came in meanwhile.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEventLoop, QTimer

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import Fields, SyncMode
from clinic_desktop.exchange.demo.accounts import PASSWORD, RECEPTIONIST
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.news import News
from clinic_desktop.gui.sync_watch import SyncWatch
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.tour.pulse import Pulse, Stall
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.documents import form_of

from .busy_desks import MINUTES, Errand
from .painting import an_application
from .sync_desks import Work, at_work
from .syncing import desk_process

SECONDS = 30
_PRACTITIONERS = 20
_WIDTH, _HEIGHT = 1440, 900
_FROM, _TO = 8, 18  # o'clock
_STARTED = 8.0  # seconds; by then everything is here that is read soon after somebody has come in
_VIEWS = (ViewName.DAY, ViewName.WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What came of looking at one view for a while."""

    view: str
    ms: float
    cpu_ms: float
    place: str
    changes: int
    refused: int
    missing: int


class _Watch:
    """A window, its pulse, and the desks whose changes come in."""

    def __init__(
        self,
        window: ReceptionWindow,
        workplace: Workplace,
        database: Database,
        desks: "Sequence[subprocess.Popen[str]]",
    ) -> None:
        self._page: CalendarPage = window.calendar
        self._workplace = workplace
        self._database = database
        self._desks = desks
        self._pulse = Pulse(window)
        self._changed = 0
        workplace.news.changed.connect(self._on_news)

    def close(self) -> None:
        self._pulse.close()

    def look(self, name: ViewName, a_second: float) -> Watched:
        """Look at a view until all that the desks are asked for has come in."""
        page = self._page
        page.show_view(name)
        page.go_to_day(_a_working_day(self._workplace.today()))
        self._until(lambda: self._workplace.runner.is_idle, least=_STARTED)
        page.column_desk.show_only(page.column_desk.shown_keys()[:_PRACTITIONERS])
        self._until(lambda: self._workplace.runner.is_idle, least=1.0)
        with self._database.reading() as reading:
            patients = [one.id.hex for one in reading.where(Patient, limit=200)]
        example, places = self._example(), self._free_places()
        for number, desk in enumerate(self._desks):
            assert desk.stdin is not None
            errand = Errand(
                count=int(SECONDS * a_second),
                example=example,
                patients=patients,
                places=places[number :: len(self._desks)],
            )
            desk.stdin.write(json.dumps(asdict(errand)) + "\n")
            desk.stdin.flush()
        self._changed, self._pulse.step = 0, name.value
        with self._pulse.let_go_on():
            self._until(lambda: False, most=SECONDS + 1)
        stall = self._pulse.longest_of_step.get(name.value, Stall())
        done = [json.loads(desk.stdout.readline()) for desk in self._desks if desk.stdout is not None]
        booked = [UUID(hex=each) for one in done for each in one["booked"]]
        self._until(lambda: all(page.views.model.line(each) is not None for each in booked), most=10)
        return Watched(
            view=name.value, ms=stall.ms, cpu_ms=stall.cpu_ms, place=stall.place, changes=self._changed,
            refused=sum(one["refused"] for one in done),
            missing=sum(page.views.model.line(each) is None for each in booked),
        )  # fmt: skip

    def _on_news(self, changes: Changes) -> None:
        self._changed += len(changes.touched.get("appointment", ()))

    def _until(self, is_enough: Callable[[], bool], *, least: float = 0.0, most: float = 60.0) -> None:
        loop, look, begun = QEventLoop(), QTimer(), perf_counter()

        def on_look() -> None:
            passed = perf_counter() - begun
            if passed >= most or (passed >= least and is_enough()):
                loop.quit()

        look.timeout.connect(on_look)
        look.start(100)
        loop.exec()
        look.stop()

    def _example(self) -> Fields:
        """The document of any booking that stands."""
        form = form_of("appointment")
        with self._database.reading() as reading:
            one = reading.where(Appointment, status=AppointmentStatus.BOOKED, limit=1)[0]
            found = None if form is None else form.standing(reading, one.id)
        assert found is not None
        return found[1]

    def _free_places(self) -> list[tuple[str, int]]:
        """Times in what is shown that nobody has yet, in any order."""
        zone = self._workplace.zone
        lines = self._page.views.model.lines()
        found = []
        for column in self._page.view.columns:
            whose = column.practitioner_id
            taken = [(line.starts_at, line.ends_at) for line in lines if line.practitioner_id == whose]
            for minute in range(0, (_TO - _FROM) * 60, MINUTES):
                starts = datetime.combine(column.day, time(_FROM), zone) + timedelta(minutes=minute)
                ends = starts + timedelta(minutes=MINUTES)
                if not any(starts < other_ends and other_starts < ends for other_starts, other_ends in taken):
                    found.append((whose.hex, int(starts.timestamp() * 1000)))
        random.Random(7).shuffle(found)
        return found


def _a_working_day(today: date) -> date:
    return today + timedelta(days=max(0, 7 - today.weekday())) if today.weekday() > 4 else today


@contextmanager
def _watch(work: Work, desks: "Sequence[subprocess.Popen[str]]") -> Iterator[_Watch]:
    """The window as the program has it, signed in and in sync."""
    application = an_application()
    with at_work(work) as (database, station), tempfile.TemporaryDirectory(prefix="clinic-desktop-bench-") as folder:
        clinic = SignIn(database, station=station).authenticate(RECEPTIONIST, PASSWORD)
        runner, news, sync = TaskRunner(), News(), SyncWatch()
        news.follow(database.subscribe)
        sync.follow(station.subscribe, station.state)
        workplace = Workplace(clinic=clinic, runner=runner, news=news, settings=clinic.settings.read(), sync=sync)
        window = ReceptionWindow(workplace, SettingsFile(Path(folder)))
        window.showNormal()
        window.resize(_WIDTH, _HEIGHT)
        application.processEvents()
        watch = _Watch(window, workplace, database, desks)
        try:
            yield watch
            assert sync.state.mode is SyncMode.IN_SYNC
        finally:
            watch.close()
            window.close()
            runner.close()
            sync.leave()
            news.leave()


def main(asked: dict[str, Any]) -> list[dict[str, Any]]:  # Any: JSON's
    """Look at each view; `asked` has the window's work and the logins of the other desks."""
    work = Work(**asked["window"])
    with ExitStack() as stack:
        desks = [
            stack.enter_context(desk_process(replace(work, number=number, user=user), "busy_desks"))
            for number, user in enumerate(asked["logins"])
        ]
        for desk in desks:
            assert desk.stdout is not None
            assert desk.stdout.readline() == "ready\n"
        watch = stack.enter_context(_watch(work, desks))
        return [asdict(watch.look(name, work.a_second)) for name in _VIEWS]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))  # noqa: T201 # the parent reads it
