"""What the hub keeps of each station's journal, and what comes out when an end of it was cut off."""

from pathlib import Path
from uuid import uuid4

import pytest

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.sync_refusals import HubRefused
from clinic_desktop.domain.syncing import AnswerStatus, Profile
from clinic_desktop.storage.anchors import anchor_now
from tests.builders import SmallClinic
from tests.storage.kept import NOW, bare
from tests.sync.hub_kit import Desk, Hub
from tests.sync.places import Place, two_places

CUT_OFF = """
    DROP TRIGGER journal_kept_delete; DROP TRIGGER record_access_journal_delete;
    DELETE FROM record_access;
    DELETE FROM journal WHERE seq > {last};
    UPDATE sqlite_sequence SET seq = {last} WHERE name = 'journal';
"""


def anchor(seq: int, desk: Desk, seal: str = "ab") -> Anchor:
    return Anchor(seq=seq, seal_hex=seal * 32, at=NOW, station_id=desk.id)


@pytest.fixture
def front(hub: Hub) -> Desk:
    """Of one test alone: what is kept of a journal stays."""
    return hub.desk(f"Desk {uuid4().hex}")


def test_a_station_adds_to_what_is_kept_of_its_journal_and_takes_nothing_back(front: Desk, back: Desk) -> None:
    front.link.keep_anchor(anchor(7, front))
    front.link.keep_anchor(anchor(9, front))
    front.link.keep_anchor(anchor(8, front, "cd"))
    front.link.keep_anchor(anchor(9, front, "cd"))

    assert front.link.anchors(10) == [anchor(9, front)]
    assert back.link.anchors(10) == []


def test_each_day_is_kept(hub: Hub, front: Desk) -> None:
    front.link.keep_anchor(anchor(100, front))
    hub.connection.execute("UPDATE clinic_sync.anchor SET day = day - 1 WHERE station = %s", [front.id])
    front.link.keep_anchor(anchor(50, front, "cd"))

    assert front.link.anchors(10) == [anchor(100, front), anchor(50, front, "cd")]
    assert front.link.anchors(1) == [anchor(100, front)]


@pytest.mark.parametrize(("seq", "seal"), [(0, "ab"), (-4, "ab"), (3, "a"), (3, "XY")])
def test_what_is_no_anchor_is_not_kept(front: Desk, seq: int, seal: str) -> None:
    with pytest.raises(HubRefused):
        front.link.keep_anchor(anchor(seq, front, seal))


def last_of(place: Place) -> Anchor:
    with place.database.reading() as reading:
        return anchor_now(reading)


def test_a_station_leaves_an_anchor_when_it_comes_and_verify_goes_by_it(
    own_hub: Hub, clinic: SmallClinic, tmp_path: Path
) -> None:
    with two_places(own_hub, clinic, tmp_path / "second") as (one, _):
        kept = one.station.kept_anchors()
        found = one.sign_in("sortiz").history.verify()

    assert kept
    assert {each.station_id for each in kept} == {clinic.database.station_id}
    assert (found.first_fault, found.anchors, found.is_hub_silent) == (None, 1, False)
    assert "its end was not cut off" in found.anchor_words


def test_an_end_that_was_cut_off_is_found_by_the_hubs_anchor(own_hub: Hub, clinic: SmallClinic, tmp_path: Path) -> None:
    with two_places(own_hub, clinic, tmp_path / "second") as (one, _):
        admin, desk = one.sign_in("sortiz"), one.sign_in("rlopez")
        before = last_of(one)
        desk.patients.open(clinic.novak.id)
        one.in_sync()
        one.station.close()
        one.station.start()
        one.in_sync()
        kept = one.station.kept_anchors()
        assert kept
        assert kept[0].seq > before.seq
        one.station.close()
        with bare(one.database) as connection:
            connection.executescript(CUT_OFF.format(last=before.seq))

        found = admin.history.verify()

    assert found.first_fault is not None
    assert f"Entry {before.seq + 1} is missing from the journal: its end was cut off." in found.first_fault


def test_a_hub_that_cannot_be_asked_is_told_of(own_hub: Hub, clinic: SmallClinic, tmp_path: Path) -> None:
    with two_places(own_hub, clinic, tmp_path / "second") as (one, _):
        one.pause()

        found = one.sign_in("sortiz").history.verify()

    assert found.first_fault is None
    assert found.is_hub_silent
    assert "could not be asked" in found.anchor_words


def test_readings_go_from_every_station_to_the_admins_alone(hub: Hub) -> None:
    one, other, admin = (
        hub.desk(f"Desk {uuid4().hex}", profile) for profile in (Profile.RECEPTION, Profile.RECEPTION, Profile.ADMIN)
    )
    _, cursor = admin.pull_all()
    record_id = uuid4()

    answer = one.insert(
        "record_access", record_id, {"patient_id": uuid4().hex, "account_id": uuid4().hex, "read_at": 0}
    )

    assert answer.status is AnswerStatus.APPLIED
    assert record_id in {record.record_id for record in admin.pull_all(cursor)[0]}
    assert record_id not in {record.record_id for record in other.pull_all(cursor)[0]}


def test_an_admin_sees_who_read_a_record_at_another_desk(own_hub: Hub, clinic: SmallClinic, tmp_path: Path) -> None:
    with two_places(own_hub, clinic, tmp_path / "second", Profile.RECEPTION) as (one, two):
        two.sign_in("rlopez").patients.open(clinic.novak.id)
        two.in_sync()
        one.in_sync()

        lines = one.sign_in("sortiz").history.audit(AuditFilter(kind="record_access"))

    assert [(line.actor_name, line.is_sealed) for line in lines] == [("Rosa Lopez", True)]
