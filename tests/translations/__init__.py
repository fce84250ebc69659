"""The desk's translations: found in the source by Qt's lupdate, written by people, compiled by Qt's lrelease."""

import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "resources" / "translations"
CODES = ("de", "pt", "ar")
SOURCES = (
    *sorted((ROOT / "clinic_desktop" / "gui" / "patient_desk").glob("*.py")),
    ROOT / "clinic_desktop" / "gui" / "patients" / "reminder_choice.py",
    ROOT / "clinic_desktop" / "gui" / "widgets" / "both_versions.py",
)
"""What speaks to a patient; everything else speaks English to the staff."""


def update(file: Path, code: str) -> None:
    """Bring a file of translations up to the source: what is new stands in it unfinished, what is gone goes."""
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", code]
    _run("lupdate", *options, *map(str, SOURCES), "-ts", str(file))


def compile_into(file: Path, ts: Path) -> None:
    """Make of a file of translations what the program reads."""
    _run("lrelease", "-silent", str(ts), "-qm", str(file))


def translations_of(code: str) -> Path:
    """The file that people write in."""
    return FOLDER / f"clinic_{code}.ts"


def _run(tool: str, *words: str) -> None:
    program = Path(PySide6.__file__).parent / (f"{tool}.exe" if sys.platform == "win32" else tool)
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
