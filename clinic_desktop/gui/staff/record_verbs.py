"""What departments, rooms and types of appointment have in common: a name, a place in a list, and being retired."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Shown = TypeVar("Shown", bound="Named")
Details = TypeVar("Details")


class Named(Protocol):
    """A record, or its line in a list, that has a name and may be retired."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def active(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerbs(Generic[Shown, Details]):
    """The verbs of the services for one kind of record; all but `add` take the version that was seen."""

    add: "Callable[[Clinic, Details], Shown]"
    change: "Callable[[Clinic, UUID, int, Details], Shown]"
    retire: "Callable[[Clinic, UUID, int], Shown]"
    bring_back: "Callable[[Clinic, UUID, int], Shown]"
    order: "Callable[[Clinic, Sequence[UUID]], object]"
