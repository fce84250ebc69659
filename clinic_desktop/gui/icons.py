"""Lucide's icons in the colours of the theme, crisp at every scale."""

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel

from clinic_desktop import paths
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure


class Icon(StrEnum):
    """The icons that the program uses; each value is a file in resources/icons."""

    ACCESSIBILITY = "accessibility"
    ARCHIVE = "archive"
    ARMCHAIR = "armchair"
    ARROW_LEFT = "arrow-left"
    ARROW_RIGHT = "arrow-right"
    BAN = "ban"
    BELL_RING = "bell-ring"
    BUILDING_2 = "building-2"
    CALENDAR_CHECK = "calendar-check"
    CALENDAR_CLOCK = "calendar-clock"
    CALENDAR_DAYS = "calendar-days"
    CALENDAR_OFF = "calendar-off"
    CALENDAR_PLUS = "calendar-plus"
    CALENDAR_RANGE = "calendar-range"
    CALENDAR_SEARCH = "calendar-search"
    CALENDAR_X = "calendar-x"
    CHART_COLUMN = "chart-column"
    CHECK = "check"
    CHECK_CHECK = "check-check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CIRCLE = "circle"
    CIRCLE_ALERT = "circle-alert"
    CIRCLE_CHECK = "circle-check"
    CIRCLE_HELP = "circle-help"
    CIRCLE_X = "circle-x"
    CLIPBOARD_LIST = "clipboard-list"
    CLOCK = "clock"
    CLOCK_ALERT = "clock-alert"
    COPY = "copy"
    DOOR_OPEN = "door-open"
    DOT = "dot"
    ELLIPSIS = "ellipsis"
    ERASER = "eraser"
    EYE = "eye"
    EYE_OFF = "eye-off"
    FILE_TEXT = "file-text"
    FLAG = "flag"
    HOURGLASS = "hourglass"
    HOUSE = "house"
    ID_CARD = "id-card"
    INFO = "info"
    KEY_ROUND = "key-round"
    KEYBOARD = "keyboard"
    LAYOUT_DASHBOARD = "layout-dashboard"
    LIST = "list"
    LOCK = "lock"
    LOG_IN = "log-in"
    LOG_OUT = "log-out"
    MAIL = "mail"
    MAP_PIN = "map-pin"
    MARS = "mars"
    MINUS = "minus"
    MONITOR = "monitor"
    MOON = "moon"
    NOTEBOOK_PEN = "notebook-pen"
    PENCIL = "pencil"
    PHONE = "phone"
    PLUS = "plus"
    PRINTER = "printer"
    REFRESH_CW = "refresh-cw"
    REPEAT = "repeat"
    ROTATE_CCW = "rotate-ccw"
    SEARCH = "search"
    SETTINGS = "settings"
    SHIELD_CHECK = "shield-check"
    STAR = "star"
    STETHOSCOPE = "stethoscope"
    SUN = "sun"
    SUN_MOON = "sun-moon"
    TRIANGLE_ALERT = "triangle-alert"
    UNDO_2 = "undo-2"
    USER = "user"
    USER_CHECK = "user-check"
    USER_PLUS = "user-plus"
    USER_X = "user-x"
    USERS = "users"
    VENUS = "venus"
    X = "x"


_POINTING = frozenset(
    {
        Icon.ARROW_LEFT,
        Icon.ARROW_RIGHT,
        Icon.CHEVRON_LEFT,
        Icon.CHEVRON_RIGHT,
        Icon.LOG_IN,
        Icon.LOG_OUT,
        Icon.UNDO_2,
        Icon.ROTATE_CCW,
        Icon.DOOR_OPEN,
        Icon.LIST,
    }
)
_SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)


@lru_cache
def drawing(icon: Icon) -> str:
    """The icon's SVG as it was drawn, its colour still open (`currentColor`)."""
    return (paths.resources() / "icons" / f"{icon.value}.svg").read_text(encoding="utf-8")


def tinted(icon: Icon, colour: QColor, *, weight: float = 2.0) -> bytes:
    """The icon's SVG in a colour, with lines of a weight on its grid of 24."""
    svg = drawing(icon).replace("currentColor", colour.name())
    return svg.replace('stroke-width="2"', f'stroke-width="{weight}"').encode()


@lru_cache(maxsize=512)
def _pixmap(icon: Icon, rgba: int, size: int, scale: float, mirrored: bool) -> QPixmap:
    pixels = round(size * scale)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    colour = QColor.fromRgba(rgba)
    QSvgRenderer(QByteArray(tinted(icon, colour))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    if mirrored:
        pixmap = QPixmap.fromImage(pixmap.toImage().flipped(Qt.Orientation.Horizontal))
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
    for scale in _SCALES:
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
        drawn = icon(self._which, self._token, checked_token=self._checked, size=self._size)
        if isinstance(self._target, QLabel):
            self._target.setPixmap(drawn.pixmap(QSize(self._size, self._size), self._target.devicePixelRatioF()))
            return
        self._target.setIcon(drawn)
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
