"""A figure on a card that is a button: it opens the list behind it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.overview import Overview
from clinic_desktop.domain.sheets import Statistics
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.overview.figures_words import minutes, number, percent, tr
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says; `look` colours the detail, which tells whether it got better or worse in words too."""

    name: str
    value: str
    detail: str
    look: Look = Look.SECONDARY

    @property
    def spoken(self) -> str:
        """All of it in a line."""
        return f"{self.name}: {self.value}. {self.detail}"


class FigureCard(Card):
    """Shows a figure; a click, Enter or the space bar opens what is behind it."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setSpacing(Space.XS)
        self._name, self._value = label("", Look.SECONDARY), label("", Look.FIGURE)
        self._detail = label("", Look.SECONDARY, wraps=True)
        for widget in (self._name, self._value, self._detail):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Show the list behind this figure"))
        self._is_under_pointer = False

    def show_words(self, words: CardWords) -> None:
        """Say something else."""
        self._name.setText(words.name)
        self._value.setText(words.value)
        self._detail.setText(words.detail)
        set_look(self._detail, words.look)
        self.setAccessibleName(words.spoken)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_under_pointer = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_under_pointer = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self.hasFocus() or self._is_under_pointer):
            return
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.accent if self.hasFocus() else now.line_strong, Measure.RING))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)


def card_words(overview: Overview) -> list[CardWords]:
    """The five cards."""
    this, before = overview.this, overview.before
    added = tr("+%1 in these days").replace("%1", number(this.new_patients))
    in_parts = tr("in %1 departments").replace("%1", number(this.departments))
    if this.departments == 1:
        in_parts = tr("in one department")
    if this.open_minutes:
        share = percent(this.booked_minutes / this.open_minutes, exact=False)
        in_parts += " · " + tr("%1 of open time booked").replace("%1", share)
    return [
        CardWords(tr("Patients"), number(this.patients), added),
        CardWords(tr("Practitioners"), number(this.practitioners), in_parts),
        CardWords(tr("Appointments"), number(this.appointments), _statuses(this)),
        CardWords(tr("No-show rate"), percent(this.no_show_rate), *_rate_before(this, before)),
        CardWords(tr("Median wait"), minutes(this.median_wait), *_longest(this)),
    ]


def _statuses(this: Statistics) -> str:
    told = sorted(((count, status) for status, count in this.by_status.items() if count), reverse=True)
    shown = [one for one in told if one[1] != "entered-in-error"]
    return " · ".join(f"{number(count)} {status_look(status).word.lower()}" for count, status in shown) or tr("none")


def _rate_before(this: Statistics, before: Statistics) -> tuple[str, Look]:
    now, then = this.no_show_rate, before.no_show_rate
    if then is None:
        return tr("nothing to compare it with in the time before"), Look.SECONDARY
    words = tr("was %1 in the time before").replace("%1", percent(then))
    if now is None or percent(now) == percent(then):
        return words, Look.SECONDARY
    return words, Look.WORSE if now > then else Look.BETTER


def _longest(this: Statistics) -> tuple[str, Look]:
    longest = this.ninth_decile_wait
    if longest is None:
        return tr("nobody has been called in yet"), Look.SECONDARY
    words = tr("90 % waited %1 or less").replace("%1", minutes(longest))
    return words, Look.WORSE if longest > _LONG_WAIT else Look.SECONDARY


_LONG_WAIT = 20
