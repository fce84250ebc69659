"""How many text messages a text takes, counted as telephones do (3GPP TS 23.038, 23.040)."""

from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_SINGLE, _PART = {False: 160, True: 70}, {False: 153, True: 67}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsLength:
    """`units` used in `parts` messages; `is_unicode` when a sign in it halves what one message holds."""

    units: int
    parts: int
    is_unicode: bool


def sms_length(text: str) -> SmsLength:
    """Count a text; a sign of two units is never cut in half between two parts."""
    is_unicode = any(sign not in _BASIC and sign not in _ESCAPED for sign in text)
    widths = [_units(sign, is_unicode=is_unicode) for sign in text]
    units = sum(widths)
    if units <= _SINGLE[is_unicode]:
        return SmsLength(units=units, parts=1 if units else 0, is_unicode=is_unicode)
    parts, filled, most = 1, 0, _PART[is_unicode]
    for width in widths:
        if filled + width > most:
            parts, filled = parts + 1, 0
        filled += width
    return SmsLength(units=units, parts=parts, is_unicode=is_unicode)


def _units(sign: str, *, is_unicode: bool) -> int:
    return len(sign.encode("utf-16-le")) // 2 if is_unicode else 1 + (sign in _ESCAPED)
