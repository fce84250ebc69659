"""How long an appointment lasts, chosen from the lengths that clinics use, or typed."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QWidget

SHORTEST, LONGEST = 5, 480
_USUAL = (5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 120, 150, 180, 240, 300, 360, 420, 480)


class LengthBox(QComboBox):
    """Minutes between SHORTEST and LONGEST; what makes no sense goes back to the length that stood."""

    minutes_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes the completer away; the stubs forget it
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\s*\d{0,3}\D*"), self))
        self._minutes = _USUAL[0]
        for minutes in _USUAL:
            self.addItem(self._words(minutes), minutes)
        self.activated.connect(lambda *_: self._choose(int(self.currentData())))
        edit = self.lineEdit()
        assert edit is not None
        edit.editingFinished.connect(self._on_typed)

    @property
    def minutes(self) -> int:
        """The length that stands."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Take another length, telling nobody."""
        self._minutes = minutes
        self.setCurrentIndex(self.findData(minutes))
        self.setEditText(self._words(minutes))

    def _choose(self, minutes: int) -> None:
        is_new = minutes != self._minutes
        self.set_minutes(minutes)
        if is_new:
            self.minutes_chosen.emit(minutes)

    def _on_typed(self) -> None:
        figures = "".join(sign for sign in self.currentText() if sign.isdigit())
        typed = int(figures) if figures else self._minutes
        self._choose(typed if SHORTEST <= typed <= LONGEST else self._minutes)

    def _words(self, minutes: int) -> str:
        return self.tr("{minutes} min").format(minutes=minutes)
