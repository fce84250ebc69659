"""A field for a birth date that is typed in any usual form."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_desktop.gui.typed_dates import birth_date_from, short_date


class DateField(QLineEdit):
    """A line edit that understands 12.3.1961, 12/3/61, 1961-03-12, 12 Mar 1961 and 12031961.

    Once left, it shows how it understood what was typed. `day_changed` carries a date, or None while there is none.
    """

    day_changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day: date | None = None
        self.setPlaceholderText(self.tr("day month year"))
        self.textEdited.connect(self._on_text_edited)

    @property
    def day(self) -> date | None:
        """What was understood; None when nothing is typed or nothing could be made of it."""
        return self._day

    @property
    def is_wrong(self) -> bool:
        """Whether something is typed that is no date."""
        return bool(self.text().strip()) and self._day is None

    def set_day(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self._day = day
        self.setText("" if day is None else short_date(day))
        self._mark(wrong=False)

    def _on_text_edited(self, text: str) -> None:
        understood = birth_date_from(text, self._today)
        if understood != self._day:
            self._day = understood
            self.day_changed.emit(understood)
        if not self.is_wrong:
            self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._day is not None:
            self.setText(short_date(self._day))
        self._mark(wrong=self.is_wrong)
