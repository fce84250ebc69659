"""How the clinic works: its settings, its appointment types, and the health of this station."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.policies import changed_between
from clinic_desktop.domain.requests import TypeDetails
from clinic_desktop.domain.sheets import Health
from clinic_desktop.storage.keys import KeyPlace
from clinic_desktop.storage.reading.types import types_in_order
from clinic_desktop.storage.transaction import Transaction

from . import written
from .clinic_rules import fit_policies, fit_settings
from .desk import Desk
from .ordering import last_position, put_in_order


class Settings(Desk):
    """The verbs of settings and appointment types."""

    def read(self) -> ClinicSettings:
        """The clinic's settings; everyone who is signed in sees them."""
        self.admit(Permission.OWN_ACCOUNT)
        with self.database.reading() as reading:
            return reading.clinic()

    def change(self, settings: ClinicSettings) -> ClinicSettings:
        """Keep other settings, over the version that was read; raises ChangedMeanwhile, InvalidInput."""
        caller = self.admit(Permission.CHANGE_SETTINGS)
        fit = fit_settings(settings)
        with self.database.transaction(caller.actor, "change settings") as transaction:
            standing = transaction.clinic()
            return transaction.replace(replace(fit, id=standing.id, is_demo=standing.is_demo))

    def change_policies(self, seen: Policies, wanted: Policies) -> ClinicSettings:
        """Keep those policies that differ from what was seen; the others stay as they are, whoever changed them.

        Raises ChangedMeanwhile where somebody else changed the same one, and InvalidInput naming the one that is wrong.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        changes = {name: getattr(wanted, name) for name in changed_between(seen, wanted)}
        with self.database.transaction(caller.actor, "change policies") as transaction:
            standing = transaction.clinic()
            if changes.keys() & set(changed_between(seen, standing.policies)):
                raise ChangedMeanwhile("policies", standing)
            policies = fit_policies(replace(standing.policies, **changes))
            return transaction.replace(replace(standing, policies=policies)) if changes else standing

    def types(
        self, *, active: bool | None = True, limit: int = 200, after: AppointmentType | None = None
    ) -> list[AppointmentType]:
        """Appointment types in the clinic's order; `active` None gives the retired ones too."""
        self.admit(Permission.FIND_SLOTS)
        with self.database.reading() as reading:
            return types_in_order(reading, active=active, limit=written.limit_of(limit), after=after)

    def add_type(self, details: TypeDetails) -> AppointmentType:
        """Offer another type of appointment; raises NameTaken, InvalidInput."""
        caller = self.admit(Permission.CHANGE_TYPES)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "add type") as transaction:
            _check_practitioners(transaction, fit.practitioner_ids)
            kind = AppointmentType(
                id=transaction.new_id(),
                name=fit.name,
                minutes=fit.minutes,
                position=last_position(transaction, AppointmentType),
            )
            return transaction.add(_as_asked(kind, fit))

    def change_type(self, type_id: UUID, version: int, details: TypeDetails) -> AppointmentType:
        """Change a type; what is booked already stays as it is. Raises NameTaken, ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_TYPES)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "change type") as transaction:
            standing = transaction.get(AppointmentType, type_id)
            _check_practitioners(transaction, set(fit.practitioner_ids) - set(standing.practitioner_ids))
            return transaction.replace(_as_asked(replace(standing, version=version), fit))

    def order_types(self, type_ids: Sequence[UUID]) -> None:
        """Have the types stand in that order, wherever they are offered."""
        caller = self.admit(Permission.CHANGE_TYPES)
        with self.database.transaction(caller.actor, "order types") as transaction:
            put_in_order(transaction, AppointmentType, type_ids)

    def retire_type(self, type_id: UUID, version: int) -> AppointmentType:
        """Offer a type no more; raises ChangedMeanwhile."""
        return self._switch_type(type_id, version, active=False)

    def bring_back_type(self, type_id: UUID, version: int) -> AppointmentType:
        """Offer a retired type again; raises ChangedMeanwhile."""
        return self._switch_type(type_id, version, active=True)

    def health(self) -> Health:
        """How this station is."""
        self.admit(Permission.READ_HEALTH)
        with self.database.reading() as reading:
            reading.clinic()
        return Health(
            reachable=True,
            schema_version=self.database.schema_version,
            disk_free_bytes=shutil.disk_usage(self.database.folder).free,
            key_in_file=self.database.key.place is KeyPlace.FILE,
        )

    def _switch_type(self, type_id: UUID, version: int, *, active: bool) -> AppointmentType:
        caller = self.admit(Permission.CHANGE_TYPES)
        with self.database.transaction(caller.actor, "bring back type" if active else "retire type") as transaction:
            standing = transaction.get(AppointmentType, type_id)
            return transaction.replace(replace(standing, version=version, active=active))


def _fit(details: TypeDetails) -> TypeDetails:
    buffer = "A buffer takes from 0 to 120 minutes."
    return replace(
        details,
        name=written.line("name", details.name, longest=100, needed="Write the type's name."),
        minutes=written.within(
            "minutes", details.minutes, least=5, most=480, sentence="An appointment takes from 5 to 480 minutes."
        ),
        colour=written.line("colour", details.colour, longest=20, needed="Choose a colour."),
        buffer_before=written.within("buffer_before", details.buffer_before, least=0, most=120, sentence=buffer),
        buffer_after=written.within("buffer_after", details.buffer_after, least=0, most=120, sentence=buffer),
        doctors_may_book=details.doctors_may_book or details.patients_may_book,
        practitioner_ids=tuple(sorted(set(details.practitioner_ids))),
        room=written.line("room", details.room, longest=60),
    )


def _check_practitioners(transaction: Transaction, practitioner_ids: Iterable[UUID]) -> None:
    """Only those who are here offer a type from now on; raises NotFound and InvalidInput."""
    for practitioner_id in practitioner_ids:
        practitioner = transaction.get(Practitioner, practitioner_id)
        if not practitioner.active:
            raise InvalidInput(
                "practitioner_ids", f"{practitioner.display_name} does not work here any more. Choose others."
            )


def _as_asked(kind: AppointmentType, fit: TypeDetails) -> AppointmentType:
    return replace(
        kind,
        name=fit.name,
        minutes=fit.minutes,
        colour=fit.colour,
        buffer_before=fit.buffer_before,
        buffer_after=fit.buffer_after,
        patients_may_book=fit.patients_may_book,
        doctors_may_book=fit.doctors_may_book,
        practitioner_ids=fit.practitioner_ids,
        room=fit.room,
    )
