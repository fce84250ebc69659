"""The wizard of the first start: three steps to a new clinic, nothing typed is lost, and where the key lies is said."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.recovery_code import heard
from clinic_desktop.domain.requests import FirstRunRequest
from clinic_desktop.domain.signed_in import Arrived
from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.gui.keys.code_card import CodeCard
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.scrolled_step import ScrolledStep
from clinic_desktop.gui.setup.step_names import GivenUp, StepName
from clinic_desktop.gui.widgets.choice_card import ChoiceCard
from clinic_desktop.gui.widgets.progress_line import ProgressLine
from clinic_desktop.storage.backup_keys import draw_code

PASSWORD = "walnut-ferry-cloud"


@pytest.fixture
def beginning(qtbot: QtBot) -> FirstRun:
    made = FirstRun()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def wizard(beginning: FirstRun) -> FirstRun:
    click(beginning, "Continue")
    return beginning


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


def test_where_the_key_lies_is_said_plainly(qtbot: QtBot, wizard: FirstRun) -> None:
    wizard.show_key_place(in_keyring=True)

    assert "keyring, which opens" in shown(wizard)
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "Sign in")


def card(wizard: FirstRun, title: str) -> ChoiceCard:
    return next(each for each in wizard.findChildren(ChoiceCard) if each.accessibleName() == title)


def test_without_a_keyring_nothing_is_decided_for_the_person(qtbot: QtBot, wizard: FirstRun) -> None:
    wizard.show_key_place(in_keyring=False, file="/home/sam/key")
    with qtbot.assertNotEmitted(wizard.finished):
        click(wizard, "Sign in")
    assert "Choose how this computer keeps the key." in shown(wizard)

    QTest.mouseClick(card(wizard, "Keep the key in a file"), Qt.MouseButton.LeftButton)

    assert "unless the disk is encrypted" in shown(wizard)
    with qtbot.waitSignal(wizard.finished):
        click(wizard, "Sign in")


def test_a_start_passphrase_is_typed_twice_and_has_to_be_long(qtbot: QtBot, wizard: FirstRun) -> None:
    wizard.show_key_place(in_keyring=False)
    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(field(wizard, "Passphrase"), "short")
    with qtbot.assertNotEmitted(wizard.passphrase_chosen):
        click(wizard, "Sign in")
    assert "needs at least 12" in shown(wizard)
    QTest.keyClicks(field(wizard, "Passphrase"), " no more, heron")
    QTest.keyClicks(field(wizard, "Passphrase, once more"), "short no more, heron")

    with qtbot.waitSignal(wizard.passphrase_chosen) as chosen:
        QTest.keyClick(field(wizard, "Passphrase, once more"), Qt.Key.Key_Return)

    assert chosen.args == ["short no more, heron"]


def test_the_recovery_code_is_typed_back_before_it_counts(qtbot: QtBot, wizard: FirstRun) -> None:
    code = RecoveryCode(draw_code())
    wizard.show_key_place(in_keyring=True, code=code, clinic="Linden Street Clinic")
    typed = field(wizard, "Type it back from your note")
    with qtbot.assertNotEmitted(wizard.code_kept):
        click(wizard, "Continue")
        QTest.keyClicks(typed, code.code[:-1])
        click(wizard, "Continue")
    assert "There is a slip in this code" in shown(wizard)
    typed.clear()
    QTest.keyClicks(typed, draw_code())
    with qtbot.assertNotEmitted(wizard.code_kept):
        click(wizard, "Continue")
    assert "This is another code" in shown(wizard)
    typed.clear()
    QTest.keyClicks(typed, code.code.lower())

    with qtbot.waitSignal(wizard.code_kept):
        QTest.keyClick(typed, Qt.Key.Key_Return)
    wizard.show_code_kept()

    assert wizard.here is StepName.KEY


@pytest.mark.parametrize(("size", "lines"), [((1366, 768), 2), ((683, 384), 1)])
def test_the_code_is_seen_whole(qtbot: QtBot, wizard: FirstRun, size: tuple[int, int], lines: int) -> None:
    code = RecoveryCode(draw_code())
    wizard.resize(*size)
    wizard.show_key_place(in_keyring=True, code=code, clinic="Linden Street Clinic")
    shown_code = wizard.findChildren(CodeCard)[0].code

    qtbot.waitUntil(lambda: shown_code.text().count("\n") == lines - 1)

    assert heard(shown_code.text()) == heard(code.code)
    longest = max(shown_code.text().splitlines(), key=len)
    assert shown_code.fontMetrics().horizontalAdvance(longest) <= shown_code.width()
    assert shown_code.mapTo(wizard, shown_code.rect().bottomRight()).x() <= wizard.width()
    assert step_in_front(wizard).horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_a_wrong_code_is_complained_of_and_the_right_one_stays_whole(
    qtbot: QtBot, wizard: FirstRun, size: tuple[int, int]
) -> None:
    code = RecoveryCode(draw_code())
    wizard.resize(*size)
    wizard.show_key_place(in_keyring=True, code=code, clinic="Linden Street Clinic")
    typed = field(wizard, "Type it back from your note")
    shown_code, area = wizard.findChildren(CodeCard)[0].code, step_in_front(wizard)

    QTest.keyClicks(typed, "hello")
    QTest.keyClick(typed, Qt.Key.Key_Return)

    (complaint,) = (each for each in wizard.findChildren(QLabel) if each.text().startswith("There is a slip"))
    step = area.widget()
    assert step is not None
    for _ in range(10):  # each layout tells the one around it that it needs more room
        QApplication.processEvents()
    assert step.minimumSizeHint().width() <= area.viewport().width()  # else it is made wider than what is seen of it
    qtbot.waitUntil(lambda: complaint.height() >= complaint.heightForWidth(complaint.width()))
    for part in (shown_code, typed, complaint):
        assert part.mapTo(area.viewport(), part.rect().bottomRight()).x() <= area.viewport().width()
    longest = max(shown_code.text().splitlines(), key=len)
    assert shown_code.fontMetrics().horizontalAdvance(longest) <= shown_code.width()


def test_what_is_lost_with_the_computer_depends_on_the_code(wizard: FirstRun) -> None:
    wizard.show_key_place(in_keyring=True, code=RecoveryCode(draw_code()), clinic="Linden Street Clinic")
    click(wizard, "Do it later")
    assert "nothing opens the records any more, as there is no recovery code yet" in shown(wizard)

    wizard.show_code_kept()

    assert "the recovery code in your safe opens the records" in shown(wizard)
    assert "is gone" not in shown(wizard)


def test_the_code_can_be_left_for_later(wizard: FirstRun) -> None:
    wizard.show_key_place(in_keyring=True, code=RecoveryCode(draw_code()), clinic="Linden Street Clinic")

    click(wizard, "Do it later")

    assert wizard.here is StepName.KEY


def test_a_demo_clinic_is_one_click_away_and_shows_how_far_it_is(qtbot: QtBot, wizard: FirstRun) -> None:
    with qtbot.waitSignal(wizard.demo_requested):
        click(wizard, "Just look around in a demo clinic")

    wizard.tell_progress(0.4, "Registering patients")

    (line,) = (each for each in wizard.findChildren(ProgressLine) if each.isVisible())
    assert line.share == pytest.approx(0.4)
    assert "Registering patients" in shown(wizard)


def test_whoever_goes_on_by_tab_comes_to_what_goes_on_before_what_leads_elsewhere(wizard: FirstRun) -> None:
    seen: list[str] = []
    name = field(wizard, "Name of the clinic")
    place: QWidget | None = name.nextInFocusChain()
    while place is not None and place is not name:
        if isinstance(place, QPushButton) and place.isVisible():
            seen.append(place.text())
        place = place.nextInFocusChain()

    assert seen.index("Continue") < seen.index("Just look around in a demo clinic")


def test_the_making_of_the_demo_clinic_can_be_stopped(wizard: FirstRun) -> None:
    click(wizard, "Just look around in a demo clinic")

    click(wizard, "Stop")

    with pytest.raises(GivenUp) as given_up:
        wizard.tell_progress(0.5, "Booking")
    wizard.refuse(given_up.value)
    assert "Nothing of it is kept." in shown(wizard)
    assert field(wizard, "Name of the clinic").isEnabled()


def test_in_a_small_window_the_buttons_are_in_sight_at_every_step_and_what_is_long_scrolls(
    qtbot: QtBot, wizard: FirstRun
) -> None:
    wizard.resize(*SMALL)
    outer, hours = scrolls_around(field(wizard, "Name of the clinic"))[-1], 0

    for words in ("Continue", "Continue", "Make the clinic"):
        qtbot.waitUntil(lambda words=words: is_in_sight(wizard, button(wizard, words)))  # type: ignore[misc]
        assert not outer.verticalScrollBar().maximum()
        assert not outer.horizontalScrollBar().maximum()
        hours += bool(step_in_front(wizard).verticalScrollBar().maximum())
        if words == "Continue":
            if field(wizard, "Name of the clinic").isVisible():
                QTest.keyClicks(field(wizard, "Name of the clinic"), "Linden Street Clinic")
            click(wizard, words)

    assert hours


def test_in_a_small_window_what_has_the_keyboard_comes_into_sight(qtbot: QtBot, wizard: FirstRun) -> None:
    to_the_last_step(wizard)
    wizard.resize(SMALL[0], 260)
    again = field(wizard, "Password, once more")
    qtbot.waitUntil(wizard.isActiveWindow)
    field(wizard, "Full name").setFocus()
    qtbot.waitUntil(lambda: again.mapTo(wizard, again.rect().bottomRight()).x() < SMALL[0])
    assert not is_in_sight(wizard, again)

    again.setFocus()

    assert is_in_sight(wizard, again)


def test_a_pc_that_joins_a_clinic_needs_no_scrolling_in_a_small_window(qtbot: QtBot, beginning: FirstRun) -> None:
    wizard = beginning
    wizard.resize(*SMALL)
    wizard.show_begun()
    assert not step_in_front(wizard).verticalScrollBar().maximum()
    assert is_in_sight(wizard, button(wizard, "Join the clinic"))

    wizard.show_receiving()
    arrived = Arrived(records=12_400, people=9, patients=8_211, appointments=3_900, may_sign_in=True)
    wizard.show_arrival(arrived, SyncState(mode=SyncMode.FIRST, done=0.4, records=31_000))

    qtbot.waitUntil(lambda: not step_in_front(wizard).verticalScrollBar().maximum())
    assert is_in_sight(wizard, button(wizard, "Continue"))


def test_the_code_is_large_and_what_stands_there_before_it_is_as_in_every_field(beginning: FirstRun) -> None:
    wizard = beginning
    wizard.show_begun()
    code, file = field(wizard, "Code that you were told"), field(wizard, "Enrolment file")
    assert code.font().weight() == file.font().weight()

    QTest.keyClicks(code, "ABCD")

    assert code.font().weight() > file.font().weight()
    assert code.font().pixelSize() > file.font().pixelSize()


def button(wizard: FirstRun, words: str) -> QPushButton:
    return next(each for each in wizard.findChildren(QPushButton) if each.text() == words and each.isVisible())


def step_in_front(wizard: FirstRun) -> QScrollArea:
    return next(
        area for area in wizard.findChildren(QScrollArea) if isinstance(area, ScrolledStep) and area.isVisible()
    )


def scrolls_around(widget: QWidget | None) -> list[QScrollArea]:
    found = []
    while widget is not None:
        if isinstance(widget, QScrollArea):
            found.append(widget)
        widget = widget.parentWidget()
    return found


def is_in_sight(wizard: FirstRun, widget: QWidget) -> bool:
    """Whether all of it lies within the window, and within all that scrolls around it."""
    places = (wizard, *(area.viewport() for area in scrolls_around(widget)))
    return all(place.rect().contains(QRect(widget.mapTo(place, QPoint()), widget.size())) for place in places)


SMALL = (683, 384)
"""A screen of 1366 by 768 whose owner reads everything twice as large."""
