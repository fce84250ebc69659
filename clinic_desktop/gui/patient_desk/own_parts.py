"""Parts of the patient's own pages: a card, tiles in columns, and large choices in a grid that arrows walk through."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.icons import set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskField, DeskLabel
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card
from clinic_desktop.gui.widgets.sides import mirrored


def column(parent: QWidget | None = None, *, space: int = Space.L) -> QVBoxLayout:
    """Rows one below the other, without a margin."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    layout.setSpacing(space)
    return layout


def reveal(widget: QWidget) -> None:
    """Scroll to a widget, once it has been laid out."""

    def scroll() -> None:
        area = area_of(widget)
        if area is not None:
            area.ensureWidgetVisible(widget, Space.NONE, Space.XL)

    QTimer.singleShot(0, widget, scroll)


def area_of(widget: QWidget) -> QScrollArea | None:
    """What a widget is scrolled in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


class VisitCard(Card):
    """One appointment: a line that says when and with whom, more below it, and what can be done at its end."""

    def __init__(self, head: str, more: str, *, stripe: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, stripe=stripe)
        self.body.setContentsMargins(*mirrored(Space.XL + Space.S, Space.XL, Space.XL, Space.XL))
        self.head = DeskLabel(head, Look.HEADING, self)
        self.more = DeskLabel(more, Look.MUTED, self)
        words = column(space=Space.XS)
        words.addWidget(self.head)
        words.addWidget(self.more)
        if not more:
            self.more.hide()
        self._words = words
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.XL)
        self._row.addLayout(words, 1)
        self.body.addLayout(self._row)
        self.setAccessibleName(" · ".join(part for part in (head, more) if part))

    def add_words(self, text: str, look: Look = Look.STRONG) -> None:
        """Say one thing more."""
        self._words.addWidget(DeskLabel(text, look))

    def add_action(self, button: QWidget) -> None:
        """Put something to press at the end of the card."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


def with_icon(button: DeskButton, icon: Icon, token: str = "text") -> DeskButton:
    """Put a picture before the words of a button, large and with room between."""
    set_icon(button, icon, token, size=Measure.XL_ICON)
    button.setAccessibleName(button.text())
    button.setText(f"  {button.text()}")
    return button


class Columns(QWidget):
    """Widgets in as many columns of equal width as fit; arrow keys go from one to the next."""

    def __init__(
        self, widgets: Sequence[QWidget], least_width: int, *, most: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.widgets = tuple(widgets)
        self._least = least_width
        self._most = most
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._grid.setSpacing(Space.L if most <= _WIDE else Space.M)
        for widget in self.widgets:
            widget.installEventFilter(self)
        self._place(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _place(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for column_number in range(self._most):
            self._grid.setColumnStretch(column_number, 1 if column_number < count else 0)
        for number, widget in enumerate(self.widgets):
            where = Qt.AlignmentFlag.AlignTop if isinstance(widget, DeskField) else Qt.AlignmentFlag(0)
            self._grid.addWidget(widget, number // count, number % count, where)
        self.updateGeometry()

    def _fitting(self, width: int) -> int:
        gap = self._grid.horizontalSpacing()
        return max(1, min(self._most, (width + gap) // (self._least + gap)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self._fitting(self.width()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self.widgets:
            step = self._step(event.key())
            if step:
                self._walk(self.widgets.index(watched), step)
                return True
        return False

    def _step(self, key: int) -> int:
        along = -1 if self.isRightToLeft() else 1
        return {
            Qt.Key.Key_Right: along,
            Qt.Key.Key_Left: -along,
            Qt.Key.Key_Down: self._count,
            Qt.Key.Key_Up: -self._count,
        }.get(Qt.Key(key), 0)

    def _walk(self, start: int, step: int) -> None:
        """To the next in that direction that can be pressed; where there is none, the focus stays."""
        number = start + step
        while 0 <= number < len(self.widgets):
            there = self.widgets[number]
            if there.isEnabled() and there.focusPolicy() != Qt.FocusPolicy.NoFocus:
                there.setFocus(Qt.FocusReason.TabFocusReason)
                reveal(there)
                return
            number += step


_WIDE = 3
