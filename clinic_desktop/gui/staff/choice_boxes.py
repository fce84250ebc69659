"""Choosing a colour, a department, or a length from a few."""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.staff.staff_words import colour_words
from clinic_desktop.gui.statuses import practitioner_colour
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.narrow_box import NarrowBox

_LETTERS = 8


class ChoiceBox(NarrowBox):
    """A box of choices that a scrolling pointer does not change by passing over it, and that gives way in width."""

    def __init__(self, parent: QWidget | None = None, *, letters: int | None = _LETTERS) -> None:
        super().__init__(parent, letters=letters)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(_SHOWN)

    def choose(self, key: object) -> None:
        """Choose by what is kept for a choice, telling nobody; the first one when there is none such."""
        self.setCurrentIndex(max(place_of(self, key), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColourBox(ChoiceBox):
    """The colours that tell practitioners and types apart, each with its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for colour, words in colour_words().items():
            self.addItem(words, colour)
        theme.switch().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def colour(self) -> str:
        """The stored name of the colour that is chosen."""
        return str(self.currentData())

    def set_colour(self, colour: str) -> None:
        """Choose a colour, telling nobody; an unknown one stays what it is, under its own name."""
        if self.findData(colour) < 0:
            self.addItem(colour, colour)
            self._on_theme_changed()
        self.choose(colour)

    def _on_theme_changed(self) -> None:
        name = theme.current().name
        for number in range(self.count()):
            self.setItemIcon(number, _dot(str(self.itemData(number)), self.devicePixelRatioF(), name))


class DepartmentBox(ChoiceBox):
    """The departments, and none; `may_open_new` offers at the end to name one that is not there yet."""

    def __init__(self, *, may_open_new: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_open_new = may_open_new
        self.set_departments(())

    @property
    def department_id(self) -> UUID | None:
        """The department that is chosen; None for none, and for a new one."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, UUID) else None

    @property
    def wants_new(self) -> bool:
        """Whether a department shall be opened."""
        return bool(self.currentData() == _NEW)

    def set_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these; the choice stays."""
        chosen, words = self.currentData(), self.currentText()
        self.clear()
        self.addItem(self.tr("No department"), None)
        for each in departments:
            self.addItem(each.name, each.id)
        if self._may_open_new:
            self.insertSeparator(self.count())
            self.addItem(self.tr("New department…"), _NEW)
        if isinstance(chosen, UUID):
            self.set_department(chosen, words)
        else:
            self.choose(chosen)

    def set_department(self, department_id: UUID | None, name: str = "") -> None:
        """Choose a department, telling nobody; one that is closed is offered under its name as long as it stands."""
        if department_id is not None and place_of(self, department_id) < 0:
            self.insertItem(1, name, department_id)
        self.choose(department_id)


class SlotBox(ChoiceBox):
    """How long a practitioner's slot is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for minutes in _SLOTS:
            self.addItem(self._words(minutes), minutes)

    @property
    def minutes(self) -> int:
        """The length that is chosen."""
        return int(self.currentData())

    def set_minutes(self, minutes: int) -> None:
        """Choose a length, telling nobody; an unusual one is offered as well."""
        if self.findData(minutes) < 0:
            place = sum(1 for number in range(self.count()) if int(self.itemData(number)) < minutes)
            self.insertItem(place, self._words(minutes), minutes)
        self.choose(minutes)

    def _words(self, minutes: int) -> str:
        return self.tr("{minutes} min").format(minutes=minutes)


@lru_cache(maxsize=64)
def _dot(colour: str, scale: float, _: str) -> QIcon:
    """In the theme of that name, which holds."""
    pixels = round(Measure.ICON * scale)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(practitioner_colour(colour))
    edge = (Measure.ICON - Measure.DOT - Space.XS / 2) / 2 * scale
    painter.drawEllipse(QRectF(0, 0, pixels, pixels).adjusted(edge, edge, -edge, -edge))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return QIcon(picture)


_NEW = "new"
_SLOTS = (5, 10, 15, 20, 30, 40, 45, 60, 90, 120)
_SHOWN = 14
