"""Where this folder keeps what it is set up with, and how a step of the set-up is run."""

import os

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")


class SetUpError(Exception):
    """What keeps the program from being set up, and what the person at the machine can do about it."""


def has_module(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def command(words: list[str], failed: str, *, quiet: bool = False) -> None:
    import subprocess

    if subprocess.call(words, stdout=subprocess.DEVNULL if quiet else None):
        raise SetUpError(failed)
