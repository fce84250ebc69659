"""What somebody waits for, and why they come next, in words."""

from datetime import date, time, timedelta

import pytest

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Urgency, WaitingDraft, Wish, check_draft
from clinic_desktop.domain.waiting_words import reason_words, whom_words, window_words

from .builders import BERLIN, CONSULTATION, NOVAK, TUESDAY, on_the_clock
from .waiting_builders import NOON, waits

THURSDAY = TUESDAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("practitioners", "department", "words"),
    [
        ([], "", "Any doctor"),
        ([], "Cardiology", "Cardiology"),
        (["Dr Fischer"], "", "Dr Fischer"),
        (["Dr Fischer", "Dr Okafor"], "", "Dr Fischer or Dr Okafor"),
        (["Dr Fischer", "Dr Okafor", "Dr Tanaka"], "", "Dr Fischer, Dr Okafor or Dr Tanaka"),
    ],
)
def test_whom_they_would_come_to_is_said_as_the_desk_says_it(
    practitioners: list[str], department: str, words: str
) -> None:
    assert whom_words(practitioners, department) == words


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(), ""),
        (Wish(part=DayPart.MORNING), "mornings"),
        (Wish(last_day=THURSDAY), "before Friday"),
        (Wish(last_day=THURSDAY + timedelta(days=1)), "this week"),
        (Wish(last_day=TUESDAY), "today only"),
        (Wish(last_day=date(2026, 12, 12)), "until Sat 12 Dec"),
        (Wish(last_day=date(2027, 1, 12)), "until Tue 12 Jan 2027"),
        (Wish(first_day=date(2026, 11, 30)), "from Mon 30 Nov"),
        (Wish(first_day=date(2026, 11, 25)), "from tomorrow"),
        (Wish(first_day=TUESDAY - timedelta(days=5)), ""),
        (Wish(first_day=date(2026, 11, 30), last_day=date(2026, 12, 4)), "Mon 30 Nov to Fri 4 Dec"),
        (Wish(weekdays=(2,), earliest=time(16)), "Wednesdays · from 16:00"),
        (Wish(weekdays=(0, 2), earliest=time(8), latest=time(9, 30)), "Mon, Wed · 08:00 to 09:30"),
        (Wish(weekdays=(4, 3, 2, 1, 0), latest=time(10)), "Mon to Fri · until 10:00"),
    ],
)
def test_when_they_would_come_is_said_as_it_is_spoken(wish: Wish, words: str) -> None:
    assert window_words(wish, TUESDAY) == words


def test_the_reason_tells_all_that_counts() -> None:
    entry = waits(urgency=Urgency.URGENT, part=DayPart.MORNING)
    later = on_the_clock("09:30", date(2026, 12, 3))

    words = reason_words(entry, starts_at=on_the_clock("09:00"), now=NOON, zone=BERLIN, has_at=later)

    assert words == "urgent · waiting 12 days · mornings suit · has Thu 3 Dec 09:30, would give it back"


def test_a_reason_leaves_out_what_there_is_not() -> None:
    entry = waits(since=NOON - timedelta(hours=1), weekdays=(1,), keeps_appointment=True)

    words = reason_words(entry, starts_at=on_the_clock("09:00"), now=NOON, zone=BERLIN)

    assert words == "waiting since today · Tuesdays suit"


@pytest.mark.parametrize(
    ("field", "wish"),
    [
        ("last_day", Wish(last_day=TUESDAY - timedelta(days=1))),
        ("last_day", Wish(first_day=THURSDAY, last_day=TUESDAY)),
        ("latest", Wish(earliest=time(12), latest=time(10))),
        ("weekdays", Wish(weekdays=(7,))),
    ],
)
def test_a_wish_that_no_time_could_fulfil_is_refused(field: str, wish: Wish) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_draft(WaitingDraft(patient_id=NOVAK, type_id=CONSULTATION, wish=wish), TUESDAY)

    assert refusal.value.field == field
