"""The link to the hub when the network is bad: no call lasts longer than it may, and what is meant is said."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest

from clinic_desktop.domain.sync_refusals import HubRefused, NotReached, Revoked
from clinic_desktop.sync.shared import Address, HubLink, Patience
from tests.sync.hub_kit import Desk, Hub, HubServer, a_patient

SHORT = Patience(connect=0.3, call=0.3, bulk=0.3)


@contextmanager
def a_link(address: Address, patience: Patience = SHORT) -> Iterator[HubLink]:
    link = HubLink(address, patience)
    try:
        yield link
    finally:
        link.close()


@contextmanager
def a_black_hole() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def nowhere(port: int, host: str = "127.0.0.1") -> Address:
    return Address(host=host, port=port, database="clinic", user="desk", password="secret")


CALLS: dict[str, Any] = {  # Any: of various results
    "hello": lambda link: link.hello("1.0", None, None, 1),
    "push": lambda link: link.push([]),
    "pull": lambda link: link.pull("1:1:", None, None, 10),
    "reconcile": lambda link: link.reconcile([]),
    "restore": lambda link: link.restore([]),
    "lease": lambda link: link.lease("mrn", 1),
    "stations": lambda link: link.stations(),
    "wait": lambda link: link.wait(0.1),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_network_that_is_a_black_hole_costs_no_longer_than_patience_lasts(call: Any) -> None:
    with a_black_hole() as port, a_link(nowhere(port)) as link:
        began = monotonic()

        with pytest.raises(NotReached):
            call(link)

        assert monotonic() - began < 1.5


def test_a_server_that_falls_silent_in_mid_call_costs_no_longer_either(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}", patience=Patience(connect=5, call=0.4, bulk=0.4))
    with hub.server.admin(hub.database) as blocker, blocker.transaction():
        blocker.execute("LOCK TABLE clinic_sync.turn IN EXCLUSIVE MODE")
        began = monotonic()

        with pytest.raises(NotReached):
            desk.insert("patient", uuid4(), a_patient(uuid4().hex))

        assert monotonic() - began < 2


def test_what_was_sent_before_the_silence_is_answered_when_it_is_sent_again(hub: Hub) -> None:
    from tests.sync.hub_kit import inserting

    desk = hub.desk(f"Desk {uuid4().hex}", patience=Patience(connect=5, call=1, bulk=1))
    sent = inserting("patient", uuid4(), a_patient(uuid4().hex))
    with hub.server.admin(hub.database) as blocker, blocker.transaction():
        blocker.execute("LOCK TABLE clinic_sync.turn IN EXCLUSIVE MODE")
        with pytest.raises(NotReached):
            desk.push(sent)

    answer = desk.push(sent)[0]

    assert answer.revision == 1
    assert hub.one("SELECT count(*) FROM clinic_sync.operation WHERE op_id = %s", sent.op_id) == 1


def test_a_port_where_nobody_is_and_a_name_that_nobody_knows_are_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    for address in (nowhere(port), replace(nowhere(port, host="no-such-host.invalid"), authority="a certificate")):
        with a_link(address, Patience(connect=2, call=2, bulk=2)) as link, pytest.raises(NotReached):
            link.stations()


def test_closing_ends_the_call_under_way_from_another_thread(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}", patience=Patience(connect=30, call=30, bulk=30))
    desk.link.wait(0)
    refusals: list[Exception] = []

    def try_it(call: Any) -> None:  # Any: as above
        try:
            call()
        except NotReached as refusal:
            refusals.append(refusal)

    with hub.server.admin(hub.database) as blocker, blocker.transaction():
        blocker.execute("LOCK TABLE clinic_sync.turn IN EXCLUSIVE MODE")
        threads = [
            Thread(target=try_it, args=(lambda: desk.link.lease("mrn", 1),)),
            Thread(target=try_it, args=(lambda: desk.link.wait(30),)),
        ]
        for thread in threads:
            thread.start()
        began = monotonic()

        desk.link.close()
        for thread in threads:
            thread.join()

        assert monotonic() - began < 2
    assert len(refusals) == 2
    with pytest.raises(NotReached):
        desk.link.stations()


def test_a_login_that_is_unknown_is_told_that_it_has_no_access(server: HubServer, hub: Hub) -> None:
    hub.connection.execute("CREATE ROLE stranger LOGIN")
    try:
        with (
            a_link(Address(host=server.host, database=hub.database, user="stranger", password=""), Patience()) as link,
            pytest.raises(Revoked),
        ):
            link.stations()
    finally:
        hub.connection.execute("DROP ROLE stranger")


def test_a_database_without_a_hub_is_refused_in_words(server: HubServer) -> None:
    address = Address(host=server.host, database="template1", user="postgres", password="")

    with a_link(address, Patience()) as link, pytest.raises(HubRefused) as refused:
        link.stations()

    assert "clinic_sync" in refused.value.detail
    assert "clinic_sync" not in refused.value.sentence


def test_a_snapshot_that_is_none_is_refused_and_the_connection_goes_on(front: Desk) -> None:
    with pytest.raises(HubRefused):
        front.link.pull("1:1:", "yesterday", None, 10)

    assert front.link.stations()


def test_a_station_is_woken_by_what_others_sent_and_not_by_what_it_sent_itself(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, other = hub.desk("One"), hub.desk("Other")
        one.link.wait(0)  # from now on it listens

        one.insert("patient", uuid4(), a_patient("1"))
        after_own = one.link.wait(0.2)
        other.insert("patient", uuid4(), a_patient("2"))
        one.insert("patient", uuid4(), a_patient("3"))
        after_both = one.link.wait(10)

        assert (after_own, after_both) == (False, True)
