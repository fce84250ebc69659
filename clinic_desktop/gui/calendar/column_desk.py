"""What is done with columns: reordered, shown by room, left out, kept as a set and brought again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.column_sets import LAST_KEY, ColumnSet, sets_from, text_of, with_set
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn, is_room_key
from clinic_desktop.gui.calendar.sheet.head_drag import HeadDrag
from clinic_desktop.gui.calendar.view_stage import ViewName, ViewStage
from clinic_desktop.settings import SettingsFile


class ColumnDesk(QObject):
    """Changes the choice of columns and tells so; `sets_changed` when there are other sets than before.

    `view_wanted` asks for the view in which a set shows: the day, for one of rooms.
    """

    changed = Signal()
    sets_changed = Signal()
    view_wanted = Signal(object)

    def __init__(
        self,
        choice: ColumnChoice,
        side: CalendarSide,
        stage: ViewStage,
        station: SettingsFile,
        sheet: Callable[[], DaySheet | None],
    ) -> None:
        super().__init__(stage)
        self._choice = choice
        self._side = side
        self._stage = stage
        self._station = station
        self._sheet = sheet
        self.sets = sets_from(station.read().calendar_column_sets)

    # order

    def follow(self, view: CalendarView, parent: QWidget) -> None:
        """Let a view's heads be dragged, and have a menu."""
        view.header.column_moved.connect(lambda key, target, behind: self.move(key, target, behind=behind))
        view.header.menu_requested.connect(lambda place, number: self._open_menu(view, number, place, parent))

    def move(self, key: str, target: str, *, behind: bool) -> None:
        """Put a column before another one, or behind it."""
        self._choice.move(key, target, self._all_keys(), behind=behind)
        self.changed.emit()

    def shift(self, by: int) -> None:
        """Put the column on which the keyboard stands one place on in the direction of reading, or back."""
        view = self._stage.sheet
        column = view.current_column()
        if column is not None:
            self._shift(view.columns, column, by)

    def may_shift(self) -> bool:
        """Whether there is a column to be put elsewhere."""
        view = self._stage.view
        return isinstance(view, CalendarView) and HeadDrag.is_possible(view.columns)

    def _shift(self, columns: Sequence[CalendarColumn], column: CalendarColumn, by: int) -> None:
        keys = [one.key for one in columns if (one.day, one.over) == (column.day, column.over)]
        place = keys.index(column.key) + by
        if 0 <= place < len(keys):
            self.move(column.key, keys[place], behind=by > 0)

    def _all_keys(self) -> list[str]:
        """Every column there is, shown or not, in the order it stands in."""
        sheet = self._sheet()
        if sheet is None:
            return []
        if self._choice.is_by_room:
            return self._side.room_keys(sheet)
        return [str(column.practitioner_id) for column in self._choice.now.ordered(sheet.columns)]

    def _open_menu(self, view: CalendarView, number: int, place: QPoint, parent: QWidget) -> None:
        column, columns = view.columns[number], view.columns
        keys = [one.key for one in columns if (one.day, one.over) == (column.day, column.over)]
        at = keys.index(column.key)
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        earlier, later = self.tr("Move left"), self.tr("Move right")
        if view.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            earlier, later = later, earlier
        for words, by, may in ((earlier, -1, at > 0), (later, 1, at + 1 < len(keys))):
            action = menu.addAction(words)
            action.setEnabled(may)
            action.triggered.connect(lambda *_, by=by: self._shift(columns, column, by))
        menu.addSeparator()
        only = menu.addAction(self.tr("Show only this one"))
        only.triggered.connect(lambda *_: self.show_only((column.key,)))
        hide = menu.addAction(self.tr("Leave it out"))
        hide.triggered.connect(lambda *_: self.leave_out(column.key))
        everyone = menu.addAction(self.tr("Show everyone"))
        everyone.triggered.connect(lambda *_: self._side.show_everyone())
        if self._stage.current is ViewName.DAY:
            rooms = menu.addAction(self.tr("A column for each room"))
            rooms.setCheckable(True)
            rooms.setChecked(self.are_rooms_wanted)
            rooms.triggered.connect(lambda *_: self.switch_rooms())
        menu.popup(place)

    # what is shown

    @property
    def are_rooms_wanted(self) -> bool:
        """Whether a day has a column for each room."""
        return self._choice.wants_rooms

    def switch_rooms(self) -> None:
        """A column for each room of a day, or again for each practitioner."""
        self._choice.wants_rooms = not self._choice.wants_rooms
        self.changed.emit()
        self.view_wanted.emit(ViewName.DAY)

    def leave_out(self, key: str) -> None:
        """Show a column no longer."""
        self._side.leave_out({*self._choice.left_out, key})
        self.changed.emit()

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these columns, in this order, and no others."""
        every = self._all_keys()
        self._choice.order = (*keys, *(key for key in every if key not in keys))
        kind_is_room = self._choice.is_by_room
        others = {
            key for key in self._choice.left_out if is_room_key(key) is not kind_is_room and not self._is_name(key)
        }
        self._side.leave_out(others | (set(every) - set(keys)))
        self.changed.emit()

    def _is_name(self, key: str) -> bool:
        """Whether a key is a department's name, whose filter would hide what a set wants to show."""
        sheet = self._sheet()
        return sheet is not None and any(column.department_name == key for column in sheet.columns)

    # sets

    def shown_keys(self) -> tuple[str, ...]:
        """The columns that are shown now, in their order."""
        sheet = self._sheet()
        if sheet is None:
            return ()
        if self._choice.is_by_room:
            return tuple(key for key in self._all_keys() if self._choice.lets_pass(key))
        return tuple(str(column.practitioner_id) for column in self._choice.now.chosen(sheet.columns))

    def is_shown(self, one: ColumnSet) -> bool:
        """Whether what is shown is what a set holds."""
        return one.by_room is self._choice.wants_rooms and one.columns == self.shown_keys()

    def bring(self, one: ColumnSet) -> None:
        """Show a set's columns."""
        if one.by_room is not self._choice.wants_rooms:
            self._choice.wants_rooms = one.by_room
            self.changed.emit()
        if one.by_room:
            self.view_wanted.emit(ViewName.DAY)
        self.show_only(one.columns)

    def free_numbers(self) -> list[int]:
        """The keys that no set has yet."""
        return [number for number in range(1, LAST_KEY + 1) if all(one.number != number for one in self.sets)]

    def keep(self, name: str, number: int) -> None:
        """Keep what is shown under a name and a key, in place of what had that key."""
        made = ColumnSet(number=number, name=name, columns=self.shown_keys(), by_room=self._choice.is_by_room)
        self._store(with_set(self.sets, made))

    def rename(self, one: ColumnSet, name: str) -> None:
        """Call a set something else."""
        self._store(with_set(self.sets, replace(one, name=name)))

    def remove(self, one: ColumnSet) -> None:
        """Keep a set no longer."""
        self._store(tuple(other for other in self.sets if other.number != one.number))

    def _store(self, sets: tuple[ColumnSet, ...]) -> None:
        self.sets = sets
        self._station.keep(calendar_column_sets=text_of(sets))
        self.sets_changed.emit()
