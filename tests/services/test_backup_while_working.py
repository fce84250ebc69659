"""A backup made during five hundred bookings is of one moment: whole, and without a gap before it."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.services import restoring
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.storage.connections import bare
from clinic_desktop.storage.verification import verify
from tests.builders import SmallClinic
from tests.services.backing_up import brought_to, switched_on, unheard

BOOKINGS = 500
FIRST = datetime(2027, 1, 4, 8, tzinfo=UTC)


def test_a_backup_during_five_hundred_bookings_restores_to_a_consistent_state(
    clinic: SmallClinic, tmp_path: Path
) -> None:
    safe = switched_on(clinic)
    acknowledged: list[Appointment] = []
    under_way, is_booking = threading.Event(), True
    during: list[tuple[int, int]] = []

    def book() -> None:
        nonlocal is_booking
        for number in range(BOOKINGS):
            acknowledged.append(clinic.store(clinic.an_appointment(FIRST + timedelta(minutes=30 * number))))
            if number == BOOKINGS // 5:
                under_way.set()
        is_booking = False

    bookers = threading.Thread(target=book)
    bookers.start()
    under_way.wait(60)
    while is_booking and len(during) < 5:
        before = len(acknowledged)
        made = safe.make()
        during.append((before, len(acknowledged)))
        clinic.clock.forward(seconds=1)
    bookers.join()

    assert any(after > before for before, after in during), "nobody booked while a backup was made"
    backups = safe.admin.backups.list()[::-1]
    assert len(backups) == len(during)
    for number, (made, (before, after)) in enumerate(zip(backups, during, strict=True)):
        assert before <= made.facts.appointments <= after + 1
        restored = tmp_path / f"restored {number}"
        staged = restoring.stage(restored, brought_to(tmp_path / "stick", made), safe.code, unheard, clinic.clock)
        restoring.put_in_place(staged, clinic.clock)
        back = open_clinic(restored, clinic.clock)
        try:
            with back.database.reading() as reading:
                found = sorted(reading.where(Appointment), key=lambda each: each.starts_at)
                assert verify(reading, back.database.key).first_fault is None
        finally:
            back.close()
        assert found == acknowledged[: made.facts.appointments]
        driver = bare(restored / "clinic.db", back.database.key.bytes)
        assert driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert driver.execute("PRAGMA cipher_integrity_check").fetchall() == []
        driver.close()
    assert made.checked_at is not None
