"""The questions of a booking as they are shown: tiles to choose from, the times of a day, and the last look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk.booking_path import BookingPath
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskField, DeskLabel, DeskTile
from clinic_desktop.gui.patient_desk.own_parts import Columns, VisitCard, column
from clinic_desktop.gui.patient_desk.own_words import day_near
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import clock

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A tile: what it says, and what happens when it is pressed."""

    text: str
    more: str = ""
    act: Callable[[], object]


class ChoiceStep(QWidget):
    """Tiles to choose one from."""

    def __init__(self, choices: Sequence[Choice], *, icon: Icon | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[DeskTile] = []
        for choice in choices:
            tile = DeskTile(icon)
            tile.set_words(choice.text, choice.more)
            tile.clicked.connect(lambda *_, do=choice.act: do())
            self.tiles.append(tile)
        column(self).addWidget(Columns(self.tiles, _TILE))

    def focus_first(self) -> None:
        """To the first of them."""
        if self.tiles:
            self.tiles[0].setFocus()


class TimeStep(QWidget):
    """The free times of a day, before and after noon; `chosen` carries a slot."""

    chosen = Signal(object)

    def __init__(self, workplace: "Workplace", slots: Sequence[Slot], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Slot, DeskButton] = {}
        rows = column(self)
        parts: dict[bool, list[QWidget]] = {True: [], False: []}
        for slot in _one_each(slots):
            wall = wall_time(slot.starts_at, workplace.zone)
            button = DeskButton(clock(wall), Look.DESK_DAY)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda *_, of=slot: self.chosen.emit(of))
            self.buttons[slot] = button
            parts[wall.hour < _NOON].append(button)
        for is_morning, words in ((True, self.tr("In the morning")), (False, self.tr("In the afternoon"))):
            if parts[is_morning]:
                rows.addWidget(DeskLabel(words, Look.HEADING))
                rows.addWidget(Columns(parts[is_morning], _CHIP, most=_TIMES))
                rows.addSpacing(Space.S)

    def focus_first(self, slot: Slot | None = None) -> None:
        """To a time, or else to the first."""
        button = self.buttons.get(slot) if slot is not None else None
        first = button or next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus()


class ConfirmStep(QWidget):
    """Everything that was chosen once more; `book_button` says what it does, `offered` are other times to take."""

    chosen = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        path: BookingPath,
        reason: str,
        *,
        offered: Sequence[Slot] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.offered: list[DeskButton] = []
        self.reason = QLineEdit(reason)
        self.reason.setMaxLength(_LONGEST_REASON)
        rows = column(self, space=Space.XL)
        slot = path.slot
        assert slot is not None
        if offered:
            rows.addWidget(DeskLabel(self.tr("These times are free:"), Look.HEADING))
            for each in offered:
                button = DeskButton(f"{self._when(each)} · {path.name_of(each.practitioner_id)}", Look.CHOICE)
                button.clicked.connect(lambda *_, of=each: self.chosen.emit(of))
                self.offered.append(button)
            rows.addWidget(Columns(self.offered, _WIDE, most=2))
        kind = "" if path.kind is None else path.kind.name
        parts = (path.name_of(slot.practitioner_id), kind, path.department_name())
        card = VisitCard(self._when(slot), " · ".join(part for part in parts if part), stripe="sharp_accent")
        if path.moved is not None:
            was = self.tr("Until now: {time}").format(time=moment_words(workplace, path.moved.line.starts_at))
            card.add_words(was, Look.MUTED)
        if not offered:
            rows.addWidget(card)
        words = self.tr("Book {time}") if path.moved is None else self.tr("Move to {time}")
        self.book_button = DeskButton(words.format(time=self._when(slot)), Look.HUGE)
        if path.moved is None and not offered:
            self.reason.setPlaceholderText(self.tr("You need not say"))
            field = DeskField(self.reason)
            field.set_caption(self.tr("What is it about?"))
            rows.addWidget(field)
        if not offered:
            rows.addWidget(self.book_button)

    def focus_first(self) -> None:
        """To what will be done."""
        (self.offered[0] if self.offered else self.book_button).setFocus()

    def _when(self, slot: Slot) -> str:
        return moment_words(self._workplace, slot.starts_at)


def moment_words(workplace: "Workplace", starts_at: datetime) -> str:
    """A day and its time, whichever day it is: nothing is to be misread here."""
    wall = wall_time(starts_at, workplace.zone)
    words = QCoreApplication.translate("own pages", "{day}, {time}")
    return words.format(day=day_near(day_of(starts_at, workplace.zone), workplace.today()), time=clock(wall))


def _one_each(slots: Sequence[Slot]) -> list[Slot]:
    """Of several doctors who are free at the same time the first: whose time it is will be told before it is booked."""
    first: dict[object, Slot] = {}
    for slot in slots:
        first.setdefault(slot.starts_at, slot)
    return list(first.values())


_TILE, _CHIP, _WIDE = 300, 112, 420
_TIMES = 6
_NOON = 12
_LONGEST_REASON = 200
