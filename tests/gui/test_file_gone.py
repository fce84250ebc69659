"""What a dialog says that cannot read what it needs, because the clinic's file is not the one that was opened."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.patients.patient_model import RegisterOffer
from clinic_desktop.paths import clinic_file

from .front_desk import FrontDesk, a_front_desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be replaced")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def replace_the_file(desk: FrontDesk) -> None:
    file = clinic_file(desk.clinic.database.folder)
    file.rename(file.with_name("elsewhere.db"))
    file.write_bytes(b"Dear Sir or Madam, " * 2000)
    desk.clinic.database._let_go_of_readers()  # what they have read of the former file is in their memory


def said_in(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_the_dialog_that_cannot_be_filled_says_why(desk: FrontDesk) -> None:
    replace_the_file(desk)

    dialog = desk.verbs.book()
    desk.wait_for(dialog)
    desk.settle()

    assert "Another file lies in the place" in said_in(dialog.refusal)
    dialog.reject()


def test_who_cannot_be_looked_for_is_not_offered_to_be_registered(desk: FrontDesk) -> None:
    dialog = desk.verbs.book()
    desk.wait_for(dialog)
    search = dialog.patient.search
    QTest.keyClicks(search.field, "Keller")
    desk.settle()
    assert [type(row) for row in search.model.rows] == [RegisterOffer]

    replace_the_file(desk)
    QTest.keyClicks(search.field, "m")
    desk.settle()

    assert not search.model.rows
    assert "Another file lies in the place" in said_in(search.results)
    dialog.reject()
