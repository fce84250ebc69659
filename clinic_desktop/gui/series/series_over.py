"""Dates of a series that are booked over others: the one reason that is given for all of them."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.labelled_field import LabelledField

_LONGEST = 200


class SeriesOver(QWidget):
    """Asks why, while any date is booked over others; hidden otherwise, and what was typed stays."""

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason_edit = QLineEdit(reason)
        self.reason_edit.setMaxLength(_LONGEST)
        self.reason_edit.setPlaceholderText(self.tr("For instance: emergency, agreed with the doctor"))
        self._field = LabelledField(self.tr("Why are dates booked over others?"), self.reason_edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._field)
        self.reason_edit.textEdited.connect(lambda *_: self._field.complain(""))
        self.hide()

    @property
    def reason(self) -> str:
        """What was typed, while it is asked for."""
        return "" if self.isHidden() else self.reason_edit.text().strip()

    def ask(self, is_wanted: bool) -> None:
        """Ask for the reason, or for none any more."""
        if is_wanted and self.isHidden():
            self.show()
            if not self.reason_edit.text():
                self.reason_edit.setFocus()
        self.setVisible(is_wanted)

    def is_whole(self) -> bool:
        """Whether the reason that is asked for was given; complains, and goes there, if it was not."""
        if self.isHidden() or self.reason:
            return True
        self._field.complain(self.tr("Booking over needs a reason."))
        self.reason_edit.setFocus()
        return False
