"""How hard a password is to guess, shown in words and as a bar while it is typed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.shapes import fill_rounded

_STEPS = 4
_TOKENS = ("sharp_danger", "sharp_danger", "sharp_warning", "sharp_accent", "sharp_accent")


class PasswordStrength(QWidget):
    """A bar of four parts, and what it means; says nothing before anything was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: int | None = None
        self._bar = _Bar()
        self._words = DeskLabel("", Look.SECONDARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        self.show_score(None)

    @property
    def words(self) -> str:
        """What it says just now."""
        return self._words.text()

    def show_score(self, score: int | None) -> None:
        """From 0 to 4; None while nothing is typed."""
        self._score = score
        self._bar.show_score(score)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        words = (
            self.tr("Very easy to guess. Add another word."),
            self.tr("Easy to guess. Add another word."),
            self.tr("Could be guessed. One more word makes it good."),
            self.tr("Good: hard to guess."),
            self.tr("Very good: very hard to guess."),
        )
        self._words.setText("" if self._score is None else words[self._score])
        self.setAccessibleName(self._words.text())


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._score: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.switch().changed.connect(self.update)

    def show_score(self, score: int | None) -> None:
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_STEPS * Measure.MARK + (_STEPS - 1) * Space.XS, Measure.BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = 0 if self._score is None else max(1, self._score)
        for step in range(_STEPS):
            place = step if self.isLeftToRight() else _STEPS - 1 - step
            box = QRectF(place * (Measure.MARK + Space.XS), 0, Measure.MARK, Measure.BAR)
            token = _TOKENS[self._score or 0] if step < filled else "line_strong"
            fill_rounded(painter, box, Measure.BAR / 2, now.token(token))
