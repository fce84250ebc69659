"""Dresses the application: fills the style sheet's template with the theme's tokens and the measures."""

import re
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from clinic_desktop import paths
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import Theme, blend
from clinic_desktop.gui.turns import before_painting, in_a_turn, paint_in_turns


def dress(app: QApplication) -> None:
    """Give the application, whose style is Fusion, the theme that holds now and each one that holds later."""
    deaf = _Deaf(app)

    def put_on() -> None:
        app.removeEventFilter(deaf)
        app.setPalette(theme.palette_of(theme.current()))
        app.setStyleSheet(sheet(theme.current()))
        deaf.make_up()

    def change() -> None:
        # Qt takes four times as long to put one sheet in another's place as to take it off and put the other on. Each
        # is a turn where a window is seen, and nothing is painted or laid out between the two.
        app.installEventFilter(deaf)
        app.setStyleSheet("")
        seen = [window for window in app.topLevelWidgets() if window.isVisible()]
        for window in seen:
            paint_in_turns(window)
        if seen:
            before_painting(app, put_on)
        else:
            put_on()

    theme.switch().changed.connect(change)
    put_on()


class _Deaf(QObject):
    """Keeps from widgets that they are undressed: lists would lose their places, and menu bars the room of names.

    Who was to be laid out meanwhile is so when it is dressed: a layout asks for that once, and waits for the answer.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._missed: dict[QObject, None] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._missed[watched] = None
            return True
        return event.type() == QEvent.Type.StyleChange

    def make_up(self) -> None:
        """Have everything laid out that was to be, some of it in each turn of the event loop."""
        in_a_turn(self, self._make_up)

    def _make_up(self) -> None:
        until = perf_counter() + _TURN
        while self._missed and perf_counter() < until:
            widget = next(iter(self._missed))
            del self._missed[widget]
            if isValid(widget):
                QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LayoutRequest))
        if self._missed:
            in_a_turn(self, self._make_up)


_TURN = 0.008
"""Seconds."""


def sheet(of: Theme) -> str:
    """The style sheet of a theme, every placeholder filled; raises KeyError for one that nothing fills."""
    template = (paths.resources() / "style.qss").read_text(encoding="utf-8")
    words = _words(of)
    return re.sub(r"\$\{(\w+)\}", lambda found: words[found[1]], template)


def _words(of: Theme) -> dict[str, str]:
    words = {"theme": of.name} | {name: colour.name() for name, colour in of.tokens().items()}
    shades = {
        "hover": blend(of.surface, of.text, 0.05),
        "pressed": blend(of.surface, of.text, 0.1),
        "accent_hover": blend(of.accent, of.text, 0.12),
        "accent_pressed": blend(of.accent, of.text, 0.22),
        "danger_hover": blend(of.surface, of.danger, 0.08),
        "row_hover": blend(of.surface, of.accent, 0.05),
        "handle": blend(of.surface, of.text, 0.24),
        "handle_hover": blend(of.surface, of.text, 0.4),
        "sharp_accent_hover": blend(of.sharp_accent, of.text, 0.12),
        "accent_off": blend(of.surface, of.accent, 0.35),
    }
    words |= {name: colour.name() for name, colour in shades.items()}
    # A control's height is what is left for its text once the border is drawn around it.
    words |= {
        "control": _px(Measure.CONTROL - 2),
        "control_ring": _px(Measure.CONTROL - 4),
        "primary_control": _px(Measure.PRIMARY_CONTROL - 2),
        "primary_control_ring": _px(Measure.PRIMARY_CONTROL - 4),
        "huge_control": _px(Measure.HUGE_CONTROL - 2),
        "desk_control": _px(Measure.DESK_CONTROL - 2),
        "desk_control_ring": _px(Measure.DESK_CONTROL - 4),
    }
    for measures in (Space, Measure, TextSize, Weight):
        unit = "" if measures is Weight else "px"
        for name in filter(str.isupper, vars(measures)):
            words[f"{measures.__name__.lower()}_{name.lower()}"] = f"{getattr(measures, name)}{unit}"
    return words


def _px(pixels: int) -> str:
    return f"{pixels}px"
