"""First contact: a file works once, and the password that counts from then on was never written anywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_desktop.domain.hub_refusals import EnrolmentUsed, SignInRefused
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.storage.keys import KeyPlace, StationKey
from clinic_desktop.sync import enrolment
from clinic_desktop.sync.address import HubAddress, connect
from clinic_desktop.sync.first_contact import make_first_contact
from clinic_desktop.sync.hub_admin import HubAdmin

from .debian_server import DebianServer

Enrols = Callable[[str, Profile], HubAddress]


def test_the_station_comes_in_by_a_password_of_its_own(hub: HubAdmin, enrols: Enrols) -> None:
    address = enrols("Desk 1", Profile.RECEPTION)

    known = make_first_contact(address, enrolment.new_password())

    with connect(known) as connection:
        assert connection.execute("select session_user").fetchone() == (address.user,)


def test_a_file_works_once(hub: HubAdmin, enrols: Enrols) -> None:
    address = enrols("Desk 1", Profile.RECEPTION)
    make_first_contact(address, enrolment.new_password())

    with pytest.raises(EnrolmentUsed, match="has been used already"):
        make_first_contact(address, enrolment.new_password())
    with pytest.raises(SignInRefused):
        connect(address)


def test_cut_short_before_or_after_the_change_it_is_brought_to_its_end(hub: HubAdmin, enrols: Enrols) -> None:
    address, chosen = enrols("Desk 1", Profile.RECEPTION), enrolment.new_password()

    once = make_first_contact(address, chosen)
    again = make_first_contact(address, chosen)  # the answer to the first never came

    assert once == again
    connect(again).close()


def test_no_password_ever_stands_in_the_servers_log_or_goes_there_in_clear(
    hub: HubAdmin, enrols: Enrols, debian: DebianServer
) -> None:
    address, chosen = enrols("Desk 1", Profile.RECEPTION), enrolment.new_password()

    make_first_contact(address, chosen)

    log = debian.log().lower()
    assert f'alter role "{address.user}" password' in log
    assert f'create role "{address.user}" login' in log
    assert address.password.lower() not in log
    assert chosen.lower() not in log


def test_a_station_revoked_before_it_came_is_told_as_a_used_file(hub: HubAdmin, enrols: Enrols) -> None:
    address = enrols("Desk 1", Profile.RECEPTION)
    hub.revoke(address.station_id)

    with pytest.raises(EnrolmentUsed, match="or its station was revoked"):
        make_first_contact(address, enrolment.new_password())


def test_what_the_station_keeps_leads_to_the_hub_again(hub: HubAdmin, enrols: Enrols, tmp_path: Path) -> None:
    key = StationKey(bytes(32), KeyPlace.FILE)
    known = make_first_contact(enrols("Desk 1", Profile.DOCTOR), enrolment.new_password())

    recalled = enrolment.recalled(key, enrolment.kept(key, known))

    connect(recalled).close()
    assert recalled.authority.startswith("-----BEGIN CERTIFICATE-----")
