"""From when a patient is asked to be here: at the appointment's time, or so many minutes before."""

from PySide6.QtWidgets import QComboBox, QWidget

_CHOICES = (5, 10, 15, 20, 30, 45, 60)


class ArriveBox(QComboBox):
    """Chooses the minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem(self.tr("At its time"), 0)
        for minutes in _CHOICES:
            self.addItem(self.tr("{minutes} min before").format(minutes=minutes), minutes)
        self.setToolTip(self.tr("When the patient is asked to be here; the slip says it"))

    @property
    def minutes(self) -> int:
        """How long before the appointment; 0 at its time."""
        return int(self.currentData())
