"""The panel and the command line before a real hub: stations made, renamed, revoked, paused, left."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.cli import run
from clinic_desktop.domain.hub_refusals import StationNameTaken
from clinic_desktop.domain.syncing import HubLogin, Profile, SyncMode
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.sync.joining import engine_for
from tests.builders import COST, PASSWORD, SmallClinic, a_small_clinic
from tests.services.hub_side import until
from tests.sync.hub_kit import Hub


@pytest.fixture
def login(own_hub: Hub) -> HubLogin:
    return HubLogin(host=own_hub.server.host, database=own_hub.database, user="postgres", password="")


@pytest.fixture
def sam(clinic: SmallClinic) -> Iterator[Clinic]:
    """The administrator at a PC that belongs to nobody yet."""
    station = SyncStation(clinic.database, lambda: engine_for(clinic.database))
    yield SignIn(clinic.database, station=station, cost=COST).authenticate("sortiz", PASSWORD)
    station.close()


def connect(sam: Clinic, login: HubLogin, name: str = "Front desk 1") -> None:
    enrolment = sam.sync.make_station(login, name, Profile.ADMIN)
    sam.sync.connect(enrolment.file_text, enrolment.code)
    until(sam.admission.station, lambda state: state.mode is SyncMode.IN_SYNC)


def test_an_admin_connects_this_pc_and_sees_the_stations(sam: Clinic, login: HubLogin) -> None:
    assert sam.sync.state().mode is SyncMode.OFF

    connect(sam, login)

    assert [(line.name, line.is_own) for line in sam.sync.stations()] == [("Front desk 1", True)]
    assert sam.database.station_name == "Front desk 1"
    sentences = [line.sentence for line in sam.sync.log()]
    assert "Connected to the other stations as Front desk 1." in sentences
    assert "The station Front desk 1 was made." in sentences


def test_the_stations_are_known_while_the_hub_is_out_of_reach(sam: Clinic, login: HubLogin) -> None:
    connect(sam, login)
    known = sam.sync.stations()

    sam.sync.pause()
    until(sam.admission.station, lambda state: state.mode is SyncMode.PAUSED)

    assert sam.sync.stations() == known


def test_a_station_is_renamed_and_knows_it_at_the_next_contact(sam: Clinic, login: HubLogin) -> None:
    connect(sam, login)

    sam.sync.rename_station(login, sam.database.station_id, "Reception")
    sam.admission.station.close()
    sam.sync.sync_now()
    until(sam.admission.station, lambda _: sam.database.station_name == "Reception")

    assert sam.sync.station_names()[sam.database.station_id] == "Reception"


def test_two_stations_never_bear_one_name(sam: Clinic, login: HubLogin) -> None:
    connect(sam, login)

    with pytest.raises(StationNameTaken):
        sam.sync.make_station(login, "front desk 1", Profile.RECEPTION)


def test_a_revoked_station_stops_at_once_and_keeps_what_it_has(
    sam: Clinic, login: HubLogin, clinic: SmallClinic
) -> None:
    connect(sam, login)

    sam.sync.revoke_station(login, sam.database.station_id)
    sam.sync.sync_now()
    until(sam.admission.station, lambda state: state.mode is SyncMode.REVOKED)

    assert sam.patients.search("Novak")[0].full_name == "Peter Novak"


def test_who_leaves_is_alone_and_may_be_connected_anew(sam: Clinic, login: HubLogin) -> None:
    connect(sam, login)

    sam.sync.leave()
    alone = sam.sync.state()
    connect(sam, login, "Front desk 2")

    assert (alone.mode, alone.unsent) == (SyncMode.OFF, frozenset())
    assert sam.database.station_name == "Front desk 2"
    assert sam.decisions.count() == 0


def test_the_one_station_that_sends_messages_is_chosen(sam: Clinic, login: HubLogin) -> None:
    settings = sam.messages.set_up().settings
    sam.messages.change_settings(settings)
    connect(sam, login)

    sam.sync.send_messages_here()

    assert sam.messages.set_up().settings.station_id == sam.database.station_id


def test_the_command_line_connects_a_pc_brings_everything_and_says_how_it_stands(
    sam: Clinic, login: HubLogin, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    connect(sam, login)
    enrolment = sam.sync.make_station(login, "Desk 2", Profile.RECEPTION)
    file, folder = tmp_path / "desk-2.enrolment", tmp_path / "second"
    file.write_text(enrolment.file_text, encoding="utf-8")

    def said(*words: str) -> str:
        assert run(["sync", *words, "--data-dir", str(folder)]) == 0
        return capsys.readouterr().out

    assert "This station has everything." in said("connect", str(file), "--code", enrolment.code)
    assert "This station is in sync." in said("status")
    assert "Station: Desk 2" in said("status")
    said("pause")
    assert "Sync is paused here." in said("status")
    said("resume")
    assert "In sync." in said("now")
    said("leave", "--yes")
    assert "works by itself" in said("status")


def test_the_command_line_says_why_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_small_clinic(tmp_path / "alone"):
        pass

    assert run(["sync", "now", "--data-dir", str(tmp_path / "alone")]) == 1
    assert "not connected" in capsys.readouterr().err
