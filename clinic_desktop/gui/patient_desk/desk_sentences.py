"""What the patient's desk says when something is refused: each reason in the language of the person before it.

The services speak English to the staff; here every refusal that a patient can meet has a sentence of its own.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import (
    AccountDisabled,
    AccountLocked,
    ClinicError,
    InvalidInput,
    NameTaken,
    ProgramFault,
    SessionEnded,
    SignInPaused,
    SignsInElsewhere,
    WorldFault,
    WrongCredentials,
)
from clinic_desktop.domain.kiosk import (
    AnotherDay,
    HasArrived,
    KioskFace,
    NobodyFound,
    NotAtThisDesk,
    OtherWayIn,
    TooEarly,
    TooLate,
    VisitOver,
    WasCancelled,
)
from clinic_desktop.gui.times import clock


def sentence_of(error: ClinicError, face: KioskFace) -> str:
    """Why something was refused, and what to do next."""
    translate = QCoreApplication.translate
    match error:
        case TooEarly():
            words = translate(
                "desk sentences",
                "Your appointment is at {time}. You are early: you can check in from {opens}. Please come back then.",
            )
            return words.format(time=_clock(error.starts_at, face), opens=_clock(error.opens_at, face))
        case TooLate():
            words = translate(
                "desk sentences",
                "Your appointment was at {time}. That time is over. Please go to the front desk: they will help you.",
            )
            return words.format(time=_clock(error.starts_at, face))
        case AnotherDay(is_past=True):
            words = translate(
                "desk sentences",
                "This appointment was on {day}. If you need a new one, sign in here or ask at the front desk.",
            )
            return words.format(day=_day(error))
        case AnotherDay():
            words = translate(
                "desk sentences",
                "This appointment is not today but on {day}. You can check in here on that day.",
            )
            return words.format(day=_day(error))
        case WasCancelled():
            words = translate(
                "desk sentences",
                "The appointment at {time} was cancelled. If you did not expect that, please ask at the front desk.",
            )
            return words.format(time=_clock(error.starts_at, face))
        case OtherWayIn(is_patient=True):
            return translate("desk sentences", "Only those who work here can leave this screen.")
        case OtherWayIn():
            return translate(
                "desk sentences", "This is the account of somebody who works here. Choose “Staff” at the foot."
            )
        case SignInPaused():
            return paused(error.seconds)
        case InvalidInput():
            return _about_field(error)
    return _plain(error)


def paused(seconds: int) -> str:
    """How long to wait before the next try."""
    words = QCoreApplication.translate(
        "desk sentences", "That did not fit too often. Please wait {seconds} seconds, or ask at the front desk."
    )
    return words.format(seconds=seconds)


def _plain(error: ClinicError) -> str:
    """The sentences without a time or a name in them."""
    translate = QCoreApplication.translate
    match error:
        case NobodyFound():
            return translate(
                "desk sentences",
                "We found no appointment for this. Please look at what you typed, or ask at the front desk.",
            )
        case NotAtThisDesk():
            return translate("desk sentences", "You cannot do this here. Please ask at the front desk.")
        case HasArrived():
            return translate("desk sentences", "You are checked in already.")
        case VisitOver():
            return translate(
                "desk sentences", "Your visit is over already. To come again, sign in and book another appointment."
            )
        case WrongCredentials():
            return translate(
                "desk sentences",
                "User name and password do not match. Please try again. If you cannot remember, ask at the front desk.",
            )
        case AccountLocked():
            return translate(
                "desk sentences", "This account is locked after too many tries. Please ask at the front desk."
            )
        case AccountDisabled() | SignsInElsewhere():
            return translate(
                "desk sentences", "You cannot sign in with this account here. Please ask at the front desk."
            )
        case SessionEnded():
            return translate("desk sentences", "You have been signed out. Please begin anew.")
        case WorldFault() | ProgramFault():
            return translate(
                "desk sentences", "That did not work because of a fault here. Please ask at the front desk."
            )
    return translate("desk sentences", "That is not possible here. Please ask at the front desk.")


def _about_field(error: InvalidInput) -> str:
    """What is wrong with what was typed, as far as a patient types it."""
    translate = QCoreApplication.translate
    if isinstance(error, NameTaken):
        if error.field == "email":
            return translate(
                "desk sentences", "There is an account with this e-mail address already. Sign in, or leave this empty."
            )
        return translate("desk sentences", "This user name is taken. Please choose another.")
    return {
        "letters": translate("desk sentences", "Type the first two or three letters of your name."),
        "birth_date": translate("desk sentences", "Please look at your date of birth again: day, month and year."),
        "mobile": translate("desk sentences", "This is no phone number that we can call. Please look at it again."),
        "email": translate("desk sentences", "This e-mail address is not complete. Please look at it again."),
        "username": translate(
            "desk sentences", "A user name has at least three letters or figures. Please choose another."
        ),
        "password": _unfit_password(),
        "new": _unfit_password(),
    }.get(error.field, translate("desk sentences", "This cannot be used. Please look at it again."))


def _unfit_password() -> str:
    return QCoreApplication.translate(
        "desk sentences", "This password is easy to guess. Please choose another: three or four words make a good one."
    )


def long_day(moment: datetime) -> str:
    """Thursday, 26 November: as the language of the moment writes it."""
    form = QCoreApplication.translate(
        "desk sentences", "dddd, d MMMM", "Qt's way to write a day: Thursday, 26 November"
    )
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), form)


def _clock(moment: datetime, face: KioskFace) -> str:
    return clock(wall_time(moment, face.zone))


def _day(error: AnotherDay) -> str:
    return long_day(datetime(error.day.year, error.day.month, error.day.day))  # noqa: DTZ001 - a day has no zone
