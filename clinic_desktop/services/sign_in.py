"""What may be done while nobody is signed in: sign in, register as a patient, set the clinic up, look at its face."""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.bad_luck import AccountsLost, SavedRecords
from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import (
    AccountDisabled,
    AdminExists,
    NameTaken,
    SignsInElsewhere,
    WorldFault,
    WrongCredentials,
)
from clinic_desktop.domain.hub_refusals import EnrolmentUsed, NotReachedToJoin
from clinic_desktop.domain.kiosk import OtherWayIn
from clinic_desktop.domain.people import Account, Practitioner, Role
from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest, PatientRegistration
from clinic_desktop.domain.sheets import DepartmentLine, Health
from clinic_desktop.domain.signed_in import AccountFace, Arrived, ClinicFace, DemoAccount, Expected, PractitionerFace
from clinic_desktop.domain.sync_refusals import ClonedStation, NotReached
from clinic_desktop.storage.actor import PROGRAM, Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.accounts import account_named, has_admin
from clinic_desktop.storage.reading.arriving import arrived, may_sign_in
from clinic_desktop.storage.reading.people import department_lines, practitioner_faces

from . import outlived, patient_file, written
from .clinic import Clinic
from .clinic_rules import fit_settings
from .new_accounts import drafted, with_chosen_password
from .passwords import COST, Passwords
from .sessions import open_session
from .stopwatch import since_switched_on
from .sync_station import SyncStation
from .tokens import AccessTokens
from .tries import forget_tries, prove, refuse_while_paused, take_a_try
from .unstored import coming_in

DEMO_ACCOUNTS = "demo-accounts.json"
_REGISTERING = "(registering)"  # no user name holds brackets
_FADES = timedelta(hours=1)
_FIRST_TYPES = (("Consultation", 30), ("Follow-up", 15))


