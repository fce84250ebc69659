"""What a change of hours would do, beside the sheet: what waits to be saved, whom it strands, and the ways to save."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.gui import privacy
from clinic_desktop.gui.hours.stranded_row import StrandedRow
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line, section_label
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.turns import Turns

SLICE = 8
"""How many stranded appointments are shown at a time, each with its new times."""


class ImpactPanel(QWidget):
    """Shows a change and its impact; what is wanted of it is told, and nothing is stored here.

    `save_words` are the button's where nobody is stranded, `example` a reason that may be told.
    `times_wanted` carries the ids of rows that have no new times yet, or whose times may be promised now.
    """

    hand_over_wanted = Signal()
    save_wanted = Signal()
    discard_wanted = Signal()
    times_wanted = Signal(object)

    def __init__(
        self,
        zone: ZoneInfo,
        parent: QWidget | None = None,
        *,
        moves_to_others: bool = False,
        save_words: str = "",
        example: str = "",
    ) -> None:
        super().__init__(parent)
        self._save_words = save_words or self.tr("Save the hours")
        self._example = example or self.tr("For instance: Dr Okafor is at a conference")
        self._zone, self._today = zone, date.min
        self._moves_to_others = moves_to_others
        self._stranded: tuple[AppointmentLine, ...] = ()
        self._shown = SLICE
        self._names: dict[UUID, str] = {}
        self._is_busy = False
        self.rows: list[StrandedRow] = []
        self._made: dict[UUID, StrandedRow] = {}
        self._times: dict[UUID, Sequence[Slot]] = {}
        self.choices: dict[UUID, Slot] = {}
        self.reason = ""
        self._heading = label(self.tr("Not saved yet"), Look.HEADING)
        self._changes = label("", Look.SECONDARY, wraps=True)
        self.message = MessageLine()
        self.why = QLineEdit()
        self.why.setMaxLength(200)
        self.why_field = LabelledField(self.tr("What reception tells the patients"), self.why)
        self.hand_over_button = QPushButton()
        self.save_button = QPushButton()
        self.discard_button = QPushButton(self.tr("Discard"))
        self._count = section_label("")
        self._turns = Turns(self)
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self.more_button = QPushButton()
        self._lay_out()
        self.hand_over_button.clicked.connect(self.hand_over_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.discard_button.clicked.connect(self.discard_wanted)
        self.more_button.clicked.connect(lambda *_: self._show_more())
        privacy.switch().changed.connect(self._on_privacy)

    def _lay_out(self) -> None:
        set_look(self.hand_over_button, Look.PRIMARY)
        set_look(self.discard_button, Look.QUIET)
        set_look(self.more_button, Look.LINK)
        self._list.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._list.setSpacing(Space.NONE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        for widget in (
            self._heading,
            self._changes,
            self.message,
            self.why_field,
            self.hand_over_button,
            self.save_button,
            self.discard_button,
            line(),
            self._count,
            self._rows,
            self.more_button,
        ):
            layout.addWidget(widget)

    @property
    def told(self) -> str:
        """What the patients shall be told."""
        return self.why.text().strip() or self.reason

    @property
    def stranded(self) -> tuple[AppointmentLine, ...]:
        """Those who would lose their time, the soonest first."""
        return self._stranded

    def set_names(self, names: Mapping[UUID, str]) -> None:
        """What practitioners are called."""
        self._names = dict(names)

    def show_change(self, lines: Iterable[str], reason: str) -> None:
        """Say what waits to be saved; the patients are told its `reason`, unless something else is typed."""
        self._changes.setText("\n".join(lines))
        self.reason = reason
        self.why.setPlaceholderText(reason or self._example)

    def show_stranded(self, stranded: Sequence[AppointmentLine], today: date) -> None:
        """Show whom the change would strand; rows of the same people stay, with what was chosen for them."""
        self._today = today
        self._stranded = tuple(stranded)
        standing = {one.id for one in self._stranded}
        self.choices = {which: slot for which, slot in self.choices.items() if which in standing}
        self._shown = max(SLICE, min(self._shown, len(self._stranded)))
        self._lay_rows()

    def show_times(self, times: Mapping[UUID, Sequence[Slot]]) -> None:
        """Offer new times for some of the rows."""
        self._times.update(times)
        if not self._turns.is_under_way:  # else they are asked for anew at its end, or offered with the others
            self._turns.take(self._offer())

    def _offer(self) -> Iterator[None]:
        while self._times:
            which = next(iter(self._times))
            slots = self._times.pop(which)
            if which in self._made and which not in self.choices:
                self._made[which].show_slots(slots, self._names)
                yield

    def forget_choice(self, appointment_id: UUID) -> None:
        """The time that was chosen will not do."""
        self.choices.pop(appointment_id, None)
        for row in self.rows:
            if row.booked.id == appointment_id:
                row.choose(None)
        self._say_what_it_does()
        self._want_times()

    def set_busy(self, busy: bool) -> None:
        """While it is being saved nothing else is."""
        self._is_busy = busy
        self._say_what_it_does()

    def _lay_rows(self) -> None:
        self._times.clear()
        self._turns.take(self._rows_in_turns(), self._want_times)

    def _rows_in_turns(self) -> Iterator[None]:
        wanted = {one.id: one for one in self._stranded[: self._shown]}
        for which, row in tuple(self._made.items()):
            if wanted.get(which) != row.booked:
                del self._made[which]
                self._list.removeWidget(row)
                row.hide()
                row.deleteLater()
        self.rows = [self._made[which] for which in wanted if which in self._made]
        left = len(self._stranded) - len(wanted)
        self.more_button.setText(self.tr("Show {count} more").format(count=min(left, SLICE)))
        self.more_button.setVisible(left > 0)
        self._say_what_it_does()
        for place, (which, one) in enumerate(wanted.items()):
            if which not in self._made:
                self._made[which] = self._row(one)
                self.rows.insert(place, self._made[which])
                self._list.insertWidget(place, self._made[which])
                yield
            elif self._list.indexOf(self._made[which]) != place:
                self._list.insertWidget(place, self._made[which])

    def _row(self, booked: AppointmentLine) -> StrandedRow:
        is_of_several = len({one.practitioner_id for one in self._stranded}) > 1
        doctor = self._names.get(booked.practitioner_id, booked.practitioner_name) if is_of_several else ""
        row = StrandedRow(booked, self._zone, self._today, self._rows, doctor=doctor)
        row.choose(self.choices.get(booked.id))
        row.chosen.connect(self._on_chosen)
        return row

    def _on_chosen(self, appointment_id: UUID, slot: Slot | None) -> None:
        if slot is None:
            self.choices.pop(appointment_id, None)
        else:
            self.choices[appointment_id] = slot
        self._say_what_it_does()
        self._want_times()

    def _want_times(self) -> None:
        """Ask for the times of those who have none chosen: what is promised to one is offered to no other."""
        waiting = [row.booked.id for row in self.rows if row.booked.id not in self.choices]
        if waiting:
            self.times_wanted.emit(tuple(waiting))

    def _show_more(self) -> None:
        self._shown += SLICE
        self._lay_rows()

    def _say_what_it_does(self) -> None:
        """The buttons say how many go where."""
        total, moved = len(self._stranded), self._moved()
        rest = total - moved
        self.hand_over_button.setVisible(rest > 0)
        self.why_field.setVisible(rest > 0)
        self.hand_over_button.setText(self._hand_over_words(rest, moved))
        if rest:
            self.save_button.setText(self.tr("Save, leave {count} as booked").format(count=rest))
        else:
            moving = self.tr("Save and move {count}").format(count=moved)
            self.save_button.setText(moving if moved else self._save_words)
        look = Look.PRIMARY if not rest else Look.QUIET
        if self.save_button.property("look") != look.value:
            set_look(self.save_button, look)
        for button in (self.hand_over_button, self.save_button, self.discard_button):
            button.setEnabled(not self._is_busy)
        self._count.setText(self._count_words(total))

    def _hand_over_words(self, rest: int, moved: int) -> str:
        if moved:
            return self.tr("Save, move {moved}, hand {rest} to reception").format(moved=moved, rest=rest)
        if rest == 1:
            return self.tr("Save and hand it to reception")
        return self.tr("Save and hand all {count} to reception").format(count=rest)

    def _moved(self) -> int:
        """How many would be moved by saving; a doctor cannot move anybody into a colleague's diary."""
        own = {one.id: one.practitioner_id for one in self._stranded}
        return sum(self._moves_to_others or slot.practitioner_id == own[which] for which, slot in self.choices.items())

    def _count_words(self, total: int) -> str:
        if not total:
            return self.tr("Nobody booked loses their time")
        if total == 1:
            return self.tr("One booked appointment would lose its time")
        return self.tr("{count} booked appointments would lose their time").format(count=total)

    def _on_privacy(self) -> None:
        for row in self.rows:
            row.repaint_name()
