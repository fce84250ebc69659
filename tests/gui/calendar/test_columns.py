"""Where an instant lies in a column, on plain days and on those on which the clock is changed."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.gui.calendar.sheet.columns import (
    CalendarColumn,
    columns_of_day,
    columns_of_rooms,
    first_open,
    last_open,
)

from .day_builders import BERLIN, OKAFOR, a_column, a_line, a_sheet, at, utc

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def column_of(day: date, zone: ZoneInfo = BERLIN) -> CalendarColumn:
    sheet = DaySheet(day=day, columns=(a_column(open_time=()),), lines=())
    return columns_of_day(sheet, zone)[0]


def test_a_column_tells_its_doctor_department_and_room() -> None:
    (column,) = columns_of_day(a_sheet(columns=(a_column(),)), BERLIN)

    assert (column.title, column.subtitle) == ("Dr Amara Okafor", "Cardiology · Room 2")
    assert column.open_time == ((480, 720), (780, 1020))


def test_a_doctor_who_is_away_says_why_in_place_of_the_room() -> None:
    (column,) = columns_of_day(a_sheet(columns=(a_column(open_time=(), away_reason="Conference"),)), BERLIN)

    assert column.subtitle == "Conference"


def test_rooms_stand_as_they_are_counted_and_what_is_in_none_behind_them() -> None:
    rooms = ("Room 10", "", "2nd floor", "Room 2", "room 1b", "Room 1a", "Ward")
    columns = tuple(a_column(room=room) for room in rooms)

    shown = columns_of_rooms(a_sheet(columns=columns), BERLIN, order=lambda _: 0, no_room="No room")

    titles = [column.title for column in shown]
    assert titles == ["2nd floor", "Room 1a", "room 1b", "Room 2", "Room 10", "Ward", "No room"]


def test_the_day_begins_with_the_first_and_ends_with_the_last_doctor() -> None:
    columns = columns_of_day(a_sheet(), BERLIN)

    assert (first_open(columns), last_open(columns)) == (480, 1020)
    assert first_open([column_of(SPRING)]) is None


@example(60, date(2014, 5, 16), "Africa/Cairo")  # its midnight was skipped
@given(
    st.integers(0, 24 * 60 - 1),
    st.dates(date(2000, 1, 1), date(2080, 1, 1)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "Africa/Cairo"]),
)
def test_a_minute_of_the_wall_clock_is_found_again(minute: int, day: date, zone_name: str) -> None:
    column = column_of(day, ZoneInfo(zone_name))

    instant = column.instant_at(minute)

    found = column.minute_of(instant)
    # A minute that the clock skips is drawn where the clock then stands.
    assert found == minute or (column.has_change and found > minute)


def test_nine_oclock_stays_nine_oclock_when_the_clock_is_changed() -> None:
    for day in (SPRING, AUTUMN):
        column = column_of(day)

        assert column.minute_of(at("09:00", day)) == 9 * 60


def test_both_halves_of_a_repeated_hour_lie_on_the_same_minutes() -> None:
    column = column_of(AUTUMN)

    first = column.minutes_of(utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 0, 45))
    second = column.minutes_of(utc(2026, 10, 25, 1, 30), utc(2026, 10, 25, 1, 45))
    over_the_change = column.minutes_of(utc(2026, 10, 25, 0, 50), utc(2026, 10, 25, 1, 10))

    assert first == second == (150, 165)
    assert over_the_change == (170, 190)


def test_an_appointment_over_midnight_is_shown_on_both_days_and_kept_within_each() -> None:
    line = a_line(starts="23:30", minutes=60)
    (today,) = columns_of_day(a_sheet(columns=(a_column(),)), BERLIN)
    tomorrow = column_of(today.day + timedelta(days=1))

    assert today.shows(line)
    assert tomorrow.shows(line)
    assert today.minutes_of(line.starts_at, line.ends_at) == (1410, 1440)
    assert tomorrow.minutes_of(line.starts_at, line.ends_at) == (0, 30)


def test_a_slot_is_told_in_utc_with_its_doctor() -> None:
    (column,) = columns_of_day(a_sheet(columns=(a_column(),)), BERLIN)

    slot = column.slot(540, 555)

    assert (slot.starts_at, slot.ends_at, slot.practitioner_id) == (at("09:00"), at("09:15"), OKAFOR)
