"""Keeping who read which patient's record, for the audit log: once an hour for each session and patient."""

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.people import Patient, Role
from clinic_desktop.domain.record_access import ONE_READING, RecordAccess
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database

READ_RECORD = "read record"
"""What the journal calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    patient_id: UUID
    account_id: UUID
    actor: Actor
    at: datetime


class RecordReading:
    """What one session has read. It is stored before the verb that read it ends, unless somebody sees to it `later`.

    A window does: what was asked for is shown first, and stored by the next task. Whoever reads the audit log, locks
    the window or signs out stores what waits before.
    """

    def __init__(self, database: Database) -> None:
        self.later = False
        self._database = database
        self._lock = threading.Lock()
        self._last: dict[UUID, datetime] = {}
        self._waiting: list[_Read] = []

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be stored."""
        return bool(self._waiting)

    def note(self, patient_id: UUID, *, account_id: UUID, actor: Actor, role: Role) -> None:
        """Somebody was given a patient's record; their own is nobody's business."""
        if role is Role.PATIENT:
            return
        now = self._database.now()
        with self._lock:
            last = self._last.get(patient_id)
            if last is not None and last <= now < last + ONE_READING:
                return
            self._last[patient_id] = now
            self._waiting.append(_Read(patient_id=patient_id, account_id=account_id, actor=actor, at=now))
        if not self.later:
            self.keep()

    def keep(self) -> None:
        """Store what waits, in one change."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        try:
            with self._database.transaction(waiting[0].actor, READ_RECORD) as transaction:
                for read in waiting:
                    transaction.add(
                        RecordAccess(
                            id=transaction.new_id(),
                            patient_id=transaction.get(Patient, read.patient_id).id,
                            account_id=read.account_id,
                            read_at=read.at,
                        )
                    )
        except BaseException:
            with self._lock:
                self._waiting = [*waiting, *self._waiting]
            raise
