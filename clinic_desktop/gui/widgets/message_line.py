"""A sentence in a coloured box: what went wrong, what to mind, or what is good to know."""

from enum import StrEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.shapes import fill_rounded


class MessageKind(StrEnum):
    """How the sentence is meant."""

    ERROR = "error"
    WARNING = "warning"
    GOOD_TO_KNOW = "good-to-know"


_LOOKS = {
    MessageKind.ERROR: ("danger", "danger_soft"),
    MessageKind.WARNING: ("arrived", "arrived_soft"),
    MessageKind.GOOD_TO_KNOW: ("accent", "accent_soft"),
}


class MessageLine(QWidget):
    """A box with one or two sentences; hidden while it has none."""

    def __init__(
        self, parent: QWidget | None = None, *, kind: MessageKind = MessageKind.ERROR, with_icon: bool = True
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._icon = QLabel(self)
        put(self._icon, alignment="AlignTop")
        self._text = label("", parent=self, wraps=True)
        put(self._text, textInteractionFlags="TextSelectableByMouse")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, Space.S, _EDGE, Space.S)
        layout.setSpacing(Space.S)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        self._icon.setVisible(with_icon)
        self._with_icon = with_icon
        theme.switch().changed.connect(self._on_theme_changed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._text.text()

    def say(self, sentence: str, kind: MessageKind | None = None, *, aloud: bool = True) -> None:
        """Show a sentence, and let a screen reader say it `aloud`; an empty one hides the box."""
        if kind is not None:
            self._kind = kind
        self._text.setText(sentence)
        self._on_theme_changed()
        self.setVisible(bool(sentence))
        if sentence and aloud:
            announce(self, sentence)

    def clear(self) -> None:
        """Hide the box."""
        self.say("")

    def _on_theme_changed(self) -> None:
        ink, _ = _LOOKS[self._kind]
        if self._with_icon:
            from clinic_desktop.gui.icons import Icon, set_icon  # the sign-in dialog starts sooner without it

            icons = {MessageKind.ERROR: Icon.CIRCLE_ALERT, MessageKind.WARNING: Icon.TRIANGLE_ALERT}
            set_icon(self._icon, icons.get(self._kind, Icon.INFO), ink, size=Measure.ICON)
        palette = self._text.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().tokens()[ink])
        self._text.setPalette(palette)
        self.update()  # the text is painted by itself, and the box around it only when it is asked to be

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = theme.current().tokens()[_LOOKS[self._kind][1]]
        fill_rounded(QPainter(self), QRectF(self.rect()), Measure.RADIUS, ground)


_EDGE = 10
