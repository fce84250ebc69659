"""Two programs that make the demo clinic in one folder at the same time: one is made, whatever becomes of the other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop import paths
from clinic_desktop.exchange.demo import ClinicExists, make_demo
from clinic_desktop.storage.faults import FolderNotMade

ROOT = Path(__file__).parent.parent.parent
MAKING = """
import sys
from pathlib import Path
from clinic_desktop.exchange.demo import make_demo

def stand_still(done, words):
    global is_asked
    if not is_asked:
        is_asked = True
        print("making", flush=True)
        if sys.stdin.readline() != "go on\\n":
            raise SystemExit("stopped")

is_asked = False
make_demo(Path(sys.argv[1]), patients=200, appointments=0, progress=stand_still)
"""


class Other:
    """Another program, in the midst of making a demo clinic."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", MAKING, str(folder)],
            env=dict(os.environ, PYTHONPATH=str(ROOT)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "making\n", self.end()

    def say(self, words: str) -> None:
        """Have it go on, or stop, once; it is not waited for."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.write(words + "\n")
            self.process.stdin.close()
            self.process.stdin = None

    def end(self) -> str:
        """Wait for its end; what it complained of."""
        return self.process.communicate(timeout=60)[1]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Other]:
    made = Other(tmp_path / "demo")
    yield made
    made.process.kill()
    made.end()


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_whoever_comes_second_waits_and_finds_the_clinic_of_the_first(tmp_path: Path, other: Other) -> None:
    told: list[str] = []

    def waiting(_: float, words: str) -> None:
        told.append(words)
        other.say("go on")

    with pytest.raises(ClinicExists):
        make_demo(tmp_path / "demo", patients=200, appointments=0, progress=waiting)

    assert set(told) == {"Another start is making it"}
    assert other.end() == ""
    assert paths.clinic_file(tmp_path / "demo").exists()
    assert not {"making", "making.lock"} & names_in(tmp_path / "demo")


@pytest.mark.parametrize("is_killed", [True, False])
def test_of_one_that_was_stopped_the_next_takes_over(tmp_path: Path, other: Other, is_killed: bool) -> None:
    def waiting(_: float, words: str) -> None:
        if words == "Another start is making it":
            other.process.kill() if is_killed else other.say("stop")

    make_demo(tmp_path / "demo", patients=200, appointments=0, progress=waiting)

    assert (other.end() == "") is is_killed
    assert paths.clinic_file(tmp_path / "demo").exists()
    assert not {"making", "making.lock"} & names_in(tmp_path / "demo")


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderNotMade, match="cannot be written to, so nothing was made"):
        make_demo(tmp_path / "file" / "demo", patients=200, appointments=0)
