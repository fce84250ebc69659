"""Where every verb begins: who is calling, and how far their permission reaches."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.errors import NotAllowed
from clinic_desktop.domain.people import Role
from clinic_desktop.storage.actor import Actor

if TYPE_CHECKING:
    from .clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The signed-in person for the length of one verb; `scope` is how far the permission asked for reaches."""

    account_id: UUID
    session_id: UUID
    name: str
    role: Role
    scope: Scope
    practitioner_id: UUID | None
    patient_id: UUID | None

    @property
    def actor(self) -> Actor:
        """How the journal names them."""
        return Actor(account_id=self.account_id, name=self.name, session_id=self.session_id)

    def require_own_practitioner(self, practitioner_id: UUID) -> None:
        """Raise NotAllowed when the permission reaches only their own diary and this is another's."""
        if self.scope is Scope.OWN and practitioner_id != self.practitioner_id:
            raise NotAllowed("This belongs to another doctor. Ask the front desk or an administrator.")

    def require_own_patient(self, patient_id: UUID) -> None:
        """Raise NotAllowed when the permission reaches only their own record and this is another's."""
        if self.scope is Scope.OWN and patient_id != self.patient_id:
            raise NotAllowed("This is not your own record. Ask the front desk.")


class Desk:
    """The base of the services: a group of verbs for one signed-in person.

    The first act of a verb is `caller = self.admit(Permission.X)`.
    """

    def __init__(self, clinic: "Clinic") -> None:
        self.clinic = clinic
        self.database = clinic.database

    def admit(self, permission: Permission) -> Caller:
        """Who is calling; raises TokenExpired, SessionEnded, SessionLocked, MustChangePassword or NotAllowed."""
        return self.clinic.admit(permission)
