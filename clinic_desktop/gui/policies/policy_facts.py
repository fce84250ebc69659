"""What each policy is called, what it is for, and what a change of it will do; one entry each, in their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.policies import RANGES, Range

_PLAIN = Policies()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFact:
    """One policy by the name of its field. `will` says what holds once that value is saved; numbers have a `unit`."""

    name: str
    title: str
    sentence: str
    unit: str = ""
    will: Callable[[object], str]

    @property
    def default(self) -> object:
        """What it is until somebody changes it."""
        return getattr(_PLAIN, self.name)

    @property
    def range(self) -> Range | None:
        """From where to where a number may go; None for what says yes or no."""
        return RANGES.get(self.name)

    def words_of(self, value: object) -> str:
        """A value as a person reads it."""
        if isinstance(value, bool):
            return _tr("Yes") if value else _tr("No")
        return f"{value:,} {self.unit}" if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyGroup:
    """Policies that belong together."""

    title: str
    facts: tuple[PolicyFact, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("policies", text)


def _number(name: str, title: str, sentence: str, unit: str, will: str, at_zero: str = "") -> PolicyFact:
    def says(value: object) -> str:
        return at_zero if at_zero and value == 0 else will.format(value=f"{value:,}")

    return PolicyFact(name=name, title=title, sentence=sentence, unit=unit, will=says)


def _choice(name: str, title: str, sentence: str, *, on: str, off: str) -> PolicyFact:
    return PolicyFact(name=name, title=title, sentence=sentence, will=lambda value: on if value else off)


@cache
def groups() -> Sequence[PolicyGroup]:
    """Every policy, from the top of the page; the country of telephone numbers has a row of its own kind."""
    return (
        PolicyGroup(title=_tr("Signing in"), facts=_signing_in()),
        PolicyGroup(title=_tr("Booking"), facts=_booking()),
        PolicyGroup(title=_tr("Booking by patients"), facts=_by_patients()),
        PolicyGroup(title=_tr("Waiting room"), facts=_waiting_room()),
        PolicyGroup(title=_tr("The patients' desk"), facts=_patients_desk()),
        PolicyGroup(title=_tr("The clinic"), facts=_clinic()),
    )


def _signing_in() -> tuple[PolicyFact, ...]:
    return (
        _number(
            "lock_after_minutes",
            _tr("Lock a window that nobody uses"),
            _tr("What was typed stays in it; the password opens it again. A PC may have a shorter time of its own."),
            _tr("min"),
            _tr("Windows lock after {value} min without a key or a click."),
        ),
        _number(
            "session_hours",
            _tr("Sign everybody out at the latest after"),
            _tr("Counted from signing in, whatever somebody is doing then. It should be longer than a shift."),
            _tr("h"),
            _tr("Whoever signs in from now on is signed out after {value} h. Who is signed in keeps the old time."),
        ),
        _number(
            "password_min_length",
            _tr("Shortest password"),
            _tr("Length is what makes a password strong. Passwords that are tried first are refused in any case."),
            _tr("characters"),
            _tr("New passwords need {value} characters. Passwords that people have already stay as they are."),
        ),
        _number(
            "wrong_tries_before_lock",
            _tr("Lock an account after wrong passwords"),
            _tr("From the fifth on each try has to wait longer. A locked account is opened on the page Staff."),
            _tr("tries"),
            _tr("An account is locked after {value} wrong passwords in a row."),
        ),
    )


def _booking() -> tuple[PolicyFact, ...]:
    return (
        _number(
            "slot_minutes",
            _tr("Grid of the calendar"),
            _tr("The lines of the calendar, and what a new doctor begins with. Each doctor may have another one."),
            _tr("min"),
            _tr("The calendar is ruled every {value} min. What is booked stays where it is."),
        ),
        _choice(
            "desk_books_over",
            _tr("The front desk may book over others"),
            _tr("Two patients at the same time, on purpose and with a reason. Administrators always may."),
            on=_tr("The front desk may book over others, with a reason that is kept."),
            off=_tr("The front desk is shown free times only. Walk-ins are still taken in, and what is booked stays."),
        ),
        _choice(
            "doctors_book_over",
            _tr("Doctors may book over others in their own diary"),
            _tr("As above, and nowhere but with themselves."),
            on=_tr("Doctors may book over others in their own diary, with a reason that is kept."),
            off=_tr("Doctors are shown free times only. What is booked stays."),
        ),
    )


def _by_patients() -> tuple[PolicyFact, ...]:
    return (
        _choice(
            "patients_book",
            _tr("Patients book and move by themselves"),
            _tr("For the types of appointment that patients may book, at the patients' desk and in their own window."),
            on=_tr("Patients who sign in can book and move appointments."),
            off=_tr("Patients who sign in see their appointments and can cancel them; they call to book or move."),
        ),
        _number(
            "patient_notice_hours",
            _tr("Book at the latest"),
            _tr("So that nobody appears whom the doctor did not expect."),
            _tr("h before"),
            _tr("Patients are offered no time that begins in less than {value} h."),
            _tr("Patients are offered every free time, even one that begins now."),
        ),
        _number(
            "patient_horizon_days",
            _tr("Book at the earliest"),
            _tr("How far ahead patients may look. The front desk may look further."),
            _tr("days before"),
            _tr("Patients are offered times of the next {value} days. What is booked further ahead stays."),
        ),
        _number(
            "patient_cancel_hours",
            _tr("Cancel or move at the latest"),
            _tr("Later they are asked to call, so that the time can be given to somebody else."),
            _tr("h before"),
            _tr("Patients cancel by themselves until {value} h before. It holds for what is booked already, too."),
            _tr("Patients cancel by themselves until the appointment begins."),
        ),
    )


def _waiting_room() -> tuple[PolicyFact, ...]:
    return (
        _number(
            "check_in_opens_minutes",
            _tr("Check-in opens"),
            _tr("Before the time for which the patient was asked. Whoever is earlier is asked to come back."),
            _tr("min before"),
            _tr("Patients check in from {value} min before their time."),
            _tr("Patients check in from their time on, and not before."),
        ),
        _number(
            "late_after_minutes",
            _tr("Late after"),
            _tr("A patient who has not come by then is marked as late on the flow board."),
            _tr("min"),
            _tr("A patient counts as late {value} min after the beginning."),
        ),
        _number(
            "waiting_attention_minutes",
            _tr("Mark a wait after"),
            _tr("The card's clock turns amber: somebody may want to say how long it will take."),
            _tr("min"),
            _tr("A wait is marked after {value} min."),
        ),
        _number(
            "waiting_limit_minutes",
            _tr("A wait is too long after"),
            _tr("The card's clock turns red, on the board and in the calendar."),
            _tr("min"),
            _tr("A wait counts as too long after {value} min."),
        ),
    )


def _patients_desk() -> tuple[PolicyFact, ...]:
    return (
        _choice(
            "patients_check_in",
            _tr("Patients check in by themselves"),
            _tr("With their slip, with date of birth and the first letters of the name, or signed in."),
            on=_tr("Patients can say at the patients' desk, and in their own window, that they are here."),
            off=_tr("Patients are asked to say at the front desk that they are here."),
        ),
        _choice(
            "kiosk_signs_in",
            _tr("Patients sign in at the desk"),
            _tr("With user name and password, to see and change their appointments and details."),
            on=_tr("Patients can sign in at the patients' desk."),
            off=_tr("Nobody signs in at the patients' desk any more, but for staff who close it."),
        ),
        _choice(
            "kiosk_registers",
            _tr("Newcomers register at the desk"),
            _tr("They make an account; where they may be in the file already, the front desk is asked to look."),
            on=_tr("Newcomers can make an account at the patients' desk."),
            off=_tr("Newcomers are sent to the front desk."),
        ),
        _number(
            "desk_idle_seconds",
            _tr("Sign out at the desk after"),
            _tr("When nobody touches the screen. The last seconds are counted down, so that one can stay."),
            _tr("s"),
            _tr("The patients' desk goes back to its beginning after {value} s."),
        ),
    )


def _clinic() -> tuple[PolicyFact, ...]:
    return (
        PolicyFact(
            name=REGION,
            title=_tr("Country of telephone numbers"),
            sentence=_tr("Where a number belongs that is typed without a country code."),
            will=lambda _: _tr("Numbers typed from now on belong there. Those that are kept have their country code."),
        ),
    )


REGION = "phone_region"
