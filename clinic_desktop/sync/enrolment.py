"""How a PC becomes a station: a file for it, a code that is spoken, and a password that nobody but it ever knows."""

import json
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.domain.hub_refusals import NewerEnrolment, NoEnrolment, WrongCode
from clinic_desktop.domain.syncing import Enrolment
from clinic_desktop.storage.keys import StationKey

from .address import HubAddress

Words: TypeAlias = dict[str, Any]  # a JSON object read from a file

LETTERS = "2346789HKLMPRWXY"
"""What a code is made of: none looks or sounds like another of them (no 0/O, 1/I, 5/S, 8/B, B/P/T, M/N, F/S, J/K)."""
_GROUPS, _GROUP = 3, 4  # 48 bits, each try 64 MiB and a tenth of a second, and the first contact ends it
_MEANT = str.maketrans({"1": "L", "I": "L", "Z": "2", "B": "8", "G": "6", "N": "M"})

_FORMAT = "clinic-desktop enrolment"
_VERSION = 1
_SCRYPT_COST, _SCRYPT_BLOCK, _SCRYPT_LANES = 2**16, 8, 1
_SALT_BYTES = 16
_NONCE_BYTES = 12
_KEY_BYTES = 32
_PASSWORD_BYTES = 24
_LABEL = "hub address"


class AddressElsewhere(WorldFault):
    """The address was kept under another station's key."""

    def __init__(self) -> None:
        super().__init__("The way to the shared server was set up on another PC. Have this PC enrolled as a station.")


def new_code() -> str:
    """A code to be said aloud: three groups of four."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def new_password() -> str:
    """A password for a station's login, which no person ever types."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


def heard(code: str) -> str:
    """The code as it was meant, however it was typed: spaces, small letters, a 1 for an L."""
    return "".join(letter for letter in code.upper().translate(_MEANT) if letter in LETTERS)


def written(address: HubAddress, name: str, code: str) -> Enrolment:
    """The enrolment for a station: what the code does not hide is bound to it, so that nobody can lead it elsewhere."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    open_part: Words = {
        "format": _FORMAT,
        "version": _VERSION,
        "station": name,
        **_plain(address),
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
    }
    open_part.pop("password")
    closed = AESGCM(_key(code, salt)).encrypt(nonce, address.password.encode(), _bound(open_part))
    text = json.dumps({**open_part, "password": b64encode(closed).decode()}, indent=1, ensure_ascii=False)
    return Enrolment(file_text=text + "\n", code=code, station_id=address.station_id, name=name)


def opened(file_text: str, code: str) -> HubAddress:
    """The address with the first password; raises NoEnrolment, NewerEnrolment and WrongCode."""
    words = _read(file_text)
    try:
        open_part = {name: value for name, value in words.items() if name != "password"}
        salt, nonce, closed = (b64decode(words[name], validate=True) for name in ("salt", "nonce", "password"))
        address = _address({**words, "password": ""})
        password = AESGCM(_key(code, salt)).decrypt(nonce, closed, _bound(open_part)).decode()
    except InvalidTag as error:
        raise WrongCode from error
    except (KeyError, TypeError, ValueError, AttributeError, NotBase64) as error:
        raise NoEnrolment from error
    return replace(address, password=password)


def kept(key: StationKey, address: HubAddress) -> str:
    """The address as the station's database keeps it (AES-256-GCM under a sub-key of the station's)."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    closed = AESGCM(key.derive(_LABEL)).encrypt(nonce, json.dumps(_plain(address)).encode(), _LABEL.encode())
    return b64encode(nonce + closed).decode()


def recalled(key: StationKey, stored: str) -> HubAddress:
    """The address that was kept; raises AddressElsewhere."""
    for sub_key in key.derive_all(_LABEL):
        with suppress(InvalidTag, ValueError, KeyError, TypeError):
            whole = b64decode(stored, validate=True)
            text = AESGCM(sub_key).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], _LABEL.encode())
            return _address(json.loads(text))
    raise AddressElsewhere


def _read(file_text: str) -> Words:
    try:
        words = json.loads(file_text)
    except ValueError as error:
        raise NoEnrolment from error
    if not isinstance(words, dict) or words.get("format") != _FORMAT:
        raise NoEnrolment
    if words.get("version") != _VERSION:
        raise NewerEnrolment
    return words


def _plain(address: HubAddress) -> Words:
    return {**asdict(address), "station_id": str(address.station_id), "clinic_id": str(address.clinic_id)}


def _address(words: Words) -> HubAddress:
    text = partial(_text, words)
    return HubAddress(
        host=text("host"),
        port=int(words["port"]),
        database=text("database"),
        user=text("user"),
        password=text("password"),
        station_id=UUID(text("station_id")),
        clinic_id=UUID(text("clinic_id")),
        authority=text("authority"),
    )


def _text(words: Words, name: str) -> str:
    if not isinstance(text := words[name], str):
        raise TypeError(name)
    return text


def _bound(open_part: Words) -> bytes:
    return json.dumps(open_part, sort_keys=True).encode()


def _key(code: str, salt: bytes) -> bytes:
    scrypt = Scrypt(salt=salt, length=_KEY_BYTES, n=_SCRYPT_COST, r=_SCRYPT_BLOCK, p=_SCRYPT_LANES)
    return scrypt.derive(heard(code).encode())
