"""The conflict desk: everything that met at two stations and needs a person to say what holds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.decisions import DecisionCard
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui import privacy
from clinic_desktop.gui.calendar.sheet.minute_clock import MinuteClock
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.sync.decision_card import DecisionCardView
from clinic_desktop.gui.sync.decision_verbs import DecisionVerbs
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.undo_walk import UndoWalk
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class DecisionsPage(Page):
    """One card for each conflict, the most urgent first; a card stays in its place, and its keyboard with it, while
    others come and go. `appointment_wanted` carries the line of one that is to be shown in the calendar,
    `moment_neared` when one begins that may be so in a moment.
    """

    appointment_wanted = Signal(object)
    moment_neared = Signal(object)

    def __init__(self, workplace: "Workplace", walk: UndoWalk, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._cards: tuple[DecisionCard, ...] = ()
        self._places: dict[UUID, int] = {}
        self.views: dict[UUID, DecisionCardView] = {}
        self.verbs = DecisionVerbs(workplace, walk, window)
        self.set_title(self.tr("Needs a decision"))
        self.heading = label(self.title, Look.TITLE)
        self.sentence = label(
            self.tr("These changes met changes made at another desk. Nothing was lost; choose what holds."),
            Look.MUTED,
            wraps=True,
        )
        self.empty = EmptyState(
            Icon.CIRCLE_CHECK,
            self.tr("Nothing needs a decision"),
            self.tr(
                "When two desks change the same thing while they cannot reach each other, it stands here, at every "
                "desk, with a button for each way out. Nothing is lost meanwhile."
            ),
        )
        self._minutes = MinuteClock(workplace.now, self)
        self._minutes.passed.connect(self.mark_stale)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        privacy.switch().changed.connect(self._show)

    @property
    def cards(self) -> Sequence[DecisionCard]:
        """What is shown, in its order."""
        return self._cards

    def cares(self, changes: Changes) -> bool:
        return bool(self._cards) or changes.touches("conflict")

    def reload(self) -> None:
        self.workplace.run_latest(
            self, lambda clinic: tuple(clinic.decisions.open_ones()), done=self._on_read, lane=Lane.READING
        )

    def _lay_out(self) -> None:
        self._area, floor = scrolling(self)
        self._column = QVBoxLayout(floor)
        self._column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._column.setSpacing(Space.L)
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self.heading)
        head.addWidget(self.sentence)
        self._column.addLayout(head)
        self._column.addWidget(self.empty, 1)
        self._column.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)

    def _on_read(self, cards: tuple[DecisionCard, ...]) -> None:
        # Nothing moves under the pointer: what is new comes below, and what is taken back goes where it was.
        places = self._places if self.isVisible() else {}
        for card in cards:
            places.setdefault(card.conflict_id, len(places))
        self._places = places
        self._cards = tuple(sorted(cards, key=lambda card: places[card.conflict_id]))
        self._show()

    def _show(self) -> None:
        words = self.verbs.words()
        shown = {card.conflict_id for card in self._cards}
        next_focus = self._drop({which: view for which, view in self.views.items() if which not in shown})
        for place, card in enumerate(self._cards):
            view = self.views.get(card.conflict_id)
            if view is None:
                view = self.views[card.conflict_id] = self._made()
            if self._column.indexOf(view) != place + 1:
                self._column.removeWidget(view)
                self._column.insertWidget(place + 1, view)
            view.show_card(card, words)
        self.heading.setText(
            self.tr("Needs a decision · {count}").format(count=len(self._cards)) if self._cards else self.title
        )
        self.sentence.setVisible(bool(self._cards))
        self.empty.setVisible(not self._cards)
        self._column.setStretch(self._column.count() - 1, 1 if self._cards else 0)
        if next_focus is not None:
            self._go_near(next_focus)
        elif self._cards and self.hasFocus():  # somebody came before anything was read
            self._view_at(0).go()

    def _made(self) -> DecisionCardView:
        view = DecisionCardView(self._area.widget())
        view.way_wanted.connect(lambda way: self.verbs.take(view, way))
        view.offer_wanted.connect(lambda slot: self.verbs.take_offer(view, slot))
        view.merge_wanted.connect(lambda: self.verbs.merge(view))
        view.shown_wanted.connect(lambda: self._show_appointment(view))
        view.shown_neared.connect(lambda: self._near_appointment(view))
        view.step_wanted.connect(self._step)
        return view

    def _drop(self, gone: dict[UUID, DecisionCardView]) -> int | None:
        """Take cards off the desk; answers at which place the keyboard was, if it was on one of them."""
        place = None
        for which, view in gone.items():
            if view.has_keyboard:
                place = self._column.indexOf(view) - 1
            del self.views[which]
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        return place

    def _go_near(self, place: int) -> None:
        if self._cards:
            self._view_at(min(place, len(self._cards) - 1)).go()
        else:
            self.setFocus()

    def _view_at(self, place: int) -> DecisionCardView:
        return self.views[self._cards[place].conflict_id]

    def _near_appointment(self, view: DecisionCardView) -> None:
        contested = None if view.card is None else self.verbs.words().contested(view.card)
        if contested is not None:
            self.moment_neared.emit(contested.span.starts_at)

    def _show_appointment(self, view: DecisionCardView) -> None:
        card = view.card
        if card is None:
            return
        contested = self.verbs.words().contested(card)
        which = card.record_id if contested is None else contested.appointment_id
        self.workplace.run(
            lambda clinic: clinic.scheduling.open(which).line,
            done=self.appointment_wanted.emit,
            lane=Lane.READING,
            owner=self,
        )

    def _step(self, by: int) -> bool:
        """The keyboard goes to the card above or below."""
        here = next((n for n, card in enumerate(self._cards) if self.views[card.conflict_id].has_keyboard), None)
        wanted = 0 if here is None else here + by
        if not 0 <= wanted < len(self._cards):
            return False
        view = self._view_at(wanted)
        view.go()
        QTimer.singleShot(0, view, lambda: self._area.ensureWidgetVisible(view, 0, Space.XL))
        return True

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._step(step):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cards and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._view_at(0).go()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minutes.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._minutes.stop()
        super().hideEvent(event)
