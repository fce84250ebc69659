"""A doctor's own month: six figures, each with the month before beside it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import span_of_days
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.own_month import OwnMonth, days_of_month, month_before
from clinic_desktop.gui import theme
from clinic_desktop.gui.actions import Command
from clinic_desktop.gui.calendar.day_bar import DayBar
from clinic_desktop.gui.calendar.day_commands import day_commands
from clinic_desktop.gui.doctor.month_words import FigureWords, figure_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import long_day, month_words, short_month
from clinic_desktop.gui.widgets.card import Card, label, section_label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.workplace import Workplace


class MonthFiguresPage(Page):
    """Shows one month at a time; the answer that was asked for last wins."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._day = workplace.today().replace(day=1)
        self.month: OwnMonth | None = None
        self.bar = DayBar()
        self.bar.today.setText(self.tr("This month"))
        self.bar.today.setToolTip(self.tr("Go to this month (T)"))
        self.bar.name_steps(self.tr("Month before"), self.tr("Month after"))
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.step_requested.connect(self.step_days)
        self.tiles = [FigureTile() for _ in range(_TILES)]
        self._heading = label("", Look.TITLE)
        self._so_far = label("", Look.MUTED, wraps=True)
        self.empty = EmptyState(
            Icon.CHART_COLUMN,
            self.tr("Nothing in this month"),
            self.tr("There were neither hours nor appointments in your diary. Look at another month."),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._show_words()

    def _lay_out(self) -> None:
        area, floor = scrolling(self)
        self._tiles = QWidget(floor)
        self._tiles.setMaximumWidth(_WIDTH)
        grid = QGridLayout(self._tiles)
        grid.setContentsMargins(Space.NONE, Space.S, Space.NONE, Space.NONE)
        grid.setSpacing(Space.L)
        for number, tile in enumerate(self.tiles):
            grid.addWidget(tile, number // _A_ROW, number % _A_ROW)
            grid.setColumnStretch(number % _A_ROW, 1)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.XS)
        for widget in (self._heading, self._so_far, self._tiles):
            column.addWidget(widget)
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        self.empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(area)

    @property
    def day(self) -> date:
        """The first day of the month that is shown, or is being read."""
        return self._day

    @property
    def words(self) -> list[str]:
        """Every figure in a line, for whoever hears it."""
        return [tile.accessibleName() for tile in self.tiles]

    def go_to_today(self) -> None:
        """Show this month."""
        self._go(self.workplace.today())

    def step_days(self, by: int) -> None:
        """Show the month so many later."""
        day = self._day
        with suppress(OverflowError, ValueError):
            for _ in range(abs(by)):
                day = month_before(day) if by < 0 else days_of_month(day)[1] + timedelta(days=1)
            self._go(day)

    def ask_for_day(self) -> None:
        """Months are gone to step by step."""

    def _go(self, day: date) -> None:
        first = day.replace(day=1)
        if first != self._day:
            self._day = first
            self._show_words()
            self.reload()

    def _show_words(self) -> None:
        words = month_words(self._day)
        self.set_title(self.tr("My month, {month}").format(month=words))
        self.bar.show_day(words, short_month(self._day))
        self._heading.setText(self.tr("My month"))

    def _on_month(self, month: OwnMonth) -> None:
        if month.this.first_day != self._day:
            return
        self.month = month
        today = self.workplace.today()
        first, last = days_of_month(self._day)
        so_far = self.tr("Up to today, {day}; the time that is open and given away is the whole month’s.")
        self._so_far.setText(so_far.format(day=long_day(today)) if first <= today < last else "")
        self._so_far.setVisible(first <= today < last)
        is_empty = month.this.is_empty
        self._tiles.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        for tile, words in zip(self.tiles, figure_words(month), strict=True):
            tile.show_words(words)

    # as a page

    def commands(self) -> Sequence[Command]:
        return tuple(command for command in day_commands(self) if command.name != "go_to_day")

    def toolbar_widgets(self) -> Sequence[QWidget]:
        return (self.bar,)

    def cares(self, changes: Changes) -> bool:
        if changes.touches("weekly_pattern", "availability_exception", "closure"):
            return True
        zone = self.workplace.zone
        shown = span_of_days(month_before(self._day), days_of_month(self._day)[1], zone)
        return changes.span is not None and changes.span.overlaps(shown)

    def reload(self) -> None:
        day = self._day
        self.workplace.run_latest(
            (self, "month"), lambda clinic: clinic.reports.own_month(day), done=self._on_month, owner=self
        )


class FigureTile(Card):
    """A figure with its name above it and what belongs to it below; read aloud as one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setSpacing(Space.XS)
        self._name = section_label("", self)
        self._value = label("", Look.FIGURE, self)
        self._detail = label("", Look.SECONDARY, self, wraps=True)
        self._before = label("", Look.MUTED, self, wraps=True)
        self._bar = _ShareBar(self)
        for widget in (self._name, self._value, self._detail, self._bar, self._before):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_words(self, words: FigureWords) -> None:
        """Show a figure."""
        for where, text in self._texts(words):
            where.setText(text)
            where.setVisible(bool(text))
        self._bar.show_share(words.share)
        self.setAccessibleName(words.spoken)

    def _texts(self, words: FigureWords) -> Sequence[tuple[QLabel, str]]:
        return (
            (self._name, words.name),
            (self._value, words.value),
            (self._detail, words.detail),
            (self._before, words.before),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(theme.current().accent)
            pen.setWidth(Measure.RING)
            painter.setPen(pen)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)


class _ShareBar(QWidget):
    """As long as a share is great, on a trace of what would be all; the words beside it say the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.switch().changed.connect(self.update)
        self.hide()

    def show_share(self, share: float | None) -> None:
        self._share = min(1.0, share or 0.0)
        self.setVisible(share is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Measure.LEFT_SIDE, Measure.BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(now.line)
        painter.drawRoundedRect(whole, Measure.BAR / 2, Measure.BAR / 2)
        if self._share > 0:
            length = max(whole.width() * self._share, Measure.BAR)
            left = whole.right() - length if self.isRightToLeft() else whole.left()
            painter.setBrush(now.accent)
            painter.drawRoundedRect(QRectF(left, whole.top(), length, whole.height()), Measure.BAR / 2, Measure.BAR / 2)


_TILES, _A_ROW = 6, 3
_WIDTH = 1080
