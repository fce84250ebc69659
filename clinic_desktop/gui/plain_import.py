"""Gives Python back its own import statement: PySide's reads the source of whatever is imported.

PySide looks there for the word PySide6, for the sake of `from __feature__ import …`, which nobody here writes, and
leaves the lines in memory: 1,160 files and 25 MB by the time somebody has signed in.
"""

import builtins

import PySide6.QtCore  # noqa: F401 # whose import replaces it

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
