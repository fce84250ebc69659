"""The dashed ghost of what is being dragged: where it would go, when that is, and whether it fits."""

from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.fitting import Fit, Verdict
from clinic_desktop.gui import icons
from clinic_desktop.gui import theme as themes
from clinic_desktop.gui.appointment_words import minute_words, short_person
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.lanes import Minutes
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.typography import isolated


@dataclass(frozen=True, kw_only=True)
class Ghost:
    """Where something would go if it were let go now; `title` names the patient, empty for a new appointment.

    `tag` is where its words stand when they are too long for its box.
    """

    column: int
    minutes: Minutes
    span: Span
    verdict: Verdict
    title: str
    rect: QRectF
    tag: QRectF | None = None

    @property
    def fits(self) -> bool:
        """Whether it could be let go here without a word."""
        return self.verdict.fit is Fit.FITS

    @cached_property
    def words(self) -> str:
        """The new time and whether it fits: "15:00–15:30 fits"."""
        starts, ends = self.minutes
        return f"{minute_words(starts)}–{minute_words(ends)} {verdict_words(self.verdict)}"

    def within(self, seen: QRectF) -> "Ghost":
        """With a tag in what is seen of the sheet, below its box or above it, if its words need one."""
        metrics = QFontMetricsF(themes.font(TextSize.SECONDARY))
        gap, mark = CalendarMeasure.WORD_GAP, CalendarMeasure.MARK
        width = metrics.horizontalAdvance(self.words) + (0 if self.fits else mark + gap)
        height = metrics.height()
        room = self.rect.width() - CalendarMeasure.TEXT_INDENT - CalendarMeasure.TEXT_END
        if width <= room and self.rect.height() >= height:
            return self
        tag = QRectF(0, 0, width + 2 * Space.S, height + Space.S)
        tag.moveCenter(self.rect.center())
        tag.moveTop(self.rect.bottom() + gap)
        if tag.bottom() > seen.bottom():
            tag.moveBottom(self.rect.top() - gap)
        tag.moveLeft(min(max(tag.left(), seen.left() + gap), seen.right() - tag.width() - gap))
        return replace(self, tag=tag)

    @property
    def area(self) -> QRectF:
        """All that it covers."""
        return self.rect if self.tag is None else self.rect.united(self.tag)


def verdict_words(verdict: Verdict) -> str:
    """Whether it fits, in a word or two."""
    match verdict.fit:
        case Fit.FITS:
            return _tr("fits")
        case Fit.PAST:
            return _tr("is over")
        case Fit.TAKEN:
            return _tr("taken")
        case Fit.HELD:
            return _tr("held by %1").replace("%1", short_person(verdict.what) or _tr("another desk"))
        case Fit.PATIENT_BUSY:
            return _tr("patient is elsewhere")
        case Fit.BLOCKED:
            return verdict.what
        case Fit.CLOSED:
            return _tr("outside hours")


def paint_ghost(painter: QPainter, ghost: Ghost) -> None:
    """Draw the ghost over everything else."""
    theme = themes.current()
    ink, soft = (theme.accent, theme.accent_soft) if ghost.fits else (theme.danger, theme.danger_soft)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, Measure.RING)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.setBrush(soft)
    painter.drawRoundedRect(ghost.rect.adjusted(1, 1, -1, -1), CalendarMeasure.BOX_RADIUS, CalendarMeasure.BOX_RADIUS)
    indent, end = CalendarMeasure.TEXT_INDENT, CalendarMeasure.TEXT_END
    is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    rect = ghost.rect.adjusted(end, 0, -indent, 0) if is_mirrored else ghost.rect.adjusted(indent, 0, -end, 0)
    height = QFontMetricsF(themes.font(TextSize.SECONDARY, Weight.SEMIBOLD)).height()
    top = rect.top() + max(0.0, min(float(CalendarMeasure.TEXT_TOP), (rect.height() - height) / 2))
    line = QRectF(rect.left(), top, rect.width(), height)
    if ghost.tag is None:
        _write_inside(painter, ghost, line, is_tall=rect.height() >= CalendarMeasure.TWO_LINES_FROM)
    else:
        if rect.height() >= height:
            _write(painter, line, ghost.title, themes.font(TextSize.SECONDARY, Weight.SEMIBOLD))
        _draw_tag(painter, ghost, ghost.tag, ink)
    painter.restore()


def _write_inside(painter: QPainter, ghost: Ghost, line: QRectF, *, is_tall: bool) -> None:
    """The name and the words, on one line or on two."""
    strong, plain = themes.font(TextSize.SECONDARY, Weight.SEMIBOLD), themes.font(TextSize.SECONDARY)
    if not ghost.fits:
        line = _draw_mark(painter, line)
    if ghost.title and is_tall:
        _write(painter, line, ghost.title, strong)
        _write(painter, line.translated(0, line.height()), ghost.words, plain)
        return
    width = QFontMetricsF(plain).horizontalAdvance(ghost.words)
    written = 0.0
    if ghost.title and line.width() - width > CalendarMeasure.LEAST_REMARK:
        room = line.width() - width - CalendarMeasure.WORD_GAP
        written = _write(painter, _from_start(painter, line, 0, room), ghost.title, strong) + CalendarMeasure.WORD_GAP
    _write(painter, _from_start(painter, line, written, line.width()), ghost.words, plain)


def _draw_tag(painter: QPainter, ghost: Ghost, tag: QRectF, ink: QColor) -> None:
    """The words on a plate of their own, where the column is too narrow for them."""
    painter.setPen(QPen(ink, Measure.HAIRLINE))
    painter.setBrush(themes.current().raised)
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), CalendarMeasure.BOX_RADIUS, CalendarMeasure.BOX_RADIUS)
    line = tag.adjusted(Space.S, 0, -Space.S, 0)
    if not ghost.fits:
        line = _draw_mark(painter, line)
    _write(painter, line, ghost.words, themes.font(TextSize.SECONDARY))


def _draw_mark(painter: QPainter, line: QRectF) -> QRectF:
    """What does not fit has a mark of its own beside its words; answers with the room that is left."""
    size, gap = CalendarMeasure.MARK, CalendarMeasure.WORD_GAP
    is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = line.right() - size if is_mirrored else line.left()
    scale = painter.device().devicePixelRatioF()
    mark = icons.pixmap(Icon.TRIANGLE_ALERT, themes.current().danger, size, scale=scale)
    painter.drawPixmap(round(left), round(line.top() + (line.height() - size) / 2), mark)
    return line.adjusted(0, 0, -size - gap, 0) if is_mirrored else line.adjusted(size + gap, 0, 0, 0)


def _from_start(painter: QPainter, line: QRectF, first: float, last: float) -> QRectF:
    """A part of a line, counted from where reading begins."""
    if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        return QRectF(line.right() - last, line.top(), last - first, line.height())
    return QRectF(line.left() + first, line.top(), last - first, line.height())


def _write(painter: QPainter, line: QRectF, text: str, font: QFont) -> float:
    """Write on one line, elided; answers how wide the words are."""
    painter.setFont(font)
    metrics = QFontMetricsF(painter.font())
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    painter.setPen(themes.current().text)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, isolated(elided))
    return min(metrics.horizontalAdvance(elided), line.width())


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


_DASHES = (3.0, 2.0)
