"""The folder .venv: what it was made from, and making it what pyproject.toml and the lock file ask for."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bootstrap.libraries import USUALLY_MISSING, apt_get_install, install_libraries
from bootstrap.places import PYTHON, ROOT, VENV, command, has_module

LOCK = os.path.join(ROOT, "requirements.lock")
STAMP = os.path.join(VENV, "clinic-desktop.stamp")
UNFINISHED = "unfinished"
LIBRARIES_MISSING = "\nlibraries missing"


def set_up() -> None:
    """Make .venv what pyproject.toml and the lock file ask for; costs two small files' reading when it is."""
    if read_stamp() == wanted_stamp():
        return
    with only_one_at_a_time():
        if read_stamp() == wanted_stamp():
            return
        if read_stamp() != wanted_stamp() + LIBRARIES_MISSING:
            make_environment()
            write_stamp(wanted_stamp() + LIBRARIES_MISSING)
        if sys.platform.startswith("linux"):
            install_libraries()
        write_stamp(wanted_stamp())
        print("Everything is set up.", flush=True)


def wanted_stamp() -> str:
    """Name what .venv was made from: the two files, the folder, and the Python that .venv leads to."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "requirements.lock"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return "\n".join((digest.hexdigest(), VENV, os.path.realpath(PYTHON)))


def read_stamp() -> str:
    try:
        with open(STAMP, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def write_stamp(text: str) -> None:
    with open(STAMP + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(STAMP + ".new", STAMP)


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Keep a second run.py waiting while the first one sets up; the system lets go if the first one dies."""
    import time

    with open(os.path.join(ROOT, ".run.lock"), "a+b") as file:
        told = False
        while not grabbed(file.fileno()):
            if not told:
                print("Another run.py is setting this folder up; waiting for it to finish.", flush=True)
            told = True
            time.sleep(0.2)
        yield


def grabbed(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def make_environment() -> None:
    """Make .venv, or bring it up to the lock file; one that was left half made is made anew."""
    import shutil
    import subprocess

    stamp = read_stamp()
    moved = "\n" in stamp and not stamp.removesuffix(LIBRARIES_MISSING).endswith(
        "\n".join((VENV, os.path.realpath(PYTHON)))
    )
    runs = os.path.exists(PYTHON) and not subprocess.call(
        [PYTHON, "-c", "import sys; sys.version_info < (3, 11) and 1/0"]
    )
    if os.path.exists(VENV) and (stamp == UNFINISHED or moved or not runs):
        shutil.rmtree(VENV)
    print("Setting up .venv: once, some minutes and 600 MB, most of it Qt.", flush=True)
    os.makedirs(VENV, exist_ok=True)
    write_stamp(UNFINISHED)
    if not os.path.exists(PYTHON):
        if not has_module("venv"):
            apt_get_install(["python%d.%d-venv" % sys.version_info[:2], *USUALLY_MISSING.split()])
        command([sys.executable, "-m", "venv", "--without-pip", VENV], "Python could not make the folder .venv.")
    install_packages()


def install_packages() -> None:
    """Install what the lock file pins, then the program itself, by uv or else by pip."""
    import shutil
    import subprocess

    wanted = ["-r", LOCK]
    itself = ["--no-deps", "--no-build-isolation", "-e", ROOT]
    uv = shutil.which("uv")
    if uv:
        install = [uv, "pip", "install", "--python", PYTHON, "--compile-bytecode"]
        if not subprocess.call([*install, *wanted]) and not subprocess.call([*install, *itself]):
            return
        print("uv could not do it (its words stand above); trying pip.", flush=True)
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    install = [*pip(), "install", "--disable-pip-version-check", "--no-input", *quiet]
    failed = (
        "The packages could not be installed; pip's own words stand above. If this machine is not online, connect it."
        " Then start run.py again: it goes on from here."
    )
    command([*install, *wanted], failed)
    command([*install, *itself], failed)


def pip() -> list[str]:
    """Find a pip that can install into .venv; Debian keeps its own apart from Python."""
    import glob
    import subprocess

    inside = [PYTHON, "-m", "pip"]
    if not subprocess.call([*inside, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        return inside
    wheels = sorted(glob.glob("/usr/share/python-wheels/pip-*.whl"))
    if not has_module("ensurepip"):
        if has_module("pip"):
            return [sys.executable, "-m", "pip", "--python", PYTHON]
        if wheels:
            return [PYTHON, os.path.join(wheels[-1], "pip")]
        apt_get_install(["python%d.%d-venv" % sys.version_info[:2], *USUALLY_MISSING.split()])
    command([PYTHON, "-m", "ensurepip", "--default-pip"], "Python could not put pip into .venv.", quiet=True)
    return inside
