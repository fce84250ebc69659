"""Makes Qt's copy of ICU's data small: of 31 MB it reads the rules of sorting and of letters alone.

The names of currencies, languages, regions, units and zones in every language, the breaking of lines and the character
sets of other centuries stay out: Qt has its own. The form is that of ICU's common data (udatamem.h, ucmndata.h): a
header, a table of contents whose offsets count from its own begin, the names, and the items at multiples of 16.
"""

import re
import struct
import subprocess
import tempfile
from pathlib import Path

_FORM = b"CmnD"
_FORM_AT = 12
_ALIGNED = 16
_KEPT = re.compile(
    r"(coll/.*|[^/]*\.(icu|nrm|spp|cfu)|(root|pool|res_index|likelySubtags|supplementalData|keyTypeData|metadata"
    r"|numberingSystems|timezoneTypes|zoneinfo64|icuver|icustd)\.res)"
)


def shrink(library: Path) -> int:
    """Put a library with what is kept in the place of libicudata.so.NN; gives the bytes that were won."""
    whole = library.read_bytes()
    version = library.name.rpartition(".")[2]
    symbol = f"icudt{version}_dat"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "data").write_bytes(kept_of(whole[whole.index(_FORM) - _FORM_AT :]))
        for words in (
            ["ld", "-r", "-b", "binary", "-o", "raw.o", "data"],
            [
                "objcopy", "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents",
                "--set-section-alignment", f".data={_ALIGNED}",
                "--redefine-sym", f"_binary_data_start={symbol}", "raw.o", "named.o",
            ],
            [
                "ld", "-shared", "-z", "noexecstack", "-soname", library.name, "--hash-style=gnu", "--build-id=none",
                "-o", "small.so", "named.o",
            ],
        ):  # fmt: skip
            subprocess.run(words, cwd=folder, check=True)
        small = (folder / "small.so").read_bytes()
    library.write_bytes(small)
    return len(whole) - len(small)


def kept_of(data: bytes) -> bytes:
    """The data with those items alone that are kept, in their order, as ICU searches them by halves."""
    (header,) = struct.unpack_from("<H", data)
    items = {name: body for name, body in _items(data, header) if _KEPT.fullmatch(name.partition("/")[2])}
    names, places, bodies = b"", [], b""
    begin = 4 + 8 * len(items)
    room = begin + sum(len(name.encode()) + 1 for name in items)
    room += -(header + room) % _ALIGNED
    for name, body in items.items():
        places.append((begin + len(names), room + len(bodies)))
        names += name.encode() + b"\0"
        bodies += body + bytes(-len(body) % _ALIGNED)
    table = struct.pack("<I", len(items)) + b"".join(struct.pack("<II", *place) for place in places) + names
    return data[:header] + table.ljust(room, b"\0") + bodies


def _items(data: bytes, table: int) -> list[tuple[str, bytes]]:
    (count,) = struct.unpack_from("<I", data, table)
    places = [struct.unpack_from("<II", data, table + 4 + 8 * number) for number in range(count)]
    ends = [*(begin for _, begin in places[1:]), len(data)]
    return [
        (
            data[table + name : data.index(b"\0", table + name)].decode("ascii"),
            data[table + begin : (end if end == len(data) else table + end)],
        )
        for (name, begin), end in zip(places, ends, strict=True)
    ]
