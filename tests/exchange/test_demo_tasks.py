"""What the front desk of the demo clinic is asked to do: somebody to move, and somebody to book."""

from datetime import UTC, datetime
from pathlib import Path

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind
from clinic_desktop.exchange.demo import make_demo
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key

NOW = datetime(2026, 11, 24, 9, 17, tzinfo=UTC)


def test_a_course_strands_somebody_and_who_was_seen_shall_come_again(tmp_path: Path) -> None:
    make_demo(tmp_path / "clinic", now=NOW, patients=600)

    key = open_key(tmp_path / "clinic", make=False, allow_file=True)
    database = Database.open(tmp_path / "clinic", key, station="Test")
    with database.reading() as reading:
        tasks = {kind: reading.where(DeskTask, kind=kind) for kind in TaskKind}
        about = [one.appointment_id for kind in tasks for one in tasks[kind]]
        status = {one.id: one.status for one in reading.where(Appointment, id=about)}
    database.close()

    def statuses(kind: TaskKind) -> set[AppointmentStatus]:
        return {status[one.appointment_id] for one in tasks[kind] if one.appointment_id is not None}

    assert len(tasks[TaskKind.MOVE]) > 1
    assert statuses(TaskKind.MOVE) == {AppointmentStatus.BOOKED}
    assert len(tasks[TaskKind.BOOK]) == 2
    assert statuses(TaskKind.BOOK) == {AppointmentStatus.FULFILLED}
    assert all(task.wanted_day is not None and task.wanted_day > NOW.date() for task in tasks[TaskKind.BOOK])
