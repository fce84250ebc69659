"""Puts off what other libraries import at their top and this program never has them use."""

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def put_off(modules: Mapping[str, Mapping[str, object]], *, missing: Iterable[str] = ()) -> Iterator[None]:
    """What is imported within this is given something in these modules' place, which reads them when it is touched.

    With each module comes what stands for those of its names that are touched at once. What is `missing` seems not to
    be installed. Afterwards whoever imports one of the modules imports it as ever.
    """
    given = [_Unread(name, known) for name, known in modules.items() if name not in sys.modules]
    hidden = [name for name in missing if name not in sys.modules]
    for module in given:
        sys.modules[module.__name__] = module
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # as Python has it, its types do not
    try:
        yield
    finally:
        for module in given:
            module.make_way()
        for name in hidden:
            sys.modules.pop(name, None)


class _Unread(ModuleType):
    """Stands for a module that nobody has needed yet."""

    def __init__(self, name: str, known: Mapping[str, object]) -> None:
        super().__init__(name)
        vars(self).update(known)
        package, _, last = name.rpartition(".")
        if package in sys.modules:
            setattr(sys.modules[package], last, self)

    def make_way(self) -> None:
        """Let the next import find the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what the machinery of imports asks of any module
            raise AttributeError(name)
        self.make_way()
        return getattr(importlib.import_module(self.__name__), name)
