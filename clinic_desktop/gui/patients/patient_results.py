"""What a search for a patient found, laid out below its field."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QLabel, QListView, QVBoxLayout, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.patient_model import PatientDelegate, PatientModel
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.shadow import paint_shadow

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class PatientResults(QWidget):
    """The list below the field: a layer of the window, so that the field keeps the focus and Esc stays at hand."""

    def __init__(self, model: PatientModel, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self.list = QListView(self)
        self.list.setModel(model)
        self.list.setItemDelegate(PatientDelegate(workplace.today(), self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Patients found"))
        self.list.viewport().setAutoFillBackground(False)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self._words, Look.MUTED)
        layout = QVBoxLayout(self)
        edge = _SHADOW + Space.XS
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self._words)
        layout.addWidget(self.list)
        self._words.hide()

    def say(self, words: str) -> None:
        """A sentence above the rows; none hides it."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def wanted_height(self, width: int) -> int:
        """What every row needs at this width, up to a fair part of the window."""
        rows = min(self.list.model().rowCount(), _MOST_SHOWN) * Measure.ROW
        words = self._words.heightForWidth(width - 2 * Space.XS) if not self._words.isHidden() else 0
        return rows + words + 2 * Space.XS

    def lay(self, box: QRect) -> None:
        """Fill this box of the window; the shadow lies around it."""
        self.setGeometry(box.adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW))

    def walk(self, event: QKeyEvent) -> None:
        """Move through the list as the key says."""
        QApplication.sendEvent(self.list, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        paint_shadow(painter, box, spread=_SHADOW)
        painter.setPen(QPen(now.line_strong))
        painter.setBrush(now.raised)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), Measure.CARD_RADIUS, Measure.CARD_RADIUS)


_SHADOW = Space.M
_MOST_SHOWN = 8
