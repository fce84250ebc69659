"""A damaged file whose key somebody types is mended as any other, and opens by the same passphrase afterwards."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.keys.open_dialog import OpenDialog
from clinic_desktop.services.key_keeping import open_by
from clinic_desktop.services.opening import open_clinic
from tests.badluck.damaging import a_page_of, flip
from tests.gui.rescue.conftest import entrance
from tests.gui.rescue.test_rescuing import (
    APPOINTMENTS,
    SOON,
    appointments_of,
    dialog_of,
    folder,
    message_of,
    sign_in,
)

__all__ = ["entrance", "folder"]
PASSPHRASE = "heron under the old bridge"


def test_what_can_be_read_is_saved_under_the_same_key(entrance: Entrance, folder: Path, qtbot: QtBot) -> None:
    page = a_page_of(folder, "appointment")
    clinic = open_clinic(folder)
    clinic.key_keeper().use_passphrase(PASSPHRASE, only=True)
    clinic.close()
    flip(folder, [page])
    entrance.open()
    window = entrance.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(OpenDialog)), timeout=SOON)
    (asking,) = window.findChildren(OpenDialog)
    QTest.keyClicks(asking.passphrase, PASSPHRASE)
    QTest.keyClick(asking.passphrase, Qt.Key.Key_Return)

    dialog = dialog_of(entrance, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.do_button.text() == "Put it in place", timeout=SOON)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "in place" in message_of(entrance), timeout=SOON)

    assert appointments_of(sign_in(entrance, qtbot)) == APPOINTMENTS
    assert open_by(folder, KeyPlace.PASSPHRASE, PASSPHRASE).bytes == clinic.database.key.bytes
    assert not list(folder.glob("*.key"))
