"""PySide's support modules are laid down as PySide itself finds them: compiled, all of them."""

import marshal
import os
import shutil
import subprocess
import sys
from pathlib import Path

import shiboken6

from installers.qt_support import FOLDER, lay_down

_SAY = """
import sys
from PySide6.QtCore import QObject
try:
    QObject(1, 2, 3)
except TypeError as refusal:
    print("QObject" in str(refusal))
print(sys.modules["shibokensupport.signature.loader"].__file__)
"""


def test_all_that_the_loader_imports_is_there(tmp_path: Path) -> None:
    found = lay_down(tmp_path)

    names = {Path(place, Path(file).name).as_posix() for file, place in found}
    assert {
        "shiboken6/files.dir/shibokensupport/__init__.pyc",
        "shiboken6/files.dir/shibokensupport/signature/loader.pyc",
        "shiboken6/files.dir/shibokensupport/signature/lib/tool.pyc",
    } <= names
    for file, _ in found:
        marshal.loads(Path(file).read_bytes()[16:])  # compiled a moment ago


def test_pyside_takes_what_is_laid_down_and_tells_a_mistake_in_a_call_by_it(tmp_path: Path) -> None:
    (package := tmp_path / "shiboken6").mkdir()
    for file in Path(shiboken6.__file__).parent.iterdir():
        (package / file.name).symlink_to(file)
    (package / "__init__.py").unlink()
    shutil.copy(shiboken6.__file__, package)  # PySide looks beside the file that this is, not beside a link to it
    lay_down(tmp_path / FOLDER)

    words = [sys.executable, "-c", _SAY]
    told = subprocess.run(words, env=os.environ | {"PYTHONPATH": str(tmp_path)}, check=True, capture_output=True)

    loader = tmp_path / FOLDER / "shibokensupport/signature/loader.pyc"
    assert told.stdout.decode().splitlines() == ["True", str(loader)]
