"""Those whom patients are booked with: list, add, change, retire."""

from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import InvalidInput, NotFound
from clinic_desktop.domain.people import Account, Department, Practitioner, Role
from clinic_desktop.domain.refusals import HasFutureAppointments
from clinic_desktop.domain.requests import NewPractitioner, PractitionerDetails, PractitionerProfile
from clinic_desktop.domain.sheets import PractitionerLine
from clinic_desktop.domain.signed_in import AddedPractitioner
from clinic_desktop.storage.reading.people import practitioner_lines
from clinic_desktop.storage.reading.visits import upcoming_at_practitioner
from clinic_desktop.storage.transaction import Transaction

from . import written
from .admission import Caller
from .desk import Desk
from .new_accounts import drafted, handed_over, with_one_time_password


class Practitioners(Desk):
    """The verbs of practitioners. User names are shown to admins only."""

    def practitioners(
        self, active: bool | None = True, *, limit: int = 200, after: PractitionerLine | None = None
    ) -> list[PractitionerLine]:
        """Practitioners by name with their department; `active` None gives the retired ones too."""
        caller = self.admit(Permission.READ_STAFF)
        with self.database.reading() as reading:
            lines = practitioner_lines(reading, active=active, limit=written.limit_of(limit), after=after)
        return [_seen_by(caller, line) for line in lines]

    def practitioner(self, practitioner_id: UUID) -> PractitionerLine:
        """One practitioner with department; raises NotFound."""
        caller = self.admit(Permission.READ_STAFF)
        with self.database.reading() as reading:
            lines = practitioner_lines(reading, active=None, only=practitioner_id)
        if not lines:
            raise NotFound("practitioner")
        return _seen_by(caller, lines[0])

    def add_practitioner(self, request: NewPractitioner) -> AddedPractitioner:
        """Add a practitioner, with a new account, one they have, or none; raises NameTaken, NotFound, InvalidInput."""
        caller = self.admit(Permission.CHANGE_PRACTITIONER)
        fit = _fit(request.details)
        account, password = None, ""
        if request.username:
            if fit.account_id is not None:
                raise InvalidInput("username", "Choose an account or a new user name, not both.")
            draft = drafted(username=request.username, full_name=_spoken(fit), email=request.email, role=Role.DOCTOR)
            account, password = with_one_time_password(draft, self.admission.passwords)
        with self.database.transaction(caller.actor, "add practitioner") as transaction:
            if account is not None:
                account = transaction.add(replace(account, id=transaction.new_id()))
                fit = replace(fit, account_id=account.id)
            practitioner = Practitioner(id=transaction.new_id(), name=fit.name)
            practitioner = transaction.add(_as_asked(transaction, practitioner, fit))
            if request.follows_opening_hours:
                _follow_opening_hours(transaction, practitioner)
        handed = None if account is None else handed_over(account, password)
        return AddedPractitioner(practitioner=practitioner, one_time_password=handed)

    def change_practitioner(self, practitioner_id: UUID, version: int, details: PractitionerDetails) -> Practitioner:
        """Change anything of a practitioner; raises ChangedMeanwhile, NotFound (department), InvalidInput."""
        caller = self.admit(Permission.CHANGE_PRACTITIONER)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "change practitioner") as transaction:
            practitioner = transaction.get(Practitioner, practitioner_id)
            return transaction.replace(_as_asked(transaction, replace(practitioner, version=version), fit))

    def change_profile(self, practitioner_id: UUID, version: int, profile: PractitionerProfile) -> Practitioner:
        """Change how a practitioner presents themselves; doctors their own. Raises ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_PRACTITIONER_PROFILE)
        caller.require_own_practitioner(practitioner_id)
        fit = _fit_profile(profile)
        with self.database.transaction(caller.actor, "change practitioner") as transaction:
            practitioner = transaction.get(Practitioner, practitioner_id)
            return transaction.replace(_presenting(replace(practitioner, version=version), fit))

    def retire_practitioner(self, practitioner_id: UUID, version: int) -> Practitioner:
        """Book nobody with them any more; raises HasFutureAppointments, naming them, and ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_PRACTITIONER)
        with self.database.transaction(caller.actor, "retire practitioner") as transaction:
            practitioner = transaction.get(Practitioner, practitioner_id)
            upcoming = upcoming_at_practitioner(transaction, practitioner_id, transaction.now)
            if upcoming:
                raise HasFutureAppointments(practitioner.display_name, upcoming)
            return transaction.replace(replace(practitioner, version=version, active=False))

    def bring_back_practitioner(self, practitioner_id: UUID, version: int) -> Practitioner:
        """Book with a retired practitioner again; raises ChangedMeanwhile."""
        caller = self.admit(Permission.CHANGE_PRACTITIONER)
        with self.database.transaction(caller.actor, "bring back practitioner") as transaction:
            practitioner = transaction.get(Practitioner, practitioner_id)
            return transaction.replace(replace(practitioner, version=version, active=True))


