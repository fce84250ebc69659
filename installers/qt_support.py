"""PySide's support modules, compiled once: it has them as sources in a zip, and compiles them at each start.

Where a folder `files.dir` lies beside shiboken6 it takes them from there.
"""

import py_compile
import sys
from pathlib import Path

FOLDER = "shiboken6/files.dir"


def lay_down(folder: Path) -> list[tuple[str, str]]:
    """Compile the modules into an empty folder; gives each file with where it goes, as a spec's `datas`."""
    found = []
    for name, source in _sources().items():
        written = folder / name
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(source)
        py_compile.compile(str(written), cfile=f"{written}c", dfile=name, doraise=True, optimize=2)
        written.unlink()
        found.append((f"{written}c", str(Path(FOLDER, name).parent)))
    return found


def _sources() -> dict[str, bytes]:
    import PySide6.QtCore  # noqa: F401 # which brings them

    zipped = sys.modules["signature_bootstrap"].prepare_zipfile()[1].zfile
    return {
        name: zipped.read(name)
        for name in zipped.namelist()
        if name.startswith("shibokensupport/") and name.endswith(".py")
    }
