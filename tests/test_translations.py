"""The patient's desk speaks four languages: no text is left out, and what the program reads is what people wrote."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.translations import CODES, compile_into, translations_of, update


def messages(ts: Path) -> Iterator[tuple[str, str, ET.Element]]:
    """Each text with the room it is said in, and its translation."""
    for context in ET.parse(ts).findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_desk_is_translated(code: str, tmp_path: Path) -> None:
    ts = tmp_path / f"{code}.ts"
    shutil.copy(translations_of(code), ts)

    update(ts, code)

    left = [(room, text) for room, text, words in messages(ts) if words.get("type") or not (words.text or "").strip()]
    assert left == []
    assert ts.read_text(encoding="utf-8") == translations_of(code).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_what_the_program_reads_is_what_people_wrote(code: str, tmp_path: Path) -> None:
    compile_into(tmp_path / "made.qm", translations_of(code))

    assert (tmp_path / "made.qm").read_bytes() == translations_of(code).with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("code", CODES)
def test_names_and_times_have_their_places_in_every_language(code: str) -> None:
    for _, text, words in messages(translations_of(code)):
        assert set(places(text)) == set(places(words.text or "")), text


def places(text: str) -> list[str]:
    return re.findall(r"\{\w+\}", text)
