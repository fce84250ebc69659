"""What a station that is the patient's desk may do for whoever stands before it, with nobody signed in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.access import KIOSK_PERMISSIONS, Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.errors import InvalidInput, NotAllowed, NotFound
from clinic_desktop.domain.kiosk import (
    AnotherDay,
    Arrival,
    HasArrived,
    KioskClosed,
    KioskFace,
    NobodyFound,
    NotAtThisDesk,
    TooEarly,
    TooLate,
    VisitOver,
    WasCancelled,
)
from clinic_desktop.domain.people import Department, Patient, Practitioner, Role
from clinic_desktop.domain.requests import PatientRegistration
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.domain.waiting_room import doctors_line
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.folding import folded
from clinic_desktop.storage.reading.appointments import appointment_lines, day_lines
from clinic_desktop.storage.transaction import Transaction

from .clinic import Clinic
from .sign_in import SignIn
from .tickets import have_tickets, with_ticket
from .tries import forget_tries, take_a_try

LEAST_LETTERS = 2
_MOST_IN_A_DAY = 20
_CHECKING_IN = "(checking in)"  # no user name holds brackets
_FADES = timedelta(hours=1)
_ACTOR = Actor(account_id=None, name="Patient's desk")
_STAFF = frozenset(Role) - {Role.PATIENT}


class Kiosk:
    """The admission of a station in the patient's mode: it lasts until staff ends that, and reaches hardly anywhere.

    It checks in whoever shows a slip or knows a birth date and a name of today, lets newcomers make an account, and
    lets patients and, to leave, staff sign in. It reads no list, gives no name away, and opens nobody's record.
    """

    def __init__(self, door: SignIn) -> None:
        self._door = door
        self._database = door.database
        self._is_open = True

    @property
    def is_open(self) -> bool:
        """Whether the station is the patient's desk still."""
        return self._is_open

    def face(self) -> KioskFace:
        """What the desk shows, and how it behaves here."""
        self._admit(Permission.READ_STAFF)
        with self._database.reading() as reading:
            settings = reading.clinic()
        policies = settings.policies
        return KioskFace(
            clinic_name=settings.name,
            zone=settings.zone_info,
            idle_seconds=policies.desk_idle_seconds,
            password_min_length=policies.password_min_length,
            may_check_in=policies.patients_check_in,
            may_register=policies.kiosk_registers,
            may_sign_in=policies.kiosk_signs_in,
        )

    def sign_in(self, username: str, password: str) -> Clinic:
        """The clinic for a patient; as SignIn.authenticate(), and raises OtherWayIn for staff's accounts."""
        self._admit(Permission.OWN_ACCOUNT)
        self._require(lambda policies: policies.kiosk_signs_in)
        return self._door.authenticate(username, password, among=frozenset({Role.PATIENT}))

    def register(self, request: PatientRegistration) -> Clinic:
        """Make an account for a newcomer; as SignIn.register_patient()."""
        self._admit(Permission.REGISTER_PATIENT)
        self._require(lambda policies: policies.kiosk_registers)
        return self._door.register_patient(request)

    def leave(self, username: str, password: str) -> Clinic:
        """The clinic for a member of staff, who ends the mode; raises OtherWayIn for patients' accounts."""
        self._admit(Permission.OWN_ACCOUNT)
        clinic = self._door.authenticate(username, password, among=_STAFF)
        self._is_open = False
        return clinic

    def check_in_by_slip(self, appointment_id: UUID) -> Arrival:
        """Whoever holds the slip of an appointment is here; nobody guesses such an id, so tries are not counted.

        Raises NobodyFound, AnotherDay, WasCancelled, HasArrived, VisitOver, TooEarly and TooLate.
        """
        self._admit(Permission.CHECK_IN)
        self._require(lambda policies: policies.patients_check_in)

        def find(transaction: Transaction) -> Appointment:
            try:
                return transaction.get(Appointment, appointment_id)
            except NotFound:
                raise NobodyFound from None

        return self._check_in(find)

    def check_in_by_name(self, birth_date: date, letters: str) -> Arrival:
        """Somebody with an appointment today is here: born that day, a name of theirs beginning with these letters.

        Raises InvalidInput for too few letters, and what check_in_by_slip() raises; NobodyFound also when several
        people answer to that. Tries without success make the next ones wait (SignInPaused), so that nobody can go
        through the days and letters to learn who is here today.
        """
        self._admit(Permission.CHECK_IN)
        self._require(lambda policies: policies.patients_check_in)
        wanted = folded(letters.strip())
        if len(wanted) < LEAST_LETTERS:
            raise InvalidInput("letters", "Type the first two or three letters of your name.")
        take_a_try(self._database, _CHECKING_IN, may_lock=False, fades_after=_FADES)

        def find(transaction: Transaction) -> Appointment:
            found = _of_today(transaction, birth_date, wanted)
            if found is None:
                raise NobodyFound
            return found

        return self._check_in(find)

    def _check_in(self, find: Callable[[Transaction], Appointment]) -> Arrival:
        have_tickets(self._database, self._door.station)
        with self._database.transaction(_ACTOR, DiaryVerb.CHECK_IN) as transaction:
            standing = find(transaction)
            _require_may_arrive(transaction, standing)
            arrived = replace(standing, status=AppointmentStatus.ARRIVED, arrived_at=transaction.now)
            stored = transaction.replace(with_ticket(transaction, arrived))
            forget_tries(transaction, _CHECKING_IN)
            return _arrival(transaction, stored)

    def _admit(self, permission: Permission) -> None:
        if not self._is_open:
            raise KioskClosed
        if permission not in KIOSK_PERMISSIONS:
            raise NotAllowed

    def _require(self, allowed: Callable[[Policies], bool]) -> None:
        """Raise NotAtThisDesk for what the clinic's policies keep to the front desk."""
        with self._database.reading() as reading:
            if not allowed(reading.clinic().policies):
                raise NotAtThisDesk


