"""ICU's data made small: what Qt reads of it is there as it was, all else is gone."""

import struct
from collections.abc import Mapping

from installers.icu_data import kept_of

HEADER = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(8) + b"CmnD" + bytes(16)


def common_data(items: Mapping[str, bytes]) -> bytes:
    """As ICU's pkgdata writes it."""
    names = [f"icudt73l/{name}\0".encode() for name in items]
    begin = 4 + 8 * len(items)
    table, bodies = struct.pack("<I", len(items)), b""
    room = -(-(begin + sum(map(len, names))) // 16) * 16
    for name, body in zip(names, items.values(), strict=True):
        table += struct.pack("<II", begin, room + len(bodies))
        begin += len(name)
        bodies += body.ljust(-(-len(body) // 16) * 16, b"\0")
    return HEADER + (table + b"".join(names)).ljust(room, b"\0") + bodies


def read(data: bytes) -> dict[str, bytes]:
    """As ICU finds them: offsets from the table's begin; each item padded up to the next."""
    table = len(HEADER)
    (count,) = struct.unpack_from("<I", data, table)
    found = {}
    for number in range(count):
        name, place = struct.unpack_from("<II", data, table + 4 + 8 * number)
        assert (table + place) % 16 == 0
        text = data[table + name : data.index(b"\0", table + name)].decode()
        found[text.removeprefix("icudt73l/")] = data[table + place : table + place + 8]
    return found


WHOLE = {
    "af.res": b"afrikaan",
    "brkitr/root.res": b"breaking",
    "coll/de.res": b"german__",
    "coll/ucadata.icu": b"order___" * 5,
    "cnvalias.icu": b"aliases_",
    "ibm-37.cnv": b"mainfram",
    "nfkc.nrm": b"compose_",
    "root.res": b"root____",
    "unit/de.res": b"units___",
}


def test_the_rules_of_sorting_and_of_letters_stay_as_they_were() -> None:
    kept = read(kept_of(common_data(WHOLE)))

    assert kept == {
        name: WHOLE[name][:8] for name in ("coll/de.res", "coll/ucadata.icu", "cnvalias.icu", "nfkc.nrm", "root.res")
    }


def test_the_items_stay_in_their_order_for_icu_searches_by_halves() -> None:
    names = list(read(kept_of(common_data(WHOLE))))

    assert names == [name for name in WHOLE if name in names]
    assert len(kept_of(common_data(WHOLE))) < len(common_data(WHOLE))
