"""Who works here, as rows of one list: those who sign in, and practitioners who do not."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.people import Role
from clinic_desktop.domain.sheets import AccountLine, PractitionerLine
from clinic_desktop.gui.widgets.row_pages import RowsPage

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class Group(StrEnum):
    """The parts of the list, in its order; each is read from its own place on."""

    ADMINS = "admins"
    DOCTORS = "doctors"
    WITHOUT_SIGN_IN = "without-sign-in"
    RECEPTION = "reception"
    PATIENTS = "patients"


_ROLES = {
    Group.ADMINS: Role.ADMIN,
    Group.DOCTORS: Role.DOCTOR,
    Group.RECEPTION: Role.RECEPTIONIST,
    Group.PATIENTS: Role.PATIENT,
}
_GROUPS = {
    None: (Group.ADMINS, Group.DOCTORS, Group.WITHOUT_SIGN_IN, Group.RECEPTION),
    Role.ADMIN: (Group.ADMINS,),
    Role.DOCTOR: (Group.DOCTORS, Group.WITHOUT_SIGN_IN),
    Role.RECEPTIONIST: (Group.RECEPTION,),
    Role.PATIENT: (Group.PATIENTS,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One person of the list: an account, a practitioner, or both.

    `practitioner` is read for those without an account only; the card reads the others' by `practitioner_id`.
    """

    name: str
    role: Role
    department_name: str
    account: AccountLine | None
    practitioner_id: UUID | None
    practitioner: PractitionerLine | None = None
    is_diary_closed: bool = False

    @property
    def key(self) -> UUID:
        """What tells the row from every other."""
        found = self.account.id if self.account is not None else self.practitioner_id
        assert found is not None
        return found

    @property
    def group(self) -> Group:
        """The part of the list that the row stands in."""
        if self.account is None:
            return Group.WITHOUT_SIGN_IN
        return next(group for group, role in _ROLES.items() if role is self.role)

    @property
    def is_active(self) -> bool:
        """Whether the person takes part: signs in, or can be booked with."""
        return self.account.active if self.account is not None else not self.is_diary_closed

    @property
    def has_no_diary(self) -> bool:
        """Whether this is a doctor with whom nobody can be booked yet."""
        return self.role is Role.DOCTOR and self.practitioner_id is None


def fetch_staff(clinic: "Clinic", role: Role | None, limit: int, after: StaffRow | None) -> RowsPage[StaffRow]:
    """The next people of a role, or of all who work here: admins, doctors, reception, each by name.

    Runs beside the window's thread.
    """
    groups = _GROUPS[role]
    if after is not None:
        groups = groups[groups.index(after.group) :]
    closed = {line.practitioner.id for line in clinic.staff.practitioners(active=False, limit=_MOST)}
    rows: list[StaffRow] = []
    for group in groups:
        begin = after if after is not None and after.group is group else None
        for row in _group(clinic, group, closed, limit - len(rows), begin):
            rows.append(row)
            if len(rows) == limit:
                return RowsPage(rows=tuple(rows), is_whole=False)
    return RowsPage(rows=tuple(rows), is_whole=True)


def _group(clinic: "Clinic", group: Group, closed: set[UUID], limit: int, after: StaffRow | None) -> Iterator[StaffRow]:
    if group is Group.WITHOUT_SIGN_IN:
        yield from _without_sign_in(clinic, after.practitioner if after is not None else None)
        return
    last = after.account if after is not None else None
    for line in clinic.staff.accounts(_ROLES[group], limit=limit, after=last):
        yield StaffRow(
            name=line.full_name,
            role=line.role,
            department_name=line.department_name,
            account=line,
            practitioner_id=line.practitioner_id,
            is_diary_closed=line.practitioner_id in closed,
        )


def _without_sign_in(clinic: "Clinic", last: PractitionerLine | None) -> Iterator[StaffRow]:
    while lines := clinic.staff.practitioners(active=None, limit=_MANY, after=last):
        last = lines[-1]
        for line in lines:
            if line.practitioner.account_id is None:
                yield StaffRow(
                    name=line.practitioner.display_name,
                    role=Role.DOCTOR,
                    department_name=line.department_name,
                    account=None,
                    practitioner_id=line.practitioner.id,
                    practitioner=line,
                    is_diary_closed=not line.practitioner.active,
                )
        if len(lines) < _MANY:
            return


def folded(text: str) -> str:
    """The text without case and accents, for finding it by a part."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


_MANY = 200
_MOST = 1_000
