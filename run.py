#!/usr/bin/env python3
"""Set everything up and start the program, its tests, its checks or its tour: standard library only."""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Clinic Desktop needs Python 3.11 or newer, and this is Python %d.%d. Start run.py with a newer one."
        % sys.version_info[:2]
    )

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

USAGE = """\
python3 run.py              open the program         (--desk: the screen on which patients help themselves)
python3 run.py test         run the tests            (what follows goes to pytest; nothing: all, on every core)
python3 run.py check        ruff and mypy            (what follows: the files to look at)
python3 run.py bench        measure, print a table   (--json FILE; bench sync, bench book: only that)
python3 run.py tour [DIR]   drive the real windows and keep their pictures
python3 run.py translate    look for new texts of the patient's desk, and compile its translations
python3 run.py build        make a folder that runs without Python   (--deb: and a package of it for Debian)
python3 run.py WORD ...     any other word is the program's own: demo, import, create-admin ...

The first start sets everything up in .venv beside this file; later ones find it there.
"""

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")
LOCK = os.path.join(ROOT, "requirements.lock")
STAMP = os.path.join(VENV, "clinic-desktop.stamp")
UNFINISHED = "unfinished"
LIBRARIES_MISSING = "\nlibraries missing"

# Debian's policy (8.1) derives a library's package from its soname; these do not follow it. Debian 13 calls some of
# them ...t64, which apt-get finds by the older name too.
PACKAGES_OF_OTHER_NAMES = {
    "libbrotlidec.so.1": "libbrotli1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}
# What a bare Debian lacks, asked for together with Python's venv, so that there is one line to type and not two.
USUALLY_MISSING = (
    "libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libwayland-client0 libwayland-cursor0 libx11-6"
    " libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0"
    " libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1"
    " libxcb1 libxkbcommon-x11-0 libxkbcommon0"
)
QT_PARTS = (
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtPrintSupport.abi3.so",
    "QtNetwork.abi3.so",
    "QtDBus.abi3.so",
    "QtTest.abi3.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland*.so",
    "Qt/plugins/xcbglintegrations/*.so",
    "Qt/plugins/imageformats/libqsvg.so",
    "Qt/plugins/iconengines/*.so",
)


class SetUpError(Exception):
    """What keeps the program from being set up, and what the person at the machine can do about it."""


def main(words: list[str]) -> int:
    """Run one word; on POSIX the program takes this process's place, so nothing of run.py stays behind."""
    word, rest = (words[0], words[1:]) if words else ("", [])
    if word in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    set_up()
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # without compiled files every start takes seconds
    if word == "test":
        os.chdir(ROOT)
        return replace_by(["-m", "pytest", *(rest or ["-n", "auto", "--dist", "worksteal"])], environment)
    if word == "check":
        os.chdir(ROOT)
        return check(rest, environment)
    if word in ("bench", "translate"):
        environment["PYTHONPATH"] = ROOT
        return replace_by(["-m", "tests.benchmarks" if word == "bench" else "tests.translations", *rest], environment)
    if word == "build":
        os.chdir(ROOT)
        return replace_by(["-m", "installers", *rest], environment)
    if word == "tour":
        return tour(rest, environment)
    opens_window = not word or (word.startswith("-") and word != "--version")
    if opens_window and not has_display():
        print("This machine shows no display, so no window can open. The tour runs off screen instead.")
        return tour([], environment)
    return replace_by(["-P", "-m", "clinic_desktop", *words], environment)


def tour(rest: list[str], environment: dict[str, str]) -> int:
    """Drive the real windows by themselves, off screen where there is no display."""
    if not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return replace_by(["-P", "-m", "clinic_desktop", "tour", *(rest or [os.path.join(ROOT, "tour")])], environment)


def check(rest: list[str], environment: dict[str, str]) -> int:
    """Run the three checks to the end, so that one look shows all that is wrong."""
    import subprocess

    commands = (
        ["ruff", "check", *(rest or ["."])],
        ["ruff", "format", "--check", *(rest or ["."])],
        ["mypy", "--strict", *rest],
    )
    worst = 0
    for command in commands:
        print("$ " + " ".join(command), flush=True)
        worst = max(worst, abs(subprocess.call([PYTHON, "-m", *command], env=environment)))
    return worst


def replace_by(arguments: list[str], environment: dict[str, str]) -> int:
    """Become the Python of .venv; Windows cannot, so there it is started and waited for."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(PYTHON, [PYTHON, *arguments], environment)
    import subprocess

    return subprocess.call([PYTHON, *arguments], env=environment)


def has_display() -> bool:
    """Whether Qt would find a screen: it aborts the process when it does not, so it must not be the one to try."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return x11_answers() or wayland_answers()


def x11_answers() -> bool:
    """Open the X display as Qt will, its permission included."""
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def wayland_answers() -> bool:
    """Connect to the Wayland compositor's socket."""
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    import socket

    with socket.socket(socket.AF_UNIX) as compositor:
        try:
            compositor.connect(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name))
        except OSError:
            return False
    return True


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


