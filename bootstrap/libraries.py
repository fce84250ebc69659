"""The system's own packages: the shared libraries that Qt's parts name, and how Debian installs them."""

import os
import sys

from bootstrap.places import VENV, SetUpError

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
