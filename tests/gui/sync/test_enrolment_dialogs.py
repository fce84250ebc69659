"""A station is handed over by a file and a code, and connected by typing it; what was typed is never lost."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import Enrolment, HubLogin, Profile, StationLine
from clinic_desktop.gui.sync.enrolment_dialogs import ConnectDialog, EnrolmentDialog
from clinic_desktop.gui.sync.hub_dialogs import HubErrand, HubErrandDialog, HubVerb

ENROLMENT = Enrolment(file_text='{"format": "x"}\n', code="HK7P-2RWX-94MA", station_id=uuid4(), name="Front desk 2")
DESK_2 = StationLine(
    station_id=uuid4(),
    name="Front desk 2",
    profile=Profile.RECEPTION,
    enrolled_at=None,
    last_seen_at=None,
    program="1.0",
    is_revoked=False,
    is_own=False,
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1000, 800)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def opened(dialog: QDialog, qtbot: QtBot) -> None:
    """Open it, and wait until it has the keyboard."""
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def test_the_code_is_shown_large_and_the_file_is_saved(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = EnrolmentDialog(ENROLMENT, window)
    opened(dialog, qtbot)
    assert dialog.code.text() == "HK7P-2RWX-94MA"
    assert dialog.code.font().pixelSize() > dialog.font().pixelSize()

    dialog.save(str(tmp_path / "desk.enrolment"))

    assert (tmp_path / "desk.enrolment").read_text(encoding="utf-8") == ENROLMENT.file_text
    assert dialog.save_button.text() == "Saved"
    dialog.reject()
    assert not dialog.isVisible()


def test_a_disk_that_refuses_is_told_and_the_code_stays(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = EnrolmentDialog(ENROLMENT, window)
    opened(dialog, qtbot)

    dialog.save(str(tmp_path / "no such folder" / "desk.enrolment"))

    assert "cannot be written there" in dialog.message.text
    assert dialog.isVisible()
    dialog.reject()
    dialog.reject()


def test_closing_before_the_file_is_saved_is_asked_for_twice(window: QWidget, qtbot: QtBot) -> None:
    dialog = EnrolmentDialog(ENROLMENT, window)
    opened(dialog, qtbot)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved yet" in dialog.message.text
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()


def test_file_and_code_go_to_whoever_connects(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "desk.enrolment"
    file.write_text(ENROLMENT.file_text, encoding="utf-8")
    dialog = ConnectDialog(window)
    opened(dialog, qtbot)
    given: list[tuple[str, str]] = []
    dialog.given.connect(lambda text, code: given.append((text, code)))

    type_into(dialog.file, str(file))
    type_into(dialog.code, "hk7p 2rwx 94ma")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    assert given == [(ENROLMENT.file_text, "hk7p 2rwx 94ma")]
    assert dialog.do_button.text() == "Connecting…"
    dialog.reject()


def test_what_is_missing_is_said_where_it_is_missing(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ConnectDialog(window)
    opened(dialog, qtbot)

    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Choose the file" in dialog.file_field.problem

    type_into(dialog.file, str(tmp_path / "none.enrolment"))
    QTest.keyClick(dialog.file, Qt.Key.Key_Return)
    assert "cannot be read" in dialog.file_field.problem

    (tmp_path / "none.enrolment").write_text("x", encoding="utf-8")
    QTest.keyClick(dialog.file, Qt.Key.Key_Return)
    assert "Type the code" in dialog.code_field.problem
    dialog.reject()


def test_a_refusal_keeps_file_and_code(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "desk.enrolment"
    file.write_text("x", encoding="utf-8")
    dialog = ConnectDialog(window)
    opened(dialog, qtbot)
    type_into(dialog.file, str(file))
    type_into(dialog.code, "HK7P")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)

    dialog.refuse(NotReached())

    assert dialog.message.text == NotReached().sentence
    assert (dialog.file.text(), dialog.code.text()) == (str(file), "HK7P")
    assert dialog.do_button.text() == "Connect"
    dialog.reject()


def test_a_station_is_made_by_the_admins_own_login(window: QWidget, qtbot: QtBot) -> None:
    dialog = HubErrandDialog(HubVerb.MAKE, None, window)
    opened(dialog, qtbot)
    given: list[HubErrand] = []
    dialog.given.connect(given.append)

    type_into(dialog.station.name, "Front desk 2")
    type_into(dialog.login.host, "clinic-server.local")
    type_into(dialog.login.user, "sam")
    type_into(dialog.login.password, "a secret of Sam's")
    dialog.station.profile.setFocus()
    QTest.keyClick(dialog.station.profile, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)

    login = HubLogin(host="clinic-server.local", user="sam", password="a secret of Sam's")
    assert given == [HubErrand(login=login, name="Front desk 2", profile=Profile.DOCTOR)]
    assert dialog.do_button.text() == "Asking the shared server…"
    dialog.reject()


def test_an_empty_login_asks_for_the_server_first(window: QWidget, qtbot: QtBot) -> None:
    dialog = HubErrandDialog(HubVerb.REVOKE, DESK_2, window)
    opened(dialog, qtbot)
    given: list[HubErrand] = []
    dialog.given.connect(given.append)

    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert not given
    assert dialog.login.host.hasFocus()
    dialog.reject()


def test_revoking_says_what_it_does_to_whom(window: QWidget) -> None:
    dialog = HubErrandDialog(HubVerb.REVOKE, DESK_2, window)

    assert dialog.windowTitle() == "Revoke Front desk 2"
    assert dialog.station.isHidden()
    assert dialog.do_button.text() == "Revoke this station"
    dialog.deleteLater()


def test_a_refusal_of_the_server_keeps_what_was_typed_and_points_at_it(window: QWidget, qtbot: QtBot) -> None:
    dialog = HubErrandDialog(HubVerb.RENAME, DESK_2, window)
    opened(dialog, qtbot)
    assert dialog.station.name.text() == "Front desk 2"
    for field in (dialog.login.host, dialog.login.user, dialog.login.password):
        type_into(field, "typed")
    QTest.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)

    dialog.refuse(InvalidInput("name", "Another station is called that already."))
    assert dialog.station.name.hasFocus()
    dialog.refuse(NotReached())

    assert dialog.message.text == NotReached().sentence
    assert dialog.login.password.text() == "typed"
    dialog.reject()
