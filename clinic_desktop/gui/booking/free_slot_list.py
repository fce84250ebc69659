"""The next free times beside the form that books one of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.queries import DayPart, SlotQuery
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.booking.slot_choice import SlotWish, spread
from clinic_desktop.gui.booking.slot_delegate import SLOT_ROW, SlotDelegate, WholeRows
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.row_model import RowModel
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment, sentence_case, short_date
from clinic_desktop.gui.widgets.card import label

if TYPE_CHECKING:
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.gui.workplace import Workplace

DAYS_SEARCHED = 90
SLOTS_A_PAGE = 12
_ASKED = 240
_FEWEST_ROWS = 2


class FreeSlotList(QWidget):
    """Asks for free times as the form beside it changes, and tells which one was chosen.

    Rows are compared with those that stand, more are added below, and a wish still being looked up lets no row be
    taken: what is clicked is what was seen. `slots_neared` carries those that are likely to be chosen next: the first,
    the rows beside the chosen one, the one under the pointer.
    """

    slot_chosen = Signal(object)
    slots_neared = Signal(object)
    slot_activated = Signal(object)
    any_practitioner_toggled = Signal(bool)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._wish: SlotWish | None = None
        self._is_asking = False
        self._found: list[Slot] = []
        self._chosen_key: tuple[object, UUID] | None = None
        self._names: dict[UUID, str] = {}
        self._heading = label(self.tr("First free slots"), Look.SECONDARY, self)
        chips = self._make_chips()
        self._model = RowModel[Slot](key=_key_of, text=self._words_of, parent=self)
        self._list = WholeRows(self)
        self._dress_list()
        self._none = label("", Look.MUTED, self, wraps=True)
        self._none.hide()
        self.later_button = QPushButton(self.tr("Later…"), self)
        self.later_button.setToolTip(self.tr("Show the free slots after these"))
        set_look(self.later_button, Look.LINK)
        self.later_button.clicked.connect(self._on_later)
        self.later_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(self._heading)
        layout.addLayout(chips)
        layout.addWidget(self._none)
        layout.addWidget(self._list, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.later_button)
        self._foot.addStretch(1)
        layout.addLayout(self._foot)

    def _dress_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(SlotDelegate(self.words_of_time, self.name_of, self))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        # Where something else needs room, as a refusal with its offers does, fewer rows are enough.
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.setMinimumHeight(_FEWEST_ROWS * SLOT_ROW)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Free slots"))
        self._list.selectionModel().selectionChanged.connect(lambda *_: self._on_selected())
        self._list.clicked.connect(lambda *_: self._on_selected())
        self._list.entered.connect(lambda index: self._near(index.row()))
        self._list.doubleClicked.connect(self._on_activated)

    def _make_chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS + Space.XS // 2)
        parts = QButtonGroup(self)
        self._parts: dict[QPushButton, DayPart] = {}
        for part, words in (
            (DayPart.ANY, self.tr("Any time")),
            (DayPart.MORNING, self.tr("Mornings")),
            (DayPart.AFTERNOON, self.tr("Afternoons")),
        ):
            chip = _chip(words, self)
            chip.setChecked(part is DayPart.ANY)
            self._parts[chip] = part
            parts.addButton(chip)
            row.addWidget(chip)
        parts.buttonClicked.connect(lambda *_: self._ask_anew())
        self._anyone = _chip(self.tr("Any doctor"), self)
        self._anyone.clicked.connect(self.any_practitioner_toggled)
        row.addWidget(self._anyone)
        row.addStretch(1)
        return row

    @property
    def is_anyone_wanted(self) -> bool:
        """Whether free times of every practitioner are shown."""
        return self._anyone.isChecked()

    @property
    def slots_shown(self) -> Sequence[Slot]:
        """The free times that stand in the list."""
        return self._model.rows

    @property
    def is_asking(self) -> bool:
        """Whether the rows are still being looked up for what is wanted now, so that none can be taken yet."""
        return self._is_asking

    @property
    def is_asked(self) -> bool:
        """Whether anything has been looked for yet."""
        return self._wish is not None

    @property
    def current(self) -> Slot | None:
        """The free time on which the list stands, where it may be taken."""
        return None if self._is_asking else self._model.row_at(self._list.currentIndex())

    @property
    def view(self) -> QListView:
        """The list itself, for whoever walks it."""
        return self._list

    def chip(self, words: str) -> QPushButton:
        """The chip that says this."""
        return next(chip for chip in (*self._parts, self._anyone) if chip.text() == words)

    def add_at_foot(self, widget: QWidget) -> None:
        """Put something more below the list, at its end."""
        self._foot.addWidget(widget)

    @property
    def part(self) -> DayPart:
        """Which part of the day is wanted."""
        return next(part for chip, part in self._parts.items() if chip.isChecked())

    def set_anyone_wanted(self, wanted: bool) -> None:
        """Show free times of every practitioner, or not, without telling."""
        self._anyone.setChecked(wanted)

    def set_anyone_offered(self, offered: bool) -> None:
        """Whether the chip for every practitioner is there at all."""
        self._anyone.setVisible(offered)

    def hide_heading(self) -> None:
        """Leave the heading out where another one says it."""
        self._heading.hide()

    def set_names(self, names: Mapping[UUID, str]) -> None:
        """What each practitioner is called."""
        self._names = dict(names)

    def name_of(self, practitioner_id: UUID) -> str:
        """What a practitioner is called."""
        return self._names.get(practitioner_id, "")

    def words_of_time(self, slot: Slot) -> str:
        """A free time as it is spoken of: "today 15:30"."""
        return near_moment(wall_time(slot.starts_at, self._workplace.zone), self._workplace.today())

    def ask(self, wish: SlotWish | None) -> None:
        """Look for times that are good for this; None empties the list."""
        if wish == self._wish:
            return
        self._wish = wish
        if wish is None:
            self._found = []
            self._model.set_rows(())
            self.later_button.hide()
            self._none.hide()
            return
        self._ask_anew()

    def ask_again(self) -> None:
        """Look once more: something was booked meanwhile."""
        if self._wish is not None:
            self._ask_anew()

    def choose(self, slot: Slot | None) -> None:
        """Mark a time as the chosen one if it stands in the list; None marks nothing. Tells nobody."""
        self._chosen_key = None if slot is None else _key_of(slot)
        self._mark_chosen()

    def _mark_chosen(self) -> None:
        index = QModelIndex() if self._chosen_key is None else self._model.index_of(self._chosen_key)
        selection = self._list.selectionModel()
        blocked = selection.blockSignals(True)
        if index.isValid():
            self._list.setCurrentIndex(index)
        else:
            selection.clear()
        selection.blockSignals(blocked)
        self._list.viewport().update()

    def _ask_anew(self) -> None:
        if self._wish is not None:
            self._fetch(self._wish, self._wish.first_day, [])

    def _on_later(self) -> None:
        if self._wish is not None and self._found:
            last = day_of(self._found[-1].starts_at, self._workplace.zone)
            self._fetch(self._wish, last, self._found)

    def _fetch(self, wish: SlotWish, first_day: date, before: list[Slot]) -> None:
        query = SlotQuery(
            type_id=wish.type_id,
            minutes=wish.minutes,
            practitioner_ids=() if wish.practitioner_id is None else (wish.practitioner_id,),
            patient_id=wish.patient_id,
            first_day=first_day,
            last_day=max(first_day, wish.last_day or first_day + timedelta(days=DAYS_SEARCHED)),
            department_id=wish.department_id,
            weekdays=wish.weekdays,
            part=self.part,
            earliest=wish.earliest,
            latest=wish.latest,
            first_per_day=wish.first_per_day,
        )
        self._is_asking = True
        self._workplace.run_latest(
            ("free-slots", id(self)),
            lambda clinic: clinic.scheduling.free_slots(query, limit=_ASKED),
            done=lambda found: self._on_found(before, found),
            refused=self._on_refused,
            owner=self,
        )

    def _on_found(self, before: list[Slot], found: Sequence[Slot]) -> None:
        last = before[-1].starts_at if before else None
        fresh = [slot for slot in found if last is None or slot.starts_at > last]
        if not fresh and len(found) >= _ASKED and self._wish is not None:
            self._fetch(self._wish, day_of(found[-1].starts_at, self._workplace.zone) + timedelta(days=1), before)
            return
        is_spread = self._wish is not None and self._wish.is_spread
        added = (spread(fresh, self._workplace.zone) if is_spread else fresh)[:SLOTS_A_PAGE]
        self._found = [*before, *added]
        self._model.set_rows(self._found)
        self.later_button.setVisible(bool(added))
        self._none.setVisible(not self._found)
        self._none.setText(self._words_of_none())
        self._mark_chosen()
        self._is_asking = False  # only now: where a row goes, Qt chooses the one beside it, which nobody did
        self._near(len(before))
        if before and added:
            self._list.scrollTo(self._model.index(len(before)), QAbstractItemView.ScrollHint.PositionAtTop)

    def _words_of_none(self) -> str:
        if not self._names:
            return self.tr("Nobody has a diary yet. An administrator adds the people who treat patients.")
        until = self._workplace.today() + timedelta(days=DAYS_SEARCHED)
        if self._wish is not None and self._wish.last_day is not None:
            until = self._wish.last_day + timedelta(days=1)
        words = self.tr("No free time before {day}. Try another doctor, a shorter length or another part of the day.")
        return words.format(day=short_date(until))

    def _on_refused(self, error: "ClinicError") -> None:
        self._is_asking = False
        self._model.set_rows(())
        self.later_button.hide()
        self._none.setText(error.sentence)
        self._none.show()

    def _on_selected(self) -> None:
        chosen = self._list.selectionModel().selectedIndexes()
        slot = self._model.row_at(chosen[0]) if chosen else None
        if slot is not None and not self._is_asking:
            self._chosen_key = _key_of(slot)
            self.slot_chosen.emit(slot)
            self._near(chosen[0].row() + 1, chosen[0].row() - 1)

    def _near(self, *rows: int) -> None:
        near = [self._model.rows[row] for row in rows if 0 <= row < len(self._model.rows)]
        if near and not self._is_asking:
            self.slots_neared.emit(near)

    def _on_activated(self, index: QModelIndex) -> None:
        slot = self._model.row_at(index)
        if slot is not None and not self._is_asking:
            self.slot_activated.emit(slot)

    def _words_of(self, slot: Slot) -> str:
        minutes = int((slot.ends_at - slot.starts_at).total_seconds() // 60)
        when = sentence_case(self.words_of_time(slot))
        return self.tr("{when}, {minutes} min, {doctor}").format(
            when=when, minutes=minutes, doctor=self.name_of(slot.practitioner_id)
        )


def _chip(words: str, parent: QWidget) -> QPushButton:
    chip = QPushButton(words, parent)
    chip.setCheckable(True)
    set_look(chip, Look.CHIP)
    return chip


def _key_of(slot: Slot) -> tuple[object, UUID]:
    return slot.starts_at, slot.practitioner_id
