"""What `run.py build` does: PyInstaller by its recipe, and with --deb a package for Debian of what it made."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Make the folder dist/clinic-desktop, and what else is asked for; gives the exit code."""
    parser = argparse.ArgumentParser(prog="run.py build", description="A folder that runs without Python.")
    parser.add_argument("--deb", action="store_true", help="and a package of it for Debian")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", metavar="DIR", help="where it goes: dist/")
    parser.add_argument("--work", type=Path, default=ROOT / "build", metavar="DIR", help="made on the way: build/")
    asked = parser.parse_args()
    words = ["--noconfirm", "--log-level=WARN", f"--distpath={asked.dist}", f"--workpath={asked.work}"]
    shutil.rmtree(asked.work, ignore_errors=True)  # PyInstaller takes what was edited amid its last work for old
    code = subprocess.call([sys.executable, "-m", "PyInstaller", *words, str(ROOT / "build.spec")], cwd=ROOT)
    if code:
        return code
    made = asked.dist / "clinic-desktop"
    print(f"{made}: {size_of(made) / 1e6:.1f} MB. Try it: {made / 'clinic-desktop'} --self-check")
    if size_of(made) > _MOST:
        print(f"That is more than {_MOST / 1e6:.0f} MB: installers/trimming.py says what is left out.", file=sys.stderr)
        return 1
    if asked.deb:
        from installers.debian.packing import pack

        package = pack(made, asked.dist)
        print(f"{package}: {package.stat().st_size / 1e6:.0f} MB. Install it: apt install {package}")
    return 0


_MOST = 150_000_000


def size_of(folder: Path) -> int:
    """The bytes of the files in a folder, each once."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())


if __name__ == "__main__":
    sys.exit(main())
