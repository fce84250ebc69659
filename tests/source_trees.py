"""The source as trees, for the tests that are sentences about it: each file is parsed once in a process."""

import ast
import gc
from functools import cache
from pathlib import Path


@cache
def parsed(file: Path) -> ast.Module:
    """The tree of a file; it stays to the end, and the garbage collector need not look through it again and again."""
    gc.disable()
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    finally:
        gc.freeze()
        gc.enable()
