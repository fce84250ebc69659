"""The line at the foot of the booking dialog that says where the confirmation will go."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.messages import Addressee, Channel
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui.privacy import shown_detail
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class ConfirmationLine(ElidedLabel):
    """Empty where nothing is sent: messages are off, the patient wants none, or the person may not know of them."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__("", Look.SECONDARY, parent)
        self._workplace = workplace
        self._may_know = Permission.RUN_MESSAGES in permissions_of(workplace.account.role)

    def show_for(self, patient: PatientLine | None) -> None:
        """Say where the confirmation of a patient's booking will go."""
        self.clear()
        if patient is None or not self._may_know:
            return
        which = patient.id
        self._workplace.run_latest(
            ("confirmation", id(self)),
            lambda clinic: clinic.messages.confirmation_to(which),
            done=self._on_found,
            refused=lambda _: None,
            owner=self,
        )

    def _on_found(self, to: Addressee | None) -> None:
        if to is None:
            self.clear()
            return
        words = {
            Channel.EMAIL: self.tr("Confirmation by e-mail to {address}"),
            Channel.SMS: self.tr("Confirmation by SMS to {address}"),
            Channel.PHONE: "",
        }
        self.setText(words[to.channel].format(address=shown_detail(to.recipient)))
