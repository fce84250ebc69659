"""An anchor kept outside the file shows that the journal's end was cut off, or that all of it was written anew."""

import json
from uuid import UUID

import pytest

from clinic_desktop.domain.anchors import Adrift, Anchor, NoAnchor, anchor_of
from clinic_desktop.storage import sealing
from clinic_desktop.storage.anchors import anchor_now, check
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.own_station import become_station
from tests.storage.kept import NOW, Furnished, bare, book
from tests.storage.test_verification import verified

TRIGGERS_OFF = "DROP TRIGGER journal_kept_update; DROP TRIGGER journal_kept_delete;"


def anchored(database: Database) -> Anchor:
    with database.reading() as reading:
        return anchor_now(reading)


def checked(database: Database, *anchors: Anchor) -> Adrift | None:
    with database.reading() as reading:
        return check(reading, anchors)


def meddle(database: Database, script: str) -> None:
    with bare(database) as connection:
        connection.executescript(TRIGGERS_OFF + script)


def test_a_journal_that_goes_on_holds_to_every_anchor(database: Database, who: Furnished) -> None:
    before = anchored(database)
    book(database, who)

    now = anchored(database)

    assert (before.at, before.station_id) == (NOW, database.station_id)
    assert now.seq == before.seq + 1
    assert checked(database, now, before) is None


def test_an_end_cut_off_with_all_its_traces_is_found_by_an_anchor_alone(database: Database, who: Furnished) -> None:
    first = anchored(database)
    book(database, who)
    last = anchored(database)

    meddle(
        database,
        "DROP TRIGGER appointment_journal_delete; DELETE FROM appointment;"
        f"DELETE FROM journal WHERE seq > {first.seq};"
        f"UPDATE sqlite_sequence SET seq = {first.seq} WHERE name = 'journal'",
    )

    assert verified(database).first_fault is None
    assert checked(database, first) is None
    adrift = checked(database, last, first)
    assert adrift == Adrift(anchor=last, last_seq=first.seq)
    assert adrift.first_lost == last.seq
    assert f"Entry {last.seq} is missing from the journal: its end was cut off." in adrift.sentence


def test_a_journal_written_anew_with_the_key_is_found(database: Database, who: Furnished) -> None:
    book(database, who)
    last = anchored(database)

    with bare(database) as connection:
        connection.executescript(TRIGGERS_OFF)
        connection.execute("UPDATE journal SET actor_name = 'Nobody', seal = NULL")
        sealing.seal_after(connection, database.key.derive("journal"), 0, sealing.NO_SEAL)

    adrift = checked(database, last)
    assert verified(database).first_fault is None
    assert adrift is not None
    assert not adrift.is_cut_off
    assert adrift.sentence.startswith(f"Entry {last.seq}, or one before it, is another one")


def test_anchors_of_another_station_say_nothing_here(database: Database, who: Furnished) -> None:
    of_another = Anchor(seq=900, seal_hex="ab" * 32, at=NOW, station_id=UUID(int=5))

    assert checked(database, of_another) is None


def test_what_the_station_was_called_before_counts_no_more(database: Database, who: Furnished) -> None:
    before = anchored(database)

    become_station(database, UUID(int=5), "Desk 9")

    assert anchored(database).station_id == UUID(int=5)
    assert checked(database, Anchor(seq=before.seq, seal_hex="ab" * 32, at=NOW, station_id=before.station_id)) is None


def test_entries_that_nobody_sealed_are_not_anchored(database: Database, who: Furnished) -> None:
    before = anchored(database)

    with bare(database) as connection:
        connection.execute("UPDATE patient SET notes = 'x'")

    assert anchored(database) == before


def test_an_anchor_can_be_kept_as_text(database: Database, who: Furnished) -> None:
    anchor = anchored(database)

    assert anchor_of(json.loads(json.dumps(anchor.document))) == anchor


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": -1},
        {"seq": "many"},
        {"seal": "ab"},
        {"seal": "x" * 64},
        {"at": "soon"},
        {"at": "2026-11-24T08:00:00"},
        {"station": "here"},
    ],
)
def test_what_is_no_anchor_is_refused(database: Database, wrong: dict[str, object]) -> None:
    document = anchored(database).document | wrong

    with pytest.raises(NoAnchor):
        anchor_of(document)
