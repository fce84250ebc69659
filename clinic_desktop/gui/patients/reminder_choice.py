"""How a patient wants to be reminded: one box for both of the fields that say so."""

from PySide6.QtWidgets import QComboBox, QWidget

from clinic_desktop.domain.messages import Channel


class ReminderChoice(QComboBox):
    """The clinic's way, one of the channels, or not at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[tuple[bool, Channel | None], ...] = (
            (True, None),
            *((True, channel) for channel in Channel),
            (False, None),
        )
        words = {
            Channel.EMAIL: self.tr("By e-mail"),
            Channel.SMS: self.tr("By SMS"),
            Channel.PHONE: self.tr("By phone call"),
        }
        self.addItem(self.tr("As the clinic usually does"))
        self.addItems([words[channel] for channel in Channel])
        self.addItem(self.tr("None"))

    @property
    def wants_reminders(self) -> bool:
        """Whether the patient wants any."""
        return self._choices[max(self.currentIndex(), 0)][0]

    @property
    def channel(self) -> Channel | None:
        """Which way; None leaves it to the clinic."""
        return self._choices[max(self.currentIndex(), 0)][1]

    def choose(self, *, wants_reminders: bool, channel: Channel | None) -> None:
        """Show what is kept of a patient."""
        self.setCurrentIndex(self._choices.index((True, channel) if wants_reminders else (False, None)))
