"""What the front desk is asked to do, with the names beside it."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, select, tuple_

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind, TaskLine, TaskStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.column_types import instant_of
from clinic_desktop.storage.kinds import kind_of
from clinic_desktop.storage.tables import account, appointment, appointment_type, patient, practitioner
from clinic_desktop.storage.visit_tables import desk_task

from .appointments import line_of, lines
from .base import AnySelect, Query, Reading, any_id

_columns = [desk_task.c[name] for name in kind_of(DeskTask).columns]


def task_lines(
    reading: Reading,
    *,
    limit: int,
    after: TaskLine | None = None,
    asked_by: UUID | None = None,
    task_ids: Collection[UUID] | None = None,
) -> list[TaskLine]:
    """The open tasks, the soonest due first: everyone's, or those of one account; or these tasks, open or not."""
    asked: dict[str, object] = {}
    if after is not None:
        asked["after_due"], asked["after_id"] = after.due_at, after.task.id
    if asked_by is not None:
        asked["asked_by"] = asked_by
    if task_ids is not None:
        asked["task_ids"] = task_ids
    rows = reading.raw_rows(_list(frozenset(asked)), limit=limit, **asked)
    split = len(_columns)
    tasks = [kind_of(DeskTask).make(row[:split]) for row in rows]
    found = _appointments(reading, {one.appointment_id for one in tasks if one.appointment_id is not None})
    return [_line(task, row[split:], found) for task, row in zip(tasks, rows, strict=True)]


def count_open(reading: Reading) -> int:
    """How many tasks are open."""
    return int(reading.raw_rows(_COUNT)[0][0])


def asked_to_move(reading: Reading, appointment_ids: Collection[UUID]) -> dict[UUID, DeskTask]:
    """The open tasks to move some of these appointments, by appointment."""
    tasks = reading.lines(_TO_MOVE, lambda *row: kind_of(DeskTask).make(row), appointment_ids=appointment_ids)
    return {task.appointment_id: task for task in tasks if task.appointment_id is not None}


def was_ever_with(reading: Reading, patient_id: UUID, practitioner_id: UUID) -> bool:
    """Whether a patient has or had an appointment with a practitioner, called off or missed ones left aside."""
    return bool(reading.raw_rows(_WAS_WITH, patient_id=patient_id, practitioner_id=practitioner_id))


def _appointments(reading: Reading, ids: Collection[UUID]) -> dict[UUID, AppointmentLine]:
    if not ids:
        return {}
    return {line.id: line for line in reading.lines(_OF_TASKS, line_of, appointment_ids=ids)}


def _line(task: DeskTask, beside: tuple[Any, ...], found: dict[UUID, AppointmentLine]) -> TaskLine:  # Any: raw
    given, family, born, mrn, mobile, phone, title, name, type_name, minutes, asked_by, due_at = beside
    return TaskLine(
        task=task,
        patient_name=f"{given} {family}".strip(),
        birth_date=None if born is None else date.fromisoformat(born),
        mrn=mrn,
        phone=mobile or phone,
        practitioner_name=f"{title or ''} {name or ''}".strip(),
        type_name=type_name or "",
        minutes=minutes or 0,
        asked_by_name=asked_by or "",
        appointment=None if task.appointment_id is None else found.get(task.appointment_id),
        due_at=instant_of(due_at),
    )


def _due() -> ColumnElement[Any]:  # Any: milliseconds, raw
    """When a task is due; a wanted day begins as UTC has it, which is near enough for an order."""
    t = desk_task.c
    begins = func.coalesce(func.unixepoch(t.wanted_day) * 1000, t.asked_at)
    return func.iif(t.kind == TaskKind.MOVE.value, func.coalesce(appointment.c.starts_at, begins), begins)


def _joined() -> AnySelect:
    p, d, t = patient.c, practitioner.c, appointment_type.c
    beside = (p.given_name, p.family_name, p.birth_date, p.mrn, p.mobile, p.phone, d.title, d.name, t.name, t.minutes)
    return (
        select(*_columns, *beside, account.c.full_name, _due().label("due_at"))
        .join_from(desk_task, patient, p.id == desk_task.c.patient_id)
        .join(practitioner, d.id == desk_task.c.practitioner_id, isouter=True)
        .join(appointment_type, t.id == desk_task.c.type_id, isouter=True)
        .join(account, account.c.id == desk_task.c.asked_by, isouter=True)
        .join(appointment, appointment.c.id == desk_task.c.appointment_id, isouter=True)
    )


def _is_open() -> ColumnElement[bool]:
    return desk_task.c.status == TaskStatus.REQUESTED.value


_COUNT = Query(lambda: select(func.count()).select_from(desk_task).where(_is_open()))
_OF_TASKS = Query(lambda: lines().where(appointment.c.id.in_(any_id("appointment_ids"))))
_TO_MOVE = Query(
    lambda: select(*_columns).where(
        desk_task.c.appointment_id.in_(any_id("appointment_ids")),
        desk_task.c.kind == TaskKind.MOVE.value,
        _is_open(),
    )
)
_WAS_WITH = Query(
    lambda: (
        select(appointment.c.id)
        .where(
            appointment.c.patient_id == bindparam("patient_id"),
            appointment.c.practitioner_id == bindparam("practitioner_id"),
            appointment.c.status != AppointmentStatus.ENTERED_IN_ERROR,
            appointment.c.status != AppointmentStatus.CANCELLED,
        )
        .limit(1)
    )
)


@cache
def _list(asked: frozenset[str]) -> Query:
    """The list narrowed by what is asked for."""
    t = desk_task.c
    ways: dict[str, ColumnElement[bool]] = {
        "task_ids": t.id.in_(any_id("task_ids")),
        "asked_by": t.asked_by == bindparam("asked_by"),
        "after_due": tuple_(_due(), t.id) > tuple_(bindparam("after_due"), bindparam("after_id")),
    }

    def statement() -> AnySelect:
        narrowed = _joined().where(*(way for name, way in ways.items() if name in asked))
        if "task_ids" not in asked:
            narrowed = narrowed.where(_is_open())
        return narrowed.order_by(_due(), t.id).limit(bindparam("limit"))

    return Query(statement)
