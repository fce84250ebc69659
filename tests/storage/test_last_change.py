"""What was acknowledged and is not in the database any more is said at the next start, and never by mistake."""

import json
import shutil
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from clinic_desktop.domain.bad_luck import LostChanges
from clinic_desktop.domain.people import Department
from clinic_desktop.paths import clinic_file
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.last_change import FILE, UNTOLD, was_told
from tests.storage.kept import MIRA, NOW, opened


def add(database: Database, *names: str) -> None:
    for name in names:
        with database.transaction(MIRA, "arrange") as transaction:
            transaction.add(Department(id=transaction.new_id(), name=name))


def lost_at_start(folder: Path) -> LostChanges | None:
    with opened(folder) as database:
        return database.lost


def test_a_start_after_a_start_misses_nothing(tmp_path: Path) -> None:
    assert lost_at_start(tmp_path) is None
    with opened(tmp_path) as database:
        add(database, "ENT")

    assert lost_at_start(tmp_path) is None


def test_an_older_file_in_the_place_of_the_newer_one_is_told_until_somebody_has_read_it(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
    shutil.copy(clinic_file(tmp_path), tmp_path / "copy")
    with opened(tmp_path) as database:
        add(database, "Surgery", "Urology")
    (tmp_path / "copy").replace(clinic_file(tmp_path))

    assert lost_at_start(tmp_path) == LostChanges(entries=2, stands_at=NOW, until=NOW)
    with opened(tmp_path) as database:
        assert database.lost is not None
        add(database, "Paediatrics", "Urology")  # work goes on, and the program ends, before anybody has read it
    assert lost_at_start(tmp_path) == LostChanges(entries=2, stands_at=NOW, until=NOW)

    was_told(tmp_path)

    assert lost_at_start(tmp_path) is None


def test_what_is_missing_is_told_of_this_station_alone_and_never_from_half_a_note(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")
    whole = {"entries": 2, "stands_at": None, "until": NOW.isoformat(), "station": "00" * 16}

    for content in (json.dumps(whole), json.dumps(whole)[:-9], "[1]", "{}", '{"station": 4}', ""):
        (tmp_path / UNTOLD).write_text(content)

        assert lost_at_start(tmp_path) is None
    was_told(tmp_path)
    was_told(tmp_path)


def test_a_note_that_is_missing_torn_or_strange_claims_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        add(database, "ENT")

    for content in (b"", b"{", b"[1]", b'{"seq": 99}', b'{"seq": 99, "at": "now", "station": "x"}', b"\xff" * 121):
        (tmp_path / FILE).write_bytes(content)

        assert lost_at_start(tmp_path) is None
    (tmp_path / FILE).unlink()
    assert lost_at_start(tmp_path) is None


def test_the_note_of_another_station_counts_for_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as database:
        add(database, "ENT", "Surgery")
    with opened(tmp_path / "other"):
        pass
    shutil.copy(tmp_path / "one" / FILE, tmp_path / "other" / FILE)

    assert lost_at_start(tmp_path / "other") is None


def test_the_sentence_says_what_is_missing_and_until_when() -> None:
    told = LostChanges(entries=3, stands_at=NOW, until=NOW.replace(minute=20))

    assert told.sentence(ZoneInfo("Europe/Berlin")) == (
        "The records are whole, and stand as they did at 09:00:00 on 24 November 2026. 3 changes made after that, "
        "until 09:20:00 on 24 November 2026, could not be read from the disk. Look through what was entered on "
        "24 November and enter again what is missing."
    )
    nothing_left = LostChanges(entries=1, stands_at=None, until=NOW).sentence(UTC)
    assert "before the first change. One change made" in nothing_left
