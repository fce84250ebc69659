"""Finding a free time beside the calendar, and booking it: by key presses and clicks."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.slot_finder import SlotFinder
from tests.builders import NINE_OCLOCK

from .day_builders import BERLIN
from .reception_desk import Desk, booked

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NINE_OCLOCK.date()


def opened(desk: Desk) -> SlotFinder:
    desk.press(Key.Key_F, CONTROL)
    finder = desk.window.finder.finder
    assert finder.isVisible()
    return finder


class Given(QObject):
    """The keys that a dialog's window is given; from the desktop, or kept for it while it opened."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self.keys.append(event.key())
        return False


def clocks(finder: SlotFinder) -> list[str]:
    return [f"{wall_time(slot.starts_at, BERLIN):%H:%M}" for slot in finder.slots.slots_shown]


def lit(desk: Desk) -> str:
    """What is lit in the calendar: the day, the doctor and the time."""
    view = desk.page.view
    place = view._lit_place()
    if place is None:
        return ""
    column, stop = view.columns[place[0]], place[1]
    return f"{column.day:%d.%m.} {column.title} {stop.starts // 60:02}:{stop.starts % 60:02}"


def test_walking_through_the_list_lights_each_time_on_its_day(desk: Desk) -> None:
    finder = opened(desk)
    QTest.mouseClick(finder.first_only, Qt.MouseButton.LeftButton)
    desk.settle()
    finder.slots.view.setFocus()

    seen = []
    for _ in range(3):
        desk.press(Key.Key_Down)
        seen.append((desk.page.day.day, lit(desk)))

    assert seen == [
        (24, "24.11. Dr Amara Okafor 09:00"),
        (25, "25.11. Dr Amara Okafor 08:00"),
        (26, "26.11. Dr Amara Okafor 08:00"),
    ]


def test_enter_on_a_row_books_it_and_the_side_panel_comes_back(desk: Desk) -> None:
    finder = opened(desk)
    desk.press(Key.Key_Down)
    wanted = finder.slots.slots_shown[0]
    desk.press(Key.Key_Return)
    dialog = desk.dialog(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.settle()

    QTest.keyClicks(dialog.patient.search.field, "kim")
    desk.settle()
    QTest.keyClick(dialog.patient.search.field, Key.Key_Return)
    desk.settle()
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    desk.settle()

    lines = desk.window.workplace.clinic.scheduling.day_sheet(TODAY).lines
    assert [(line.patient_name, line.starts_at) for line in lines] == [("Min Kim", wanted.starts_at)]
    assert not finder.isVisible()
    assert desk.page.panel.isVisible()


def test_the_enter_that_opens_the_booking_is_not_its_own_too(desk: Desk) -> None:
    opened(desk)
    desk.press(Key.Key_Down)
    given = Given()
    program = QApplication.instance()
    assert program is not None
    program.installEventFilter(given)

    desk.press(Key.Key_Return)

    assert desk.dialog(BookingDialog).isVisible()
    assert given.keys == []


def test_a_click_on_the_lit_time_opens_the_booking_with_it(desk: Desk) -> None:
    finder = opened(desk)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    wanted = finder.slots.slots_shown[1]

    place = desk.place_of(wanted.starts_at, 0 if wanted.practitioner_id == desk.clinic.okafor.id else 1)
    QTest.mouseClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()

    dialog = desk.dialog(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    assert dialog.form.when.instant() == wanted.starts_at
    assert dialog.form.practitioner_id == wanted.practitioner_id
    dialog.reject()


def test_escape_puts_the_light_out_and_gives_the_panel_back(desk: Desk) -> None:
    finder = opened(desk)
    desk.press(Key.Key_Down)
    was_lit = lit(desk)

    desk.press(Key.Key_Escape)

    assert was_lit
    assert lit(desk) == ""
    assert not finder.isVisible()
    assert desk.page.panel.isVisible()
    assert desk.page.view.hasFocus()


def test_days_times_and_people_narrow_the_search(desk: Desk) -> None:
    finder = opened(desk)
    finder.who_box.setCurrentIndex(finder.who_box.findText("Dr Lena Fischer", Qt.MatchFlag.MatchStartsWith))
    finder.who_box.activated.emit(finder.who_box.currentIndex())
    QTest.mouseClick(finder.weekdays.chips[4], Qt.MouseButton.LeftButton)
    QTest.keyClicks(finder.after_edit, "14")
    QTest.keyClicks(finder.before_edit, "1430")
    desk.settle()

    slots = finder.slots.slots_shown
    assert {wall_time(slot.starts_at, BERLIN).weekday() for slot in slots} == {4}
    assert {slot.practitioner_id for slot in slots} == {desk.clinic.fischer.id}
    assert clocks(finder)[:4] == ["14:00", "14:15", "14:30", "14:00"]


def test_a_time_that_is_booked_elsewhere_leaves_the_list_by_itself(desk: Desk) -> None:
    finder = opened(desk)
    before = clocks(finder)

    booked(desk, NINE_OCLOCK)
    desk.qtbot.waitUntil(lambda: clocks(finder) != before)

    taken = (NINE_OCLOCK, desk.clinic.okafor.id)
    assert taken not in [(slot.starts_at, slot.practitioner_id) for slot in finder.slots.slots_shown]


def test_the_patient_at_the_side_is_whom_the_time_is_for(desk: Desk) -> None:
    desk.choose(booked(desk, NINE_OCLOCK + timedelta(hours=1)))

    finder = opened(desk)

    assert finder.patient is not None
    assert finder.patient.full_name == "Peter Novak"
    assert QApplication.focusWidget() is finder.slots.view


def test_the_day_of_the_first_free_time_is_at_hand_before_it_is_chosen(desk: Desk) -> None:
    finder = opened(desk)
    later = TODAY + timedelta(days=28)
    finder.from_edit.selectAll()
    QTest.keyClicks(finder.from_edit, f"{later:%d.%m.%Y}")
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.foresight.is_at_rest)

    QTest.keyClick(finder.slots.view, Key.Key_Down)

    assert {column.day for column in desk.page.view.columns} == {later}
