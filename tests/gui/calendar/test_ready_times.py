"""What the program reads ahead, so that nobody waits for the first search for free time."""

from datetime import timedelta

from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.gui.calendar.ready_times import days_ahead
from clinic_desktop.services.free_times import free_times
from tests.builders import NINE_OCLOCK, SmallClinic

from .reception_desk import Desk

TODAY = NINE_OCLOCK.date()
WORKED = {day for day in days_ahead(TODAY) if day.weekday() < 5}
"""Of the other days nothing has to be known: nobody works then."""

PATIENCE = 15_000


def test_the_coming_sixty_days_are_known_before_anybody_searches(desk: Desk, small_clinic: SmallClinic) -> None:
    memory = free_times(small_clinic.database)

    desk.qtbot.waitUntil(lambda: memory.days.issuperset(WORKED), timeout=PATIENCE)

    assert days_ahead(TODAY)[0] == TODAY
    assert days_ahead(TODAY)[-1] == TODAY + timedelta(days=60)


def test_a_search_finds_the_same_as_if_nothing_had_been_read_ahead(desk: Desk, small_clinic: SmallClinic) -> None:
    memory = free_times(small_clinic.database)
    desk.qtbot.waitUntil(lambda: memory.days.issuperset(WORKED), timeout=PATIENCE)
    search = small_clinic.as_receptionist().scheduling.free_slots
    whole_month = SlotQuery(type_id=small_clinic.consultation.id, first_day=TODAY, last_day=TODAY + timedelta(days=30))

    remembered = search(whole_month)
    memory.forget()

    assert remembered
    assert remembered == search(whole_month)