def _of_today(transaction: Transaction, birth_date: date, letters: str) -> Appointment | None:
    """The appointment of today that one person so born and called comes for; None of nobody's, or of several people."""
    zone = transaction.clinic().zone_info
    today = span_of_day(day_of(transaction.now, zone), zone)
    born = transaction.where(Patient, birth_date=birth_date, archived=False, merged_into_id=None)
    found = [
        lines
        for patient in born
        if _is_called(patient, letters)
        and (
            lines := appointment_lines(
                transaction, begins=today.starts_at, ends=today.ends_at, patient_id=patient.id, limit=_MOST_IN_A_DAY
            )
        )
    ]
    if len(found) != 1:
        return None
    meant = min(found[0], key=lambda line: _nearness(line, transaction.now))
    return transaction.get(Appointment, meant.id)


def _nearness(line: AppointmentLine, now: datetime) -> tuple[bool, int, datetime]:
    """Of several appointments of a day the one to come is meant, then the one they are here for."""
    order = (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)
    place = order.index(line.status) if line.status in order else len(order)
    return line.ends_at <= now, place, line.starts_at


def _is_called(patient: Patient, letters: str) -> bool:
    names = (*patient.family_name.split(), *patient.given_name.split(), patient.family_name, patient.given_name)
    return any(folded(name).startswith(letters) for name in names)


def _require_may_arrive(transaction: Transaction, appointment: Appointment) -> None:
    settings = transaction.clinic()
    zone, now = settings.zone_info, transaction.now
    day, today = day_of(appointment.starts_at, zone), day_of(now, zone)
    match appointment.status:
        case AppointmentStatus.ENTERED_IN_ERROR:
            raise NobodyFound
        case AppointmentStatus.CANCELLED:
            raise WasCancelled(starts_at=appointment.starts_at)
        case _ if day != today:
            raise AnotherDay(day=day, is_past=day < today)
        case AppointmentStatus.FULFILLED:
            raise VisitOver
        case AppointmentStatus.ARRIVED | AppointmentStatus.IN_ROOM:
            raise HasArrived(_arrival(transaction, appointment))
        case AppointmentStatus.NOSHOW:
            raise TooLate(starts_at=appointment.starts_at)
    opens_at = (appointment.asked_to_arrive_at or appointment.starts_at) - timedelta(
        minutes=settings.policies.check_in_opens_minutes
    )
    if now < opens_at:
        raise TooEarly(starts_at=appointment.starts_at, opens_at=opens_at)
    if now >= appointment.ends_at:
        raise TooLate(starts_at=appointment.starts_at)


def _arrival(transaction: Transaction, appointment: Appointment) -> Arrival:
    practitioner = transaction.get(Practitioner, appointment.practitioner_id)
    department = None
    if practitioner.department_id is not None:
        department = transaction.find(Department, id=practitioner.department_id)
    zone = transaction.clinic().zone_info
    span = span_of_day(day_of(transaction.now, zone), zone)
    lines = day_lines(transaction, span, {practitioner.id: practitioner.display_name})
    places = dict(doctors_line(practitioner.id, lines, transaction.now).places())
    place = places.get(appointment.id)
    return Arrival(
        starts_at=appointment.starts_at,
        expected_at=appointment.starts_at if place is None else max(place.expected_at, appointment.starts_at),
        doctor=practitioner.display_name,
        department="" if department is None else department.name,
        location="" if department is None else department.location,
        room=appointment.room or practitioner.room,
        ticket=appointment.ticket,
    )
