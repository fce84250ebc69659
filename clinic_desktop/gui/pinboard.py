"""Appointments taken off the sheet for a while: nothing is changed in the clinic until they land somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.sheets import AppointmentLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One appointment on the board: as it stood when it was pinned, and as it stands now."""

    pinned: AppointmentLine
    line: AppointmentLine

    @property
    def id(self) -> UUID:
        """The appointment's."""
        return self.line.id

    @property
    def is_elsewhere(self) -> bool:
        """Whether somebody has given it another time, length or practitioner meanwhile."""
        return _place(self.pinned) != _place(self.line)


class Pinboard(QObject):
    """What hangs on the board at this station, the latest first.

    It belongs to the program and not to a window, so that it stays when one person signs out and another signs in.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pins: list[Pin] = []

    @property
    def pins(self) -> Sequence[Pin]:
        """What hangs there, the latest first."""
        return tuple(self._pins)

    def __contains__(self, appointment_id: UUID) -> bool:
        return any(pin.id == appointment_id for pin in self._pins)

    def pin(self, line: AppointmentLine) -> None:
        """Hang an appointment up, in front of the others; one that hangs there comes to the front."""
        self._pins = [Pin(pinned=line, line=line), *(pin for pin in self._pins if pin.id != line.id)]
        self.changed.emit()

    def renew(self, line: AppointmentLine) -> None:
        """An appointment that hangs here stands like this now."""
        pins = [replace(pin, line=line) if pin.id == line.id else pin for pin in self._pins]
        if pins != self._pins:
            self._pins = pins
            self.changed.emit()

    def take_off(self, appointment_id: UUID) -> None:
        """Take an appointment off the board, as when it has landed."""
        if appointment_id in self:
            self._pins = [pin for pin in self._pins if pin.id != appointment_id]
            self.changed.emit()


def _place(line: AppointmentLine) -> tuple[object, ...]:
    return line.starts_at, line.ends_at, line.practitioner_id
