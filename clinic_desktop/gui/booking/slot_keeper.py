"""Keeps the time that a booking dialog stands at from other desks, for as long as the dialog is open and used."""

from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import SlotHeld

if TYPE_CHECKING:
    from clinic_desktop.domain.holds import Hold
    from clinic_desktop.domain.sheets import Slot
    from clinic_desktop.gui.workplace import Workplace


class SlotKeeper(QObject):
    """Holds one time for its dialog; another choice moves the hold, closing and parking let it go.

    The choice has to rest for a moment first: walking through a list holds nothing on the way. `refused` tells that
    somebody else was quicker.
    """

    refused = Signal(object)

    def __init__(self, workplace: "Workplace", dialog: QWidget) -> None:
        super().__init__(dialog)
        self._workplace = workplace
        self._dialog = dialog
        self._wanted: Slot | None = None
        self._hold_id: UUID | None = None
        self._is_asking = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REST)
        self._soon.timeout.connect(self._place)
        self._renewing = QTimer(self)
        self._renewing.setInterval(_A_MINUTE)
        self._renewing.timeout.connect(self._renew)

    @property
    def hold_id(self) -> UUID | None:
        """The hold that stands; None while there is none."""
        return self._hold_id

    def want(self, slot: "Slot | None") -> None:
        """Hold this time from now on, in place of what was held; None lets it go."""
        if slot == self._wanted:
            return
        self._wanted = slot
        if slot is None:
            self.let_go()
        else:
            self._soon.start()

    def let_go(self) -> None:
        """Hold nothing any more."""
        self._wanted = None
        self._soon.stop()
        self._renewing.stop()
        hold_id, self._hold_id = self._hold_id, None
        if hold_id is not None:
            self._release(hold_id)

    def _release(self, hold_id: UUID) -> None:
        self._workplace.run(lambda clinic: clinic.holds.release(hold_id), refused=lambda _: None)

    def _place(self) -> None:
        slot, instead_of = self._wanted, self._hold_id
        if slot is None or self._is_asking:
            return
        self._is_asking = True
        # Without an owner: the answer must be heard even if the dialog has closed meanwhile.
        self._workplace.run(
            lambda clinic: clinic.holds.place(slot, instead_of=instead_of),
            done=lambda hold: self._on_placed(slot, hold),
            refused=self._on_refused,
            owner=self._workplace,
        )

    def _renew(self) -> None:
        hold_id = self._hold_id
        if hold_id is None or not self._dialog.isVisible():
            return  # behind the lock nobody uses it: it may lapse
        self._workplace.run(
            lambda clinic: clinic.holds.renew(hold_id), done=self._on_renewed, refused=lambda _: None, owner=self
        )

    def _on_placed(self, slot: "Slot", hold: "Hold") -> None:
        if not shiboken6.isValid(self):  # the dialog has closed while the answer was on its way
            self._release(hold.id)
            return
        self._is_asking = False
        self._hold_id = hold.id
        if self._wanted is None:
            self.let_go()
            return
        self._renewing.start()
        if self._wanted != slot:
            self._place()

    def _on_renewed(self, hold: "Hold | None") -> None:
        if hold is None and self._hold_id is not None:
            self._hold_id = None
            self._place()

    def _on_refused(self, error: ClinicError) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_asking = False
        if isinstance(error, SlotHeld):
            self.refused.emit(error)


_REST = 300
_A_MINUTE = 60_000
