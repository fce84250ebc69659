"""The calendar's views on the large clinic: reading a week and a month, and the first frame after a change of date."""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from uuid import UUID

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.clinic_time import span_of_days
from clinic_desktop.gui.application import ClinicApplication
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import Task, TaskRunner
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile

from .diary import DAY_SQL
from .figures import Figure, in_turns, timed
from .measured_clinic import MeasuredClinic
from .painting import an_application

_READINGS = 120
_CHANGES = 120
_FRAMES = 60
_PRACTITIONERS = 20
_WIDTH, _HEIGHT = 1440, 900
_FRAME = 16.0


def reading_weeks(measured: MeasuredClinic) -> Figure:
    """A week of twenty practitioners as the calendar asks for it; bare: its appointments with the names beside them."""
    practitioners = _practitioners(measured)
    ids = [UUID(bytes=raw) for raw in practitioners]
    zone = measured.clinic.settings.read().zone_info
    monday = measured.today - timedelta(days=measured.today.weekday())
    weeks = [monday + timedelta(weeks=measured.lot.randint(-40, 10)) for _ in range(_READINGS)]
    sql = DAY_SQL.format(marks=", ".join("?" * len(practitioners)))

    def bare() -> Iterator[Callable[[], object]]:
        for first in weeks:
            span = span_of_days(first, first + timedelta(days=6), zone)
            yield partial(
                measured.ask, sql, *practitioners, *(_milliseconds(at) for at in (span.starts_at, span.ends_at))
            )

    read = measured.clinic.scheduling.span_sheet
    ours, plain = in_turns((partial(read, first, first + timedelta(days=6), ids) for first in weeks), bare())
    return Figure(
        name=f"a week of {len(ids)} practitioners", unit="ms", figure=ours, bare=plain, goal="≤ 3 × bare",
        met=ours <= 3 * plain,
    )  # fmt: skip


def reading_months(measured: MeasuredClinic) -> Figure:
    """How full the half-days of six weeks are, for twenty practitioners, their free slots counted."""
    ids = [UUID(bytes=raw) for raw in _practitioners(measured)]
    firsts = [measured.today + timedelta(weeks=measured.lot.randint(-40, 8)) for _ in range(_READINGS // 3)]
    read = measured.clinic.scheduling.month_days
    times = [timed(partial(read, first, first + timedelta(days=41), ids)) for first in firsts]
    figure = statistics.median(times)
    return Figure(
        name=f"a month's half-days, {len(ids)} practitioners", unit="ms", figure=figure, bare=None, goal="≤ 30 ms",
        met=figure <= 30,
    )  # fmt: skip


def first_paints(measured: MeasuredClinic) -> list[Figure]:
    """From the arrival of what was read in the window's thread until its first frame is painted, at 1440×900.

    Between the two lie everything the window does with it: lists and counts at the side, the commands, columns, boxes,
    and the frame itself, in which as many boxes as eight milliseconds allow are drawn with their words and the rest
    with their ground. The 95th percentile of changes to days, then to weeks, that were not shown before.
    """
    application = an_application()
    with _window(measured) as (window, workplace):
        page = window.calendar
        figures = [
            _first_paint(application, page, workplace, name, goal)
            for name, goal in ((ViewName.DAY, _FRAME), (ViewName.WEEK, _FRAME))
        ]
        figures.append(_repaint(page))
    return figures


class _StampedWorkplace(Workplace):
    """Notes when what was read last has come into the window's thread."""

    arrived = 0.0

    def run_latest(self, key: object, work: Callable[..., object], **how: object) -> Task:
        done = how.pop("done", None)

        def stamped(result: object) -> None:
            self.arrived = perf_counter()
            if callable(done):
                done(result)

        return super().run_latest(key, work, done=stamped, **how)  # type: ignore[arg-type] # as it was given


class _PaintWatch(QObject):
    """Notes that a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.has_painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.has_painted = self.has_painted or event.type() is QEvent.Type.Paint
        return False


@contextmanager
def _window(measured: MeasuredClinic) -> Iterator[tuple[ReceptionWindow, _StampedWorkplace]]:
    runner, news = TaskRunner(), News()
    workplace = _StampedWorkplace(
        clinic=measured.clinic, runner=runner, news=news, settings=measured.clinic.settings.read()
    )
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-bench-") as folder:
        window = ReceptionWindow(workplace, SettingsFile(Path(folder)))
        window.showNormal()
        window.resize(_WIDTH, _HEIGHT)
        try:
            yield window, workplace
        finally:
            window.close()
            runner.close()


def _first_paint(
    application: ClinicApplication, page: CalendarPage, workplace: _StampedWorkplace, name: ViewName, goal: float
) -> Figure:
    _settle(application, workplace)
    page.column_desk.show_only(page.column_desk.shown_keys()[:_PRACTITIONERS])
    page.show_view(name)
    page.go_to_today()
    _settle(application, workplace)
    watch = _PaintWatch(page.views.view.viewport())
    times = []
    for number in range(_CHANGES):
        watch.has_painted, workplace.arrived = False, 0.0
        page.step_days(-1 - number if number % 2 else 1 + number)  # to and fro, further each time
        while not (workplace.arrived and watch.has_painted):
            application.processEvents()
        times.append((perf_counter() - workplace.arrived) * 1000)
        _settle(application, workplace)
    figure = statistics.quantiles(times, n=20)[-1]
    shown = len(page.views.sheet.columns)
    return Figure(
        name=f"first paint after a change of date, {name} ({shown} columns), 95th percentile", unit="ms",
        figure=figure, bare=None, goal=f"≤ {goal:g} ms", met=figure <= goal,
    )  # fmt: skip


def _repaint(page: CalendarPage) -> Figure:
    viewport = page.views.view.viewport()
    figure = statistics.median(timed(viewport.repaint) for _ in range(_FRAMES))
    return Figure(
        name=f"full repaint of a week, {len(page.views.model.lines()):,} boxes", unit="ms", figure=figure, bare=None,
        goal="≤ 10 ms", met=figure <= 10,
    )  # fmt: skip


def _settle(application: ClinicApplication, workplace: Workplace) -> None:
    for _ in range(3):
        application.processEvents()
        while not workplace.runner.is_idle:
            application.processEvents()


def _practitioners(measured: MeasuredClinic) -> list[bytes]:
    sql = "SELECT id FROM practitioner WHERE active ORDER BY name LIMIT ?"
    return [row[0] for row in measured.ask(sql, _PRACTITIONERS)]


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
