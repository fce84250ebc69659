"""Asking and answering on a terminal, and what is said where nobody sits at one."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_desktop import paths
from clinic_desktop.domain.errors import ClinicError, InvalidInput

PROGRAM = "clinic-desktop"
WRONG_WORDS = 2
REFUSED = 1
STOPPED = 130


def ask(question: str, option: str) -> str:
    """What is typed on a line; raises InvalidInput where nobody is there to type."""
    if not sys.stdin.isatty():
        raise InvalidInput("", f"Nobody is here to ask. Add {option} and --password-stdin.")
    try:
        return input(question).strip()
    except EOFError:
        raise InvalidInput("", f"Nothing was typed, so nothing was made. Add {option}, or type it.") from None


def agree(will_do: str, *, is_agreed: bool) -> None:
    """Say what will be done and go on only after a yes; raises ClinicError after a no."""
    print(will_do)
    if is_agreed:
        return
    if not sys.stdin.isatty():
        raise InvalidInput("", "Nobody is here to agree, so nothing was changed. Add --yes to do it.")
    try:
        answer = input("Do it? Type yes: ").strip().lower()
    except EOFError:
        answer = ""
    if answer not in {"y", "yes"}:
        raise ClinicError("Nothing was changed.")


def password(question: str, *, from_stdin: bool, option: str = "--password-stdin") -> str:
    """A password that exists already; raises InvalidInput where nobody is there to type it, and names the option."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InvalidInput("password", f"Nobody is here to ask. Add {option} and pass it on a line.")
    import getpass

    try:
        return getpass.getpass(question)
    except EOFError:
        raise InvalidInput("password", "No password was typed, so nothing was made. Start again.") from None


def new_password(*, from_stdin: bool, option: str = "--password-stdin") -> str:
    """A password that is being chosen: typed twice, for a slip would lock its owner out."""
    chosen = password("Password: ", from_stdin=from_stdin, option=option)
    if not from_stdin and chosen != password("The same password again: ", from_stdin=False):
        raise InvalidInput("password", "The two passwords differ, so nothing was made. Start again.")
    return chosen


def count(text: str) -> int:
    """A whole number as people write it; an argparse type."""
    try:
        return int(text.replace(",", "").replace("_", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None


def folder_typed(text: str) -> Path:
    """A folder as people write it, from the home that a ~ stands for; an argparse type."""
    folder = paths.named_folder(text)
    if folder is None:
        raise argparse.ArgumentTypeError(f"{text!r} names no folder")
    return folder


@contextmanager
def progress() -> Iterator[Callable[[float, str], None]]:
    """Shows on a terminal how far long work is, on a line of its own that is gone afterwards."""
    is_seen = sys.stderr.isatty()

    def show(done: float, words: str) -> None:
        if is_seen:
            print(f"\r{done:4.0%} {words:<40}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if is_seen:
            print(f"\r{'':<46}\r", end="", file=sys.stderr, flush=True)


def complain(sentence: str, code: int) -> int:
    """Say on standard error what went wrong; gives the exit code."""
    print(sentence, file=sys.stderr)
    return code
