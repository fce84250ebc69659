"""The appointment as a calendar takes it: read back by the library, and its zone's rules against the zone itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.sheets import AppointmentLine, AppointmentSlip
from clinic_desktop.exchange.calendar_file import EventWords, calendar_file, event_code, uid_of

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WORDS = EventWords(
    title="Linden Street Clinic", text="Consultation, Dr Amara Okafor", place="Room 2, first floor; Ärzte"
)


def a_slip(starts_at: datetime = datetime(2026, 11, 26, 9, 30, tzinfo=UTC), **fields: object) -> AppointmentSlip:
    line = AppointmentLine(
        id=UUID(int=7), version=3, patient_id=UUID(int=1), patient_name="Peter Novak", mrn="1",
        practitioner_id=UUID(int=2), practitioner_name="Dr Amara Okafor", type_id=UUID(int=3), type_name="Consultation",
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), status=AppointmentStatus.BOOKED,
        confirmation=Confirmation.NONE, reason="private", room="Room 2", alerts=("Latex allergy",), buffer_before=0,
        buffer_after=0, arrived_at=None, in_room_at=None, done_at=None, is_overbooked=False, asked_to_arrive_at=None,
        ticket=None, series_id=None, source=BookingSource.PATIENT, has_note=True,
    )  # fmt: skip
    return AppointmentSlip(line=replace(line, **fields))  # type: ignore[arg-type] # the test says what is other


def settings(zone: str = "Europe/Berlin") -> ClinicSettings:
    return ClinicSettings(id=UUID(int=9), name="Linden Street Clinic", zone=zone)


def event_of(
    slip: AppointmentSlip, zone: str = "Europe/Berlin"
) -> Any:  # Any: the library names no type of what it has read
    (event,) = Calendar.from_ical(calendar_file(slip, WORDS, settings(zone), NOW)).walk("VEVENT")
    return event


def test_a_calendar_reads_the_time_and_the_place_from_it() -> None:
    event = event_of(a_slip())

    assert event.start == datetime(2026, 11, 26, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event.end - event.start == timedelta(minutes=30)
    assert (event["summary"], event["location"], event["description"]) == (WORDS.title, WORDS.place, WORDS.text)
    assert event["status"] == "CONFIRMED"


def test_a_moved_appointment_is_the_same_entry_in_a_later_version() -> None:
    before = event_of(a_slip())
    after = event_of(a_slip(datetime(2026, 12, 1, 9, 0, tzinfo=UTC), version=4))

    assert before["uid"] == after["uid"] == uid_of(UUID(int=7))
    assert after["sequence"] > before["sequence"]


def test_one_that_was_cancelled_says_so_and_one_not_confirmed_too() -> None:
    assert event_of(a_slip(status=AppointmentStatus.CANCELLED))["status"] == "CANCELLED"
    assert event_of(replace(a_slip(), is_provisional=True))["status"] == "TENTATIVE"


def test_nothing_is_in_it_that_only_the_clinic_knows() -> None:
    written = calendar_file(a_slip(), WORDS, settings(), NOW).decode()

    assert "private" not in written
    assert "Latex" not in written
    assert "Novak" not in written


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
)
def test_its_zone_rules_say_what_the_zone_says(zone: str) -> None:
    calendar = Calendar.from_ical(calendar_file(a_slip(), WORDS, settings(zone), NOW))
    rules: Any
    (rules,) = calendar.walk("VTIMEZONE")
    read = rules.to_tz(lookup_tzid=False)
    hours = [NOW.replace(minute=30) + timedelta(hours=3 * number) for number in range(-900, 900)]

    for hour in hours:
        wall = hour.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        if wall.replace(tzinfo=ZoneInfo(zone), fold=1).utcoffset() == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset():
            assert read.utcoffset(wall) == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset(), wall


def test_the_hour_of_the_change_stands_on_the_clock_that_was() -> None:
    written = calendar_file(a_slip(datetime(2026, 4, 2, 9, 0, tzinfo=UTC)), WORDS, settings(), NOW).decode()

    assert "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\n" in written
    assert "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\n" in written


def test_its_short_form_fits_a_code_that_a_telephone_reads() -> None:
    from clinic_desktop.exchange.paper.slips import qr_modules

    code = event_code(a_slip(), WORDS)

    assert len(qr_modules(code)) <= 77
    event: Any
    (event,) = Calendar.from_ical(code).walk("VEVENT")
    assert event.start == datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
