"""The code on an appointment's slip: digits only, so that a scanner types the same on every keyboard layout."""

from uuid import UUID

PREFIX = "77"
_DIGITS = 39
_CHECK = 97
CODE_LENGTH = len(PREFIX) + _DIGITS + 2


def code_of(appointment_id: UUID) -> str:
    """The digits that a slip bears: a prefix, the appointment's id, and two to check them by (ISO 7064, MOD 97)."""
    number = appointment_id.int
    return f"{PREFIX}{number:0{_DIGITS}d}{_check_of(number):02d}"


def appointment_of(code: str) -> UUID | None:
    """The appointment that a code names; None if it is no slip's code, or was read wrongly."""
    digits = code.strip()
    if len(digits) != CODE_LENGTH or not digits.isascii() or not digits.isdigit() or not digits.startswith(PREFIX):
        return None
    number, check = int(digits[len(PREFIX) : -2]), int(digits[-2:])
    if number >= 2**128 or _check_of(number) != check:
        return None
    return UUID(int=number)


def _check_of(number: int) -> int:
    return _CHECK + 1 - number * 100 % _CHECK
