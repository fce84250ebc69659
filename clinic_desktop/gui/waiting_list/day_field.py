"""A day that may be left open, typed as "thu", "26.11." or "+7"."""

from datetime import date, time

from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import day_from, near_day, sentence_case, time_from


class DayField(QLineEdit):
    """Once left, it shows how it understood what was typed."""

    def __init__(self, today: date, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day: date | None = None
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._show)

    @property
    def is_wrong(self) -> bool:
        """Whether something is typed that is no day."""
        return bool(self.text().strip()) and self._day is None

    def chosen(self, name: str) -> date | None:
        """The day, None while it is left open; raises InvalidInput for the field of that name."""
        if self.is_wrong:
            raise InvalidInput(name, self.tr("That is no day. Type it as 26.11. or thu."))
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day, or leave it open."""
        self._day = day
        self._show()
        if day is None:
            self.clear()

    def _on_edited(self, text: str) -> None:
        self._day = day_from(text, self._today)

    def _show(self) -> None:
        if self._day is not None:
            self.setText(sentence_case(near_day(self._day, self._today)))
            self.setCursorPosition(0)


class TimeField(QLineEdit):
    """A time of day that may be left open, typed as "930" or "3 pm"."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._show)

    def chosen(self, name: str) -> time | None:
        """The time, None while it is left open; raises InvalidInput for the field of that name."""
        at = time_from(self.text())
        if at is None and self.text().strip():
            raise InvalidInput(name, self.tr("Type it as 15:30."))
        return at

    def set_time(self, at: time | None) -> None:
        """Show a time, or leave it open."""
        self.setText("" if at is None else clock(at))

    def _show(self) -> None:
        at = time_from(self.text())
        if at is not None:
            self.setText(clock(at))
