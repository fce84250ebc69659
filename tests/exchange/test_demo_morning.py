"""Whenever the demo clinic is made while Dr Okafor works, her window shows what it is there for."""

from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.exchange.demo import make_demo

from .test_demo import BERLIN, reading


@pytest.mark.parametrize("clock", ["10:15", "12:10", "15:20"])
def test_dr_okafor_has_somebody_with_her_and_somebody_waiting_while_she_works(tmp_path: Path, clock: str) -> None:
    now = datetime.combine(date(2026, 11, 24), time.fromisoformat(clock), BERLIN)

    make_demo(tmp_path / "demo", now=now, patients=200, appointments=300)

    with reading(tmp_path / "demo") as found:
        (okafor,) = found.where(Practitioner, name="Amara Okafor")
        own = found.where(Appointment, practitioner_id=okafor.id)
    of_today = Counter(one.status for one in own if day_of(one.starts_at, BERLIN) == now.date())
    assert of_today[AppointmentStatus.IN_ROOM] == 1
    assert of_today[AppointmentStatus.ARRIVED] == (1 if clock < "15" else 0)
