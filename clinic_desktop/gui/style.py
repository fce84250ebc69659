"""Dresses the application: fills the style sheet's template with the theme's tokens and the measures."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from clinic_desktop import paths
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import Theme, blend


def dress(app: QApplication) -> None:
    """Give the application, whose style is Fusion, the theme that holds now and each one that holds later."""

    def wear() -> None:
        # Qt takes four times as long to put one sheet in another's place as to take it off and put the other on.
        with _unheard(app):
            app.setStyleSheet("")
        app.setPalette(theme.palette_of(theme.current()))
        app.setStyleSheet(sheet(theme.current()))

    theme.switch().changed.connect(wear)
    wear()


@contextmanager
def _unheard(app: QApplication) -> Iterator[None]:
    """No widget hears that it is undressed: lists would lose their places, and menu bars the room of their names."""
    deaf = _Deaf()
    app.installEventFilter(deaf)
    try:
        yield
    finally:
        app.removeEventFilter(deaf)


class _Deaf(QObject):
    """Keeps from widgets that their style changes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() is QEvent.Type.StyleChange


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
