"""What a small widget has painted, kept: to copy a picture costs a twentieth of painting it anew."""

from collections.abc import Callable, Hashable

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui import theme


class KeptPicture:
    """Paints one widget whole, and anew only when something that is seen in it has changed; `ground` it lies on."""

    def __init__(self, widget: QWidget, ground: str = "surface") -> None:
        self._widget = widget
        self._ground = ground
        self._shown: Hashable = None
        self._picture = QPixmap()

    def show(self, seen: Hashable, paint: Callable[[QPainter], None]) -> None:
        """Paint it within its paintEvent(); `seen` is all that tells one picture from another beside size and theme."""
        widget = self._widget
        scale = widget.devicePixelRatioF()
        shown = (
            seen, widget.width(), widget.height(), scale, theme.current().name, widget.layoutDirection(),
            widget.hasFocus(), widget.underMouse(),
        )  # fmt: skip
        if shown != self._shown:
            self._picture = blank(widget.width(), widget.height(), scale, self._ground)
            painter = QPainter(self._picture)
            painter.setLayoutDirection(widget.layoutDirection())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
            painter.end()
            self._shown = shown
        QPainter(widget).drawPixmap(0, 0, self._picture)


def blank(width: int, height: int, scale: float, ground: str = "surface") -> QPixmap:
    """A bare picture of this size in a screen's pixels; words on it look as they do on a panel, not as on a veil."""
    picture = QPixmap(round(width * scale), round(height * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(theme.current().token(ground))
    return picture
