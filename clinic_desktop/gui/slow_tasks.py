"""The slowest pieces of work of this run of the program: what Health shows when somebody says that it is slow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

SLOW_SECONDS = 0.2
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowTask:
    """One piece of work by the place in the program that asked for it, how long it took, and when it ended."""

    name: str
    seconds: float
    at: datetime
    times: int = 1


class Heard(Protocol):
    """Is told of a piece of work."""

    def __call__(self, name: str, seconds: float, *, is_slow: bool) -> None: ...


class SlowTasks:
    """Keeps the slowest of each name, and of these the slowest; filled in the window's thread alone.

    `heard` is told of each, slow or not.
    """

    def __init__(self) -> None:
        self._by_name: dict[str, SlowTask] = {}
        self.heard: Heard | None = None

    def took(self, name: str, seconds: float, at: datetime) -> None:
        """Something ended; it is kept if it was slow."""
        if self.heard is not None:
            self.heard(name, seconds, is_slow=seconds >= SLOW_SECONDS)
        if seconds < SLOW_SECONDS:
            return
        before = self._by_name.get(name)
        if before is None:
            self._by_name[name] = SlowTask(name=name, seconds=seconds, at=at)
        else:
            is_slower = seconds > before.seconds
            self._by_name[name] = SlowTask(
                name=name,
                seconds=seconds if is_slower else before.seconds,
                at=at if is_slower else before.at,
                times=before.times + 1,
            )
        if len(self._by_name) > MOST:
            del self._by_name[self.slowest[-1].name]

    @property
    def slowest(self) -> list[SlowTask]:
        """The slowest first."""
        return sorted(self._by_name.values(), key=lambda task: -task.seconds)


def name_of(work: Callable[..., object]) -> str:
    """The place in the program that asked for work: "MessagesPage.reload"."""
    name = getattr(work, "__qualname__", "") or type(work).__qualname__
    return name.split(".<locals>")[0]
