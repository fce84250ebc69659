"""The program's files go while it is open: it was removed, or a newer one was put in its place."""

from pathlib import Path

import pytest

from tests.test_running import ROOT, Computer, computer, ended

__all__ = ["computer"]


@pytest.fixture
def installed(computer: Computer, tmp_path: Path) -> Path:
    """The program, where it can be taken away from."""
    place = tmp_path / "installed"
    place.mkdir()
    for name in ("clinic_desktop", "resources"):
        (place / name).symlink_to(ROOT / name)
    computer.environment["PYTHONPATH"] = str(place)
    return place


def test_whoever_signs_in_to_a_program_that_was_removed_is_told_to_start_it_again(
    computer: Computer, installed: Path
) -> None:
    code, out = ended(computer.script(_SIGN_IN_AFTERWARDS))

    assert code == 0, out
    assert out.splitlines() == [
        "Parts of the program were taken away or exchanged while it was open. Close it and start it again.",
        "one box: True",
        "the card: Sign in, can be used: True",
        "the card says so too: True",
    ]
    reports = [line["report"] for line in computer.log() if line["event"] == "fault" and "times" not in line]
    assert 0 < len(reports) == len(set(reports))
    assert not list(installed.parent.rglob("clinic-desktop.log.*"))
    assert not computer.left()


_SIGN_IN_AFTERWARDS = """
import os
import clinic_desktop
from PySide6.QtWidgets import QMessageBox, QPushButton

def boxes():
    return [each for each in application.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]

def sign_in():
    os.unlink(Path(clinic_desktop.__file__).parent)
    window = run.program.entrance.window
    name, word = window.findChildren(QLineEdit)[:2]
    QTest.keyClicks(name, "sortiz")
    QTest.keyClicks(word, sys.argv[2])
    QTest.keyClick(word, Qt.Key.Key_Return)
    looking.start()

def look():
    window = run.program.entrance.window
    button = next(each for each in window.findChildren(QPushButton) if each.text().startswith("Sign"))
    if not boxes() or button.text() != "Sign in":
        return
    looking.stop()
    print(boxes()[0].text())
    print("one box:", len(boxes()) == 1)
    print("the card:", button.text() + ", can be used:", button.isEnabled())
    print("the card says so too:", "start it again" in window.message)
    QTest.keyClick(boxes()[0], Qt.Key.Key_Return)
    QTimer.singleShot(0, run, application.quit)

looking = QTimer(interval=20)
looking.timeout.connect(look)
run.program.entrance.clinic_opened.connect(lambda: QTimer.singleShot(0, run, sign_in))
code = application.exec()
run.end()
sys.exit(code)
"""