class SignIn:
    """The door of the clinic. `cost` and `stopwatch` are other than usual in tests only."""

    def __init__(
        self,
        database: Database,
        *,
        station: SyncStation | None = None,
        cost: int = COST,
        stopwatch: Callable[[], float] = since_switched_on,
    ) -> None:
        self.database = database
        self.station = station or SyncStation(database)
        self._passwords = Passwords(cost)
        self._stopwatch = stopwatch

    def authenticate(self, username: str, password: str, *, among: Collection[Role] = frozenset(Role)) -> Clinic:
        """The clinic for that person.

        Raises WrongCredentials, SignInPaused or AccountLocked in the same words and after the same time whether or not
        there is such an account; AccountDisabled only to whom the password is known. SignsInElsewhere for an account
        whose password the hub does not give to stations of this kind. OtherWayIn for one whose role is not `among`
        those that come in here. NobodyComesIn while nothing can be stored: that somebody signed in has to be.
        """
        with coming_in():
            return self._authenticated(username, password, among)

    def _authenticated(self, username: str, password: str, among: Collection[Role]) -> Clinic:
        name = username.strip()[:64]
        with self.database.reading() as reading:
            account = account_named(reading, name)
        if account is not None and not account.password_hash:
            raise SignsInElsewhere
        kept = None if account is None else account.password_hash
        prove(self.database, self._passwords, username=name, password=password, kept=kept)
        if account is None:
            raise WrongCredentials(0, 0)
        if account.role not in among:
            with self.database.transaction(PROGRAM, "try password") as transaction:
                forget_tries(transaction, name)
            raise OtherWayIn(is_patient=account.role is Role.PATIENT)
        return self._begin(account)

    def expected(self, username: str) -> Expected | None:
        """Whose user name that is and the clinic's settings, so that their window is made meanwhile; lets nobody in.

        For a name that this station shows anyway, as that of whoever came in last. None where there is no such account
        of staff, or it may not come in at once.
        """
        with self.database.reading() as reading:
            account = account_named(reading, username)
            if account is None or not account.active or account.must_change_password or account.role is Role.PATIENT:
                return None
            practitioner = reading.find(Practitioner, account_id=account.id)
            face = AccountFace(
                id=account.id,
                username=account.username,
                full_name=account.full_name,
                role=account.role,
                practitioner_id=None if practitioner is None else practitioner.id,
            )
            return Expected(account=face, settings=reading.clinic())

    def register_patient(self, request: PatientRegistration) -> Clinic:
        """Make a patient of someone who is new here, with an account of their own, and sign them in.

        Raises InvalidInput, and NameTaken for user name or e-mail address; asking after addresses one by one soon has
        to wait. Whoever is probably in the file already gets a record of their own all the same, and does not learn of
        the other one: the desk, which sees who stands there, is asked to look whether the two are one person's.
        """
        refuse_while_paused(self.database, _REGISTERING)
        with self.database.reading() as reading:
            settings = reading.clinic()
            today = day_of(self.database.now(), settings.zone_info)
            details = patient_file.fit_details(reading, replace(request.details, notes=""), today)
        full_name = f"{details.given_name} {details.family_name}".strip()
        draft = drafted(username=request.username, full_name=full_name, email=details.email, role=Role.PATIENT)
        account = with_chosen_password(draft, request.password, self._passwords, settings)
        account = replace(account, id=self.database.new_id())
        try:
            with self.database.transaction(_actor(account), "register") as transaction:
                transaction.add(account)
                patient_file.add_newcomer(transaction, details, account_id=account.id)
                forget_tries(transaction, _REGISTERING)
        except NameTaken as error:
            if error.field == "email":
                take_a_try(self.database, _REGISTERING, may_lock=False, fades_after=_FADES)
            raise
        return self._begin(account)

    def has_admin(self) -> bool:
        """Whether somebody may administer the clinic: it was given its first admin, and has one who may sign in."""
        with self.database.reading() as reading:
            return has_admin(reading)

    def saved_records(self) -> SavedRecords | None:
        """What is here of a clinic whose administrators' accounts were lost; None otherwise."""
        return outlived.saved_records(self.database)

    def prove_owner(self, typed: str) -> None:
        """Look whether that is the proof which a new administrator of saved records needs; nothing is made.

        Raises what `outlived.prove_owner` raises.
        """
        if (saved := self.saved_records()) is not None:
            outlived.prove_owner(self.database, saved, typed)

    def set_up(self, request: FirstRunRequest) -> None:
        """Make a clinic: settings, first admin, two types of appointment; raises AdminExists.

        What an import into an empty database called the clinic gives way to what is asked for here. Records that
        outlived the accounts of their administrators keep their settings, and want a proof: raises as `prove_owner`.
        """
        saved = self.saved_records()
        if saved is not None and saved.has_settings:
            self.create_first_admin(request.admin)
            return
        settings = fit_settings(
            ClinicSettings(
                id=self.database.new_id(),
                name=request.name,
                zone=request.zone,
                address=request.address,
                phone=request.phone,
                opening_hours=request.opening_hours,
                policies=replace(Policies(), phone_region=request.phone_region),
                is_demo=request.is_demo,
            )
        )
        self._create(request.admin, settings, is_asked_for=True)

    def connect_station(self, file_text: str, code: str) -> None:
        """Make this PC a station of a clinic that exists elsewhere; its records come by themselves from then on.

        Only while there is nobody here who could sign in: afterwards an administrator does it. Raises AdminExists,
        AccountsLost where there are records that outlived them, NotReachedToJoin, and what `SyncStation.connect`
        raises.
        """
        with self.database.reading() as reading:
            if may_sign_in(reading):
                raise AdminExists
        if self.saved_records() is not None:
            raise AccountsLost
        try:
            self.station.connect(file_text, code)
        except NotReached as error:
            raise NotReachedToJoin from error
        except ClonedStation as error:
            raise EnrolmentUsed from error

    def arrived(self) -> Arrived:
        """How much of the clinic that this PC joined has come so far."""
        with self.database.reading() as reading:
            return arrived(reading)

    def create_first_admin(self, request: FirstAdmin) -> None:
        """Make the first admin; a clinic without settings is called Clinic, in UTC, until they change that.

        Raises AdminExists, InvalidInput, and as `prove_owner` where records outlived their administrators.
        """
        with self.database.reading() as reading:
            settings = reading.find(ClinicSettings)
        settings = settings or ClinicSettings(id=self.database.new_id(), name="Clinic", zone="UTC")
        self._create(request, settings, is_asked_for=False)

    def face(self) -> ClinicFace:
        """What the sign-in dialog shows; an empty name before the clinic is set up."""
        with self.database.reading() as reading:
            settings = reading.find(ClinicSettings)
        if settings is None:
            return ClinicFace(name="", station=self.database.station_name, is_demo=False)
        return ClinicFace(
            name=settings.name,
            station=self.database.station_name,
            is_demo=settings.is_demo,
            demo_accounts=self._demo_accounts() if settings.is_demo else (),
        )

    def health(self) -> Health:
        """Whether the database can be reached; no more is told to anyone."""
        try:
            with self.database.reading() as reading:
                reading.find(ClinicSettings)
        except WorldFault:
            return Health(reachable=False)
        return Health(reachable=True)

    def practitioners(self, *, limit: int = 200, after: PractitionerFace | None = None) -> list[PractitionerFace]:
        """Who works here, by name, as a kiosk shows it."""
        with self.database.reading() as reading:
            return practitioner_faces(reading, limit=written.limit_of(limit), after=after)

    def departments(self, *, limit: int = 200, after: DepartmentLine | None = None) -> list[DepartmentLine]:
        """The departments, by name, as a kiosk shows them."""
        with self.database.reading() as reading:
            return department_lines(reading, limit=written.limit_of(limit), after=after)

    def _begin(self, account: Account) -> Clinic:
        tokens = AccessTokens(self.database.key.derive("tokens"), station_id=self.database.station_id)
        with self.database.transaction(_actor(account), "sign in") as transaction:
            forget_tries(transaction, account.username)
            account = transaction.get(Account, account.id)
            session = None
            if account.active:
                transaction.replace(replace(account, last_sign_in_at=transaction.now))
                session = open_session(transaction, tokens, account.id)
        if session is None:
            raise AccountDisabled
        return Clinic(self.database, session, self._passwords, station=self.station, stopwatch=self._stopwatch)

    def _create(self, admin: FirstAdmin, settings: ClinicSettings, *, is_asked_for: bool) -> None:
        if self.has_admin():
            raise AdminExists
        self.prove_owner(admin.proof)
        draft = drafted(username=admin.username, full_name=admin.full_name, email=admin.email, role=Role.ADMIN)
        account = with_chosen_password(draft, admin.password, self._passwords, settings)
        with self.database.transaction(PROGRAM, "set up") as transaction:
            if has_admin(transaction):
                raise AdminExists
            transaction.add(replace(account, id=transaction.new_id()))
            standing = transaction.find(ClinicSettings)
            if standing is None:
                transaction.add(settings)
            elif is_asked_for:
                policies = replace(standing.policies, phone_region=settings.policies.phone_region)
                transaction.replace(
                    replace(
                        settings, id=standing.id, version=standing.version, policies=policies, is_demo=standing.is_demo
                    )
                )
            if transaction.find(AppointmentType) is None:
                for name, minutes in _FIRST_TYPES:
                    kind = AppointmentType(id=transaction.new_id(), name=name, minutes=minutes, patients_may_book=True)
                    transaction.add(kind)

    def _demo_accounts(self) -> tuple[DemoAccount, ...]:
        try:
            found = json.loads((self.database.folder / DEMO_ACCOUNTS).read_text(encoding="utf-8"))
            return tuple(DemoAccount(**(one | {"role": Role(one["role"])})) for one in found)
        except (OSError, ValueError, TypeError, KeyError):
            return ()  # the demo's accounts are a convenience: their file may be gone


def _actor(account: Account) -> Actor:
    return Actor(account_id=account.id, name=account.full_name)
