"""The tour's part with the hands: dragging, the pinboard, blocking time, and a name typed on a free slot."""

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.booking.block_dialog import BlockDialog
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.waiting_list.waiting_card import WaitingCard
from clinic_desktop.gui.windows.reception_window import ReceptionWindow

LEFT = Qt.MouseButton.LeftButton
_FIRST_HOUR, _LAST_HOUR = 8, 18
_MOST_DAYS = 10


def work_by_hand(driver: Driver, window: ReceptionWindow) -> None:
    """On the next day that has appointments; what is moved is taken back, and the block stays."""
    hands = _Hands(driver, window)
    hands.go_to_a_booked_day()
    line = hands.drag()
    hands.lengthen(line)
    hands.pin_and_land(line)
    hands.book_from_the_list()
    hands.block()
    hands.type_a_name()


class _Hands:
    def __init__(self, driver: Driver, window: ReceptionWindow) -> None:
        self._driver = driver
        self._window = window
        self._page = window.calendar

    @property
    def _view(self) -> CalendarView:
        return self._page.view

    def go_to_a_booked_day(self) -> None:
        driver = self._driver
        with driver.step("the next day that has appointments, by key"):
            driver.press_button("Today")
            for _ in range(_MOST_DAYS):
                self._view.setFocus()
                self._step_on()
                if self._booked() is not None:
                    return
            raise StepFailed("nobody is booked on the coming days")

    def drag(self) -> AppointmentLine:
        driver, sheet = self._driver, self._view.viewport()
        with driver.step("a drag says whether it fits, and Esc takes it back"):
            line = self._booked()
            assert line is not None
            self._press(sheet, self._middle_of(line))
            self._move_until(sheet, fits=False)
            driver.picture("drag-taken")
            self._move_until(sheet, fits=True)
            driver.picture("drag-fits")
            driver.press("Esc")
            QTest.mouseRelease(sheet, LEFT, pos=self._middle_of(line))
            if self._view.is_dragging:
                raise StepFailed("the drag went on after Esc")
        return line

    def lengthen(self, line: AppointmentLine) -> None:
        driver = self._driver
        with driver.step("Shift and an arrow show another length, and Esc takes it back"):
            self._choose(line)
            driver.press("Shift+Down")
            driver.wait("the ghost of the length", lambda: self._view.ghost)
            driver.picture("drag-length")
            driver.press("Esc")

    def pin_and_land(self, line: AppointmentLine) -> None:
        driver, tray = self._driver, self._page.hands.pinboard.tray
        with driver.step("cut to the pinboard, it is carried over to another day"):
            self._choose(line)
            driver.press("Ctrl+X")
            driver.wait("the card on the pinboard", lambda: tray.cards)
            driver.picture("pinboard")
            self._go_to_worked_day()
            (card,) = tray.cards
            self._press(card, card.rect().center())
            place = self._move_until(card, fits=True)
            driver.picture("pinboard-carried")
            QTest.mouseRelease(card, LEFT, pos=card.mapFromGlobal(self._view.viewport().mapToGlobal(place)))
            driver.wait("the pinboard to be empty", lambda: not tray.cards)
            driver.picture("pinboard-landed")
        with driver.step("Ctrl+Z takes the landing back"):
            self._view.setFocus()
            driver.press("Ctrl+Z")
            driver.settle()

    def book_from_the_list(self) -> None:
        driver, section = self._driver, self._window.waiting_list.section
        with driver.step("somebody who waits is dragged onto free time, and Ctrl+Z takes the booking back"):
            card = driver.wait("somebody on the list", self._one_who_waits)
            assert card is not None
            assert card.line is not None
            patient_id = card.line.entry.patient_id
            self._bring_into_view(section)
            self._press(card, card.rect().center())
            place = self._move_until(card, fits=True)
            driver.picture("waiting-carried")
            QTest.mouseRelease(card, LEFT, pos=card.mapFromGlobal(self._view.viewport().mapToGlobal(place)))
            driver.wait("their appointment", lambda: self._has(patient_id))
            driver.picture("waiting-dropped")
            self._view.setFocus()
            driver.press("Ctrl+Z")
            driver.wait("it to be gone", lambda: not self._has(patient_id))

    def block(self) -> None:
        driver = self._driver
        with driver.step("time is blocked, with what it is for"):
            self._go_to_free_time()
            driver.press("Ctrl+B")
            dialog = driver.window(BlockDialog)
            driver.type("Team meeting", dialog.reason)
            driver.picture("block-dialog")
            starts = dialog.starts.text()
            driver.press_button("Block ", dialog)
            driver.gone(dialog)
            hours, minutes = starts.split(":")
            at = int(hours) * 60 + int(minutes)
            columns = range(len(self._view.columns))
            driver.wait("the block", lambda: any(self._view.kept_at(number, at) for number in columns))
            driver.picture("block")

    def type_a_name(self) -> None:
        driver = self._driver
        with driver.step("a name typed on a free slot opens the booking with it"):
            self._go_to_free_time()
            for letter in "nov":
                driver.press(letter)
            dialog = driver.window(BookingDialog)
            driver.wait(
                "someone in the list",
                lambda: dialog.patient.search.is_answered and dialog.patient.search.model.rowCount() > 1,
            )
            if dialog.patient.search.text.lower() != "nov":
                raise StepFailed(f"“{dialog.patient.search.text}” stands where nov was typed")
            driver.picture("type-to-book")
            dialog.reject()
            driver.gone(dialog)
            driver.press_button("Today")

    # where things are

    def _booked(self) -> AppointmentLine | None:
        """Someone who may be moved, wholly in sight."""
        view, room = self._view, self._view.viewport().rect()
        for line in view.appointments().lines():
            if line.status is AppointmentStatus.BOOKED and view.may_carry(line):
                view.scrollTo(view.appointments().index_of(line.id))
                if room.contains(view.visualRect(view.appointments().index_of(line.id))):
                    return line
        return None

    def _one_who_waits(self) -> WaitingCard | None:
        """Somebody for whom a time on the shown day is earlier than what they have, and who has none on it."""
        ends = self._view.columns[0].span.ends_at
        for card in self._window.waiting_list.section.cards:
            line = None if card.isHidden() else card.line
            is_later = line is not None and (line.has_at is None or line.has_at > ends)
            if line is not None and is_later and not self._has(line.entry.patient_id):
                return card
        return None

    def _has(self, patient_id: UUID) -> bool:
        return any(line.patient_id == patient_id for line in self._view.appointments().lines())

    def _bring_into_view(self, widget: QWidget) -> None:
        areas = (area for area in self._window.findChildren(QScrollArea) if area.isAncestorOf(widget))
        for area in areas:
            area.ensureWidgetVisible(widget)
        self._driver.settle()

    def _middle_of(self, line: AppointmentLine) -> QPoint:
        return self._view.visualRect(self._view.appointments().index_of(line.id)).center()

    def _choose(self, line: AppointmentLine) -> None:
        self._view.setFocus()
        if not self._view.choose(line.id):
            raise StepFailed("the appointment is no longer shown")
        self._driver.settle()

    def _go_to_worked_day(self) -> None:
        """The next day that is no weekend or holiday."""
        for _ in range(_MOST_DAYS):
            self._step_on()
            if any(column.open_time for column in self._view.columns):
                return
        raise StepFailed("nobody works on the coming days")

    def _step_on(self) -> None:
        """To the day after, until it is shown."""
        driver, page, before = self._driver, self._page, self._page.day
        driver.press("Ctrl+Right")
        driver.wait("the next day", lambda: before != page.day == self._view.columns[0].day)
        driver.settle()

    def _go_to_free_time(self) -> None:
        """Carry nothing in particular over the sheet until it would fit, and click there."""
        view = self._view
        line = next(iter(view.appointments().lines()))
        view.carry(line)
        place = self._move_until(view.viewport(), fits=True)
        view.take_back()
        view.setFocus()
        self._driver.click(view.viewport(), place)
        if view.keyboard_slot() is None:
            raise StepFailed("the free time is not free")

    # what hands do

    def _press(self, widget: QWidget, place: QPoint) -> None:
        QTest.mousePress(widget, LEFT, pos=place)
        self._move(widget, place + QPoint(QApplication.startDragDistance(), 0))

    def _move(self, widget: QWidget, place: QPoint) -> None:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(widget.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
        with self._driver.application.pulse.let_go_on():
            QApplication.sendEvent(widget, event)
            self._driver.application.processEvents()

    def _move_until(self, widget: QWidget, *, fits: bool) -> QPoint:
        """Move over the sheet until what is carried fits, or does not; answers with the place on the sheet."""
        sheet = self._view.viewport()
        for place in self._places():
            world = sheet.mapToGlobal(place)
            if widget is sheet and not self._view.is_dragging:
                raise StepFailed("nothing is being dragged")
            if widget is sheet:
                self._view.carry_to(world, Qt.KeyboardModifier.NoModifier)
            else:
                self._move(widget, widget.mapFromGlobal(world))
            ghost = self._view.ghost
            is_free = self._view.slot_at(place) is not None
            if ghost is not None and ghost.fits is fits and is_free is fits:
                return place
        raise StepFailed("no such place is in sight")

    def _places(self) -> Iterator[QPoint]:
        """Half hours of every column that are in sight, away from the edges at which a drag waits."""
        view = self._view
        inner = view.viewport().rect().adjusted(*(2 * CalendarMeasure.DRAG_EDGE * side for side in (1, 1, -1, -1)))
        width = view.viewport().width() / len(view.columns)
        for minute in range(_FIRST_HOUR * 60, _LAST_HOUR * 60, 30):
            y = round((minute + 7) * view.hour_height / 60) - view.verticalOffset()
            for number in range(len(view.columns)):
                place = QPoint(round((number + 0.5) * width), y)
                if inner.contains(place):
                    yield place
