"""The ways to the key: each kind opens it, can be changed and taken away, and a wrong word damages nothing."""

import json
from pathlib import Path

import pytest

from clinic_desktop.domain.backups import CodeMistyped, WrongRecoveryCode
from clinic_desktop.domain.keys import KeyPlace, KeyWanted, LastWay, NoKey, NoKeyring, WrongPassphrase
from clinic_desktop.storage.backup_keys import draw_code
from clinic_desktop.storage.faults import DiskFull
from clinic_desktop.storage.keys import SLOTS, StationKey, drop_way, open_key, open_typed, put_way, standing_of

PASSPHRASE = "heron under the old bridge"
CODE, PHRASE = KeyPlace.RECOVERY_CODE, KeyPlace.PASSPHRASE


@pytest.fixture
def key(tmp_path: Path) -> StationKey:
    """A key in a file, as there is no keyring."""
    return open_key(tmp_path, make=True, allow_file=True)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def lose_the_file(folder: Path) -> None:
    for file in folder.glob("*.key"):
        file.unlink()


def test_a_recovery_code_opens_the_key_when_its_file_is_lost(tmp_path: Path, key: StationKey) -> None:
    code = draw_code()
    put_way(tmp_path, key, CODE, code)
    lose_the_file(tmp_path)

    with pytest.raises(KeyWanted) as wanted:
        open_key(tmp_path, make=False, allow_file=True)
    opened = open_typed(tmp_path, CODE, f" {code.lower().replace('-', ' ')}")

    assert wanted.value.ways == (CODE,)
    assert opened.bytes == key.bytes
    assert opened.place is CODE


def test_a_passphrase_opens_the_key_however_its_letters_are_made(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, PHRASE, "Café an der Brücke")

    assert open_typed(tmp_path, PHRASE, "Cafe\u0301 an der Bru\u0308cke").bytes == key.bytes


@pytest.mark.usefixtures("full_cost")
def test_each_try_of_a_passphrase_costs_64_megabytes(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, PHRASE, PASSPHRASE)

    words = json.loads((tmp_path / SLOTS).read_text())

    assert words["slots"][-1]["cost"] == 2**16
    assert open_typed(tmp_path, PHRASE, PASSPHRASE).bytes == key.bytes


def test_with_nothing_but_a_passphrase_it_is_asked_for(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, PHRASE, PASSPHRASE)
    put_way(tmp_path, key, CODE, draw_code())
    drop_way(tmp_path, key, KeyPlace.FILE)

    with pytest.raises(KeyWanted, match="passphrase") as wanted:
        open_key(tmp_path, make=True, allow_file=True)

    assert wanted.value.ways == (PHRASE, CODE)
    assert not list(tmp_path.glob("*.key"))


def test_a_wrong_word_opens_nothing_and_changes_nothing(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, PHRASE, PASSPHRASE)
    put_way(tmp_path, key, CODE, draw_code())
    before = everything_in(tmp_path)

    with pytest.raises(WrongPassphrase):
        open_typed(tmp_path, PHRASE, PASSPHRASE + " ")
    with pytest.raises(WrongPassphrase):
        open_typed(tmp_path, PHRASE, "")
    with pytest.raises(WrongRecoveryCode, match="does not open the clinic's records"):
        open_typed(tmp_path, CODE, draw_code())
    with pytest.raises(CodeMistyped):
        open_typed(tmp_path, CODE, draw_code()[:-1])

    assert everything_in(tmp_path) == before


def test_a_new_code_closes_the_earlier_one(tmp_path: Path, key: StationKey) -> None:
    first, second = draw_code(), draw_code()
    put_way(tmp_path, key, CODE, first)

    put_way(tmp_path, key, CODE, second)

    with pytest.raises(WrongRecoveryCode):
        open_typed(tmp_path, CODE, first)
    assert open_typed(tmp_path, CODE, second).bytes == key.bytes


def test_the_last_way_of_every_day_cannot_be_taken_away(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, CODE, draw_code())
    before = everything_in(tmp_path)

    with pytest.raises(LastWay):
        drop_way(tmp_path, key, KeyPlace.FILE)

    assert everything_in(tmp_path) == before
    drop_way(tmp_path, key, CODE)
    assert open_key(tmp_path, make=False, allow_file=True) == key


