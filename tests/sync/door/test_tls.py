"""The hub's door on Debian's PostgreSQL: encrypted, the server's name checked, SCRAM bound to the very connection."""

import shutil
import socket
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from clinic_desktop.domain.hub_refusals import NoDatabase, NotEncrypted, NotLetIn, NotTheHub, SignInRefused
from clinic_desktop.domain.sync_refusals import NotProven, NotReached
from clinic_desktop.sync.address import HubConnection, open_connection
from clinic_desktop.sync.certificates import AUTHORITY, AUTHORITY_KEY, make_certificates
from clinic_desktop.sync.hub_address import Address
from clinic_desktop.sync.shared import HubLink

from .debian_server import ASKED_TOO_LITTLE, CLINIC, SUPERUSER, SUPERUSERS_PASSWORD, DebianServer, free_port
from .listener import listening


def opened(server: DebianServer, **changed: object) -> HubConnection:
    words: dict[str, object] = {
        "host": "localhost",
        "port": server.port,
        "database": "postgres",
        "user": SUPERUSER,
        "password": SUPERUSERS_PASSWORD,
        "authority": server.authority,
        **changed,
    }
    return open_connection(**words)  # type: ignore[arg-type]


def certified(server: DebianServer, folder: Path, host: str) -> Path:
    """A certificate for another server, by the same authority."""
    for name in (AUTHORITY, AUTHORITY_KEY):
        shutil.copy(server.folder / name, folder / name)
    make_certificates(folder, [host], datetime.now(UTC))
    return folder


def test_the_way_is_encrypted(debian: DebianServer) -> None:
    with opened(debian) as connection:
        found = connection.execute("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()").fetchone()

    assert found == (True, "TLSv1.3")


def test_a_server_certified_by_another_authority_is_not_the_hub(debian: DebianServer, tmp_path: Path) -> None:
    make_certificates(tmp_path, ["localhost"], datetime.now(UTC))

    with pytest.raises(NotTheHub, match="cannot prove that it is the clinic's hub"):
        opened(debian, authority=(tmp_path / AUTHORITY).read_text())


def test_a_server_certified_by_another_name_is_not_the_hub(debian: DebianServer, tmp_path: Path) -> None:
    folder = certified(debian, tmp_path, "printer.clinic.example")

    with listening(folder, debian.port) as port, pytest.raises(NotTheHub):
        opened(debian, port=port)


def test_somebody_between_who_has_a_certificate_of_the_hubs_is_found_out_by_the_channel(
    debian: DebianServer, tmp_path: Path
) -> None:
    folder = certified(debian, tmp_path, "localhost")

    with listening(folder, debian.port) as port, pytest.raises(NotTheHub):
        opened(debian, port=port)

    with listening(folder, debian.port) as port:  # without the binding nobody would have noticed
        deceived = psycopg.connect(
            f"host=localhost port={port} user={SUPERUSER} password={SUPERUSERS_PASSWORD} dbname=postgres "
            f"sslmode=verify-full sslrootcert={debian.folder / AUTHORITY} channel_binding=disable"
        )
        assert deceived.execute("select 6 * 7").fetchone() == (42,)
        deceived.close()


@pytest.mark.parametrize("user", ASKED_TOO_LITTLE.values())
def test_a_server_that_wants_less_than_scram_is_not_the_hub(debian: DebianServer, user: str) -> None:
    with pytest.raises(NotTheHub):
        opened(debian, user=user, password="never to be sent")


def test_the_server_lets_nobody_in_whose_way_is_not_encrypted(debian: DebianServer) -> None:
    with pytest.raises(NotLetIn, match="so that the way is encrypted"):
        opened(debian, authority="")


@pytest.mark.parametrize("host", ["hub.clinic.example", "192.0.2.7", "localhost.example", "127.0.0.1.example"])
def test_without_a_certificate_no_connection_leaves_this_pc(host: str) -> None:
    with pytest.raises(NotEncrypted, match="must be encrypted"):
        open_connection(host=host, port=5432, database="d", user="u", password="p", authority="")


