"""The pinboard where its tray is out of sight, in a narrow window or below what else stands at the side: a strip."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.calendar.drop_place import DropPlace
from clinic_desktop.gui.calendar.pinboard_tray import PinboardTray
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.pinboard import Pin, Pinboard
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.carrying import Carrying
from clinic_desktop.gui.workplace import Workplace

_CHIP = 220
_AROUND = 150
"""What a chip may be wide, and what the rest of the strip takes."""
_CROSS = 28


class PinboardStrip(QFrame):
    """Stands in for the tray while that cannot be seen; its signals are the tray's.

    A chip is dragged off like a card, chosen by a click for Ctrl+V, and taken off by its cross or Del.
    """

    taken = Signal(object)
    carried = Signal(QPoint, Qt.KeyboardModifier)
    let_go = Signal(QPoint)
    given_up = Signal()

    def __init__(
        self, workplace: Workplace, board: Pinboard, tray: PinboardTray, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._board = board
        self._tray = tray
        self._is_waited_for = False
        self._chips: dict[UUID, PinChip] = {}
        set_look(self, Look.STATUS_STRIP)
        self.setAccessibleName(self.tr("Pinboard"))
        self.hint = DropPlace(self.tr("Drop it here to keep it while you look for another day."), self)
        self.hint.setWordWrap(False)
        self.hint.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        self.more_button = QPushButton(self)
        set_look(self.more_button, Look.LINK)
        self.more_button.clicked.connect(lambda *_: self._open_rest())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        self._row.setSpacing(Space.S)
        self._row.addWidget(label(self.tr("Pinboard"), Look.SECONDARY))
        self._row.addWidget(self.hint, 1)
        self._row.addWidget(self.more_button)
        self._row.addStretch(0)
        board.changed.connect(self._show)
        tray.current_changed.connect(self._show)
        tray.sight_changed.connect(self.look)
        privacy.switch().changed.connect(self._show)
        tray.installEventFilter(self)
        self._show()

    @property
    def chips(self) -> "tuple[PinChip, ...]":
        """The chips, as they stand in the row."""
        return tuple(sorted(self._chips.values(), key=self._row.indexOf))

    def wait_for(self, line: AppointmentLine | None) -> None:
        """As the tray's."""
        self._is_waited_for = line is not None and line.id not in self._board
        self.hint.set_lit(False)
        self.look()

    def light(self, place: QPoint) -> None:
        """As the tray's."""
        self.hint.set_lit(self._is_waited_for and self.holds(place))

    def holds(self, place: QPoint) -> bool:
        """As the tray's."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(place))

    def look(self) -> None:
        """Show what the tray has, where that is out of sight; or the place to drop what is dragged, all along it."""
        is_wanted = bool(self._board.pins) or self._is_waited_for
        self.hint.setVisible(self._is_waited_for)
        for chip in self._chips.values():
            chip.setVisible(not self._is_waited_for)
        self.more_button.setVisible(not self._is_waited_for and len(self._board.pins) > len(self._chips))
        self.setVisible(is_wanted and not self._tray.is_in_sight)

    def _show(self) -> None:
        """The chips anew: the current one is always among them."""
        pins, current = list(self._board.pins), self._tray.current
        shown = pins[: self._room]
        if current is not None and current.id not in {pin.id for pin in shown}:
            shown[-1] = next(pin for pin in pins if pin.id == current.id)
        for gone in self._chips.keys() - {pin.id for pin in shown}:
            chip = self._chips.pop(gone)
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, pin in enumerate(shown, start=1):
            chip = self._chips.get(pin.id) or self._new_chip(pin.id)
            is_current = current is not None and pin.id == current.id
            chip.show_pin(pin, self._words_of(pin), is_current=is_current)
            self._row.removeWidget(chip)
            self._row.insertWidget(place, chip)
        self.more_button.setText(self.tr("{count} more…").format(count=len(pins) - len(shown)))
        self.look()

    def _new_chip(self, appointment_id: UUID) -> "PinChip":
        chip = self._chips[appointment_id] = PinChip(self)
        chip.chosen.connect(lambda: self._tray.choose(appointment_id))
        chip.off_wanted.connect(lambda: self._board.take_off(appointment_id))
        chip.taken.connect(self.taken)
        chip.carrying.carried.connect(self.carried)
        chip.carrying.let_go.connect(self.let_go)
        chip.carrying.given_up.connect(self.given_up)
        return chip

    def _words_of(self, pin: Pin) -> str:
        when = near_moment(wall_time(pin.line.starts_at, self._workplace.zone), self._workplace.today())
        return f"{shown_name(pin.line.patient_name)} · {when}"

    def _open_rest(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for pin in self._board.pins:
            if pin.id not in self._chips:
                action = menu.addAction(self._words_of(pin).replace("&", "&&"))
                action.triggered.connect(lambda *_, which=pin.id: self._tray.choose(which))
        menu.popup(self.more_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @property
    def _room(self) -> int:
        """For how many chips there is room."""
        return max(1, (self.width() - _AROUND) // _CHIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())  # many chips make no window wider

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if len(self._chips) != min(self._room, len(self._board.pins)):
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.look()
        return False


class PinChip(QWidget):
    """One appointment on the strip."""

    taken = Signal(object)
    chosen = Signal()
    off_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line: AppointmentLine | None = None
        self.button = QPushButton()
        self.button.setCheckable(True)
        set_look(self.button, Look.CHIP)
        self.button.clicked.connect(lambda *_: self.chosen.emit())
        self.button.installEventFilter(self)
        self.carrying = Carrying(self.button)
        self.carrying.taken.connect(lambda: self.taken.emit(self._line))
        self.cross = QToolButton()
        set_look(self.cross, Look.QUIET)
        set_icon(self.cross, Icon.X, "muted", size=Measure.ICON_SMALL)
        self.cross.setToolTip(self.tr("Take it off the pinboard; the appointment stays as it is (Del)"))
        self.cross.clicked.connect(lambda *_: self.off_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self.button)
        layout.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_pin(self, pin: Pin, words: str, *, is_current: bool) -> None:
        """Say whose appointment it is, and whether it is the one that Ctrl+V puts down."""
        self._line = pin.line
        metrics = self.button.fontMetrics()
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, _CHIP - _CROSS - 2 * Space.M)
        self.button.setText(elided.replace("&", "&&"))
        self.button.setAccessibleName(words)
        self.button.setToolTip(self.tr("{words}. Drag it to a free time, or press Ctrl+V there.").format(words=words))
        self.button.setChecked(is_current)
        self.cross.setAccessibleName(self.tr("Take {words} off the pinboard").format(words=words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # as a shortcut it would cancel the appointment that is chosen in the calendar
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.off_wanted.emit()
                return True
        return False
