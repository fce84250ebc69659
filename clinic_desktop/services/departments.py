"""The parts of the clinic: list, add, change, retire."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import StillHasPractitioners
from clinic_desktop.domain.people import Department
from clinic_desktop.domain.requests import DepartmentDetails
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.storage.reading.people import department_lines, practitioners_in

from . import written
from .desk import Desk
from .ordering import last_position, put_in_order


class Departments(Desk):
    """The verbs of departments."""

    def departments(
        self, active: bool | None = True, *, limit: int = 200, after: DepartmentLine | None = None
    ) -> list[DepartmentLine]:
        """Departments in the clinic's order; `active` None gives the retired ones too."""
        self.admit(Permission.READ_STAFF)
        with self.database.reading() as reading:
            return department_lines(reading, active=active, limit=written.limit_of(limit), after=after)

    def add_department(self, details: DepartmentDetails) -> Department:
        """Open a department; raises NameTaken."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "add department") as transaction:
            return transaction.add(
                Department(
                    id=transaction.new_id(),
                    name=fit.name,
                    description=fit.description,
                    location=fit.location,
                    position=last_position(transaction, Department),
                )
            )

    def change_department(self, department_id: UUID, version: int, details: DepartmentDetails) -> Department:
        """Give a department another name, description or location; raises NameTaken, ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "change department") as transaction:
            department = transaction.get(Department, department_id)
            return transaction.replace(
                replace(
                    department,
                    version=version,
                    name=fit.name,
                    description=fit.description,
                    location=fit.location,
                )
            )

    def order_departments(self, department_ids: Sequence[UUID]) -> None:
        """Have the departments stand in that order, in every list of them."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        with self.database.transaction(caller.actor, "order departments") as transaction:
            put_in_order(transaction, Department, department_ids)

    def retire_department(self, department_id: UUID, version: int) -> Department:
        """Close a department; raises StillHasPractitioners, ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        with self.database.transaction(caller.actor, "retire department") as transaction:
            department = transaction.get(Department, department_id)
            if working := practitioners_in(transaction, department_id):
                raise StillHasPractitioners(department.name, working)
            return transaction.replace(replace(department, version=version, active=False))

    def bring_back_department(self, department_id: UUID, version: int) -> Department:
        """Open a retired department again; raises ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        with self.database.transaction(caller.actor, "bring back department") as transaction:
            department = transaction.get(Department, department_id)
            return transaction.replace(replace(department, version=version, active=True))


def _fit(details: DepartmentDetails) -> DepartmentDetails:
    return DepartmentDetails(
        name=written.line("name", details.name, longest=100, needed="Write the department's name."),
        description=written.prose("description", details.description, longest=1_000),
        location=written.line("location", details.location),
    )