def install_libraries() -> None:
    """Install the shared libraries that Qt's parts name and this system lacks."""
    missing = missing_libraries()
    if missing:
        apt_get_install(sorted({debian_package(library) for library in missing}))
        missing = missing_libraries()
    if missing:
        raise SetUpError("Qt needs shared libraries that this system lacks. Install: " + " ".join(missing))


def debian_package(library: str) -> str:
    """Name the package of a shared library: libX11.so.6 is in libx11-6, libxcb-cursor.so.0 in libxcb-cursor0."""
    name, version = library.split(".so.", 1)
    dash = "-" if name[-1].isdigit() else ""
    return PACKAGES_OF_OTHER_NAMES.get(library, (name + dash + version).lower().replace("_", "-"))


def missing_libraries() -> list[str]:
    """Ask the system's own loader, which follows what each library needs in turn."""
    import glob
    import re
    import subprocess

    within = "lib/python3*/site-packages/PySide6/"
    parts = [os.path.join(VENV, file) for part in QT_PARTS for file in glob.glob(within + part, root_dir=VENV)]
    try:
        listing = subprocess.run(["ldd", *parts], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return []
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)))


def apt_get_install(packages: list[str]) -> None:
    """Install Debian packages as root or by sudo on a terminal; raises SetUpError with the line to type elsewhere."""
    import shutil
    import subprocess

    if not shutil.which("apt-get"):
        raise SetUpError(
            "This system lacks what Debian calls %s. Install the packages that hold it here, and start run.py again."
            % " ".join(packages)
        )
    line = "apt-get install --yes --no-install-recommends " + " ".join(packages)
    root = os.geteuid() == 0
    if not root and not (shutil.which("sudo") and sys.stdin.isatty()):
        raise SetUpError(
            "This system lacks some packages. Type this line and start run.py again:\n"
            "    sudo apt-get update && sudo " + line
        )
    print("Installing what the system lacks: " + line, flush=True)
    prefix = [] if root else ["sudo"]
    options = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [*prefix, "apt-get", *options, *line.split()[1:]]
    subprocess.call([*prefix, "apt-get", *options, "update"], env=environment)
    if subprocess.call(install, env=environment, stdout=subprocess.DEVNULL):
        raise SetUpError(
            "apt-get could not install them; its own words stand above. When that is mended, start run.py again,"
            " or type:\n"
            "    sudo " + line
        )


def has_module(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def command(words: list[str], failed: str, *, quiet: bool = False) -> None:
    import subprocess

    if subprocess.call(words, stdout=subprocess.DEVNULL if quiet else None):
        raise SetUpError(failed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next start goes on from here.")
    except OSError as error:
        sys.exit("The set-up stopped: %s. When that is mended, start run.py again: it goes on from here." % error)