def test_a_wrong_password_and_an_unknown_login_are_told_alike(debian: DebianServer) -> None:
    with pytest.raises(SignInRefused):
        opened(debian, password="wrong")
    with pytest.raises(SignInRefused):
        opened(debian, user="nobody_at_all", database=CLINIC)


def test_a_missing_database_is_named(debian: DebianServer) -> None:
    with pytest.raises(NoDatabase, match="createdb nowhere"):
        opened(debian, database="nowhere")


def test_where_nobody_answers_the_hub_is_out_of_reach(debian: DebianServer) -> None:
    with pytest.raises(NotReached):
        opened(debian, port=free_port())


def test_what_the_environment_says_changes_nothing(debian: DebianServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PGSSLMODE": "disable",
        "PGCHANNELBINDING": "disable",
        "PGOPTIONS": "-c search_path=elsewhere",
        "PGREQUIREAUTH": "password",
        "PGSSLROOTCERT": "system",
    }.items():
        monkeypatch.setenv(name, value)

    with opened(debian) as connection:
        assert connection.execute("show search_path").fetchone() == ('"$user", public',)


@pytest.mark.parametrize("host", ["hub.clinic.example", "192.0.2.7"])
def test_a_link_too_leaves_this_pc_encrypted_or_not_at_all(host: str) -> None:
    link = HubLink(Address(host=host, database="d", user="u", password="p"))

    with pytest.raises(NotEncrypted):
        link.stations()

    link.close()


def test_a_link_is_not_deceived_by_somebody_between(debian: DebianServer, tmp_path: Path) -> None:
    folder = certified(debian, tmp_path, "localhost")

    with listening(folder, debian.port) as port:
        link = HubLink(
            Address(
                host="localhost",
                port=port,
                database="postgres",
                user=SUPERUSER,
                password=SUPERUSERS_PASSWORD,
                authority=debian.authority,
            )
        )
        with pytest.raises(NotProven, match="did not prove to be the clinic's own, so nothing was sent") as refused:
            link.stations()
        link.close()

    assert "channel binding" in refused.value.detail


def test_a_link_to_a_server_certified_by_another_authority_tells_so_and_not_that_nobody_answers(
    debian: DebianServer, tmp_path: Path
) -> None:
    make_certificates(tmp_path, ["localhost"], datetime.now(UTC))

    with (
        pytest.raises(NotProven) as refused,
        closing(a_link(debian, authority=(tmp_path / AUTHORITY).read_text())) as link,
    ):
        link.stations()

    assert "certificate verify failed" in refused.value.detail


def test_a_link_to_a_server_of_another_name_tells_so_too(debian: DebianServer, tmp_path: Path) -> None:
    folder = certified(debian, tmp_path, "printer.clinic.example")

    with (
        listening(folder, debian.port) as port,
        pytest.raises(NotProven),
        closing(a_link(debian, port=port)) as link,
    ):
        link.stations()


def test_a_link_tells_of_nobody_and_of_who_goes_away_amid_the_greeting_that_the_hub_is_out_of_reach(
    debian: DebianServer,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=greet_and_go, args=(door,), name="rude server")
        thread.start()
        with closing(a_link(debian, port=door.getsockname()[1])) as link, pytest.raises(NotReached) as rude:
            link.stations()
        thread.join(10)
    with closing(a_link(debian, port=free_port())) as link, pytest.raises(NotReached) as nobody:
        link.stations()

    assert (type(rude.value), type(nobody.value)) == (NotReached, NotReached)


def a_link(server: DebianServer, **changed: object) -> HubLink:
    words: dict[str, object] = {
        "host": "localhost",
        "port": server.port,
        "database": "postgres",
        "user": SUPERUSER,
        "password": SUPERUSERS_PASSWORD,
        "authority": server.authority,
    }
    return HubLink(Address(**words | changed))  # type: ignore[arg-type] # the test says what is other


def greet_and_go(door: socket.socket) -> None:
    """Say that the way can be encrypted, and go; once for each address that is tried."""
    door.settimeout(5)
    with suppress(TimeoutError):
        guest, _ = door.accept()
        guest.recv(8)
        guest.sendall(b"S")
        guest.recv(1)
        guest.close()
