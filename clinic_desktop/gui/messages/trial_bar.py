"""Sends one message by what is typed just now, so that an admin sees whether it works before it is saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.message_settings import MessageSettings
from clinic_desktop.domain.messages import Channel
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class TrialBar(QWidget):
    """A field for an address or a number, a button for each way that is set up, and what came of it.

    `refused` tells of what is wrong with the settings themselves.
    """

    refused = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        typed: Callable[[], MessageSettings],
        secrets: Callable[[], tuple[str | None, str | None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._typed = typed
        self._secrets = secrets
        self._is_waiting = False
        self.to = QLineEdit()
        self.to.setPlaceholderText(self.tr("your own address or number"))
        self.mail_button = QPushButton(self.tr("Send a test e-mail"))
        self.sms_button = QPushButton(self.tr("Send a test SMS"))
        self.answer = MessageLine()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.to, 1)
        row.addWidget(self.mail_button)
        row.addWidget(self.sms_button)
        line = QWidget()
        line.setLayout(row)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        line.setFocusProxy(self.to)
        self.to.setAccessibleName(self.tr("Send a test message to"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(LabelledField(self.tr("Send a test message to"), line))
        layout.addWidget(self.answer)
        self.mail_button.clicked.connect(lambda *_: self.send(Channel.EMAIL))
        self.sms_button.clicked.connect(lambda *_: self.send(Channel.SMS))

    def offer(self, settings: MessageSettings) -> None:
        """Offer the ways that are set up."""
        self.mail_button.setEnabled(Channel.EMAIL in settings.ways)
        self.sms_button.setEnabled(Channel.SMS in settings.ways)

    def send(self, channel: Channel) -> None:
        """Send one message that way, beside everything else that the program does."""
        if self._is_waiting:  # not by disabling the buttons, which would send the keyboard elsewhere
            return
        to = self.to.text().strip()
        if not to:
            self.answer.say(self.tr("Write where the test message goes."), MessageKind.ERROR)
            self.to.setFocus()
            return
        settings, (password, token) = self._typed(), self._secrets()
        subject = self.tr("A test message from {clinic}").format(clinic=self._workplace.settings.name)
        body = self.tr("This is a test. Messages to patients can leave this way.")
        self._is_waiting = True
        self.answer.say(self.tr("Being sent…"), MessageKind.GOOD_TO_KNOW, aloud=False)

        def send(clinic: "Clinic") -> None:
            from clinic_desktop.exchange.messages.sending import send_test

            send_test(
                clinic, settings, channel, to, subject=subject, body=body, smtp_password=password, sms_token=token
            )

        self._workplace.run(
            send, done=lambda _: self._on_sent(to), refused=self._on_refused, lane=Lane.NETWORK, owner=self
        )

    def _on_sent(self, to: str) -> None:
        self._is_waiting = False
        words = self.tr("The test message to {to} has left. Look whether it arrives.").format(to=to)
        self.answer.say(words, MessageKind.GOOD_TO_KNOW)

    def _on_refused(self, error: ClinicError) -> None:
        self._is_waiting = False
        if isinstance(error, InvalidInput):
            self.answer.clear()
            self.refused.emit(error)
        else:
            self.answer.say(error.sentence, MessageKind.ERROR)
