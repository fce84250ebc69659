"""What the admin's forms offer to choose from: departments, rooms and practitioners, read once for all of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.sheets import DepartmentLine, PractitionerLine, RoomLine
from clinic_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class _House(NamedTuple):
    departments: Sequence[DepartmentLine]
    rooms: Sequence[RoomLine]
    practitioners: Sequence[PractitionerLine]


class HouseChoices(QObject):
    """`read` tells that there are others now."""

    read = Signal()

    def __init__(self, workplace: "Workplace", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.departments: Sequence[DepartmentLine] = ()
        self.rooms: Sequence[str] = ()
        self.practitioners: Sequence[PractitionerLine] = ()

    def reload(self) -> None:
        """Read them anew, beside the window's thread."""
        self._workplace.run_latest((self, "house"), _read, done=self._on_read, lane=Lane.READING, owner=self)

    def _on_read(self, house: _House) -> None:
        rooms = tuple(room.name for room in house.rooms)
        if (self.departments, self.rooms, self.practitioners) == (house.departments, rooms, house.practitioners):
            return
        self.departments, self.rooms, self.practitioners = house.departments, rooms, house.practitioners
        self.read.emit()


def _read(clinic: "Clinic") -> _House:
    return _House(clinic.staff.departments(), clinic.staff.rooms(limit=_MOST), clinic.staff.practitioners(limit=_MOST))


_MOST = 1_000
