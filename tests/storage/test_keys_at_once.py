"""Two programs that change the ways to one key in the same instant: neither loses what the other did."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.domain.keys import KeyPlace, KeysBusy
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.keys import StationKey, drop_way, open_key, open_typed, put_way, standing_of, turns

ROOT = Path(__file__).parent.parent.parent
PASSPHRASE = "heron under the old bridge"
ROUNDS = 3


class Another:
    """A process that has the key open, and changes its ways when it is told to."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.keys_changed_at_once", str(folder), *words],
            env=dict(os.environ, PYTHONPATH=str(ROOT)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def others(folder: Path, *each: tuple[str, ...]) -> Iterator[list[Another]]:
    """Processes that are ready for the word."""
    made = [Another(folder, *words) for words in each]
    try:
        assert [one.hear() for one in made] == ["ready"] * len(made)
        yield made
    finally:
        for one in made:
            one.end()


@pytest.fixture
def key(tmp_path: Path) -> StationKey:
    return open_key(tmp_path, make=True, allow_file=True)


def test_two_ways_that_are_added_at_once_both_open_the_key(tmp_path: Path, key: StationKey) -> None:
    for _ in range(ROUNDS):
        code = draw_code()
        with others(tmp_path, ("file",), ("code", code)) as both:
            for one in both:
                one.go()
            assert [one.hear() for one in both] == ["done", "done"]

        assert open_typed(tmp_path, KeyPlace.RECOVERY_CODE, code).bytes == key.bytes
        assert open_key(tmp_path, make=False, allow_file=True) == key
        assert len(list(tmp_path.glob("*.key"))) == 1


def test_of_the_last_two_ways_only_one_can_be_taken_away_at_once(tmp_path: Path, key: StationKey) -> None:
    for _ in range(ROUNDS):
        put_way(tmp_path, key, KeyPlace.PASSPHRASE, PASSPHRASE)
        put_way(tmp_path, key, KeyPlace.FILE)
        with others(tmp_path, ("drop", "passphrase"), ("drop", "file")) as both:
            for one in both:
                one.go()
            heard = {one.hear() for one in both}

        assert heard == {"done", "LastWay"}
        assert len(standing_of(tmp_path, key).ways) == 1


def test_who_waits_too_long_is_told_and_has_changed_nothing(
    tmp_path: Path, key: StationKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 0.1)
    with others(tmp_path, ("hold",)) as (other,):
        other.go()
        assert other.hear() == "held"
        with pytest.raises(KeysBusy) as busy:
            put_way(tmp_path, key, KeyPlace.FILE)
        with pytest.raises(KeysBusy):
            drop_way(tmp_path, key, KeyPlace.FILE)
        assert isinstance(busy.value, WorldFault)
        assert len(list(tmp_path.glob("*.key"))) == 1

    put_way(tmp_path, key, KeyPlace.FILE)  # the turn ended with the process
    assert open_key(tmp_path, make=False, allow_file=True) == key
