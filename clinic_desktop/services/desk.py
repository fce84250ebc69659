"""Where every verb begins."""

from uuid import UUID

from clinic_desktop.domain.access import Permission

from .admission import Admission, Caller


class Desk:
    """The base of the services: a group of verbs for one signed-in person.

    The first act of a verb is `caller = self.admit(Permission.X)`.
    """

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.database = admission.database
        self.station = admission.station

    def admit(self, permission: Permission) -> Caller:
        """Who is calling; raises TokenExpired, SessionEnded, SessionLocked, MustChangePassword or NotAllowed."""
        return self.admission.admit(permission)

    def has_read(self, caller: Caller, patient_id: UUID) -> None:
        """The caller is given a patient's record; the audit log will say so. Not within a reading or a transaction."""
        self.admission.reading.note(patient_id, account_id=caller.account_id, actor=caller.actor, role=caller.role)
