"""The verbs of the station's key, for the table of access."""

from clinic_desktop.domain.keys import KeyPlace, NoKeyring
from clinic_desktop.services.key_keeping import KeyKeeper
from clinic_desktop.services.recovery import new_code
from tests.services.access_around_visits import Call
from tests.services.scene import Scene

_PASSPHRASE = "heron under the old bridge"


def _use_code(at: Scene) -> None:
    code = new_code()
    at.me.keys.use_code(code, code.code)


def _use_keyring(at: Scene) -> None:
    """There is none for the tests: whoever may is told so."""
    try:
        at.me.keys.use_keyring()
    except NoKeyring:
        assert not KeyKeeper(at.clinic.database).standing().has_keyring


def _drop(at: Scene) -> None:
    KeyKeeper(at.clinic.database).use_passphrase(_PASSPHRASE)
    at.me.keys.drop(KeyPlace.FILE)


def _prepare_change(at: Scene) -> None:
    KeyKeeper(at.clinic.database).use_passphrase(_PASSPHRASE)
    code = new_code()
    at.me.keys.prepare_change(code, code.code, _PASSPHRASE)


AROUND_KEYS: dict[str, tuple[str, Call]] = {
    "keys.standing": ("A", lambda at: at.me.keys.standing()),
    "keys.new_code": ("A", lambda at: at.me.keys.new_code()),
    "keys.use_code": ("A", _use_code),
    "keys.use_keyring": ("A", _use_keyring),
    "keys.use_file": ("A", lambda at: at.me.keys.use_file()),
    "keys.use_passphrase": ("A", lambda at: at.me.keys.use_passphrase(_PASSPHRASE, only=False)),
    "keys.drop": ("A", _drop),
    "keys.prepare_change": ("A", _prepare_change),
}
