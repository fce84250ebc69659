"""What the patient's desk tells somebody who is not signed in, and why it may send them to the front desk instead."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .errors import ClinicError, SessionEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskFace:
    """What the desk shows and goes by while nobody is signed in."""

    clinic_name: str
    zone: ZoneInfo
    idle_seconds: int
    password_min_length: int
    may_check_in: bool = True
    may_register: bool = True
    may_sign_in: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where somebody who has arrived is to go, and about when it is their turn; names no patient."""

    starts_at: datetime
    expected_at: datetime
    doctor: str
    department: str
    location: str
    room: str
    ticket: int | None


class KioskClosed(SessionEnded):
    """The station is the patient's desk no longer."""

    def __init__(self) -> None:
        super().__init__("The patient's desk was closed on this PC.")


class NotAtThisDesk(ClinicError):
    """The clinic has the front desk do that."""

    def __init__(self) -> None:
        super().__init__("You cannot do this here. Please ask at the front desk: they will help you.")


class OtherWayIn(ClinicError):
    """The password was right, but the account comes in by another way: patients here, staff there."""

    def __init__(self, *, is_patient: bool) -> None:
        super().__init__(
            "This is a patient's account. Only those who work here can leave the patient's desk."
            if is_patient
            else "This is the account of somebody who works here. Choose “Staff” below to sign in with it."
        )
        self.is_patient = is_patient


class CheckInRefused(ClinicError):
    """Nobody was checked in. Which of these somebody gets says nothing about another patient."""


class NobodyFound(CheckInRefused):
    """No appointment of today goes with it, or more than one person does: only the front desk can see which."""

    def __init__(self) -> None:
        super().__init__("We found no appointment for this. Please ask at the front desk.")


class TooEarly(CheckInRefused):
    """Check-in opens at `opens_at`, some hours before the appointment."""

    def __init__(self, *, starts_at: datetime, opens_at: datetime) -> None:
        super().__init__("You are early. Please come back a little later to check in.")
        self.starts_at = starts_at
        self.opens_at = opens_at


class TooLate(CheckInRefused):
    """The appointment's time is over, or the patient was given up."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__("The time of your appointment is over. Please ask at the front desk: they will help you.")
        self.starts_at = starts_at


class AnotherDay(CheckInRefused):
    """The appointment on the slip is not today's."""

    def __init__(self, *, day: date, is_past: bool) -> None:
        super().__init__("This appointment is not today. You can check in on the day of your appointment.")
        self.day = day
        self.is_past = is_past


class WasCancelled(CheckInRefused):
    """The appointment was called off."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__("This appointment was cancelled. Please ask at the front desk if you did not expect that.")
        self.starts_at = starts_at


class HasArrived(CheckInRefused):
    """They are checked in already; `arrival` says again where to go."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__("You are checked in already. Please take a seat; you will be called.")
        self.arrival = arrival


class VisitOver(CheckInRefused):
    """The visit has taken place."""

    def __init__(self) -> None:
        super().__init__("This visit is over. To come again, book another appointment.")
