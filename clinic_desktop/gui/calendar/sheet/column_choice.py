"""Which columns are wanted, and in which order; knows no Qt.

Columns are told apart by keys that a station's settings can keep: a practitioner's id, a department's name, or a room's
key. What is not left out is shown, so that who is new has a column without anybody's doing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.sheets import DayColumn, DaySheet
from clinic_desktop.gui.calendar.sheet.columns import Columns, columns_of_day, columns_of_rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The choice at one moment: what is left out, in which order the rest stands, and whether rooms are columns."""

    left_out: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    is_by_room: bool = False

    def lets_pass(self, key: str) -> bool:
        """Whether a column of this key is shown."""
        return key not in self.left_out

    def place_of(self, key: str) -> int:
        """Where a key stands among those that were put in order; all others follow behind."""
        return self.order.index(key) if key in self.order else len(self.order)

    def ordered(self, columns: Iterable[DayColumn]) -> list[DayColumn]:
        """Practitioners in the order that was chosen."""
        if not self.order:
            return list(columns)
        places = {key: place for place, key in enumerate(self.order)}
        return sorted(columns, key=lambda column: places.get(_key_of(column.practitioner_id), len(places)))

    def chosen(self, columns: Iterable[DayColumn]) -> tuple[DayColumn, ...]:
        """Those practitioners that are shown, in their order; by rooms, those whose departments are."""
        return tuple(
            column
            for column in self.ordered(columns)
            if self.lets_pass(column.department_name)
            and (self.is_by_room or self.lets_pass(_key_of(column.practitioner_id)))
        )

    def columns(self, sheet: DaySheet, zone: ZoneInfo, *, no_room: str) -> Columns:
        """The columns of a day whose practitioners were chosen; `no_room` names what is in no room."""
        if not self.is_by_room:
            return columns_of_day(sheet, zone)
        rooms = columns_of_rooms(sheet, zone, order=self.place_of, no_room=no_room)
        return tuple(column for column in rooms if self.lets_pass(column.key))


@lru_cache(maxsize=1024)  # a UUID is written by Python code, and of everybody's at each step through the days
def _key_of(practitioner_id: UUID) -> str:
    return str(practitioner_id)


class ColumnChoice:
    """What the filters leave out, the order in which columns were put, and whether a day has one for each room.

    Of the `own_diary` nothing is left out, whatever the station's filters say of it.
    """

    def __init__(self) -> None:
        self.own_diary = False
        self.left_out: set[str] = set()
        self.order: tuple[str, ...] = ()
        self.wants_rooms = False
        self.is_of_day = True

    @property
    def is_by_room(self) -> bool:
        """Whether columns are rooms now: they are wanted, and it is a day that is shown."""
        return self.wants_rooms and self.is_of_day and not self.own_diary

    @property
    def now(self) -> Choice:
        """The choice as it is at this moment."""
        if self.own_diary:
            return Choice()
        return Choice(left_out=frozenset(self.left_out), order=self.order, is_by_room=self.is_by_room)

    def lets_pass(self, key: str) -> bool:
        """Whether a column of this key is shown."""
        return self.own_diary or key not in self.left_out

    def move(self, key: str, target: str, all_keys: Sequence[str], *, behind: bool) -> None:
        """Put a column before another, or behind it; `all_keys` are those there are, in the order they stand in."""
        order = [one for one in all_keys if one != key]
        order.insert(order.index(target) + (1 if behind else 0), key)
        self.order = (*order, *(one for one in self.order if one not in {*order}))
