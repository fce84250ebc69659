"""What the patient's own pages say about days, appointments and refusals, in simple words."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.errors import AlreadyOver, ChangedMeanwhile, ClinicError, StepNotAllowed
from clinic_desktop.domain.own_visits import OwnVisit
from clinic_desktop.domain.refusals import BookingRefused, InThePast, PatientBusy, SlotHeld, SlotTaken
from clinic_desktop.gui.times import clock

if TYPE_CHECKING:
    from clinic_desktop.domain.clinic import ClinicSettings
    from clinic_desktop.gui.workplace import Workplace


def full_day(day: date) -> str:
    """A day as it is read out, without its year: "Thursday, 26 November"."""
    form = QCoreApplication.translate("own pages", "dddd, d MMMM", "Qt's way to write a day: Thursday, 26 November")
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def day_near(day: date, today: date) -> str:
    """The same, with the year where that is another one."""
    return full_day(day) if day.year == today.year else f"{full_day(day)} {day.year}"


def when_of(workplace: "Workplace", starts_at: datetime) -> str:
    """A moment in the clinic's time: "10:30" for today, otherwise "Thursday, 26 November, 10:30"."""
    wall = wall_time(starts_at, workplace.zone)
    if wall.date() == workplace.today():
        return clock(wall)
    words = QCoreApplication.translate("own pages", "{day}, {time}")
    return words.format(day=day_near(wall.date(), workplace.today()), time=clock(wall))


def head_of(workplace: "Workplace", visit: OwnVisit) -> str:
    """When, and with whom."""
    words = QCoreApplication.translate("own pages", "{time} with {doctor}")
    return words.format(time=when_of(workplace, visit.line.starts_at), doctor=visit.line.practitioner_name)


def place_of(visit: OwnVisit) -> str:
    """Where to go: "Cardiology, Room 2, first floor"."""
    comma = QCoreApplication.translate("own pages", ", ", "between the parts of a place")
    return comma.join(part for part in (visit.department_name, visit.line.room, visit.location) if part)


def about(visit: OwnVisit) -> str:
    """What for, and where."""
    return " · ".join(part for part in (visit.line.type_name, place_of(visit)) if part)


def is_today(workplace: "Workplace", visit: OwnVisit) -> bool:
    """Whether it is on the clinic's day of now."""
    return day_of(visit.line.starts_at, workplace.zone) == workplace.today()


def state_of(visit: OwnVisit) -> str:
    """How one of the past went; empty where nothing was written down."""
    return {
        AppointmentStatus.FULFILLED: QCoreApplication.translate("own pages", "You were here"),
        AppointmentStatus.CANCELLED: QCoreApplication.translate("own pages", "Cancelled"),
        AppointmentStatus.NOSHOW: QCoreApplication.translate("own pages", "You did not come"),
        AppointmentStatus.ARRIVED: QCoreApplication.translate("own pages", "You are checked in"),
        AppointmentStatus.IN_ROOM: QCoreApplication.translate("own pages", "Please go in"),
    }.get(visit.line.status, "")


def refusal_words(error: ClinicError, settings: "ClinicSettings") -> str:
    """Why something was refused, in the patient's language.

    The services speak English: what has no words of its own here is told as it is to who reads English.
    """
    if isinstance(error, PatientBusy):
        return QCoreApplication.translate("own pages", "You have another appointment at that time.")
    if isinstance(error, SlotTaken | SlotHeld):
        return QCoreApplication.translate("own pages", "Somebody else has just taken this time.")
    if isinstance(error, InThePast):
        return QCoreApplication.translate("own pages", "This time is over.")
    if isinstance(error, ChangedMeanwhile):
        return QCoreApplication.translate("own pages", "This was changed a moment ago. Please look again.")
    if isinstance(error, AlreadyOver | StepNotAllowed):
        return QCoreApplication.translate("own pages", "This appointment cannot be changed any more.")
    if isinstance(error, BookingRefused) and error.alternatives:
        return QCoreApplication.translate("own pages", "This time is not free any more.")
    if QLocale().language() is QLocale.Language.English:
        return error.sentence
    words = QCoreApplication.translate("own pages", "That is not possible here.")
    return f"{words} {call_words(settings)}"


def limit_words(settings: "ClinicSettings") -> str:
    """Until when patients may change what they have booked."""
    hours = settings.policies.patient_cancel_hours
    if not hours:
        return ""
    words = QCoreApplication.translate("own pages", "You can move or cancel it here up to {hours} hours before.")
    return words.format(hours=hours)


def call_words(settings: "ClinicSettings") -> str:
    """Whom to turn to."""
    if not settings.phone:
        return QCoreApplication.translate("own pages", "Please ask at the front desk.")
    words = QCoreApplication.translate("own pages", "Please ask at the front desk or call {phone}.")
    return words.format(phone=settings.phone)
