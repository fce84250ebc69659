"""Patients as rows of a list: found ones, and the offer to register one who was not."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_desktop.domain.people import Patient, age_on
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, pixmap
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.row_model import RowModel, RowRole
from clinic_desktop.gui.typed_dates import short_date
from clinic_desktop.gui.typography import isolated


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOffer:
    """The last row of a search: register what was typed as somebody new."""

    text: str


SearchRow = PatientLine | RegisterOffer

REGISTER_KEYS = "Ctrl+N"


def born_and_age(birth_date: date | None, today: date) -> str:
    """Birth date and age: "12 Mar 1961 (65)"."""
    if birth_date is None:
        return QCoreApplication.translate("patients", "birth date unknown")
    return f"{shown_detail(short_date(birth_date))} ({age_on(birth_date, today)})"


def facts_of(line: PatientLine, today: date) -> str:
    """What tells one patient from another of the same name: birth date, age, MRN, phone."""
    mrn = QCoreApplication.translate("patients", "MRN {number}").format(number=shown_detail(line.mrn))
    parts = [born_and_age(line.birth_date, today), mrn, shown_detail(line.mobile or line.phone)]
    return " · ".join(part for part in parts if part)


def line_of(patient: Patient) -> PatientLine:
    """A patient's record as a search would have shown it."""
    return PatientLine(
        id=patient.id,
        mrn=patient.mrn,
        given_name=patient.given_name,
        family_name=patient.family_name,
        birth_date=patient.birth_date,
        sex=patient.sex,
        mobile=patient.mobile,
        phone=patient.phone,
        email=patient.email,
        alerts=patient.alerts,
        archived=patient.archived,
    )


def offer_words(offer: RegisterOffer) -> str:
    """What the last row says."""
    if not offer.text:
        return QCoreApplication.translate("patients", "Register a new patient")
    return QCoreApplication.translate("patients", "Register “{text}” as a new patient").format(text=offer.text)


class PatientModel(RowModel[SearchRow]):
    """What a search found."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(key=_key_of, text=self._words_of, parent=parent)
        self._today = today

    def _words_of(self, row: SearchRow) -> str:
        if isinstance(row, RegisterOffer):
            return offer_words(row)
        alerts = ", ".join(row.alerts)
        parts = (shown_name(row.full_name), _why_and_facts(row, self._today), alerts)
        return " · ".join(part for part in parts if part)


def _why_and_facts(row: PatientLine, today: date) -> str:
    facts = facts_of(row, today)
    return f"{shown_detail(row.reason)} · {facts}" if row.reason else facts


def _key_of(row: SearchRow) -> object:
    return "register" if isinstance(row, RegisterOffer) else row.id


class PatientDelegate(QStyledItemDelegate):
    """Paints a found patient in one line: the name in semibold, then what tells them apart; a flag where alerts are."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, Measure.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.current()
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.accent_soft if is_chosen else theme.blend(now.raised, now.accent, _HOVER))
            painter.drawRoundedRect(option.rect, Measure.RADIUS, Measure.RADIUS)
        row = index.data(RowRole.ROW)
        inner = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        if isinstance(row, RegisterOffer):
            self._paint_offer(painter, option, inner, row)
        elif isinstance(row, PatientLine):
            self._paint_patient(painter, option, inner, row)
        painter.restore()

    def _paint_patient(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, row: PatientLine) -> None:
        now = theme.current()
        facts_font = theme.font(TextSize.SECONDARY)
        facts = _why_and_facts(row, self._today)
        facts_width = QFontMetrics(facts_font).horizontalAdvance(facts)
        flag_width = Measure.ICON_SMALL + Space.XS if row.alerts else 0
        name_font = theme.font(weight=Weight.SEMIBOLD)
        name = shown_name(row.full_name)
        name_width = min(
            QFontMetrics(name_font).horizontalAdvance(name),
            max(inner.width() - facts_width - flag_width - Space.L, inner.width() // 3),
        )
        left = inner.left()
        self._words(painter, option, inner, QRect(left, inner.top(), name_width + 1, inner.height()), name, name_font)
        left += name_width + Space.XS
        if row.alerts:
            top = inner.center().y() - Measure.ICON_SMALL // 2
            flag = QStyle.visualRect(option.direction, inner, QRect(left, top, Measure.ICON_SMALL, Measure.ICON_SMALL))
            scale = painter.device().devicePixelRatio()
            painter.drawPixmap(flag, pixmap(Icon.FLAG, now.danger, Measure.ICON_SMALL, scale=scale))
        left += flag_width + Space.S
        painter.setPen(now.muted)
        space = QRect(left, inner.top(), inner.right() - left + 1, inner.height())
        self._words(painter, option, inner, space, facts, facts_font, muted=True, trailing=True)

    def _paint_offer(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, offer: RegisterOffer) -> None:
        keys_width = QFontMetrics(theme.font(TextSize.SMALL)).horizontalAdvance(REGISTER_KEYS) + 2 * Space.S
        words = QRect(inner.left(), inner.top(), inner.width() - keys_width - Space.S, inner.height())
        option.palette.setColor(QPalette.ColorRole.Text, theme.current().accent)
        self._words(painter, option, inner, words, offer_words(offer), theme.font())
        cap = QRect(inner.right() - keys_width + 1, inner.center().y() - _CAP // 2, keys_width, _CAP)
        paint_key_cap(painter, QStyle.visualRect(option.direction, inner, cap), REGISTER_KEYS)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, where: QRect, text: str, font: QFont,
        *, muted: bool = False, trailing: bool = False,
    ) -> None:  # fmt: skip
        side = Qt.AlignmentFlag.AlignRight if trailing else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(theme.current().muted if muted else option.palette.color(QPalette.ColorRole.Text))
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(
            QStyle.visualRect(option.direction, inner, where),
            QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter),
            isolated(elided),
        )


def paint_key_cap(painter: QPainter, where: QRect, keys: str) -> None:
    """A key, or keys pressed together, as they stand on a keyboard."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(now.line_strong)
    painter.setBrush(now.surface)
    painter.drawRoundedRect(where.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), Measure.STRIPE, Measure.STRIPE)
    painter.setFont(theme.font(TextSize.SMALL))
    painter.setPen(now.muted)
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, keys.replace("+", " "))


_CAP = 20
_HOVER = 0.06
