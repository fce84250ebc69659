"""When which message is written to whom."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.message_rules import (
    BACK_OFF,
    Standing,
    addressee,
    news_due,
    news_of,
    next_try,
    quiet_end,
    reminder_due,
)
from clinic_desktop.domain.message_settings import MessageSettings, SmsWay, Timings
from clinic_desktop.domain.messages import Addressee, Channel, Occasion
from clinic_desktop.domain.people import Patient

BERLIN = ZoneInfo("Europe/Berlin")
ONE = UUID(int=1)
NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
BOTH_WAYS = MessageSettings(
    id=ONE, smtp_host="mail.example.org", sender_email="desk@example.org", sms_way=SmsWay.FILE, sms_file="/sms"
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
standings = st.builds(
    Standing,
    is_on=st.booleans(),
    starts_at=st.sampled_from([NINE, NINE + timedelta(hours=1), NINE + timedelta(days=1)]),
    practitioner_id=st.sampled_from([UUID(int=2), UUID(int=3)]),
)


def novak(**fields: object) -> Patient:
    whole = {"mobile": "+49 30 901820", "email": "p.novak@example.org"} | fields
    return Patient(id=ONE, mrn="1", given_name="Peter", family_name="Novak", birth_date=date(1961, 3, 12), **whole)  # type: ignore[arg-type] # the test says what is other


@given(st.none() | standings, standings)
def test_a_patient_hears_of_a_difference_and_of_nothing_else(before: Standing | None, after: Standing) -> None:
    occasion = news_of(before, after)

    was_on = before is not None and before.is_on
    assert (occasion is Occasion.BOOKED) == (after.is_on and not was_on)
    assert (occasion is Occasion.CANCELLED) == (was_on and not after.is_on)
    assert (occasion is Occasion.MOVED) == (was_on and after.is_on and before != after)


@given(moments, clocks, clocks)
def test_nothing_leaves_in_the_quiet_hours(at: datetime, quiet_from: time, quiet_until: time) -> None:
    timings = Timings(quiet_from=quiet_from, quiet_until=quiet_until)

    due = quiet_end(at, timings, BERLIN)

    clock = wall_time(due, BERLIN).time()
    is_quiet = (
        quiet_from <= clock < quiet_until
        if quiet_from < quiet_until
        else quiet_from != quiet_until and (clock >= quiet_from or clock < quiet_until)
    )
    assert due >= at
    assert not is_quiet or 1 <= wall_time(due, BERLIN).hour <= 3  # the hour that the clock skips or repeats
    assert due - at <= timedelta(hours=25)


@given(moments, st.integers(1, 200))
def test_a_reminder_leaves_before_the_appointment_and_by_day(starts_at: datetime, hours: int) -> None:
    due = reminder_due(starts_at, hours, Timings(), BERLIN)

    assert due < starts_at
    assert 8 <= wall_time(due, BERLIN).hour < 20
    assert abs(due - (starts_at - timedelta(hours=hours))) <= timedelta(hours=13)


def test_a_reminder_for_an_early_appointment_two_hours_ahead_leaves_the_evening_before() -> None:
    starts_at = datetime(2026, 11, 24, 7, tzinfo=UTC)  # 08:00 in Berlin

    due = reminder_due(starts_at, 2, Timings(), BERLIN)

    assert wall_time(due, BERLIN) == datetime(2026, 11, 23, 19, 59)


def test_news_leaves_three_minutes_after_the_change_or_in_the_morning() -> None:
    late = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)

    assert news_due(NINE, Timings(), BERLIN) == NINE + timedelta(minutes=3)
    assert wall_time(news_due(late, Timings(), BERLIN), BERLIN) == datetime(2026, 11, 25, 8)


@pytest.mark.parametrize(
    ("fields", "reached"),
    [
        ({}, Addressee(channel=Channel.EMAIL, recipient="p.novak@example.org")),
        ({"reminder_channel": Channel.SMS}, Addressee(channel=Channel.SMS, recipient="+49 30 901820")),
        ({"reminder_channel": Channel.PHONE}, Addressee(channel=Channel.PHONE, recipient="+49 30 901820")),
        ({"email": ""}, Addressee(channel=Channel.SMS, recipient="+49 30 901820")),
        ({"email": "", "reminder_channel": Channel.EMAIL}, Addressee(channel=Channel.PHONE, recipient="+49 30 901820")),
        ({"email": "", "mobile": "", "phone": "+49 1"}, Addressee(channel=Channel.PHONE, recipient="+49 1")),
        ({"email": "", "mobile": "", "contact_phone": "+49 2"}, Addressee(channel=Channel.PHONE, recipient="+49 2")),
        ({"email": "", "mobile": ""}, None),
        ({"wants_reminders": False}, None),
        ({"archived": True}, None),
    ],
)
def test_a_patients_wish_decides_and_who_has_no_address_is_called(
    fields: dict[str, object], reached: Addressee | None
) -> None:
    assert addressee(novak(**fields), BOTH_WAYS) == reached


@given(
    st.booleans(),
    st.none() | st.sampled_from(Channel),
    st.sampled_from(["", "p@example.org"]),
    st.sampled_from(["", "+49 30 901820"]),
    st.sampled_from([BOTH_WAYS, MessageSettings(id=ONE)]),
)
def test_nobody_is_written_to_against_their_wish(
    wants: bool, channel: Channel | None, email: str, mobile: str, settings: MessageSettings
) -> None:
    to = addressee(novak(wants_reminders=wants, reminder_channel=channel, email=email, mobile=mobile), settings)

    if not wants:
        assert to is None
    elif to is not None:
        assert to.channel in {Channel.PHONE, *settings.ways}
        assert channel is None or to.channel in {channel, Channel.PHONE}
        assert to.recipient


def test_it_is_tried_after_1_5_30_minutes_2_and_6_hours_and_then_no_more() -> None:
    waits = [next_try(tries, NINE, Timings(quiet_from=time(0), quiet_until=time(0)), BERLIN) for tries in range(1, 7)]

    assert waits == [*(NINE + wait for wait in BACK_OFF), None]
    assert [wait.total_seconds() / 60 for wait in BACK_OFF] == [1, 5, 30, 120, 360]
