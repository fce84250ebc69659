"""Words that are written in the other direction than the window's."""


def isolated(text: str) -> str:
    """The text, to be laid out in the direction of its own first letter, whatever stands around it.

    Without that, a phone number in an Arabic window begins with its last digits, and the ellipsis of an Arabic name in
    an English one stands before it. See https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
    """
    return f"\u2068{text}\u2069"
