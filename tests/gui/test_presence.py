"""That the program is open on a folder: who is the first, whom a second start reaches, and what a crash leaves."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.presence import Presence

ROOT = Path(__file__).parent.parent.parent
Make = Callable[..., Presence]


@pytest.fixture
def present(tmp_path: Path, qtbot: QtBot) -> Iterator[Make]:
    made: list[Presence] = []

    def make(folder: str = "clinic", person: str = "rosa") -> Presence:
        made.append(Presence(tmp_path / folder, tmp_path / person))
        return made[-1]

    yield make
    for each in made:
        each.leave()
        each.deleteLater()


def another(tmp_path: Path, what: str, person: str = "rosa") -> "subprocess.Popen[str]":
    """Another process of the same person on the same folder."""
    text = "import sys, os; from pathlib import Path; from clinic_desktop.gui.presence import Presence\n"
    text += "presence = Presence(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", text + what, str(tmp_path / "clinic"), str(tmp_path / person)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_at_work(tmp_path: Path) -> None:
    another(tmp_path, "presence.claim(); presence.begin(); os.kill(os.getpid(), 9)").communicate(timeout=60)


def test_a_folder_has_one_program_of_each_person(present: Make) -> None:
    first, second = present(), present()
    other_folder, other_person = present("demo"), present(person="jin")

    assert first.claim()
    assert not second.claim()
    assert other_folder.claim()
    assert other_person.claim()
    first.leave()
    assert second.claim()


@pytest.mark.parametrize("person", ["rosa", "a person with a very " + "long " * 20 + "name"])
def test_a_second_start_reaches_the_first(present: Make, tmp_path: Path, qtbot: QtBot, person: str) -> None:
    first = present(person=person)
    first.claim()
    first.listen()

    with qtbot.waitSignal(first.called, timeout=30_000) as told:
        second = another(tmp_path, "print(presence.claim(), presence.call('desk', patience=30))", person)
    answer, _ = second.communicate(timeout=60)

    assert told.args == ["desk"]
    assert answer == "False True\n"


def test_a_second_start_hears_which_of_its_options_the_first_is_not_under(
    present: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    first = present()
    first.claim()
    first.options = ("--debug",)
    first.listen()

    with qtbot.waitSignal(first.asked_in_vain, timeout=30_000) as told:
        asked = "presence.call('desk', options=('--debug', '--lang=de'), patience=30), presence.unmet"
        second = another(tmp_path, f"print({asked})")
    answer, _ = second.communicate(timeout=60)

    assert told.args == ["--lang=de"]
    assert answer == "True ['--lang=de']\n"


def test_one_that_does_not_answer_is_not_waited_for_long(present: Make) -> None:
    first, second = present(), present()
    first.claim()

    assert not second.call(patience=0.2)


def test_each_end_by_force_is_counted_until_one_ends_well(present: Make, tmp_path: Path) -> None:
    killed_at_work(tmp_path)
    killed_at_work(tmp_path)

    third = present()
    third.claim()
    third.begin()
    third.leave()
    fourth = present()
    fourth.claim()

    assert third.crashes == 2
    assert fourth.crashes == 0


def test_a_run_that_never_got_under_way_counts_for_nothing(present: Make, tmp_path: Path) -> None:
    another(tmp_path, "presence.claim(); os.kill(os.getpid(), 9)").communicate(timeout=60)
    at_first = present()
    at_first.claim()
    at_first.leave()
    killed_at_work(tmp_path)
    another(tmp_path, "presence.claim(); os.kill(os.getpid(), 9)").communicate(timeout=60)
    not_begun = present()
    not_begun.claim()
    not_begun.leave()

    anew = present()
    anew.claim()

    assert [at_first.crashes, not_begun.crashes, anew.crashes] == [0, 1, 1]


def test_a_computer_that_was_switched_off_is_no_crash(present: Make, tmp_path: Path) -> None:
    killed_at_work(tmp_path)
    before_it_was_started = time.time() - time.monotonic() - 3600
    for lock in (tmp_path / "rosa").glob("*.lock"):
        os.utime(lock, (before_it_was_started, before_it_was_started))

    anew = present()
    anew.claim()

    assert anew.crashes == 0


def test_where_nothing_can_be_written_the_program_opens_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("", encoding="ascii")

    assert Presence(tmp_path / "clinic", tmp_path / "a file" / "state").claim()
