"""The recovery code of a clinic's backups: letters that nobody mixes up, in groups, with two that find a slip.

Twenty-six letters of an alphabet of 23 are 117 bits of chance, so nobody guesses it; the two check letters are the sum
of all places modulo 23, plain and weighted by place, which finds any one wrong letter and any two that changed places.
"""

from collections.abc import Sequence

LETTERS = "2346789ACDEFHJKMNPRTWXY"
"""What a code is made of: none looks like another of them (no 0/O/Q, 1/I/L, 5/S, 8/B, 2/Z, 6/G, U/V)."""
DRAWN = 26
"""How many letters are drawn; the check letters come after them."""
GROUP = 4
LENGTH = DRAWN + 2
_BASE = len(LETTERS)
_MEANT = str.maketrans({"B": "8", "Z": "2", "G": "6"})


def code_of(drawn: Sequence[int]) -> str:
    """The code of as many numbers below 23 as are DRAWN, in groups of four."""
    return in_groups("".join(LETTERS[number] for number in (*drawn, *_checks(drawn))))


def in_groups(letters: str) -> str:
    """The letters in groups of four."""
    return "-".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def heard(code: str) -> str:
    """The letters as they were meant, however they were typed: in small letters, with spaces, a B for an 8."""
    return "".join(letter for letter in code.upper().translate(_MEANT) if letter in LETTERS)


def is_whole(code: str) -> bool:
    """Whether these can be the letters of a code: all of them, and the check letters agree."""
    letters = heard(code)
    numbers = [LETTERS.index(letter) for letter in letters]
    return len(letters) == LENGTH and tuple(numbers[DRAWN:]) == _checks(numbers[:DRAWN])


def _checks(drawn: Sequence[int]) -> tuple[int, int]:
    return sum(drawn) % _BASE, sum(place * number for place, number in enumerate(drawn, start=1)) % _BASE
