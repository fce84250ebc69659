"""Runs the tour: a clinic of one's own, then the demo clinic with each of its roles."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.tour.admin_pages_audit import look_after_the_records
from clinic_desktop.gui.tour.admin_pages_backups import keep_the_records_safe
from clinic_desktop.gui.tour.admin_pages_hours import set_hours_and_holidays
from clinic_desktop.gui.tour.admin_pages_policies import order_the_house
from clinic_desktop.gui.tour.doctor import see_patients
from clinic_desktop.gui.tour.doctor_hours import paint_own_hours
from clinic_desktop.gui.tour.driver import Driver, StepFailed, TouredApplication
from clinic_desktop.gui.tour.front_desk import FrontDesk
from clinic_desktop.gui.tour.notes import read_notes
from clinic_desktop.gui.tour.other_people import (
    FIRST_PASSWORD,
    choose_own_password,
    look_after_staff,
    set_up_a_clinic,
)
from clinic_desktop.gui.tour.patient_desk import DeskTour
from clinic_desktop.gui.tour.patient_pages import look_after_oneself
from clinic_desktop.gui.tour.rescue import damage, make_a_backup, save_what_can_be_read
from clinic_desktop.gui.tour.series import SeriesTour
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.patient_window import PatientWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow

SIZE = QSize(1440, 900)
_ZONE = ZoneInfo("Europe/Berlin")
_MORNING = time(10, 24)
_FEW = 5
Seen = TypeVar("Seen", bound=MainWindow)
Told = TypeVar("Told")


class Running(Protocol):
    """The program as app.py composes it."""

    entrance: Entrance
    window: MainWindow | None

    def start(self) -> None: ...
    def close(self) -> None: ...


class ProgramOn(Protocol):
    """Makes the program on a folder, by a clock."""

    def __call__(self, application: TouredApplication, folder: Path, clock: Callable[[], datetime]) -> Running: ...


class MorningClock:
    """Runs as the real one does, but is set to the moment of the pictures: half past ten, at the clinic's work."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        morning = datetime.combine(now.astimezone(_ZONE).date(), _MORNING, tzinfo=_ZONE)
        self._ahead = morning.astimezone(UTC) - now

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def run_tour(
    pictures: Path,
    application: TouredApplication,
    program_on: ProgramOn,
    demo: Path | None = None,
    *,
    is_quick: bool = False,
) -> int:
    """Do everything once, keep the pictures and a report (tour.json); 0 when every step held, 1 otherwise.

    Without the folder of a `demo` clinic one is made and forgotten. One that `is_quick` keeps few of its pictures in
    both themes.
    """
    pictures.mkdir(parents=True, exist_ok=True)
    driver = Driver(application, pictures, MorningClock(), both_themes_every=_FEW if is_quick else 1)
    failure = ""
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-tour-") as place:
        try:
            _first_start(driver, program_on, Path(place) / "own")
            _after_bad_luck(driver, program_on, Path(place) / "own")
            _demo_clinic(driver, program_on, demo or Path(place) / "demo", is_there=demo is not None)
        except (StepFailed, ClinicError) as error:
            failure = str(error)
    pulse = application.pulse
    pulse.close()
    steps = pulse.longest_of_step.items()
    report = {
        "held": not failure,
        "failure": failure,
        "longest_call_ms": pulse.longest.ms,
        "longest_call_cpu_ms": pulse.longest.cpu_ms,
        "longest_call": f"{pulse.longest.step}: {pulse.longest.place}".removesuffix(": "),
        "longest_call_of_each_step_ms": {step: stall.ms for step, stall in steps},
        "longest_call_of_each_step_cpu_ms": {step: stall.cpu_ms for step, stall in steps},
        "longest_call_of_each_step": {step: stall.place for step, stall in steps},
        "steps": driver.steps,
        "pictures": driver.taken,
    }
    (pictures / "tour.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if failure:
        print(f"The tour stopped. {failure}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Every step held. {len(driver.taken)} pictures are in {pictures.resolve()}")  # noqa: T201
    return 0


def _first_start(driver: Driver, program_on: ProgramOn, folder: Path) -> None:
    with _running(driver, program_on, folder) as program:
        set_up_a_clinic(driver, driver.window(FirstRun))
        with driver.step("the new administrator signs in"):
            _sign_in(driver, "sortiz", FIRST_PASSWORD)
            _window(driver, program, AdminWindow)
            driver.picture("admin-new-clinic")
        if program.entrance.clinic is not None:
            make_a_backup(driver, program.entrance.clinic)


def _after_bad_luck(driver: Driver, program_on: ProgramOn, folder: Path) -> None:
    damage(folder)
    with _running(driver, program_on, folder) as program:
        save_what_can_be_read(driver, program.entrance)
        _visit(driver, program, ("sortiz", FIRST_PASSWORD), AdminWindow, lambda *_: None)


def _demo_clinic(driver: Driver, program_on: ProgramOn, folder: Path, *, is_there: bool) -> None:
    from clinic_desktop.exchange.demo import make_demo
    from clinic_desktop.exchange.demo.accounts import PASSWORD

    if not is_there:
        with driver.step("the demo clinic is made"):
            make_demo(folder, now=driver.clock())
    with _running(driver, program_on, folder) as program:
        with driver.step("the sign-in card"):
            login = driver.window(LoginDialog)
            driver.button("Rosa Lopez", login)
            driver.picture("login")
        with driver.step("a wrong password is refused in one sentence"):
            _sign_in(driver, "rlopez", "not the password")
            driver.wait("the refusal", lambda: "do not match" in login.message)
            driver.picture("login-refused")
        with driver.step("a receptionist signs in"):
            _sign_in(driver, "rlopez", PASSWORD)
            reception = _window(driver, program, ReceptionWindow)
        desk = FrontDesk(driver, reception)
        desk.run()
        SeriesTour(driver, reception).run()
        desk.lock()
        with driver.step("the password unlocks, then signing out"):
            driver.type(PASSWORD)
            driver.press("Return")
            driver.wait("the window", lambda: not reception.is_locked)
            reception.commands["sign_out"].trigger()
        _visit(driver, program, ("aokafor", PASSWORD), DoctorWindow, see_patients)
        _visit(driver, program, ("aokafor", PASSWORD), DoctorWindow, paint_own_hours)
        one_time = _visit(driver, program, ("sortiz", PASSWORD), AdminWindow, look_after_staff)
        _visit(driver, program, ("sortiz", PASSWORD), AdminWindow, set_hours_and_holidays)
        _visit(driver, program, ("sortiz", PASSWORD), AdminWindow, order_the_house)
        _visit(driver, program, ("sortiz", PASSWORD), AdminWindow, keep_the_records_safe)
        _visit(driver, program, ("sortiz", PASSWORD), AdminWindow, look_after_the_records)
        _visit(driver, program, ("aokafor", PASSWORD), DoctorWindow, read_notes)
        with driver.step("the newcomer signs in"):
            _sign_in(driver, "mpark", one_time)
        choose_own_password(driver)
        with driver.step("the newcomer's window opens"):
            _window(driver, program, ReceptionWindow).commands["sign_out"].trigger()
        _visit(driver, program, ("pnovak", PASSWORD), PatientWindow, look_after_oneself)
        DeskTour(driver, program, ("pnovak", PASSWORD), ("rlopez", PASSWORD)).run()
        with driver.step("whoever left the patient's desk is inside"):
            _window(driver, program, ReceptionWindow).commands["sign_out"].trigger()


def _visit(
    driver: Driver,
    program: Running,
    known_as: tuple[str, str],
    kind: type[Seen],
    look: Callable[[Driver, Seen], Told],
) -> Told:
    username, password = known_as
    with driver.step(f"{username} signs in"):
        _sign_in(driver, username, password)
        window = _came_in(driver, program, kind)
    with driver.step(f"{username}'s window takes the size of the pictures"):
        _resize(driver, window)
    told = look(driver, window)
    with driver.step(f"{username} signs out"):
        window.commands["sign_out"].trigger()
        driver.window(LoginDialog)
    return told


@contextmanager
def _running(driver: Driver, program_on: ProgramOn, folder: Path) -> Iterator[Running]:
    program = program_on(driver.application, folder, driver.clock)
    ready: list[bool] = []
    program.entrance.clinic_opened.connect(lambda: ready.append(True))
    try:
        program.start()
        entrance = program.entrance.window
        assert entrance is not None
        entrance.resize(SIZE)
        if isinstance(entrance, LoginDialog):
            driver.wait("the clinic to open", lambda: ready)
        yield program
    except StepFailed:
        driver.picture("failed")
        raise
    finally:
        program.close()
        driver.settle()


def _sign_in(driver: Driver, username: str, password: str) -> None:
    login = driver.window(LoginDialog)
    login.resize(SIZE)
    driver.type(username, driver.field("User name", login))
    driver.type(password, driver.field("Password", login))
    driver.press("Return")


def _window(driver: Driver, program: Running, kind: type[Seen]) -> Seen:
    window = _came_in(driver, program, kind)
    _resize(driver, window)
    return window


def _came_in(driver: Driver, program: Running, kind: type[Seen]) -> Seen:
    driver.wait("the window", lambda: isinstance(program.window, kind))
    window = driver.window(kind)
    driver.settle()
    return window


def _resize(driver: Driver, window: MainWindow) -> None:
    window.showNormal()
    window.resize(SIZE)
    driver.settle()
