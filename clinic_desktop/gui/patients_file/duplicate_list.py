"""The pairs that a search found, and the merges that were made, as rows of a list."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_desktop.domain.merging import DuplicatePair, MergeLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.row_model import RowModel, RowRole
from clinic_desktop.gui.typed_dates import short_date
from clinic_desktop.gui.typography import isolated

ListedRow = DuplicatePair | MergeLine


def pairs_model(parent: QObject) -> RowModel[DuplicatePair]:
    """Pairs, told apart by both ids."""
    return RowModel(key=lambda pair: pair.ids, text=lambda pair: " · ".join(lines_of(pair)), parent=parent)


def merges_model(parent: QObject) -> RowModel[MergeLine]:
    """Merges, the latest first."""
    return RowModel(key=lambda merge: merge.id, text=lambda merge: " · ".join(lines_of(merge)), parent=parent)


def lines_of(row: ListedRow) -> tuple[str, str]:
    """The two lines of a row: who, and why or when."""
    translate = QCoreApplication.translate
    if isinstance(row, DuplicatePair):
        return _both(row.left.full_name, row.right.full_name), row.reason
    day = short_date(row.merged_at.date())
    who = translate("merging", "{name}, MRN {number}, into {kept}").format(
        name=shown_name(row.merged.full_name), number=shown_detail(row.merged.mrn), kept=shown_name(row.kept.full_name)
    )
    if row.taken_apart_at is not None:
        apart = short_date(row.taken_apart_at.date())
        return who, translate("merging", "{day} · taken apart {apart}").format(day=day, apart=apart)
    by = translate("merging", "{day} · by {name}").format(day=day, name=row.merged_by)
    if not row.appointments:
        return who, by
    count = translate("merging", "1 appointment") if row.appointments == 1 else ""
    count = count or translate("merging", "{count} appointments").format(count=row.appointments)
    return who, f"{by} · {count}"


def _both(left: str, right: str) -> str:
    left, right = shown_name(left), shown_name(right)
    return left if left == right else f"{left} – {right}"


class RowList(QListView):
    """A list of such rows; Enter and a click choose, the arrow keys walk."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_RowDelegate(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)


class _RowDelegate(QStyledItemDelegate):
    """Two lines: who in semibold, why or when in muted ink."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole.ROW)
        if not isinstance(row, DuplicatePair | MergeLine):
            return
        now = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            has_keyboard = is_chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(now.accent, Measure.RING) if has_keyboard else Qt.PenStyle.NoPen)
            painter.setBrush(now.accent_soft if is_chosen else theme.blend(now.surface, now.accent, _HOVER))
            painter.drawRoundedRect(option.rect.toRectF().adjusted(1, 1, -1, -1), Measure.RADIUS, Measure.RADIUS)
        else:
            painter.setPen(QPen(now.line, Measure.HAIRLINE))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        inner = option.rect.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        half = inner.height() // 2
        is_over = isinstance(row, MergeLine) and row.taken_apart_at is not None
        who, why = lines_of(row)
        painter.setPen(now.muted if is_over else now.text)
        painter.setFont(theme.font(TextSize.BODY, Weight.REGULAR if is_over else Weight.SEMIBOLD))
        self._write(painter, option, QRect(inner.left(), inner.top(), inner.width(), half), who)
        painter.setPen(now.muted)
        painter.setFont(theme.font(TextSize.SECONDARY))
        self._write(painter, option, QRect(inner.left(), inner.top() + half, inner.width(), half), why)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, words: str) -> None:
        painter.drawText(
            QStyle.visualRect(option.direction, option.rect, box),
            QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            isolated(painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())),
        )


_HEIGHT = 56
_HOVER = 0.05
