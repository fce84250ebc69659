"""Lucide's icons in the colours of the theme, crisp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel

from clinic_desktop.gui import theme
from clinic_desktop.gui.drawings import Icon, tinted
from clinic_desktop.gui.measures import Measure

__all__ = ["Icon", "icon", "pixmap", "set_icon"]

_POINTING = frozenset(
    {
        Icon.ARROW_LEFT,
        Icon.ARROW_RIGHT,
        Icon.CHEVRON_LEFT,
        Icon.CHEVRON_RIGHT,
        Icon.LOG_IN,
        Icon.LOG_OUT,
        Icon.REDO_2,
        Icon.UNDO_2,
        Icon.ROTATE_CCW,
        Icon.DOOR_OPEN,
        Icon.LIST,
    }
)


@lru_cache(maxsize=256)
def _shape(icon: Icon, pixels: int, mirrored: bool) -> QImage:
    """The icon in black: reading and drawing an SVG costs ten times what laying a colour over it does."""
    shape = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    shape.fill(Qt.GlobalColor.transparent)
    black = QColor(Qt.GlobalColor.black).name()
    painter = QPainter(shape)
    QSvgRenderer(QByteArray(tinted(icon, black))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return shape.flipped(Qt.Orientation.Horizontal) if mirrored else shape


@lru_cache(maxsize=512)
def _pixmap(icon: Icon, rgba: int, size: int, scale: float, mirrored: bool) -> QPixmap:
    image = QImage(_shape(icon, round(size * scale), mirrored))
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor.fromRgba(rgba))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def pixmap(icon: Icon, colour: QColor, size: int = Measure.ICON, *, scale: float = 1.0) -> QPixmap:
    """The icon for painting by hand; `scale` is the painted widget's devicePixelRatioF().

    Icons that point along the line of reading are mirrored where that runs from right to left.
    """
    mirrored = icon in _POINTING and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return _pixmap(icon, colour.rgba(), int(size), scale, mirrored)


def icon(which: Icon, token: str = "text", *, checked_token: str | None = None, size: int = Measure.ICON) -> QIcon:
    """The icon in a token's colour of the theme that holds now; set_icon() keeps it so when that changes."""
    tokens = theme.current().tokens()
    result = QIcon()
    for scale in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        result.addPixmap(pixmap(which, tokens[token], size, scale=scale))
        result.addPixmap(pixmap(which, tokens["line_strong"], size, scale=scale), QIcon.Mode.Disabled)
        if checked_token is not None:
            checked = pixmap(which, tokens[checked_token], size, scale=scale)
            result.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
    return result


class _Tint(QObject):
    """Keeps one button, label or action in the colours of the theme for as long as that lives."""

    def __init__(
        self, target: QAbstractButton | QAction | QLabel, which: Icon, token: str, checked: str | None, size: int
    ) -> None:
        super().__init__(target)
        self._target = target
        self._which = which
        self._token = token
        self._checked = checked
        self._size = size
        theme.switch().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        if isinstance(self._target, QLabel):
            colour = theme.current().tokens()[self._token]
            self._target.setPixmap(pixmap(self._which, colour, self._size, scale=self._target.devicePixelRatioF()))
            return
        self._target.setIcon(icon(self._which, self._token, checked_token=self._checked, size=self._size))
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(self._size, self._size))


def set_icon(
    target: QAbstractButton | QAction | QLabel,
    which: Icon,
    token: str = "text",
    *,
    checked_token: str | None = None,
    size: int = Measure.ICON,
) -> None:
    """Give a button, label or action an icon that follows the theme; a second call replaces the first."""
    for earlier in target.findChildren(_Tint, options=Qt.FindChildOption.FindDirectChildrenOnly):
        earlier.setParent(None)
        earlier.deleteLater()
    _Tint(target, which, token, checked_token, int(size))
