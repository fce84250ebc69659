"""A second start while the first program holds the place and does not answer: it asks, and goes on when it can."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_running import Computer, ended, said

NOT_ANSWERING = "NoAnswer: Clinic Desktop is already open but does not answer"
SIGN_IN = "LoginDialog: Clinic Desktop"
HANDS = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from clinic_desktop import __main__, app

class Hands(app.ClinicApplication):
    def __init__(self, *words, **more):
        super().__init__(*words, **more)
        self.seen, self.wish = set(), wish
        self.timer = QTimer(self, interval=20)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self):
        for window in self.topLevelWidgets():
            if window.isVisible():
                self.tell(window, next((each.text() for each in window.findChildren(QLabel) if each.text()), ""))
                self.tell(window, *(each.text() for each in window.findChildren(QLabel) if "still" in each.text()))
                for each in window.findChildren(QPushButton):
                    if each.text() == self.wish and each.isEnabled():
                        self.wish = ""
                        each.click()
                if self.wish == "Enter" and window.isActiveWindow() and type(window).__name__ == "NoAnswer":
                    self.wish = ""
                    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
                if self.wish == "close" and type(window).__name__ == "NoAnswer":
                    window.close()

    def tell(self, window, *words):
        for text in {*words} - self.seen:
            self.seen.add(text)
            print(f"{type(window).__name__}: {text}", flush=True)

wish = sys.argv.pop()
app.ClinicApplication = Hands
sys.exit(__main__.main())
"""


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    made = Computer(tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.communicate()


@pytest.fixture
def silent(computer: Computer) -> "subprocess.Popen[str]":
    """The first program, standing still in the midst of its life."""
    first = computer.start()
    said(first, "Program._on_clinic_opened")
    first.send_signal(signal.SIGSTOP)
    return first


def a_second(computer: Computer, wish: str = "nothing") -> "subprocess.Popen[str]":
    """Start the program once more, with hands that press the button of that name once."""
    return computer.python("-c", HANDS, "--data-dir", str(computer.clinic), wish)


def shown(process: "subprocess.Popen[str]") -> str:
    """The next window that the program shows, with the first words in it."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def times_called(computer: Computer) -> int:
    return [line["event"] for line in computer.log()].count("a second start asked for this one")


def test_a_first_that_does_not_answer_is_told_of_and_comes_to_the_front_when_it_does(
    computer: Computer, silent: "subprocess.Popen[str]"
) -> None:
    second = a_second(computer)

    first_window = shown(second)
    silent.send_signal(signal.SIGCONT)
    code, out = ended(second)

    assert first_window == NOT_ANSWERING
    assert (code, out) == (0, "")
    said(silent, "a second start asked for this one")


def test_when_the_first_is_gone_the_second_opens_by_itself(computer: Computer, silent: "subprocess.Popen[str]") -> None:
    second = a_second(computer)

    first_window = shown(second)
    silent.kill()

    assert [first_window, shown(second)] == [NOT_ANSWERING, SIGN_IN]


def test_of_a_first_that_ends_a_moment_later_the_second_takes_the_place(
    computer: Computer, silent: "subprocess.Popen[str]"
) -> None:
    second = a_second(computer)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(1)

    silent.kill()
    window = shown(second)
    third_code, third_out = ended(a_second(computer))

    assert window == SIGN_IN
    assert (third_code, third_out) == (0, "")


def test_another_window_beside_the_first_is_opened_when_somebody_asks_for_it(
    computer: Computer, silent: "subprocess.Popen[str]"
) -> None:
    second = a_second(computer, "Open another window")

    assert [shown(second), shown(second)] == [NOT_ANSWERING, SIGN_IN]
    silent.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("wish", ["Enter", "Try again"])
def test_to_try_again_says_how_it_went(computer: Computer, silent: "subprocess.Popen[str]", wish: str) -> None:
    second = a_second(computer, wish)

    windows = [shown(second), shown(second)]
    silent.send_signal(signal.SIGCONT)
    code, out = ended(second)

    assert windows == [NOT_ANSWERING, "NoAnswer: It still does not answer."]
    assert (code, out) == (0, "")


def test_whoever_closes_the_question_opens_nothing_and_calls_nobody_later(
    computer: Computer, silent: "subprocess.Popen[str]"
) -> None:
    code, out = ended(a_second(computer, "close"))
    silent.send_signal(signal.SIGCONT)
    ended(computer.start())
    said(silent, "a second start asked for this one")

    assert (code, out.splitlines()) == (0, [NOT_ANSWERING])
    assert times_called(computer) == 1
