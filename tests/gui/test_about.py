"""Help · About: what the program stands on, and the licence of each part."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.windows.about import AboutDialog
from clinic_desktop.gui.windows.licences_dialog import LicencesDialog


@pytest.fixture
def licences(qtbot: QtBot) -> Iterator[LicencesDialog]:
    """The dialog as a person comes to it, from Help · About."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    about = AboutDialog(window)
    about.open()
    QTest.mouseClick(about.licences_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in about.findChildren(LicencesDialog)), timeout=20_000)
    (dialog,) = about.findChildren(LicencesDialog)
    yield dialog
    about.close()


def titles(dialog: LicencesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_the_program_comes_first_and_its_licence_is_shown(licences: LicencesDialog) -> None:
    first, *others = titles(licences)
    assert first == "Clinic Desktop"
    assert others == sorted(others, key=str.casefold)
    assert licences.licence.text() == "MIT"
    assert licences.text.toPlainText().startswith("MIT License")


def test_the_arrows_walk_through_the_parts(licences: LicencesDialog) -> None:
    there = titles(licences).index("Qt and PySide6")
    licences.list.setFocus()

    for _ in range(there):
        QTest.keyClick(licences.list, Qt.Key.Key_Down)

    assert licences.heading.text() == "Qt and PySide6"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences.text.toPlainText()
