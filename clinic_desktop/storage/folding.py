"""How names are compared: without regard to case, accents and script."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii


def key_of(name: str) -> str:
    """What decides whether two user names, e-mail addresses or names of departments are the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())


def folded(text: str) -> str:
    """Lower-case ASCII letters that a person would type for it: Łódź is lodz, Müller is muller, Новак is novak."""
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=8192)  # names come again
def _folded(text: str) -> str:
    return anyascii(unicodedata.normalize("NFC", text)).lower()
