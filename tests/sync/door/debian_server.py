"""A private server of Debian's PostgreSQL: encrypted connections only, SCRAM only, gone when the tests are."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clinic_desktop.domain.syncing import HubLogin
from clinic_desktop.sync.address import HubConnection, open_connection
from clinic_desktop.sync.certificates import AUTHORITY, SERVER, SERVER_KEY, make_certificates

INSTALLED = Path("/usr/lib/postgresql")
OLDEST = 15
SUPERUSER, SUPERUSERS_PASSWORD = "postgres", "superuser-of-the-tests"
CLINIC = "clinic"
ASKED_TOO_LITTLE = {"password": "asked_in_clear", "trust": "asked_nothing"}
RULES = (
    "local all all scram-sha-256\n"
    + "".join(f"hostssl all {user} all {method}\n" for method, user in ASKED_TOO_LITTLE.items())
    + f"hostssl all {SUPERUSER} localhost scram-sha-256\n"
    + f"hostssl {CLINIC} all localhost scram-sha-256\n"
)
SETTINGS = """\
listen_addresses = 'localhost'
ssl = on
ssl_cert_file = '{folder}/server.crt'
ssl_key_file = '{folder}/server.key'
password_encryption = 'scram-sha-256'
unix_socket_directories = '{folder}'
lc_messages = 'C'
fsync = off
max_connections = 60
log_min_messages = log
log_statement = 'all'
log_parameter_max_length = 500
logging_collector = off
"""


def programs() -> Path | None:
    """The folder of Debian's newest PostgreSQL that will do, if one is installed."""
    if not INSTALLED.is_dir() or (os.geteuid() == 0 and not has_postgres_user()):
        return None
    versions = sorted((int(each.name) for each in INSTALLED.iterdir() if each.name.isdigit()), reverse=True)
    found = (INSTALLED / str(version) / "bin" for version in versions if version >= OLDEST)
    return next((folder for folder in found if (folder / "postgres").exists()), None)


def has_postgres_user() -> bool:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class DebianServer:
    """A running server; `folder` holds its certificates, its sockets and its log."""

    folder: Path
    port: int
    authority: str

    def login(self, database: str, **changed: Any) -> HubLogin:  # Any: whatever field a test changes
        fields: dict[str, Any] = {
            "host": "localhost",
            "port": self.port,
            "database": database,
            "user": SUPERUSER,
            "password": SUPERUSERS_PASSWORD,
            "certificate": str(self.folder / AUTHORITY),
        }
        return HubLogin(**(fields | changed))

    @contextmanager
    def as_superuser(self, database: str = "postgres") -> Iterator[HubConnection]:
        connection = open_connection(
            host="localhost",
            port=self.port,
            database=database,
            user=SUPERUSER,
            password=SUPERUSERS_PASSWORD,
            authority=self.authority,
        )
        with connection:
            yield connection

    def clear(self) -> None:
        """Remove the clinic and every login that a test made."""
        with self.as_superuser() as connection:
            connection.execute(f"drop database if exists {CLINIC} with (force)")
            roles = connection.execute(
                "select quote_ident(rolname) from pg_roles where rolname !~ '^pg_' and rolname <> %s", (SUPERUSER,)
            ).fetchall()
            for (role,) in roles:
                connection.execute(f"drop role {role}")

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def debian_server(bin_folder: Path) -> Iterator[DebianServer]:
    """Make, start and in the end remove a server; as root it runs as the user postgres, for it refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-hub-"))
    try:
        make_certificates(folder, ["localhost", "127.0.0.1"], datetime.now(UTC))
        (folder / "password").write_text(SUPERUSERS_PASSWORD, encoding="ascii")
        hand_over(folder)
        cluster = folder / "cluster"
        words = f"--username {SUPERUSER} --encoding UTF8 --locale C --auth scram-sha-256 --no-sync"
        run(bin_folder / "initdb", "--pgdata", cluster, "--pwfile", folder / "password", *words.split())
        port = free_port()
        (cluster / "pg_hba.conf").write_text(RULES, encoding="ascii")
        with (cluster / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(SETTINGS.format(folder=folder) + f"port = {port}\n")
        control: tuple[str | Path, ...] = (bin_folder / "pg_ctl", "--pgdata", cluster, "--wait", "--timeout", "60")
        run(*control, "--log", folder / "log", "start")
        try:
            yield DebianServer(folder=folder, port=port, authority=(folder / AUTHORITY).read_text(encoding="ascii"))
        finally:
            run(*control, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def hand_over(folder: Path) -> None:
    """Give the folder to the user who runs the server, where that is another one."""
    if os.geteuid() == 0:
        for path in (folder, folder / SERVER, folder / SERVER_KEY, folder / "password"):
            shutil.chown(path, "postgres", "postgres")


def run(*words: str | Path) -> None:
    as_postgres: dict[str, Any] = {}  # Any: subprocess takes names, numbers and lists
    if os.geteuid() == 0:
        as_postgres = {"user": "postgres", "group": "postgres", "extra_groups": []}
    answer = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd="/",
        **as_postgres,
    )
    assert answer.returncode == 0, answer.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
