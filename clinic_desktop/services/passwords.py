"""Passwords: how they are kept, and which ones are fit to be chosen."""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

import bcrypt

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.paths import resources

COST = 12
LONGEST = 128
_LONGEST_RATED = 72  # zxcvbn looks at no more
_LABEL = b"clinic-desktop password 1"  # no secret: every station must be able to check a hash that another one made
_LEFT_BESIDE_OWN_WORDS = 6
_SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu", "wa")
_ROWS = (
    "1234567890",
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
)
_NO_HASH = "." * 22 + "a" * 31


class Passwords:
    """Makes and checks bcrypt hashes; `cost` is lower than COST in tests only."""

    def __init__(self, cost: int = COST) -> None:
        self._cost = cost

    def hash(self, password: str) -> str:
        """A bcrypt hash of the keyed digest of the password, because bcrypt itself stops at 72 bytes."""
        return bcrypt.hashpw(_digest(password), bcrypt.gensalt(self._cost)).decode("ascii")

    def match(self, password: str, kept: str | None) -> bool:
        """Whether the password made that hash; without a hash it takes the same time and is wrong."""
        right = bcrypt.checkpw(_digest(password), (kept or f"$2b${self._cost:02d}${_NO_HASH}").encode("ascii"))
        return right and kept is not None


def one_time_password() -> str:
    """A password to be read aloud and typed once: pairs of syllables and digits, some 50 bits."""
    words = ("".join(secrets.choice(_SYLLABLES) for _ in range(3)) for _ in range(3))
    return "-".join([*words, f"{secrets.randbelow(10_000):04d}"])


def check_password(password: str, *, shortest: int, own_words: Iterable[str], field: str = "password") -> None:
    """Refuse a password that is guessed first, after NIST SP 800-63B 5.1.1.2: length, known lists, the clinic's words.

    There are no rules of composition. Raises InvalidInput for `field`.
    """
    text = unicodedata.normalize("NFC", password)
    if len(text) < shortest:
        raise InvalidInput(
            field, f"A password has at least {shortest} characters. Three or four words make a good one."
        )
    if len(text) > LONGEST:
        raise InvalidInput(field, f"A password has at most {LONGEST} characters. Choose a shorter one.")
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        raise InvalidInput(field, "This holds signs that cannot be typed again. Choose others.")
    if _is_common(text.casefold()):
        raise InvalidInput(field, "This is among the passwords that are tried first. Choose another.")
    if _is_made_of(text, own_words):
        raise InvalidInput(field, "This is little more than the clinic's or your own name. Choose another.")


def strength(password: str, own_words: Iterable[str]) -> int:
    """How long somebody who tries would need, from 0 (no time) to 4 (for ever), as zxcvbn estimates it.

    A hint for whoever chooses; what is refused is decided by check_password(). After Wheeler, zxcvbn (USENIX 2016).
    """
    from zxcvbn import zxcvbn  # its lists of words take a while to read

    if not password:
        return 0
    words = [word for text in own_words for word in (text, *text.split()) if word]
    return int(zxcvbn(password[:_LONGEST_RATED], user_inputs=words)["score"])


@cache
def common_passwords() -> frozenset[str]:
    """The passwords that attackers try first, in lower case."""
    return frozenset((resources() / "common_passwords.txt").read_text(encoding="utf-8").splitlines())


def _digest(password: str) -> bytes:
    text = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return base64.b64encode(hmac.digest(_LABEL, text, hashlib.sha256))


def _is_common(text: str) -> bool:
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    return (
        text in common_passwords()
        or core in common_passwords()
        or _unit_of(text) in common_passwords()
        or len(set(text)) < 5
        or len(_unit_of(text)) < 6
        or any(text in row * 6 or text in row[::-1] * 6 for row in _ROWS)
    )


def _unit_of(text: str) -> str:
    """The shortest piece whose repetition gives the text."""
    return text[: (text + text).index(text, 1)]


def _is_made_of(text: str, own_words: Iterable[str]) -> bool:
    left = _letters(text)
    names = {_letters(words) for words in own_words} | {_letters(part) for words in own_words for part in words.split()}
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= 3:
            left = left.replace(name, "")
    return len(left) < _LEFT_BESIDE_OWN_WORDS


def _letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
