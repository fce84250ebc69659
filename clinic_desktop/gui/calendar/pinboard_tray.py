"""The tray at the left of the calendar that shows the pinboard: a card for each appointment that hangs on it."""

from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.calendar.drop_place import DropPlace
from clinic_desktop.gui.calendar.pin_card import PinCard
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.pinboard import Pin, Pinboard
from clinic_desktop.gui.widgets.card import section_label
from clinic_desktop.gui.workplace import Workplace


class PinboardTray(QWidget):
    """Shown while something hangs on the board, or while something is dragged that could be hung there.

    `taken` brings the line of a card that is dragged off, `carried` where the pointer is in the world, `let_go` where
    it was let go of; `given_up` says that Esc took it back. `sight_changed` tells that it may have been scrolled out of
    sight, or into it.
    """

    taken = Signal(object)
    carried = Signal(QPoint, Qt.KeyboardModifier)
    let_go = Signal(QPoint)
    given_up = Signal()
    current_changed = Signal()
    sight_changed = Signal()

    def __init__(self, workplace: Workplace, board: Pinboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._board = board
        self._cards: dict[UUID, PinCard] = {}
        self._is_waited_for = False
        self._is_watched = False
        self._scrolled_from = 0
        self._current: UUID | None = None
        self.hint = DropPlace(self.tr("Drop it here to keep it while you look for another day."))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._column.setSpacing(Space.S)
        self._column.addWidget(section_label(self.tr("Pinboard")))
        self._column.addWidget(self.hint)
        self.setAccessibleName(self.tr("Pinboard"))
        board.changed.connect(self._show)
        privacy.switch().changed.connect(self._show)
        self._show()

    @property
    def current(self) -> Pin | None:
        """The card that Ctrl+V puts down: the one that was gone to last, or else the first."""
        pins = self._board.pins
        return next((pin for pin in pins if pin.id == self._current), pins[0] if pins else None)

    @property
    def cards(self) -> tuple[PinCard, ...]:
        """The cards, in their order."""
        return tuple(self._cards[pin.id] for pin in self._board.pins)

    @property
    def is_in_sight(self) -> bool:
        """Whether enough of it can be seen: a narrow window has no room for it, and a low one has to be scrolled."""
        return self.isVisible() and self.visibleRegion().boundingRect().height() >= min(self.height(), _ENOUGH)

    def choose(self, appointment_id: UUID) -> None:
        """Let this be the card that Ctrl+V puts down."""
        self._current = appointment_id
        self._show()
        self.current_changed.emit()

    def wait_for(self, line: AppointmentLine | None) -> None:
        """Something is dragged that could be hung here; None when it is no longer."""
        self._is_waited_for = line is not None and line.id not in self._board
        self.hint.set_lit(False)
        self._show()

    def light(self, place: QPoint) -> None:
        """Light up while the pointer, at a place of the world, is over the tray."""
        self.hint.set_lit(self._is_waited_for and self.holds(place))

    def holds(self, place: QPoint) -> bool:
        """Whether a place of the world lies in the tray."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(place))

    def _show(self) -> None:
        pins = self._board.pins
        for gone in self._cards.keys() - {pin.id for pin in pins}:
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        for place, pin in enumerate(pins):
            card = self._cards.get(pin.id) or self._new_card(pin.id)
            card.show_pin(pin, self._workplace, is_current=self.current is not None and pin.id == self.current.id)
            self._column.removeWidget(card)
            self._column.insertWidget(place + 1, card)
            card.show()
        self.hint.setVisible(self._is_waited_for)
        was_hidden = self.isHidden()
        self.setVisible(bool(pins) or self._is_waited_for)
        if was_hidden and not self.isHidden():
            self._bring_into_view()
        elif not was_hidden and self.isHidden():
            self._scroll_back()

    def _new_card(self, appointment_id: UUID) -> PinCard:
        card = self._cards[appointment_id] = PinCard(self)
        card.taken.connect(self.taken)
        card.carried.connect(self.carried)
        card.let_go.connect(self.let_go)
        card.given_up.connect(self.given_up)
        card.chosen.connect(lambda: self.choose(appointment_id))
        card.off_wanted.connect(lambda: self._board.take_off(appointment_id))
        card.step_wanted.connect(lambda by: self._step(appointment_id, by))
        return card

    def _step(self, appointment_id: UUID, by: int) -> None:
        ids = [pin.id for pin in self._board.pins]
        place = ids.index(appointment_id) + by
        if 0 <= place < len(ids):
            self._cards[ids[place]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_view(self) -> None:
        """In the side's scrolled area, which may be shorter than all that stands in it."""
        area = self._area()
        if area is not None and (holder := area.widget()) is not None and (layout := holder.layout()) is not None:
            self._scrolled_from = area.verticalScrollBar().value()
            layout.activate()
            holder.adjustSize()
            area.ensureWidgetVisible(self, 0, Space.L)

    def _scroll_back(self) -> None:
        """Nothing hangs here any more: the side stands as it stood before."""
        area = self._area()
        if area is not None:
            area.verticalScrollBar().setValue(self._scrolled_from)

    def _area(self) -> QScrollArea | None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = self._area()
        if area is not None and not self._is_watched:
            self._is_watched = True
            for bar_signal in (area.verticalScrollBar().valueChanged, area.verticalScrollBar().rangeChanged):
                bar_signal.connect(lambda *_: self.sight_changed.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


_ENOUGH = 64
