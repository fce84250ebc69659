"""Entries of the waiting list for tests of the domain."""

from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.diary import Diary
from clinic_desktop.domain.gap_fitting import OpenTimes
from clinic_desktop.domain.waiting_list import WaitingEntry

from .builders import BERLIN, CONSULTATION, LONG_BEFORE, NOVAK, TUESDAY, on_the_clock

CARDIOLOGY = UUID(int=7)
NOON = on_the_clock("12:00")


def waits(number: int = 1, *, since: datetime = NOON - timedelta(days=12), **fields: object) -> WaitingEntry:
    """Peter Novak, for anyone at any time, since twelve days, unless said otherwise."""
    whole = {"id": UUID(int=900 + number), "patient_id": NOVAK, "type_id": CONSULTATION, "asked_at": since} | fields
    return WaitingEntry(**whole)  # type: ignore[arg-type] # the test says what is other


def times(diary: Diary, *, minutes: int = 30, before: int = 0, after: int = 0) -> OpenTimes | None:
    """When something of that length may begin in a diary on Tuesday."""
    slots = diary.free_slots(
        [TUESDAY], minutes=minutes, step=15, not_before=LONG_BEFORE, buffer_before=before, buffer_after=after
    )
    return OpenTimes.of(slots, department_id=CARDIOLOGY, zone=BERLIN)
