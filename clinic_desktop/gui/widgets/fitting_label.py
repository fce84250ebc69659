"""A line of words that has a shorter wording for where there is less room."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

Wordings = tuple[str, str, str]
"""The whole, the shorter, and the shortest, which may be empty."""

_WHOLE, _SHORT, _SHORTEST = range(3)


class FittingLabel(ElidedLabel):
    """Takes the room of its words, or of the widest it keeps room for; who lays it out says which wording it says."""

    def __init__(self, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", look, parent)
        self._words: Wordings = ("", "", "")
        self._is_held = False
        self._room_for: tuple[Wordings, ...] = ()
        self._room: tuple[int, ...] | None = None
        self._is_short = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def spared(self) -> int:
        """How much narrower the shorter wording is."""
        return max(0, self._width(_WHOLE) - self._width(_SHORT))

    @property
    def least_for_short(self) -> int:
        """What the shorter wording takes."""
        return self._width(_SHORT)

    @property
    def least(self) -> int:
        """What it can be squeezed to now."""
        return self.minimumSizeHint().width()

    def hold_short(self, held: bool) -> None:
        """Keep room for the shorter wording before all else that can be squeezed, or not where there is none."""
        if held != self._is_held:
            self._is_held = held
            self.updateGeometry()

    @property
    def is_short(self) -> bool:
        """Whether it says the shorter wording."""
        return self._is_short

    def keep_room_for(self, wordings: Iterable[Wordings]) -> None:
        """Keep the room of the widest of these, so that what stands beside it stays in its place."""
        self._room_for = tuple(wordings)
        self._room = None
        self.updateGeometry()

    def show_words(self, words: str, shorter: str, shortest: str = "") -> None:
        """Say this, in the one wording or the other; the shortest where not even the shorter one has its room."""
        self._words = (words, shorter, shortest)
        self.setAccessibleName(words)
        self._say()

    def set_short(self, short: bool) -> None:
        """Say the shorter wording, or the whole again."""
        self._is_short = short
        self._say()

    def _say(self) -> None:
        whole, shorter, shortest = self._words
        text = shorter if self._is_short else whole
        if shortest and 0 < self.width() < self._width_of(shorter):
            text = shortest
        if text != self.text():
            self.setText(text)

    def _width(self, wording: int) -> int:
        """The room that is kept for a wording: of the widest that may be said, whatever is said now."""
        if self._room is None:
            columns = zip(*self._room_for, strict=True) if self._room_for else ((),) * len(self._words)
            self._room = tuple(max(map(self._width_of, words), default=0) for words in columns)
        return max(self._room[wording], self._width_of(self._words[wording]))

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + Space.XS

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._room = None
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def minimumSizeHint(self) -> QSize:
        least = self._width(_SHORTEST) if self._words[_SHORTEST] else Space.XL
        if self._is_held:
            least = self.least_for_short
        return QSize(least, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._width(_SHORT if self._is_short else _WHOLE), super().sizeHint().height())
