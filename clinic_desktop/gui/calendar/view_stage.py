"""The views of one calendar, one of them in front, over one model and one selection."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QWidget

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.sheet.appointment_model import AppointmentModel
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.widgets.empty_state import EmptyState


class ViewName(StrEnum):
    """The ways to look at the calendar, in the order of their buttons."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    AGENDA = "agenda"


class Emptiness(StrEnum):
    """Why there is nothing to see."""

    NOBODY_SHOWN = "nobody shown"
    NOBODY = "nobody"


class ViewStage(QWidget):
    """Holds the views; what is chosen in one is chosen in all.

    Views of appointments share the model and the selection; `sheet` is the one of columns and hours that is in front,
    or was last. In place of a view it can say why there is nothing to see.
    """

    everyone_wanted = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = AppointmentModel(zone, self)
        self.selection = QItemSelectionModel(self.model, self)
        self._views: dict[ViewName, QAbstractItemView] = {}
        self._current = ViewName.DAY
        self._sheet: CalendarView | None = None
        self._empty: dict[Emptiness, EmptyState] = {}
        self._stack = QStackedLayout(self)

    @property
    def current(self) -> ViewName:
        """Which view is in front."""
        return self._current

    @property
    def view(self) -> QAbstractItemView:
        """The view that is in front."""
        return self._views[self._current]

    @property
    def sheet(self) -> CalendarView:
        """The view of columns and hours that is in front, or was last."""
        assert self._sheet is not None
        return self._sheet

    @property
    def sheets(self) -> Sequence[CalendarView]:
        """Every view of columns and hours there is by now."""
        return [view for view in self._views.values() if isinstance(view, CalendarView)]

    def __contains__(self, name: ViewName) -> bool:
        return name in self._views

    def add(self, name: ViewName, view: QAbstractItemView, *, of_appointments: bool = True) -> None:
        """Take in a view; one of appointments is given the model and the selection that all share."""
        if of_appointments:
            view.setModel(self.model)
            view.setSelectionModel(self.selection)
        if self._sheet is None and isinstance(view, CalendarView):
            self._sheet = view
        self._views[name] = view
        self._stack.addWidget(view)

    def show_view(self, name: ViewName) -> None:
        """Bring a view to the front; zoom and height above the ground go with it from one sheet to the next."""
        view = self._views[name]
        has_focus = self._views[self._current].hasFocus()
        self._current = name
        view.setGeometry(self.rect())
        self._stack.setCurrentWidget(view)
        if isinstance(view, CalendarView):
            view.forget_cursor()
            if view is not self.sheet:
                view.scroll_as(self.sheet)
                self._sheet = view
        if has_focus:
            view.setFocus()

    def show_instead(self, emptiness: Emptiness | None) -> None:
        """Say in place of the view why there is nothing to see; None shows the view again."""
        self._stack.setCurrentWidget(self.view if emptiness is None else self._empty_of(emptiness))

    # the chosen appointment

    def chosen(self) -> UUID | None:
        """The chosen appointment."""
        line = self.chosen_line()
        return None if line is None else line.id

    def chosen_line(self) -> AppointmentLine | None:
        """The chosen appointment as it is shown."""
        selected = self.selection.selectedIndexes()
        return self.model.lines()[selected[0].row()] if selected else None

    def choose(self, appointment_id: UUID) -> bool:
        """Choose an appointment and bring it into view; False if it is not shown."""
        if self._current is ViewName.MONTH:
            return False
        if isinstance(self.view, CalendarView):
            return self.view.choose(appointment_id)
        index = self.model.index_of(appointment_id)
        if index.isValid():
            self.selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)
        return index.isValid()

    def is_whole(self, line: AppointmentLine) -> bool:
        """Whether an appointment has been read that the view leaves out, as cancelled ones may be."""
        return self.model.line(line.id) is not None

    def clear_choice(self) -> None:
        """Choose none."""
        self.selection.clearSelection()

    # how the sheets look

    def flash(self, appointment_ids: Iterable[UUID]) -> None:
        """Show softly, in place, that these have changed."""
        view = self.view
        if isinstance(view, CalendarView | AgendaView):
            view.flash(appointment_ids)

    def _empty_of(self, emptiness: Emptiness) -> EmptyState:
        if emptiness not in self._empty:
            self._empty[emptiness] = self._made(emptiness)
            self._stack.addWidget(self._empty[emptiness])
        return self._empty[emptiness]

    def _made(self, emptiness: Emptiness) -> EmptyState:
        if emptiness is Emptiness.NOBODY:
            words = self.tr("No practitioners yet"), self.tr("An administrator adds the people who treat patients.")
            return EmptyState(Icon.CALENDAR_OFF, *words)
        words = self.tr("Nobody is shown"), self.tr("Tick a practitioner at the left.")
        made = EmptyState(Icon.CALENDAR_OFF, *words, action_text=self.tr("Show everyone"))
        made.action_requested.connect(self.everyone_wanted)
        return made
