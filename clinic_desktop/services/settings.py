"""How the clinic works: its settings, its appointment types, and the health of this station."""

import shutil
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.requests import TypeDetails
from clinic_desktop.domain.sheets import Health
from clinic_desktop.storage.keys import KeyPlace
from clinic_desktop.storage.reading.types import types_by_name

from . import written
from .clinic_rules import fit_settings
from .desk import Desk


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

    def types(
        self, *, active: bool | None = True, limit: int = 200, after: AppointmentType | None = None
    ) -> list[AppointmentType]:
        """Appointment types by name; `active` None gives the retired ones too."""
        self.admit(Permission.FIND_SLOTS)
        with self.database.reading() as reading:
            return types_by_name(reading, active=active, limit=written.limit_of(limit), after=after)

    def add_type(self, details: TypeDetails) -> AppointmentType:
        """Offer another type of appointment; raises NameTaken, InvalidInput."""
        caller = self.admit(Permission.CHANGE_TYPES)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "add type") as transaction:
            return transaction.add(
                _as_asked(AppointmentType(id=transaction.new_id(), name=fit.name, minutes=fit.minutes), fit)
            )

    def change_type(self, type_id: UUID, version: int, details: TypeDetails) -> AppointmentType:
        """Change a type; what is booked already stays as it is. Raises NameTaken, ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_TYPES)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "change type") as transaction:
            standing = transaction.get(AppointmentType, type_id)
            return transaction.replace(_as_asked(replace(standing, version=version), fit))

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
    )