def _fit(details: PractitionerDetails) -> PractitionerDetails:
    return PractitionerDetails(
        name=written.line("name", details.name, longest=100, needed="Write the doctor's name."),
        profile=_fit_profile(details.profile),
        department_id=details.department_id,
        slot_minutes=written.within(
            "slot_minutes", details.slot_minutes, least=5, most=120, sentence="A slot takes from 5 to 120 minutes."
        ),
        account_id=details.account_id,
    )


def _fit_profile(profile: PractitionerProfile) -> PractitionerProfile:
    return PractitionerProfile(
        title=written.line("title", profile.title, longest=40),
        specialty=written.line("specialty", profile.specialty, longest=100),
        qualification=written.line("qualification", profile.qualification),
        room=written.line("room", profile.room, longest=60),
        contact=written.line("contact", profile.contact),
        colour=written.line("colour", profile.colour, longest=20, needed="Choose a colour."),
    )


def _as_asked(transaction: Transaction, practitioner: Practitioner, fit: PractitionerDetails) -> Practitioner:
    if fit.department_id is not None and fit.department_id != practitioner.department_id:
        _check_department(transaction, fit.department_id)
    if fit.account_id is not None and fit.account_id != practitioner.account_id:
        _check_account(transaction, fit.account_id)
    return replace(
        _presenting(practitioner, fit.profile),
        name=fit.name,
        department_id=fit.department_id,
        slot_minutes=fit.slot_minutes,
        account_id=fit.account_id,
    )


def _check_department(transaction: Transaction, department_id: UUID) -> None:
    if not transaction.get(Department, department_id).active:
        raise InvalidInput("department_id", "That department is closed. Choose another.")


def _check_account(transaction: Transaction, account_id: UUID) -> None:
    if transaction.get(Account, account_id).role is not Role.DOCTOR:
        raise InvalidInput("account_id", "That account is not a doctor's. Change its role first.")
    if (other := transaction.find(Practitioner, account_id=account_id)) is not None:
        raise InvalidInput("account_id", f"That account belongs to {other.display_name}. Choose another.")


def _presenting(practitioner: Practitioner, profile: PractitionerProfile) -> Practitioner:
    return replace(
        practitioner,
        title=profile.title,
        specialty=profile.specialty,
        qualification=profile.qualification,
        room=profile.room,
        contact=profile.contact,
        colour=profile.colour,
    )


def _follow_opening_hours(transaction: Transaction, practitioner: Practitioner) -> None:
    """Begin with the clinic's opening hours, from today on; the doctor may have hours of their own later."""
    clinic = transaction.clinic()
    today = day_of(transaction.now, clinic.zone_info)
    for hours in clinic.opening_hours:
        transaction.add(
            WeeklyPattern(
                id=transaction.new_id(),
                practitioner_id=practitioner.id,
                weekday=hours.weekday,
                starts=hours.starts,
                ends=hours.ends,
                valid_from=today,
            )
        )


def _spoken(fit: PractitionerDetails) -> str:
    return f"{fit.profile.title} {fit.name}".strip()


def _seen_by(caller: Caller, line: PractitionerLine) -> PractitionerLine:
    return line if caller.role is Role.ADMIN else replace(line, username="")
