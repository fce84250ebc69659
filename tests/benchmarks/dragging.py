"""One step of a drag over a full day: the pointer moves, the ghost is judged, and its region is painted."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QRegion

from clinic_desktop.gui.application import ClinicApplication
from clinic_desktop.gui.calendar.sheet.day_view import DayView

from .figures import Figure
from .painting import HEIGHT, OPENS, WIDTH, ZONE, a_day, an_application

_PRACTITIONERS, _BOXES = 20, 400
_STEPS = 300
_WARM = 12
_GOAL = 2.0


def dragging() -> Figure:
    """Twenty practitioners, 400 appointments; a third of them with buffers."""
    application = an_application()
    view = DayView(ZONE, lambda: OPENS - timedelta(hours=1))
    view.resize(WIDTH, HEIGHT)
    sheet = a_day(_BOXES, _PRACTITIONERS)
    lines = tuple(
        replace(line, buffer_after=5 if number % 3 else 0, patient_id=line.patient_id)
        for number, line in enumerate(sheet.lines)
    )
    view.show_sheet(replace(sheet, lines=lines))
    view.show()
    application.processEvents()
    view.scroll_to_work()
    application.processEvents()
    for _ in range(_WARM):  # every box has its picture by then, as it has when somebody takes one up
        view.viewport().repaint()
    view.carry(lines[0])
    times = [_step(application, view, number) for number in range(_STEPS)]
    bare = statistics.median(_bare_repaint(view, number) for number in range(_STEPS))
    view.take_back()
    view.close()
    ours = statistics.median(times)
    return Figure(
        name=f"drag step, {_PRACTITIONERS} practitioners", unit="ms", figure=ours, bare=bare,
        goal=f"≤ {_GOAL:g} ms", met=ours <= _GOAL,
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds of work it takes, whatever else the machine does meanwhile."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def _place(number: int) -> QPoint:
    """Somewhere else at every step, all over the sheet."""
    return QPoint(40 + number * 37 % (WIDTH - 140), 40 + number * 53 % (HEIGHT - 160))


def _step(application: ClinicApplication, view: DayView, number: int) -> float:
    world = view.viewport().mapToGlobal(_place(number))

    def step() -> None:
        view.carry_to(world, Qt.KeyboardModifier.NoModifier)
        application.processEvents()

    return timed(step)


def _bare_repaint(view: DayView, number: int) -> float:
    """As much of the sheet painted, with nothing to judge."""
    region = QRegion(_place(number).x(), _place(number).y(), 76, 60)
    return timed(lambda: view.viewport().repaint(region))
