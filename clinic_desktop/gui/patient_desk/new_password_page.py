"""Somebody came in with a one-time password from the front desk: their own pages open once they have chosen theirs."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.patient_desk.kiosk_page import KioskPage, KioskRoom
from clinic_desktop.gui.patient_desk.password_strength import PasswordStrength
from clinic_desktop.gui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class NewPasswordPage(KioskPage):
    """Asks twice for a new password."""

    def __init__(self, room: KioskRoom, clinic: "Clinic", old: str, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._clinic, self._old = clinic, old
        self._hint = DeskLabel()
        self.rows.addWidget(self._hint)
        self._password, self._again = PasswordField(), PasswordField()
        self.strength = PasswordStrength()
        self.add_field("new", self._password)
        self.rows.addWidget(self.strength)
        self.add_field("again", self._again)
        self.rows.addWidget(self.message)
        self.rows.addWidget(self.main_button)
        self._password.textEdited.connect(self._on_password_edited)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Choose a password of your own")

    def retranslate(self) -> None:
        self._hint.setText(
            self.tr("At least {least} characters. Three or four words that only you put together are best.").format(
                least=self.room.face.password_min_length
            )
        )
        self.fields["new"].set_caption(self.tr("New password"))
        self.fields["again"].set_caption(self.tr("The same password once more"))
        for field in (self._password, self._again):
            field.retranslate(show=self.tr("Show"), hide=self.tr("Hide"), name=self.tr("Show the password"))
        self.strength.retranslate()
        self.main_button.setText(self.tr("Keep this password"))
        self.complain({})
        self.retitled.emit()

    def go_on(self) -> None:
        new, least = self._password.text(), self.room.face.password_min_length
        faults = {}
        if len(new) < least:
            faults["new"] = self.tr("A password has at least {least} characters here.").format(least=least)
        elif new != self._again.text():
            faults["again"] = self.tr("The two passwords differ. Type the same one twice.")
        if self.complain(faults):
            return
        clinic, old = self._clinic, self._old
        self.run(lambda: clinic.account.change_password(old, new), lambda _: self.room.let_in(clinic, ""))

    def _on_password_edited(self, password: str) -> None:
        own = [self.room.face.clinic_name, self._clinic.session.account.full_name]

        def rate() -> int | None:
            from clinic_desktop.services.passwords import strength

            return strength(password, own) if password else None

        self.room.runner.run_latest((self, "strength"), rate, done=self.strength.show_score, owner=self)
