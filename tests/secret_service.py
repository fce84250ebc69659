"""A real keyring (gnome-keyring) in a D-Bus session of its own, for the tests of the key."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import keyring
import pytest

_PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
_PATIENCE = 60
_BUS = "DBUS_SESSION_BUS_ADDRESS"


class SecretService:
    """The keyring: unlocked at first, as after signing in to the computer."""

    def __init__(self, environment: dict[str, str], daemon: "subprocess.Popen[str]") -> None:
        self.environment = environment
        self._daemon = daemon

    def names(self) -> set[str]:
        """Under which names the program has kept something."""
        with self._collection() as collection:
            items = collection.search_items({"service": "clinic-desktop"})
            return {str(item.get_attributes()["username"]) for item in items}

    def lock(self) -> None:
        """As when the screen is locked with it; nobody is there to unlock it."""
        with self._collection() as collection:
            collection.lock()

    def lose_everything(self) -> None:
        """As when the account was set up anew."""
        with self._collection() as collection:
            for item in list(collection.get_all_items()):
                item.delete()

    def end(self) -> None:
        """As when it crashes and does not come again."""
        self._daemon.terminate()
        self._daemon.wait()

    @contextmanager
    def _collection(self) -> Iterator[Any]:  # Any: secretstorage has no types
        import secretstorage

        connection = secretstorage.dbus_init()
        try:
            yield secretstorage.get_default_collection(connection)
        finally:
            connection.close()


def missing_programs() -> list[str]:
    """What this machine would have to have installed."""
    return [name for name in _PROGRAMS if which(name) is None]


@contextmanager
def secret_service(home: Path) -> Iterator[SecretService]:
    """The keyring, and this process's own as long as it lasts."""
    folders = {
        "XDG_DATA_HOME": "share",
        "XDG_RUNTIME_DIR": "run",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
    }
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", _BUS}
    }
    environment |= {"HOME": str(home)} | {name: str(home / folder) for name, folder in folders.items()}
    environment.pop("PYTHON_KEYRING_BACKEND", None)
    for folder in folders.values():
        (home / folder).mkdir(mode=0o700)
    with (
        started(["dbus-daemon", "--session", "--nofork", "--print-address=1"], environment) as bus,
        pytest.MonkeyPatch.context() as here,
    ):
        assert bus.stdout is not None
        environment[_BUS] = bus.stdout.readline().strip()
        here.setenv(_BUS, environment[_BUS])
        daemon_words = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        with the_name_watched(environment[_BUS]) as until_there, started(daemon_words, environment) as daemon:
            assert daemon.stdin is not None
            daemon.stdin.write("the password of the computer")
            daemon.stdin.close()
            until_there()
            from keyring.backends.SecretService import Keyring

            before = keyring.get_keyring()
            keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call] # the library's
            try:
                yield SecretService(environment, daemon)
            finally:
                keyring.set_keyring(before)


@contextmanager
def the_name_watched(bus: str) -> Iterator[Callable[[], object]]:
    """What is given back waits until the keyring stands on the bus; asked before, the bus would start another one."""
    from jeepney import MatchRule, message_bus  # there is D-Bus on Linux alone
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection(bus) as connection:
        proxy = Proxy(message_bus, connection)
        rule = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
        rule.add_arg_condition(0, "org.freedesktop.secrets")
        proxy.AddMatch(rule)
        with connection.filter(rule) as heard:
            yield lambda: connection.recv_until_filtered(heard, timeout=_PATIENCE)


@contextmanager
def started(words: list[str], environment: dict[str, str]) -> "Iterator[subprocess.Popen[str]]":
    """A program that is ended afterwards."""
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
