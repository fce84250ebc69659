"""The tour's part at the patient's desk: each screen in each language, once small, and the way out for staff."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from clinic_desktop.domain.appointments import AppointmentStatus, BookingRequest
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.slip_codes import code_of
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.booking_path import Step
from clinic_desktop.gui.patient_desk.booking_steps import ChoiceStep, ConfirmStep, TimeStep
from clinic_desktop.gui.patient_desk.check_in_page import CheckInPage
from clinic_desktop.gui.patient_desk.day_step import DayStep
from clinic_desktop.gui.patient_desk.desk_languages import LANGUAGES
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_window import DeskWindow
from clinic_desktop.gui.patient_desk.home_page import HomePage
from clinic_desktop.gui.patient_desk.register_page import RegisterPage
from clinic_desktop.gui.patient_desk.start_page import CHECK_IN, REGISTER, SIGN_IN, START
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.settings import Appearance

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Shown = TypeVar("Shown", bound=DeskPage)

SIZE, SMALL, TWICE_AS_LARGE = QSize(1440, 900), QSize(1366, 768), QSize(683, 384)
"""A usual screen, a small one, and a small one on which everything is shown at 200 %."""


class Running(Protocol):
    """The program, as far as the desk needs it."""

    entrance: Entrance


def _due(desk: "Clinic", now: datetime) -> list[AppointmentLine]:
    return [
        line
        for line in desk.waiting.today()
        if line.status is AppointmentStatus.BOOKED and now <= line.starts_at <= now + _SOON
    ]


def _book_two(desk: "Clinic", now: datetime) -> None:
    settings = desk.settings.read()
    first, last = (wall_time(each, settings.zone_info) for each in (now, now + _SOON))
    query = SlotQuery(
        type_id=desk.settings.types()[0].id,
        first_day=first.date(),
        last_day=first.date(),
        earliest=first.time(),
        latest=last.time(),
    )
    for patient in [line for line in desk.patients.list() if line.birth_date is not None][:_TWO]:
        (slot,) = desk.scheduling.free_slots(query, limit=1)
        desk.scheduling.book(
            BookingRequest(
                patient_id=patient.id,
                practitioner_id=slot.practitioner_id,
                type_id=query.type_id,
                starts_at=slot.starts_at,
            )
        )


_TWO = 2
_SOON = timedelta(hours=2)


class DeskTour:
    """Somebody comes to the desk, in four languages."""

    def __init__(self, driver: Driver, program: Running, patient: tuple[str, str], staff: tuple[str, str]) -> None:
        self.driver = driver
        self._program = program
        self._patient = patient
        self._staff = staff

    def run(self) -> None:
        """All of it, from the sign-in card and back."""
        visits = self._visits()
        with self.driver.step("a patient says so at the sign-in card"):
            self.driver.press_button("I am a patient", self.driver.window(LoginDialog))
            self.window = self.driver.window(DeskWindow)
            self.window.resize(SIZE)
            self.driver.settle()
        with self.driver.step("a slip is scanned"):
            self.driver.type(code_of(visits[0][0].id))
            self._until_arrived()
            self._in_each_language("desk-checked-in")
            self.driver.press_button("Done", self.window)
        for language in LANGUAGES:
            with self.driver.step(f"before anybody signs in, in {language.own_name}"):
                self._before_signing_in(language.code)
        with self.driver.step("birth date and letters check in"):
            self._check_in_by_name(*visits[1])
        with self.driver.step("the patient signs in"):
            self._sign_in()
        for language in LANGUAGES:
            with self.driver.step(f"the own pages, in {language.own_name}"):
                self._own_names(language.code)
        with self.driver.step("signing out leaves nobody's name"):
            self._press(self.window.foot.leave_button)
            self._on_page(START)
        with self.driver.step("staff leaves the desk"):
            self._leave()

    def _visits(self) -> list[tuple[AppointmentLine, Patient]]:
        """Two that can be checked in now: on the front desk's board, or booked there, where nobody is expected."""
        clinic = self._program.entrance.clinic
        assert clinic is not None
        door, found = clinic.door, list[tuple[AppointmentLine, Patient]]()
        now = self.driver.clock()

        def look() -> list[tuple[AppointmentLine, Patient]]:
            desk = door.authenticate(*self._staff)
            due = _due(desk, now)
            if len(due) < _TWO:
                _book_two(desk, now)
                due = _due(desk, now)
            known = [(line, desk.patients.open(line.patient_id).patient) for line in due[:20]]
            desk.account.sign_out()
            return [(line, patient) for line, patient in known if patient.birth_date is not None]

        self._program.entrance.runner.run(look, done=found.extend)
        self.driver.wait("two visits of this morning", lambda: len(found) > 1)
        return found

    def _before_signing_in(self, code: str) -> None:
        self._speak(code)
        self._picture(f"desk-start-{code}")
        self._small(f"desk-start-{code}")
        for name, keys in ((CHECK_IN, "check-in"), (SIGN_IN, "sign-in")):
            self.window.go(name)
            self.driver.settle()
            self._picture(f"desk-{keys}-{code}")
            self.window.go(START)
        self.window.go(REGISTER)
        page = self._page(RegisterPage)
        for number, names in enumerate(_ANSWERS, 1):
            for name, text in names.items():
                self.driver.type(text, page.fields[name].control)
            self.driver.settle()
            self._picture(f"desk-register-{number}-{code}")
            if number < len(_ANSWERS):
                self._press(page.main_button)
        self._small(f"desk-register-{len(_ANSWERS)}-{code}")
        self._press(self.window.foot.leave_button)
        self._on_page(START)

    def _check_in_by_name(self, line: AppointmentLine, patient: Patient) -> None:
        self.window.go(CHECK_IN)
        page = self._page(CheckInPage)
        assert patient.birth_date is not None
        for born, letters in (("1.1.1901", "xx"), (f"{patient.birth_date:%d.%m.%Y}", patient.family_name[:3])):
            for name, text in (("birth_date", born), ("letters", letters)):
                control = page.fields[name].control
                assert isinstance(control, QLineEdit)
                self.driver.type(text, control)
            self._press(page.main_button)
            self.driver.wait("an answer", page.main_button.isEnabled)
            if page.arrival is None:
                self.driver.picture("desk-not-found")
        self.driver.settle()
        self._press(page.main_button)

    def _sign_in(self) -> None:
        self.window.go(SIGN_IN)
        for name, text in zip(("User name", "Password"), self._patient, strict=True):
            self.driver.type(text, self.driver.field(name, self.window))
        self.driver.press("Return")
        self.driver.wait("the own pages", lambda: isinstance(self.window.page, HomePage))
        home = self._page(HomePage)
        self.driver.wait("the own appointments", lambda: home.overview)

    def _own_names(self, code: str) -> None:
        self._speak(code)
        self._picture(f"desk-home-{code}")
        self._small(f"desk-home-{code}")
        for name in (own_names.VISITS, own_names.DETAILS, own_names.PASSWORD):
            self.window.go(name)
            self.driver.settle()
            self._picture(f"desk-{name}-{code}")
            self.window.go(own_names.HOME)
        self._book(code)
        self.window.go(own_names.HOME)
        self.driver.settle()

    def _book(self, code: str) -> None:
        """Every question once; the last one is not answered."""
        self.window.go(own_names.BOOK)
        page = self._page(BookPage)
        seen: list[Step] = []
        while not isinstance(page.content, ConfirmStep):
            step = self.driver.wait("the next question", lambda: self._question(page, seen))
            assert step is not None
            seen.append(step)
            self.driver.settle()
            self._picture(f"desk-book-{step}-{code}")
            self._press(self._first_answer(page))
        self.driver.settle()
        self._picture(f"desk-book-confirm-{code}")
        self._small(f"desk-book-confirm-{code}")

    @staticmethod
    def _question(page: BookPage, seen: list[Step]) -> Step | None:
        if page.path is None or page.content is None or page.path.step in seen:
            return None
        answers = page.content.findChildren(QAbstractButton)
        is_ready = not isinstance(page.content, DayStep) or any(each.isEnabled() for each in page.content.days.values())
        return page.path.step if answers and is_ready else None

    @staticmethod
    def _first_answer(page: BookPage) -> QAbstractButton:
        match page.content:
            case ChoiceStep():
                return page.content.tiles[0]
            case DayStep():
                return next(each for each in page.content.days.values() if each.isEnabled())
            case TimeStep():
                return next(iter(page.content.buttons.values()))
            case _:
                raise AssertionError(page.content)

    def _leave(self) -> None:
        self.driver.press("Ctrl+Shift+Q")
        self.driver.settle()
        self.driver.picture("desk-staff")
        for name, text in zip(("User name", "Password"), self._staff, strict=True):
            self.driver.type(text, self.driver.field(name, self.window))
        self.driver.press("Return")

    # hands and eyes

    def _speak(self, code: str) -> None:
        self._press(self.window.foot.language_buttons[code])
        self.driver.settle()

    def _press(self, button: QAbstractButton) -> None:
        self.driver.click(button)

    def _in_each_language(self, name: str) -> None:
        for language in LANGUAGES:
            self._speak(language.code)
            self._picture(f"{name}-{language.code}")
        self._speak(LANGUAGES[0].code)

    def _picture(self, name: str) -> None:
        """In both themes where the letters differ most, otherwise in one: there are many."""
        is_other = name.endswith(("-de", "-pt"))
        self.driver.picture(name, appearances=_LIGHT if is_other else _BOTH)

    def _small(self, name: str) -> None:
        """On a small screen, and once more at 200 %, where the words are the longest and where they run backwards."""
        if not name.endswith(("-de", "-ar")):
            return
        for size, words in ((SMALL, "1366x768"), (TWICE_AS_LARGE, "200")):
            self.window.resize(size)
            self.driver.settle()
            self.driver.picture(f"{name}-{words}", appearances=_LIGHT)
        self.window.resize(SIZE)
        self.driver.settle()

    def _on_page(self, name: str) -> None:
        self.driver.wait(f"the page {name}", lambda: self.window.page and self.window.page.objectName() == name)

    def _page(self, kind: type[Shown]) -> Shown:
        self.driver.wait(f"the page {kind.__name__}", lambda: isinstance(self.window.page, kind))
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def _until_arrived(self) -> None:
        def is_here() -> bool:
            page = self.window.page
            return isinstance(page, CheckInPage) and page.arrival is not None

        self.driver.wait("who has arrived", is_here)
        self.driver.settle()


_LIGHT = (Appearance.LIGHT,)
_BOTH = (Appearance.LIGHT, Appearance.DARK)
_ANSWERS = (
    {"given_name": "Ida", "family_name": "Berg"},
    {"birth_date": "7.5.1990"},
    {"mobile": "+49 30 901820", "email": "ida.berg@example.org"},
    {"username": "ida.berg"},
    {"password": "seven lamps over water", "again": "seven lamps over water"},
)
