"""What may stand in a person's place where others can see the screen or the paper."""

import unicodedata


def initials_of(name: str) -> str:
    """The first letter of each name, as it is written: "P. N." of "Peter Novak", "Å.-M. L." of "Åsa-Maria Lindgren"."""
    return " ".join(
        "-".join(_initial(part) for part in word.split("-") if part) for word in name.split() if word != "-"
    )


def _initial(part: str) -> str:
    """The first letter with the marks that follow it, a full stop behind it."""
    letter = part[0]
    for mark in part[1:]:
        if not _is_mark(mark):
            break
        letter += mark
    return f"{letter}."


def _is_mark(sign: str) -> bool:
    """Whether a sign belongs to the letter before it (Unicode categories M*)."""
    return unicodedata.category(sign).startswith("M")
