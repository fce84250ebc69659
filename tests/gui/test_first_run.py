"""The wizard of the first start: three steps to a new clinic, nothing typed is lost, and where the key lies is said."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.requests import FirstRunRequest
from clinic_desktop.gui.first_run import FirstRun, GivenUp
from clinic_desktop.gui.widgets.progress_line import ProgressLine

PASSWORD = "walnut-ferry-cloud"


@pytest.fixture
def wizard(qtbot: QtBot) -> FirstRun:
    made = FirstRun()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    click(made, "Continue")
    return made


def field(wizard: FirstRun, name: str) -> QLineEdit:
    return next(each for each in wizard.findChildren(QLineEdit) if each.accessibleName() == name)


def shown(wizard: FirstRun) -> str:
    return "\n".join(each.text() for each in wizard.findChildren(QLabel) if each.isVisible())


def click(wizard: FirstRun, words: str) -> None:
    (button,) = (each for each in wizard.findChildren(QPushButton) if each.text() == words and each.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def to_the_last_step(wizard: FirstRun) -> None:
    QTest.keyClicks(field(wizard, "Name of the clinic"), "Linden Street Clinic")
    click(wizard, "Continue")
    zone = wizard.findChildren(QComboBox)[0]
    zone.setCurrentText("Europe/Berlin")
    click(wizard, "Continue")
    QTest.keyClicks(field(wizard, "Full name"), "Sam Ortiz")
    QTest.keyClicks(field(wizard, "User name"), "sortiz")
    QTest.keyClicks(field(wizard, "Password"), PASSWORD)


def test_three_steps_make_a_clinic(qtbot: QtBot, wizard: FirstRun) -> None:
    to_the_last_step(wizard)
    QTest.keyClicks(field(wizard, "Password, once more"), PASSWORD)

    with qtbot.waitSignal(wizard.set_up_requested) as asked:
        click(wizard, "Make the clinic")

    assert asked.args is not None
    (request,) = asked.args
    assert isinstance(request, FirstRunRequest)
    assert (request.name, request.zone, request.is_demo) == ("Linden Street Clinic", "Europe/Berlin", False)
    assert (request.admin.username, request.admin.full_name, request.admin.password) == (
        "sortiz",
        "Sam Ortiz",
        PASSWORD,
    )
    assert OpeningHours(weekday=0, starts=time(8), ends=time(12)) in request.opening_hours


def test_every_zone_on_offer_is_one_that_the_clinic_can_reckon_with(wizard: FirstRun) -> None:
    (box,) = wizard.findChildren(QComboBox)

    zones = [box.itemText(place) for place in range(box.count())]

    assert len(zones) > 300
    assert {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"} <= set(zones)
    for zone in zones:
        ZoneInfo(zone)


def test_a_clinic_without_a_name_goes_no_further(wizard: FirstRun) -> None:
    click(wizard, "Continue")

    assert "Type the clinic's name." in shown(wizard)
    assert "What is the clinic called?" in shown(wizard)


def test_what_was_typed_is_there_on_the_way_back(wizard: FirstRun) -> None:
    to_the_last_step(wizard)

    click(wizard, "Back")
    click(wizard, "Back")

    assert field(wizard, "Name of the clinic").text() == "Linden Street Clinic"


def test_the_passwords_must_be_alike(qtbot: QtBot, wizard: FirstRun) -> None:
    to_the_last_step(wizard)
    QTest.keyClicks(field(wizard, "Password, once more"), "walnut-ferry-clown")

    with qtbot.assertNotEmitted(wizard.set_up_requested):
        click(wizard, "Make the clinic")

    assert "differ" in shown(wizard)


def test_a_refusal_is_said_at_its_field_on_its_step(wizard: FirstRun) -> None:
    to_the_last_step(wizard)
    QTest.keyClicks(field(wizard, "Password, once more"), PASSWORD)
    click(wizard, "Make the clinic")

    wizard.refuse(InvalidInput("name", "The name is too long. Use 200 characters at most."))

    assert "What is the clinic called?" in shown(wizard)
    assert "The name is too long." in shown(wizard)
    assert field(wizard, "Password").text() == PASSWORD


def test_a_refusal_of_no_field_is_said_where_one_is(wizard: FirstRun) -> None:
    to_the_last_step(wizard)
    QTest.keyClicks(field(wizard, "Password, once more"), PASSWORD)
    click(wizard, "Make the clinic")

    wizard.refuse(ClinicError("The disk is full. Make room and try again."))

    assert "The disk is full." in shown(wizard)
    assert "Who looks after the program?" in shown(wizard)


@pytest.mark.parametrize(("in_keyring", "words"), [(True, "keyring, which opens"), (False, "/home/sam/key")])
def test_where_the_key_lies_is_said_plainly(qtbot: QtBot, wizard: FirstRun, in_keyring: bool, words: str) -> None:
    wizard.show_key_place(in_keyring=in_keyring, file="/home/sam/key")

    assert words in shown(wizard)
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "Sign in")


def test_a_demo_clinic_is_one_click_away_and_shows_how_far_it_is(qtbot: QtBot, wizard: FirstRun) -> None:
    with qtbot.waitSignal(wizard.demo_requested):
        click(wizard, "Just look around in a demo clinic")

    wizard.tell_progress(0.4, "Registering patients")

    (line,) = (each for each in wizard.findChildren(ProgressLine) if each.isVisible())
    assert line.share == pytest.approx(0.4)
    assert "Registering patients" in shown(wizard)


def test_the_making_of_the_demo_clinic_can_be_stopped(wizard: FirstRun) -> None:
    click(wizard, "Just look around in a demo clinic")

    click(wizard, "Stop")

    with pytest.raises(GivenUp) as given_up:
        wizard.tell_progress(0.5, "Booking")
    wizard.refuse(given_up.value)
    assert "Nothing of it is kept." in shown(wizard)
    assert field(wizard, "Name of the clinic").isEnabled()
