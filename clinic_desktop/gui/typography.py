"""Signs that are not seen: they say in which direction words run, and where they may be broken."""

import re
import unicodedata


def isolated(text: str) -> str:
    """The text, to be laid out in the direction of its own first letter, whatever stands around it.

    Without that, a phone number in an Arabic window begins with its last digits, and the ellipsis of an Arabic name in
    an English one stands before it. See https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    """
    return f"\u2068{text}\u2069"


def runs_left(text: str) -> bool:
    """Whether it has letters that run from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def breakable(text: str) -> str:
    """The text, its longest words broken wherever a line ends, so that none of them makes a panel wider than it is."""
    return _LONG_WORD.sub(lambda found: "\u200b".join(found[0]), text)


_LONG_WORD = re.compile(r"\S{24,}")