def test_the_code_cannot_be_taken_away_where_nothing_else_opens_any_more(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, CODE, code := draw_code())
    lose_the_file(tmp_path)
    before = everything_in(tmp_path)

    with pytest.raises(LastWay, match="Nothing else opens"):
        drop_way(tmp_path, key, CODE)

    assert everything_in(tmp_path) == before
    assert open_typed(tmp_path, CODE, code).bytes == key.bytes


@pytest.mark.parametrize("place", [PHRASE, CODE, KeyPlace.FILE])
def test_where_it_cannot_be_told_nothing_is_changed(tmp_path: Path, key: StationKey, place: KeyPlace) -> None:
    """As on a full disk: the journal comes before the ways take their places, which then need no room."""
    codes = {CODE: draw_code()}
    put_way(tmp_path, key, PHRASE, PASSPHRASE)
    put_way(tmp_path, key, CODE, codes[CODE])
    before = everything_in(tmp_path)

    def refuse() -> None:
        raise DiskFull

    with pytest.raises(DiskFull):
        put_way(tmp_path, key, place, draw_code(), tell=refuse)
    with pytest.raises(DiskFull):
        drop_way(tmp_path, key, place, tell=refuse)

    assert everything_in(tmp_path) == before


def test_a_way_that_opens_no_more_does_not_count_as_one(tmp_path: Path, key: StationKey) -> None:
    put_way(tmp_path, key, PHRASE, PASSPHRASE)
    lose_the_file(tmp_path)

    standing = standing_of(tmp_path, key)

    assert [(way.place, way.works) for way in standing.ways] == [(PHRASE, True), (KeyPlace.FILE, False)]
    with pytest.raises(LastWay):
        drop_way(tmp_path, key, PHRASE)


def test_without_a_keyring_none_is_promised_and_nothing_is_changed(tmp_path: Path, key: StationKey) -> None:
    before = everything_in(tmp_path)

    with pytest.raises(NoKeyring):
        put_way(tmp_path, key, KeyPlace.KEYRING)

    assert everything_in(tmp_path) == before
    assert not standing_of(tmp_path, key).has_keyring


def test_neither_code_nor_passphrase_nor_key_stands_in_the_files(tmp_path: Path, key: StationKey) -> None:
    code = draw_code()
    put_way(tmp_path, key, CODE, code)
    put_way(tmp_path, key, PHRASE, PASSPHRASE)

    text = b"".join(everything_in(tmp_path).values()).decode()

    assert not any(secret in text for secret in (code, code.replace("-", ""), PASSPHRASE, key.bytes.hex()))


@pytest.mark.parametrize("cost", [0, 1, -4, 3, 2**40, "16", None])
def test_a_cost_that_would_take_the_computer_with_it_is_not_paid(tmp_path: Path, key: StationKey, cost: object) -> None:
    put_way(tmp_path, key, PHRASE, PASSPHRASE)
    words = json.loads((tmp_path / SLOTS).read_text())
    words["slots"][-1]["cost"] = cost
    (tmp_path / SLOTS).write_text(json.dumps(words))

    with pytest.raises(WrongPassphrase):
        open_typed(tmp_path, PHRASE, PASSPHRASE)


def test_a_slot_of_another_clinic_opens_nothing_here(tmp_path: Path, key: StationKey) -> None:
    code = draw_code()
    other = open_key(tmp_path / "other", make=True, allow_file=True)
    put_way(tmp_path / "other", other, CODE, code)
    put_way(tmp_path, key, CODE, draw_code())
    words, theirs = (json.loads((folder / SLOTS).read_text()) for folder in (tmp_path, tmp_path / "other"))
    words["slots"][-1]["wrapped"] = theirs["slots"][-1]["wrapped"]
    (tmp_path / SLOTS).write_text(json.dumps(words))

    with pytest.raises(WrongRecoveryCode):
        open_typed(tmp_path, CODE, code)


def test_ways_are_not_mixed_with_those_of_another_key(tmp_path: Path, key: StationKey) -> None:
    stranger = open_key(tmp_path / "other", make=True, allow_file=True)
    before = everything_in(tmp_path / "other")

    with pytest.raises(NoKey, match="changed meanwhile"):
        put_way(tmp_path / "other", key, CODE, draw_code())

    assert everything_in(tmp_path / "other") == before
    assert open_key(tmp_path / "other", make=False, allow_file=True) == stranger
