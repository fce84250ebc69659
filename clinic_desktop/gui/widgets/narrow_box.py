"""A box of choices that may be as narrow as its place is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget


class NarrowBox(QComboBox):
    """Asks for room for so many letters, however long its choices are; for its longest choice with `letters=None`.

    Qt has a policy for that, but makes the list that drops down as soon as it is set: that takes a millisecond for
    each box, sixteen times what the box itself takes.
    """

    def __init__(self, parent: QWidget | None = None, *, letters: int | None = 6) -> None:
        super().__init__(parent)
        self._letters = letters

    def sizeHint(self) -> QSize:
        if self._letters is None:
            return super().sizeHint()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = self.fontMetrics().horizontalAdvance("X") * self._letters
        whole = self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, QSize(words, 0), self)
        return QSize(whole.width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
