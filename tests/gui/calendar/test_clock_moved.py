"""Somebody sets the clock while the desk works: nothing typed is lost, and the calendar looks at the present."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.clock_moves import clock_moves
from clinic_desktop.gui.lock_screen import LockScreen
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField
from tests.builders import NINE_OCLOCK, PASSWORD

from .counted_hands import CountedHands
from .reception_desk import Desk, booked, words_on

Key = Qt.Key


def appointments(desk: Desk) -> list[Appointment]:
    with desk.clinic.database.reading() as reading:
        return reading.where(Appointment)


def set_clock(desk: Desk, *, is_noticed: bool, **by: float) -> None:
    """Somebody sets it; the watch over the clock notices that within a second, or something is asked for before."""
    desk.clinic.clock.set_by(**by)
    if is_noticed:
        clock_moves().moved.emit(timedelta(**by).total_seconds())
        desk.settle()


def locked_words(desk: Desk) -> str:
    (screen,) = desk.window.findChildren(LockScreen)
    return " ".join(line.text for line in screen.findChildren(MessageLine) if line.isVisible())


def unlock(desk: Desk, password: str = PASSWORD) -> None:
    field = next(each for each in desk.window.findChildren(PasswordField) if each.isVisible())
    desk.qtbot.waitUntil(field.hasFocus)
    field.clear()
    QTest.keyClicks(field, password)
    QTest.keyClick(field, Key.Key_Return)
    desk.settle()


def filled_in(desk: Desk) -> BookingDialog:
    """A booking, whole but for the last key."""
    hands = CountedHands(desk)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    dialog = desk.dialog(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    hands.type("novak")
    hands.press(Key.Key_Return)
    dialog.form.reason.setFocus()
    hands.type("Chest pain")
    return dialog


def is_locked(desk: Desk) -> bool:
    return desk.window.is_locked


@pytest.mark.parametrize("is_noticed", [True, False])
@pytest.mark.parametrize(
    ("by", "words"), [({"hours": -1}, "set back by an hour"), ({"days": 365}, "set ahead by 365 days")]
)
def test_what_was_typed_is_kept_and_booked_after_the_password(
    desk: Desk, by: dict[str, float], words: str, is_noticed: bool
) -> None:
    left: list[str] = []
    desk.window.signed_out.connect(left.append)
    dialog = filled_in(desk)
    wanted = dialog.form.when.wall()
    assert wanted is not None

    set_clock(desk, is_noticed=is_noticed, **by)
    if not is_noticed:
        CountedHands(desk).click(dialog.book_button)
    assert is_locked(desk)
    assert not dialog.isVisible()
    assert words in locked_words(desk)
    unlock(desk, "walnut-ferry-clown")
    assert words in locked_words(desk)
    unlock(desk)

    assert left == []
    assert not is_locked(desk)
    assert dialog.isVisible()
    assert dialog.patient.patient is not None
    assert dialog.form.reason.text() == "Chest pain"
    standing = dialog.form.when.wall()
    assert standing is not None
    assert standing.time() == wanted.time()
    assert is_noticed or "Do it once more" in words_on(dialog)
    set_clock(desk, is_noticed=True, seconds=(NINE_OCLOCK - desk.clinic.clock.now).total_seconds())
    if desk.window.is_locked:
        unlock(desk)
    CountedHands(desk).click(dialog.book_button)
    assert [each.reason for each in appointments(desk)] == ["Chest pain"]


def test_the_words_about_the_clock_are_gone_at_the_next_lock(desk: Desk) -> None:
    set_clock(desk, is_noticed=True, hours=-1)
    unlock(desk)

    desk.window.lock()

    assert locked_words(desk) == ""


def test_what_was_being_read_is_read_when_the_window_is_open_again(desk: Desk) -> None:
    found: list[str] = []
    desk.clinic.clock.set_by(hours=-1)

    desk.window.workplace.run_latest("name", lambda clinic: clinic.settings.read().name, done=found.append)
    desk.settle()
    before = list(found)
    unlock(desk)

    assert (before, found) == ([], ["Linden Street Clinic"])


def test_the_present_is_where_the_clock_is_as_soon_as_that_is_noticed(desk: Desk) -> None:
    painted: list[int | None] = []
    desk.page.view.minute_passed.connect(lambda: painted.append(desk.page.view.present()))

    set_clock(desk, is_noticed=True, minutes=50)

    assert painted == [9 * 60 + 50]


@pytest.mark.parametrize("view", [ViewName.DAY, ViewName.WEEK, ViewName.MONTH, ViewName.AGENDA])
def test_who_looked_at_today_looks_at_what_is_today_by_the_clock_that_was_put_right(desk: Desk, view: ViewName) -> None:
    appointment = booked(desk)
    set_clock(desk, is_noticed=True, days=365)
    unlock(desk)
    desk.page.show_view(view)
    desk.settle()
    assert desk.page.day == (NINE_OCLOCK + timedelta(days=365)).date()

    set_clock(desk, is_noticed=True, days=-365)
    unlock(desk)

    assert desk.page.day == NINE_OCLOCK.date()
    assert view is ViewName.MONTH or desk.page.views.model.line(appointment.id) is not None


def test_who_looked_at_another_day_stays_there(desk: Desk) -> None:
    day = datetime(2026, 12, 1).date()
    desk.page.go_to_day(day)
    desk.settle()

    set_clock(desk, is_noticed=True, days=1)
    if desk.window.is_locked:
        unlock(desk)

    assert desk.page.day == day
