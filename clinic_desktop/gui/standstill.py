"""Holds the window still while a task makes classes of Qt's: PySide minds when the window works meanwhile.

A module of this room is read in the task that imports it, and only its body, which makes the classes, is run while the
window's thread waits; between one module and the next the window goes on. Running the bodies in the window's thread
instead would stop both for good as soon as the window, too, asked for a module that the task is in the midst of.
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Condition
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

_ROOM = "clinic_desktop.gui."
_LONGEST_WAIT = 0.5
_SHORT_WAIT = 0.02
_LONGEST_STAND = 1.0
"""In seconds. A window that does not answer is busy, or waits itself for what is being imported: then it stands still
anyhow, and there is no use in asking it for long again."""


class Standstill(QObject):
    """Made in the window's thread; from `start` to `stop` every import of this room in a task is done with care."""

    _wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = Condition()
        self._holders = 0
        self._is_standing = self._is_over = False
        self._patience = _LONGEST_WAIT
        self._finder = _Finder(self)
        self._wanted.connect(self._stand)

    def start(self) -> None:
        """Look after imports from now on."""
        sys.meta_path.insert(0, self._finder)

    def stop(self) -> None:
        """Hold nobody up any more."""
        if self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)
        with self._state:
            self._is_over = True
            self._state.notify_all()

    @contextmanager
    def held(self) -> Iterator[None]:
        """The window stands still within this, in a task; of one within another the outer one goes on at its end."""
        self._hold()
        try:
            yield
        finally:
            self._let_go()

    @contextmanager
    def let_on(self) -> Iterator[None]:
        """Within `held`: the window goes on meanwhile."""
        self._let_go()
        try:
            yield
        finally:
            self._hold()

    def _hold(self) -> None:
        with self._state:
            self._holders += 1
            if self._holders == 1:
                self._wanted.emit()
            came = self._state.wait_for(lambda: self._is_standing or self._is_over, self._patience)
            self._patience = _LONGEST_WAIT if came else _SHORT_WAIT

    def _let_go(self) -> None:
        with self._state:
            self._holders -= 1
            self._state.notify_all()

    def _stand(self) -> None:
        with self._state:
            if self._holders and not self._is_over:
                self._is_standing = True
                self._state.notify_all()
                self._state.wait_for(lambda: not self._holders or self._is_over, _LONGEST_STAND)
                self._is_standing = False


class _ReadsCode(Protocol):
    def get_code(self, fullname: str) -> CodeType | None: ...


class _Finder:
    """Finds what the others find, and has the bodies of this room's modules run with care."""

    def __init__(self, still: Standstill) -> None:
        self._still = still
        self._depth = threading.local()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> "ModuleSpec | None":
        if not fullname.startswith(_ROOM) or threading.current_thread() is threading.main_thread():
            return None
        others = (each for each in sys.meta_path if each is not self)
        specs = (each.find_spec(fullname, path, target) for each in others)
        spec = next((each for each in specs if each is not None), None)
        if spec is not None and spec.submodule_search_locations is None and hasattr(spec.loader, "get_code"):
            careful = _Careful(cast("_ReadsCode", spec.loader), self._still, self._depth)
            spec.loader = careful  # type: ignore[assignment] # the base class would cost the first window 4 ms
        return spec


class _Careful:
    """Another loader's, but for how the body is run."""

    def __init__(self, inner: _ReadsCode, still: Standstill, depth: threading.local) -> None:
        self._inner = inner
        self._still = still
        self._depth = depth

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def create_module(self, spec: "ModuleSpec") -> None:
        """As usual."""

    def exec_module(self, module: ModuleType) -> None:
        depth = getattr(self._depth, "of_thread", 0)
        self._depth.of_thread = depth + 1
        try:
            if depth:
                with self._still.let_on():
                    code = self._inner.get_code(module.__name__)
                self._run(module, code)
            else:
                code = self._inner.get_code(module.__name__)
                with self._still.held():
                    self._run(module, code)
        finally:
            self._depth.of_thread = depth

    def _run(self, module: ModuleType, code: CodeType | None) -> None:
        if code is None:
            raise ImportError(module.__name__, name=module.__name__)
        exec(code, module.__dict__)  # noqa: S102 # what every loader does
