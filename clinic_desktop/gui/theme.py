"""The tokens of the two themes, the measures, and which theme holds now."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop import paths
from clinic_desktop.gui.measures import TextSize, Weight
from clinic_desktop.gui.properties import put
from clinic_desktop.settings import Appearance


class Look(StrEnum):
    """How a plain Qt widget is meant; style.qss says what each looks like."""

    PRIMARY = "primary"
    DANGER = "danger"
    LINK = "link"
    WARNING_LINK = "warning-link"
    QUIET = "quiet"
    SQUARE = "square"
    CHIP = "chip"
    DAY_CHIP = "day-chip"
    DESK_DAY = "desk-day"
    HUGE = "huge"
    GREETING = "greeting"
    TALL = "tall"
    CHOICE = "choice"
    TITLE = "title"
    HEADING = "heading"
    STRONG = "strong"
    SUBTITLE = "subtitle"
    HERE = "here"
    SECTION = "section"
    MUTED = "muted"
    SECONDARY = "secondary"
    FIGURE = "figure"
    BETTER = "better"
    WORSE = "worse"
    WARNING = "warning"
    PROBLEM = "problem"
    CARD = "card"
    PANEL = "panel"
    TOOLBAR = "toolbar"
    STATUS_STRIP = "status-strip"
    NAVIGATION = "navigation"
    MENU_NAME = "menu-name"
    SEARCH = "search"
    POPUP = "popup"
    LINE = "line"
    LINE_UPRIGHT = "line-upright"
    PLAIN = "plain"


class Theme:
    """One set of tokens, as read from resources/themes; raises TypeError when one is missing or unknown.

    To have a dataclass made of so many fields would take 2 ms of the program's start.
    """

    background: QColor
    surface: QColor
    raised: QColor
    line: QColor
    line_strong: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    closed: QColor
    now: QColor
    booked: QColor
    booked_soft: QColor
    confirmed: QColor
    confirmed_soft: QColor
    arrived: QColor
    arrived_soft: QColor
    in_room: QColor
    in_room_soft: QColor
    done: QColor
    done_soft: QColor
    danger: QColor
    danger_soft: QColor
    cancelled: QColor
    shadow: QColor
    sharp_muted: QColor
    sharp_accent: QColor
    sharp_danger: QColor
    sharp_warning: QColor

    def __init__(self, name: str, tokens: dict[str, QColor], *, is_dark: bool) -> None:
        if tokens.keys() != Theme.__annotations__.keys():
            raise TypeError(name, tokens.keys() ^ Theme.__annotations__.keys())
        self.name = name
        self.is_dark = is_dark
        self._tokens = tokens
        vars(self).update(tokens)

    def token(self, name: str) -> QColor:
        """One colour."""
        return self._tokens[name]

    def tokens(self) -> dict[str, QColor]:
        """Every colour by its token's name."""
        return dict(self._tokens)


@cache
def load(name: str) -> Theme:
    """Read a theme's tokens by its name; raises TypeError when a token is missing or unknown."""
    # Of TOML the files use nothing but `name = "colour"`; importing tomllib would take 5 ms of the program's start.
    tokens: dict[str, str] = {}
    for row in (paths.resources() / "themes" / f"{name}.toml").read_text(encoding="utf-8").splitlines():
        token, equals, value = row.partition(" = ")
        if equals and not row.startswith("#"):
            tokens[token] = value.strip('"')
    is_dark = tokens.pop("is_dark") == "true"
    return Theme(tokens.pop("name"), {token: QColor(value) for token, value in tokens.items()}, is_dark=is_dark)


def blend(ground: QColor, over: QColor, share: float) -> QColor:
    """`over` laid on `ground` so that `share` (0 to 1) of it shows."""

    def channel(below: float, above: float) -> float:
        return below + (above - below) * share

    return QColor.fromRgbF(
        channel(ground.redF(), over.redF()),
        channel(ground.greenF(), over.greenF()),
        channel(ground.blueF(), over.blueF()),
    )


def veil(colour: QColor, share: float) -> QColor:
    """The same colour, letting the ground through: `share` 0 is invisible, 1 opaque."""
    result = QColor(colour)
    result.setAlphaF(share)
    return result


class ThemeSwitch(QObject):
    """Which theme holds; whoever draws by hand listens to `changed`. There is one: `switch()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance.LIGHT
        self._theme = load(Appearance.LIGHT)
        self._listens = False

    @property
    def appearance(self) -> Appearance:
        """What the person asked for."""
        return self._appearance

    @property
    def theme(self) -> Theme:
        """The tokens that hold now."""
        return self._theme

    def set_appearance(self, appearance: Appearance) -> None:
        """Change what holds, also while the program runs; needs the application to exist."""
        hints = QGuiApplication.styleHints()
        self._appearance = appearance
        # The frame of the window is the platform's. On bare X11 and off screen this call does nothing.
        put(hints, colorScheme=_SCHEMES[appearance])
        if self._listens:
            self._settle(is_system_dark=is_desktop_dark())
            return
        hints.colorSchemeChanged.connect(self._on_system_changed)
        self._listens = True
        self._settle(is_system_dark=is_dark_by(QGuiApplication.palette()))

    def _settle(self, *, is_system_dark: bool) -> None:
        wanted = self._appearance
        if wanted is Appearance.SYSTEM:
            wanted = Appearance.DARK if is_system_dark else Appearance.LIGHT
        theme = load(wanted)
        if theme is not self._theme:
            self._theme = theme
            self.changed.emit()

    def _on_system_changed(self) -> None:
        self._settle(is_system_dark=is_desktop_dark())


_SCHEMES = {Appearance.SYSTEM: "Unknown", Appearance.LIGHT: "Light", Appearance.DARK: "Dark"}


def is_desktop_dark() -> bool:
    """Whether the desktop wants dark windows."""
    from PySide6.QtCore import Qt

    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def is_dark_by(palette: QPalette) -> bool:
    """As is_desktop_dark(), by the desktop's own palette while that holds: at the start, without the enums of `Qt`."""
    window, words = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return window.lightness() < words.lightness()


def palette_of(theme: Theme) -> QPalette:
    """The tokens in the roles that Qt's own drawing asks for."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.background,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.line,
        role.Mid: theme.line_strong,
        role.Dark: theme.line_strong,
        role.Shadow: theme.line_strong,
    }.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, theme.faint)
    return palette


@cache
def switch() -> ThemeSwitch:
    """The one switch of this process."""
    return ThemeSwitch()


def current() -> Theme:
    """The tokens that hold now."""
    return switch().theme


def set_look(widget: QWidget, look: Look) -> None:
    """Say how a plain widget is meant; may be called again when that changes."""
    # Whether it wears something already: WA_WState_Polished would tell too, but only once the enums of `Qt` are made.
    is_another = widget.property("look") is not None or widget.isVisible()
    widget.setProperty("look", look.value)
    if is_another:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def font(size: int = TextSize.BODY, weight: int = Weight.REGULAR) -> QFont:
    """The program's font for painting by hand.

    One for each size: copies of it share what Qt has looked up, which every new font would look up anew.
    """
    base = QApplication.font()
    if _made_of != [base]:
        _made_of[:] = [base]
        _fonts.clear()
    made = _fonts.get((size, weight))
    if made is None:
        made = _fonts[size, weight] = QFont(base)
        made.setPixelSize(int(size))
        made.setWeight(QFont.Weight(int(weight)))
    return QFont(made)


_made_of: list[QFont] = []
_fonts: dict[tuple[int, int], QFont] = {}
