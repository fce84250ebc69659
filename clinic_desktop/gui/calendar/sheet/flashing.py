"""Where on a sheet something flashes, looked up once for each beat of the flashes and not in every frame."""

from collections.abc import Hashable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QRectF

from clinic_desktop.gui.calendar.sheet.calendar_layout import CalendarLayout
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.calendar.sheet.kept_time import KeptTime

Flashing: TypeAlias = tuple[QRectF, float]
"""A place on the sheet, and how strongly it flashes."""


class FlashPlaces:
    """The flashes of one sheet, on its layout of the moment."""

    def __init__(self, flashes: Flashes) -> None:
        self._flashes = flashes
        self._found: list[tuple[QRectF, Hashable]] | None = None
        self._columns: Sequence[int] = ()

    def forget(self) -> None:
        """Other things flash, or they lie elsewhere."""
        self._found = None

    def on(self, layout: CalendarLayout, kept: Sequence[KeptTime], columns: Sequence[int]) -> list[Flashing]:
        """All that flashes in these columns of a layout, which are those that are seen."""
        if not self._flashes:
            return []
        if self._found is None or columns != self._columns:
            self._columns = columns
            boxes = (box for number in columns for box in layout.boxes_in(number))
            self._found = [(box.rect, box.line.id) for box in boxes if box.line.id in self._flashes]
            self._found += [(each.rect, each.thing) for each in kept if each.thing in self._flashes]
        return [(rect, self._flashes.strength_of(thing)) for rect, thing in self._found]
