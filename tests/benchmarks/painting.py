"""A full repaint of the day's calendar, beside plain rectangles and texts of the same number."""

import os
import statistics
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QStaticText
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import AppointmentLine, DayColumn, DaySheet
from clinic_desktop.gui.application import ClinicApplication
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from clinic_desktop.gui.sweeping import Sweeper

from .figures import Figure, timed
from .processes import off_screen

ZONE = ZoneInfo("Europe/Berlin")
_DAY = date(2026, 11, 24)
OPENS = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
_COLUMNS, _TIMES, _MINUTES = 10, 40, 15
_HOUR_HEIGHT = 80
_FRAMES = 80
WIDTH, HEIGHT = 1440, 900
_STATUSES = (
    AppointmentStatus.FULFILLED,
    AppointmentStatus.BOOKED,
    AppointmentStatus.ARRIVED,
    AppointmentStatus.IN_ROOM,
)


class _PlainBoxes(QWidget):
    """What any calendar has to paint at least: two rectangles and a text for each box."""

    def __init__(self, boxes: int) -> None:
        super().__init__()
        lanes = boxes // (_COLUMNS * _TIMES)
        self._width = WIDTH / _COLUMNS / lanes
        self._high = HEIGHT / _TIMES
        self._texts = [QStaticText(f"Patient {number}") for number in range(boxes)]
        self._soft, self._strong = QColor("#e6eefd"), QColor("#1f57d6")
        for text in self._texts:
            text.prepare()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        across = int(WIDTH / self._width)
        for number, text in enumerate(self._texts):
            left, top = number % across * self._width, number // across * self._high
            box = QRectF(left, top, self._width - 2, self._high - 2)
            painter.fillRect(box, self._soft)
            painter.fillRect(QRectF(left, top, 4, self._high - 2), self._strong)
            painter.setClipRect(box)
            painter.drawStaticText(QPointF(left + 6, top + 2), text)


def painting() -> list[Figure]:
    """400 boxes side by side, and 2,000 in five lanes, all of them in sight at 1440×900."""
    application = an_application()
    return [_repaint(application, boxes, goal) for boxes, goal in ((400, 4.0), (2000, 10.0))]


def an_application() -> ClinicApplication:
    """The one application of this process, off screen."""
    standing = ClinicApplication.instance()
    if isinstance(standing, ClinicApplication):
        return standing
    os.environ.update(off_screen())
    made = ClinicApplication(["benchmark"])
    Sweeper(lambda: False, made).start()  # as the program has one, while nobody rests
    return made


def _repaint(application: ClinicApplication, boxes: int, goal: float) -> Figure:
    view = DayView(ZONE, lambda: OPENS + timedelta(hours=2))
    view.resize(WIDTH, HEIGHT)
    view.set_hour_height(_HOUR_HEIGHT)
    view.show_sheet(a_day(boxes))
    plain = _PlainBoxes(boxes)
    plain.resize(WIDTH, HEIGHT)
    view.show()
    plain.show()
    application.processEvents()
    view.verticalScrollBar().setValue(8 * _HOUR_HEIGHT)
    application.processEvents()
    frame: list[Callable[[], object]] = [view.viewport().repaint, plain.repaint]
    for paint in frame * 3:
        paint()
    times = [(timed(frame[0]), timed(frame[1])) for _ in range(_FRAMES)]
    ours, bare = (statistics.median(column) for column in zip(*times, strict=True))
    view.close()
    plain.close()
    return Figure(
        name=f"full repaint, {boxes:,} boxes", unit="ms", figure=ours, bare=bare, goal=f"≤ {goal:g} ms",
        met=ours <= goal,
    )  # fmt: skip


def a_day(boxes: int, practitioners: int = _COLUMNS) -> DaySheet:
    """A day with that many appointments; where they overlap, they share a column in lanes."""
    times = min(_TIMES, boxes // practitioners)
    lanes = boxes // (practitioners * times)
    columns = tuple(
        DayColumn(
            practitioner_id=UUID(int=number + 1),
            practitioner_name=f"Dr Number {number}",
            department_name="General practice",
            room=f"Room {number}",
            colour="blue",
            open_time=(Span(starts_at=OPENS, ends_at=OPENS + timedelta(hours=10)),),
        )
        for number in range(practitioners)
    )
    lines = tuple(
        _line(number, columns[number % practitioners], number // (practitioners * lanes)) for number in range(boxes)
    )
    return DaySheet(day=_DAY, columns=columns, lines=lines)


def _line(number: int, column: DayColumn, time: int) -> AppointmentLine:
    starts_at = OPENS + timedelta(minutes=time * _MINUTES)
    return AppointmentLine(
        id=UUID(int=10_000 + number), version=1, patient_id=UUID(int=20_000 + number),
        patient_name=f"Patient Number {number}", mrn=f"{number:06d}", practitioner_id=column.practitioner_id,
        practitioner_name=column.practitioner_name, type_id=UUID(int=1), type_name="Consultation", starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=_MINUTES), status=_STATUSES[number % len(_STATUSES)],
        confirmation=Confirmation.CONFIRMED if number % 3 else Confirmation.NONE, reason="Cough", room="",
        alerts=("Latex allergy",) if number % 9 == 0 else (), buffer_before=0, buffer_after=0, arrived_at=starts_at,
        in_room_at=starts_at, done_at=None, is_overbooked=False, asked_to_arrive_at=None,
        ticket=None, series_id=None, source=BookingSource.DESK, has_note=False,
    )  # fmt: skip
