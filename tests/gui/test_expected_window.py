"""The window of whoever came in last is made while their password is proven, and knows nothing before they are in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.signed_in import Expected
from clinic_desktop.gui.expected_window import ExpectedWindow
from clinic_desktop.gui.news import News
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.settings import SettingsFile, StationSettings
from tests.builders import SmallClinic

from .settling import settle

LAST = StationSettings(last_username="rlopez", last_role="receptionist")


class Door:
    """A station whose last person was the receptionist, and the windows it has made."""

    def __init__(
        self, clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot
    ) -> None:
        self.clinic, self.runner, self.qtbot = clinic, runner, qtbot
        self.made: list[ReceptionWindow] = []
        self.gone: list[bool] = []

        def make(door: SignIn, expected: Expected) -> MainWindow:
            workplace = Workplace(
                expected=expected.account, runner=runner, news=news, settings=expected.settings, clock=clinic.clock
            )
            window = ReceptionWindow(workplace, station, in_turns=True)
            window.destroyed.connect(lambda: self.gone.append(True))
            self.made.append(window)
            return window

        self.expected = ExpectedWindow(make, runner)

    def ask(self, username: str, last: StationSettings = LAST) -> None:
        self.expected.expect(username, self.clinic.sign_in, lambda: last, self.runner)
        settle(self.qtbot, self.runner)
        if self.made:
            self.qtbot.waitUntil(lambda: self.made[-1].is_whole)
            settle(self.qtbot, self.runner)


@pytest.fixture
def door(
    small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, qtbot: QtBot
) -> Iterator[Door]:
    made = Door(small_clinic, runner, news, station, qtbot)
    yield made
    made.expected.give_up()
    settle(qtbot, runner)


def test_the_window_is_whole_but_knows_nothing_before_somebody_is_in(door: Door) -> None:
    appointment = door.clinic.store(door.clinic.an_appointment())
    door.ask("rlopez")
    (window,) = door.made
    assert window.is_whole
    assert not window.isVisible()
    assert window.calendar.days.sheet is None
    assert not window.calendar.views.model.lines()

    taken = door.expected.take(door.clinic.as_receptionist(), door.clinic.settings())
    window.show()
    settle(door.qtbot, door.runner)

    assert taken is window
    assert [line.id for line in window.calendar.views.model.lines()] == [appointment.id]
    door.qtbot.addWidget(window)


def test_the_memory_of_its_picture_is_there_before_it_is_shown(door: Door) -> None:
    door.ask("rlopez")

    window = door.made[0]
    assert not window.isVisible()
    assert window.backingStore().size() == window.size()


def test_each_letter_of_a_password_expects_the_same_window_and_nobody_waits_for_it(door: Door) -> None:
    for _ in range(3):
        door.ask("rlopez")

    assert len(door.made) == 1
    assert door.runner.is_idle


def test_what_is_asked_again_before_somebody_is_in_is_read_once(door: Door) -> None:
    door.ask("rlopez")
    (window,) = door.made
    read: list[int] = []
    for number in range(3):
        window.workplace.run_latest("a page", lambda _, number=number: read.append(number))  # type: ignore[misc]
    settle(door.qtbot, door.runner)
    assert read == []

    door.expected.take(door.clinic.as_receptionist(), door.clinic.settings())
    settle(door.qtbot, door.runner)

    assert read == [2]
    door.qtbot.addWidget(window)


def test_a_name_that_the_station_does_not_show_makes_no_window(door: Door) -> None:
    for username, last in (
        ("sortiz", LAST),
        ("nobody", LAST._replace(last_username="nobody")),
        ("rlopez", LAST._replace(last_role="doctor")),
        ("", LAST._replace(last_username="")),
    ):
        door.ask(username, last)

    assert door.made == []
    assert door.expected.take(door.clinic.as_receptionist(), door.clinic.settings()) is None


def test_a_wrong_password_ends_the_window_and_what_waited_is_not_read(door: Door) -> None:
    door.ask("rlopez")
    door.expected.give_up()
    settle(door.qtbot, door.runner)
    door.qtbot.waitUntil(lambda: bool(door.gone))

    assert door.expected.take(door.clinic.as_receptionist(), door.clinic.settings()) is None


def test_the_window_opens_for_the_very_person_and_the_very_settings_only(door: Door) -> None:
    door.ask("rlopez")
    other = door.expected.take(door.clinic.as_admin(), door.clinic.settings())
    door.ask("rlopez")
    renamed = door.expected.take(door.clinic.as_receptionist(), replace(door.clinic.settings(), name="Praxis am Markt"))

    assert (other, renamed) == (None, None)
    door.qtbot.waitUntil(lambda: len(door.gone) == len(door.made) == 2)


def test_staff_is_expected_who_may_come_in_at_once(small_clinic: SmallClinic) -> None:
    doctor = small_clinic.sign_in.expected("AOkafor")
    assert doctor is not None
    assert doctor.account == small_clinic.as_doctor().session.account
    assert doctor.settings == small_clinic.settings()

    small_clinic.store(replace(small_clinic.stored(small_clinic.receptionist), must_change_password=True))
    small_clinic.store(replace(small_clinic.stored(small_clinic.admin), active=False))
    assert [small_clinic.sign_in.expected(name) for name in ("rlopez", "sortiz", "pnovak", "nobody")] == [None] * 4
