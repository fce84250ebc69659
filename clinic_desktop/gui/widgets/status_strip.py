"""The strip at the foot of a window: whether all is stored, how the day stands, when the window locks."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.shapes import fill_rounded


class StatusStrip(QFrame):
    """Three places for words: how the station is (with a dot), the day in figures, and something at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.STATUS_STRIP)
        self._dot = Dot()
        self._station = label("", Look.SECONDARY)
        self._figures = label("", Look.SECONDARY)
        self._figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._end = label("", Look.SECONDARY)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.NONE, Space.M, Space.NONE)
        layout.setSpacing(Space.S - 2)
        layout.addWidget(self._dot)
        layout.addWidget(self._station)
        layout.addSpacing(Space.M)
        layout.addWidget(self._figures, 1)
        layout.addWidget(self._end)
        self.setFixedHeight(Measure.STATUS_STRIP)

    def show_station(self, words: str, *, token: str = "accent") -> None:
        """Say how the station is; the dot takes the colour of a token, and vanishes without words."""
        self._dot.set_token(token)
        self._dot.setVisible(bool(words))
        self._station.setText(words)

    def tell_station_by(self, widget: QWidget) -> None:
        """Let a widget say how the station is, in place of the dot and the words."""
        self.show_station("")
        self._station.hide()
        self._row.insertWidget(0, widget)

    def show_figures(self, words: str) -> None:
        """Say how the day stands."""
        self._figures.setText(words)

    def show_end(self, words: str) -> None:
        """Say something at the end of the strip."""
        self._end.setText(words)


class Dot(QWidget):
    """A small disc in a token's colour; the words beside it say what it means."""

    def __init__(self, token: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setFixedSize(Measure.DOT, Measure.DOT)

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self._token = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        fill_rounded(QPainter(self), box, box.width() / 2, theme.current().tokens()[self._token])
