"""The clinic itself: its name, its clock, its opening hours and the policies its people agreed on."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from .public_holidays import NO_HOLIDAYS, HolidayChoice
from .records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """A span of wall time on a weekday (0 = Monday) in which the clinic is open; 00:00 as end is midnight."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """What an admin may set; every value has its unit in its name, every range stands in `policies.RANGES`."""

    lock_after_minutes: int = 10
    session_hours: int = 12
    password_min_length: int = 12
    patient_notice_hours: int = 2
    patient_horizon_days: int = 90
    patient_cancel_hours: int = 24
    check_in_opens_minutes: int = 120
    slot_minutes: int = 15
    waiting_attention_minutes: int = 10
    waiting_limit_minutes: int = 20
    late_after_minutes: int = 3
    desk_idle_seconds: int = 60
    phone_region: str = "DE"
    holidays: HolidayChoice = NO_HOLIDAYS
    wrong_tries_before_lock: int = 20
    desk_books_over: bool = True
    doctors_book_over: bool = True
    patients_book: bool = True
    patients_check_in: bool = True
    kiosk_registers: bool = True
    kiosk_signs_in: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicSettings(Record):
    """The one record of settings of a clinic. `is_demo` says that its people do not exist."""

    name: str
    zone: str
    address: str = ""
    phone: str = ""
    opening_hours: tuple[OpeningHours, ...] = ()
    policies: Policies = Policies()
    is_demo: bool = False

    @property
    def zone_info(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Station(Record):
    """A PC at which the clinic's records are kept."""

    name: str
    enrolled_at: datetime
    active: bool = True
