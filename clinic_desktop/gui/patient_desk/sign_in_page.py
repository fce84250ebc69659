"""Patients sign in at the desk."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.patient_desk.kiosk_page import KioskPage, KioskRoom
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class SignInPage(KioskPage):
    """Asks for user name and password, and forgets the password after each try."""

    def __init__(self, room: KioskRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._username, self._password = QLineEdit(), PasswordField()
        put(self._username, inputMethodHints="ImhNoAutoUppercase|ImhNoPredictiveText|ImhSensitiveData")
        self._hint = DeskLabel("", Look.MUTED)
        self.rows.addWidget(self._hint)
        self.add_field("username", self._username)
        self.add_field("password", self._password)
        self.rows.addWidget(self.message)
        self.rows.addWidget(self.main_button)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Sign in")

    def retranslate(self) -> None:
        self._hint.setText(self.tr("If you do not remember your user name or password, please ask at the front desk."))
        self.fields["username"].set_caption(self.tr("User name"))
        self.fields["password"].set_caption(self.tr("Password"))
        self.main_button.setText(self.tr("Sign in"))
        self._password.retranslate(show=self.tr("Show"), hide=self.tr("Hide"), name=self.tr("Show the password"))
        self.complain({})

    def go_on(self) -> None:
        username, password = self._username.text().strip(), self._password.text()
        faults = {}
        if not username:
            faults["username"] = self.tr("Type your user name.")
        if not password:
            faults["password"] = self.tr("Type your password.")
        if self.complain(faults):
            return
        self.begin(username, password)

    def begin(self, username: str, password: str) -> None:
        """Try it."""
        kiosk, let_in = self.room.kiosk, self.room.let_in
        self.run(lambda: kiosk.sign_in(username, password), lambda clinic: let_in(clinic, password), gone=self.sign_off)

    def refuse(self, error: ClinicError) -> None:
        self._password.clear()
        self._password.conceal()
        super().refuse(error)
        self._password.setFocus()


class StaffPage(SignInPage):
    """The way out of the mode: whoever works here signs in, and this is the patient's desk no longer."""

    def title(self) -> str:
        return self.tr("Leave the patient's desk")

    def retranslate(self) -> None:
        super().retranslate()
        self._hint.setText(self.tr("For those who work here. Type your own user name and password."))
        self.main_button.setText(self.tr("Sign in and leave"))

    def begin(self, username: str, password: str) -> None:
        kiosk, let_out = self.room.kiosk, self.room.let_out

        def leave(clinic: "Clinic") -> None:
            let_out(clinic, password)

        self.run(lambda: kiosk.leave(username, password), leave, gone=leave)
