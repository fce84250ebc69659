#!/usr/bin/env python3
"""Set everything up and start the program, its tests, its checks or its tour: standard library only."""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Clinic Desktop needs Python 3.11 or newer, and this is Python %d.%d. Start run.py with a newer one."
        % sys.version_info[:2]
    )

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # PYTHONSAFEPATH leaves it out
from bootstrap.display import has_display
from bootstrap.environment import set_up
from bootstrap.places import PYTHON, ROOT, WINDOWS, SetUpError

USAGE = """\
python3 run.py              open the program
python3 run.py test         run the tests            (what follows goes to pytest)
python3 run.py check        ruff and mypy            (what follows: the files to look at)
python3 run.py bench        measure, print a table   (--json FILE)
python3 run.py tour [DIR]   drive the real windows and keep their pictures
python3 run.py build        make a folder that runs without Python
python3 run.py WORD ...     any other word is the program's own: demo, import, create-admin ...

The first start sets everything up in .venv beside this file; later ones find it there.
"""


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
        return replace_by(["-m", "pytest", *rest], environment)
    if word == "check":
        os.chdir(ROOT)
        return check(rest, environment)
    if word == "bench":
        environment["PYTHONPATH"] = ROOT
        return replace_by(["-m", "tests.benchmarks", *rest], environment)
    if word == "build":
        os.chdir(ROOT)
        return replace_by(["-m", "PyInstaller", "--noconfirm", *rest, "build.spec"], environment)
    if word == "tour":
        return tour(rest, environment)
    opens_window = not word or (word.startswith("-") and word != "--version")
    if opens_window and not has_display():
        print("This machine shows no display, so no window can open. The tour runs off screen instead.")
        return tour([], environment)
    return replace_by(["-P", "-m", "clinic_desktop", *words], environment)


def tour(rest: list[str], environment: dict[str, str]) -> int:
    """Drive the real windows by themselves, off screen where there is no display."""
    folder = next((word for word in rest if not word.startswith("-")), None)
    if folder is None:
        folder = os.path.join(ROOT, "tour")
        rest = [folder, *rest]
    if not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    print("The tour's pictures go to " + os.path.abspath(folder))
    return replace_by(["-P", "-m", "clinic_desktop", "tour", *rest], environment)


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


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next start goes on from here.")
    except OSError as error:
        sys.exit("The set-up stopped: %s. When that is mended, start run.py again: it goes on from here." % error)
