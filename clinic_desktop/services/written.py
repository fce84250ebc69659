"""What people type, made fit to keep: trimmed, NFC, free of control characters, or refused with a sentence."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from clinic_desktop.domain.errors import InvalidInput

MOST_ROWS = 1_000
FIRST_BIRTH_DATE = date(1900, 1, 1)

_REFUSED = frozenset({"Cc", "Cs", "Co"})
_BREAKS = frozenset({"Zl", "Zp"})
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # makes a name read as another
_EMAIL = re.compile(r"[^\s@\"(),:;<>\[\\\]]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
_USERNAME = re.compile(r"\w[\w.@+' -]*")


def line(field: str, text: str, *, longest: int = 200, needed: str = "") -> str:
    """One line of text; raises InvalidInput for `field`. `needed`, where given, is the sentence for an empty one."""
    if _is_plain(text):
        return _measured(field, text.strip(), longest=longest, needed=needed)
    if any(unicodedata.category(sign) in _BREAKS or sign in "\r\n" for sign in text.strip()):
        raise InvalidInput(field, "Write this on one line.")
    return _fit(field, text, longest=longest, needed=needed)


def prose(field: str, text: str, *, longest: int = 4_000, needed: str = "") -> str:
    """Text that may run over lines and hold tabs; otherwise as `line`."""
    if _is_plain(text):
        return _measured(field, text.strip(), longest=longest, needed=needed)
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _fit(field, unified, longest=longest, needed=needed, allowed="\n\t")


def lines(field: str, texts: Iterable[str], *, longest: int = 120, most: int = 30) -> tuple[str, ...]:
    """Several lines without empty ones and repeats, in the order given."""
    kept = tuple(dict.fromkeys(filter(None, (line(field, text, longest=longest) for text in texts))))
    if len(kept) > most:
        raise InvalidInput(field, f"That is too many: keep at most {most}.")
    return kept


def username(text: str) -> str:
    """A user name: letters and digits of any script, with . - _ + @ and single spaces inside."""
    name = line("username", text, longest=64, needed="Choose a user name.")
    if len(name) < 3:
        raise InvalidInput("username", "A user name has at least three characters. Choose a longer one.")
    if not _USERNAME.fullmatch(name) or "  " in name:
        raise InvalidInput("username", "A user name holds letters, digits and the signs . - _ + @ only.")
    return name


def email(text: str, field: str = "email") -> str:
    """An e-mail address as typed, or empty."""
    address = line(field, text, longest=254)
    if address and (not _EMAIL.fullmatch(address) or ".." in address or address.startswith(".") or ".@" in address):
        raise InvalidInput(field, "That is not an e-mail address. It looks like name@example.org.")
    return address


def phone(text: str, region: str, field: str = "phone") -> str:
    """A telephone number in international spelling, or empty; numbers without a country code belong to `region`."""
    number = line(field, text, longest=40)
    if not number:
        return ""
    import phonenumbers  # its tables cost more than the rest of this room, and not every session types a number

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        parsed = None
    possible = phonenumbers.ValidationResult.IS_POSSIBLE
    if parsed is None or phonenumbers.is_possible_number_with_reason(parsed) != possible:
        raise InvalidInput(field, "That is not a telephone number. Check the digits, or write it as +49 30 1234567.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def birth_date(day: date | None, today: date) -> date | None:
    """A day on which someone alive may have been born."""
    if day is not None and day > today:
        raise InvalidInput("birth_date", "The birth date is in the future. Check the year.")
    if day is not None and day < FIRST_BIRTH_DATE:
        raise InvalidInput("birth_date", "The birth date is before 1900. Check the year.")
    return day


def within(field: str, number: int, *, least: int, most: int, sentence: str) -> int:
    """The number, if it lies between `least` and `most`, both included."""
    if not least <= number <= most:
        raise InvalidInput(field, sentence)
    return number


def limit_of(limit: int) -> int:
    """How many rows a list may give at once: from 1 to MOST_ROWS."""
    return within("limit", limit, least=1, most=MOST_ROWS, sentence=f"Ask for 1 to {MOST_ROWS} lines at a time.")


def _is_plain(text: str) -> bool:
    """Whether there is nothing in it to look at sign by sign."""
    return text.isascii() and text.isprintable()


def _fit(field: str, text: str, *, longest: int, needed: str, allowed: str = "") -> str:
    fit = unicodedata.normalize("NFC", text).strip()
    if not _is_plain(fit) and any(
        (unicodedata.category(sign) in _REFUSED and sign not in allowed) or sign in _TURNS_TEXT for sign in fit
    ):
        raise InvalidInput(field, "This holds signs that cannot be shown. Type it again by hand.")
    return _measured(field, fit, longest=longest, needed=needed)


def _measured(field: str, fit: str, *, longest: int, needed: str) -> str:
    if needed and not fit:
        raise InvalidInput(field, needed)
    if len(fit) > longest:
        raise InvalidInput(field, f"This is too long: keep it under {longest + 1:,} characters.")
    return fit
