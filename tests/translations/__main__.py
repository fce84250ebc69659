"""python -m tests.translations: look for new texts of the patient's desk, and compile what was translated."""

import sys
from xml.etree import ElementTree as ET

from . import CODES, compile_into, translations_of, update


def main() -> int:
    """Say how much of each language is still to be written; 1 while anything is."""
    is_unfinished = False
    for code in CODES:
        ts = translations_of(code)
        update(ts, code)
        compile_into(ts.with_suffix(".qm"), ts)
        messages = ET.parse(ts).findall("./context/message/translation")
        unfinished = sum(each.get("type") == "unfinished" for each in messages)
        is_unfinished |= bool(unfinished)
        print(f"{ts.name}: {len(messages)} texts, {unfinished} to be translated")  # noqa: T201
    return int(is_unfinished)


sys.exit(main())
