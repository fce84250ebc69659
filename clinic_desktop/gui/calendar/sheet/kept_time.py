"""Time that is kept from booking, drawn for what it is: blocks (a meeting, lunch) and what open dialogs hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from clinic_desktop.domain.sheets import Block, HeldTime
from clinic_desktop.gui import icons
from clinic_desktop.gui import theme as themes
from clinic_desktop.gui.appointment_words import block_words, held_words
from clinic_desktop.gui.calendar.sheet.calendar_layout import CalendarLayout
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.lanes import Minutes, Stop
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Measure, TextSize, Weight
from clinic_desktop.gui.typography import isolated


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTime:
    """A block or a hold where it lies on the sheet."""

    thing: Block | HeldTime
    column: int
    span: Minutes
    rect: QRectF
    words: str

    @property
    def icon(self) -> Icon:
        """What tells it from free time beside its colour."""
        return Icon.CALENDAR_X_2 if isinstance(self.thing, Block) else Icon.HOURGLASS

    def stands(self, now: datetime) -> bool:
        """Whether it still keeps its time; holds lapse on their own."""
        return isinstance(self.thing, Block) or self.thing.until > now


def kept_times(layout: CalendarLayout, zone: ZoneInfo) -> tuple[KeptTime, ...]:
    """All that is kept in the columns of a layout, blocks before holds."""
    found = []
    for number, column in enumerate(layout.columns):
        things: tuple[Block | HeldTime, ...] = (*column.blocks, *column.holds)
        for thing in things:
            span = column.minutes_of(thing.starts_at, thing.ends_at)
            words = block_words(thing) if isinstance(thing, Block) else held_words(thing, zone)
            rect = layout.stop_rect(number, Stop(*span))
            found.append(KeptTime(thing=thing, column=number, span=span, rect=rect, words=words))
    return tuple(found)


def new_blocks(before: Iterable[CalendarColumn], after: Iterable[CalendarColumn]) -> frozenset[Block]:
    """The blocks that are new, or other, in columns that were there before."""
    stood = {(column.key, column.day): column.blocks for column in before}
    return frozenset(
        block
        for column in after
        if (blocks := stood.get((column.key, column.day))) is not None
        for block in column.blocks
        if block not in blocks
    )


def kept_at(kept: Iterable[KeptTime], column: int, minute: int, now: datetime) -> KeptTime | None:
    """What keeps a minute of a column, a hold before the block it lies in."""
    holding = [
        each for each in kept if each.column == column and each.span[0] <= minute < each.span[1] and each.stands(now)
    ]
    return holding[-1] if holding else None


def paint_kept(painter: QPainter, kept: Sequence[KeptTime], shown: QRectF, now: datetime) -> None:
    """Paint those that are seen: a hatched area, its icon and its words on a plain ground."""
    seen = [each for each in kept if each.rect.intersects(shown) and each.stands(now)]
    if not seen:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for each in seen:
        _paint(painter, each)
    painter.restore()


def _paint(painter: QPainter, kept: KeptTime) -> None:
    theme = themes.current()
    is_block = isinstance(kept.thing, Block)
    ground = theme.closed if is_block else theme.arrived_soft
    ink = theme.muted if is_block else theme.arrived
    rect, radius = kept.rect, CalendarMeasure.BOX_RADIUS
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setPen(QPen(theme.line_strong if is_block else ink, Measure.HAIRLINE, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush(themes.veil(ink, _HATCH), Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    _write(painter, kept, ground, ink)


def _write(painter: QPainter, kept: KeptTime, ground: QColor, ink: QColor) -> None:
    """Icon and words on a plain plate, over as many lines as there is room for."""
    rect, mark, gap = kept.rect, CalendarMeasure.MARK, CalendarMeasure.WORD_GAP
    font = themes.font(TextSize.SECONDARY, Weight.MEDIUM)
    metrics = QFontMetricsF(font)
    indent = CalendarMeasure.NARROW_INDENT if rect.width() < CalendarMeasure.NARROW else CalendarMeasure.TEXT_INDENT
    room = rect.width() - 2 * indent - mark - gap
    top = rect.top() + max(0.0, min(float(CalendarMeasure.TEXT_TOP), (rect.height() - metrics.height()) / 2))
    rows = int((rect.bottom() - top) / metrics.lineSpacing())
    if rows < 1 or room < metrics.averageCharWidth():
        return
    wraps = Qt.TextFlag.TextWordWrap
    words = isolated(kept.words)
    taken = metrics.boundingRect(QRectF(0, 0, room, rect.height()), wraps, words)
    if taken.width() > room or taken.height() > rows * metrics.lineSpacing() + 1:
        words = metrics.elidedText(kept.words, Qt.TextElideMode.ElideRight, room)
        words = isolated(words) if len(words) > _FEWEST else ""  # a dot or a letter says no more than the icon does
        taken = metrics.boundingRect(QRectF(0, 0, room, rect.height()), wraps, words)
    is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    width = mark + gap + taken.width() + 1
    left = rect.right() - indent - width if is_mirrored else rect.left() + indent
    plate = QRectF(left, top, width, taken.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate.adjusted(-gap, 0, gap, 0), CalendarMeasure.BOX_RADIUS, CalendarMeasure.BOX_RADIUS)
    picture = icons.pixmap(kept.icon, ink, mark, scale=painter.device().devicePixelRatioF())
    at = plate.right() - mark if is_mirrored else plate.left()
    painter.drawPixmap(QPointF(round(at), round(top + (metrics.height() - mark) / 2)), picture)
    painter.setFont(font)
    painter.setPen(ink)
    inner = plate.adjusted(0, 0, -mark - gap, 0) if is_mirrored else plate.adjusted(mark + gap, 0, 1, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading | wraps, words)


_HATCH = 0.22
_FEWEST = 3
