"""The calendar's views on the large clinic: reading a week and a month, and the first frame after a change of date."""

import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import perf_counter, thread_time
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QThread
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.clinic_time import span_of_days
from clinic_desktop.gui.application import ClinicApplication
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.turns import paint_now
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
_FRAME, _ANY_ACTION = 16.0, 50.0
_PAUSE = 0.25
_FARTHEST = {ViewName.DAY: 660, ViewName.WEEK: 132}
_APART = {ViewName.DAY: 11, ViewName.WEEK: 6}
"""Steps: how far back leaps go, and how far from each other they end."""

_POINTED_AT, _UNFORESEEN = "a leap pointed at", "a leap that nothing foresaw"
_STARTED = 6.0
"""Seconds: by then the program has read ahead what it reads ahead soon after somebody has come in."""


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
    """From a change of date until the first frame of it is painted whole, at 1440×900, all at the 95th percentile.

    Of days, then of weeks: a step on or back, as somebody leafs who looks at each for a moment, for which the program
    has read ahead; a leap to days that somebody points at before they go there; and one to days that nobody pointed at
    or could expect, as only a scanned slip or the way from a refused Undo leads to: those have to be read, and have the
    time that any action has. The frame has every column, block and box; as many boxes as five
    milliseconds allow have their words, the others get them in the frames that follow. Two figures of each: on the
    wall's clock, and how long the window's thread is at work in it.
    """
    application = an_application()
    with _window(measured) as (window, workplace):
        _settle(application, workplace, pause=_STARTED)
        figures = [
            figure
            for name in (ViewName.DAY, ViewName.WEEK)
            for figure in _first_paint(application, window, workplace, name, measured.lot)
        ]
        figures.append(_repaint(window.calendar))
    return figures


class _FrameWatch(QObject):
    """Notes when the first frame of the day that was asked for is painted, all of it."""

    def __init__(self, window: QWidget, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page
        self._viewport = page.views.view.viewport()
        self._has_painted = self._is_painting = False
        self._asked = self._worked = 0.0
        self.took: tuple[float, float] | None = None
        window.installEventFilter(self)
        self._viewport.installEventFilter(self)

    def begin(self) -> None:
        """Another day is asked for from now on."""
        self._asked, self._worked, self.took = perf_counter(), thread_time(), None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and watched is self._viewport:
            self._has_painted = any(column.day == self._page.day for column in self._page.view.columns)
        elif event.type() is QEvent.Type.UpdateRequest and not self._is_painting:
            self._has_painted, self._is_painting = False, True
            QCoreApplication.sendEvent(watched, event)
            self._is_painting = False
            if self._has_painted and self.took is None:
                self.took = perf_counter() - self._asked, thread_time() - self._worked
            return True
        return False


@contextmanager
def _window(measured: MeasuredClinic) -> Iterator[tuple[ReceptionWindow, Workplace]]:
    runner, news = TaskRunner(), News()
    workplace = Workplace(clinic=measured.clinic, runner=runner, news=news, settings=measured.clinic.settings.read())
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
    application: ClinicApplication, window: ReceptionWindow, workplace: Workplace, name: ViewName, lot: random.Random
) -> Iterator[Figure]:
    page = window.calendar
    page.column_desk.show_only(page.column_desk.shown_keys()[:_PRACTITIONERS])
    page.show_view(name)
    page.go_to_today()
    _settle(application, workplace, pause=_STARTED)
    watch = _FrameWatch(window, page)
    there_and_back = [1] * (_CHANGES // 2) + [-1] * (_CHANGES // 2)
    leaps = _leaps(lot, _FARTHEST[name], _APART[name])
    back = [-by for by in reversed(leaps)]
    beside = [_APART[name] // 2, *leaps]  # the same leaps again, each to the middle between two of those places
    for words, steps in (("a step", there_and_back), (_POINTED_AT, leaps + back), (_UNFORESEEN, beside)):
        took = []
        for by in steps:
            if words == _POINTED_AT:
                page.days.near(page.scenes.current.stepped(page.day, by))
                _settle(application, workplace)
            watch.begin()
            page.step_days(by)
            while watch.took is None:
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            took.append(watch.took)
            _settle(application, workplace)
        shown = f"{name}, {len(page.views.sheet.columns)} columns"
        most = _ANY_ACTION if words == _UNFORESEEN else _FRAME
        for times, whose in zip(zip(*took, strict=True), ("by the clock", "its work"), strict=True):
            figure = statistics.quantiles(times, n=20)[-1] * 1000
            yield Figure(
                name=f"first paint of another {shown}, {words}, 95th percentile, {whose}", unit="ms", figure=figure,
                bare=None, goal=f"≤ {most:g} ms", met=figure <= most,
            )  # fmt: skip


def _leaps(lot: random.Random, farthest: int, apart: int) -> list[int]:
    """Steps from one place to another, none near one that was seen before."""
    places = list(range(-farthest, 0, apart))
    lot.shuffle(places)
    return [there - here for here, there in pairwise((0, *places))]


def _repaint(page: CalendarPage) -> Figure:
    viewport = page.views.view.viewport()
    figure = statistics.median(timed(partial(paint_now, viewport)) for _ in range(_FRAMES))
    return Figure(
        name=f"full repaint of a week, {len(page.views.model.lines()):,} boxes", unit="ms", figure=figure, bare=None,
        goal="≤ 10 ms", met=figure <= 10,
    )  # fmt: skip


def _settle(application: ClinicApplication, workplace: Workplace, *, pause: float = _PAUSE) -> None:
    """As somebody pauses who looks at what they see; the month at the side is read meanwhile."""
    until = perf_counter() + pause
    while perf_counter() < until or not workplace.runner.is_idle:
        application.processEvents()
        QThread.msleep(1)


def _practitioners(measured: MeasuredClinic) -> list[bytes]:
    sql = "SELECT id FROM practitioner WHERE active ORDER BY name LIMIT ?"
    return [row[0] for row in measured.ask(sql, _PRACTITIONERS)]


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
