"""A newcomer makes an account: one or two questions at a time, and nothing that was typed is lost on the way."""

from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_desktop.domain.people import PatientDetails
from clinic_desktop.domain.requests import PatientRegistration
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel
from clinic_desktop.gui.patient_desk.kiosk_page import KioskPage, KioskRoom
from clinic_desktop.gui.patient_desk.password_strength import PasswordStrength
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.password_field import PasswordField

_STEPS = (("given_name", "family_name"), ("birth_date",), ("mobile", "email"), ("username",), ("password", "again"))


class RegisterPage(KioskPage):
    """Name, birth date, how to be reached, user name, password; the last button makes the account."""

    def __init__(self, room: KioskRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.step = 0
        self._progress = DeskLabel("", Look.MUTED)
        self._hint = DeskLabel()
        self.rows.addWidget(self._progress)
        self._born = DateField(room.wall_now().date())
        self._password, self._again = PasswordField(), PasswordField()
        controls: dict[str, QLineEdit] = {name: QLineEdit() for names in _STEPS for name in names}
        controls |= {"birth_date": self._born, "password": self._password, "again": self._again}
        put(controls["username"], inputMethodHints="ImhNoAutoUppercase|ImhNoPredictiveText|ImhSensitiveData")
        put(controls["email"], inputMethodHints="ImhEmailCharactersOnly|ImhNoAutoUppercase|ImhNoPredictiveText")
        put(controls["mobile"], inputMethodHints="ImhDialableCharactersOnly")
        self.strength = PasswordStrength()
        for name, control in controls.items():
            self.add_field(name, control)
            if name == "password":
                self.rows.addWidget(self.strength)
        for widget in (self._hint, self.message, self.main_button):
            self.rows.addWidget(widget)
        self._password.textEdited.connect(self._on_password_edited)
        self._show_step()

    def title(self) -> str:
        return (
            self.tr("What is your name?"),
            self.tr("When were you born?"),
            self.tr("How can we reach you?"),
            self.tr("Choose a user name"),
            self.tr("Choose a password"),
        )[self.step]

    def retranslate(self) -> None:
        captions = {
            "given_name": self.tr("First name"),
            "family_name": self.tr("Family name"),
            "birth_date": self.tr("Date of birth"),
            "mobile": self.tr("Mobile phone"),
            "email": self.tr("E-mail"),
            "username": self.tr("User name"),
            "password": self.tr("Password"),
            "again": self.tr("The same password once more"),
        }
        for name, caption in captions.items():
            self.fields[name].set_caption(caption)
        self._born.setPlaceholderText(self.tr("day month year, such as 14.3.1961"))
        progress = self.tr("Question {step} of {steps}")
        self._progress.setText(progress.format(step=self.step + 1, steps=len(_STEPS)))
        least = self.room.face.password_min_length
        self._hint.setText(
            (
                "",
                "",
                self.tr("One of the two is enough."),
                self.tr("With this name you sign in the next time. Choose one that you will remember."),
                self.tr("At least {least} characters. Three or four words that only you put together are best.").format(
                    least=least
                ),
            )[self.step]
        )
        self._hint.setVisible(bool(self._hint.text()))
        for field in (self._password, self._again):
            field.retranslate(show=self.tr("Show"), hide=self.tr("Hide"), name=self.tr("Show the password"))
        self.strength.retranslate()
        self.main_button.setText(self.tr("Make my account") if self._is_last else self.tr("Next"))
        self.complain({})
        self.retitled.emit()

    @property
    def _is_last(self) -> bool:
        return self.step == len(_STEPS) - 1

    def step_back(self) -> bool:
        if self.step == 0 or not self.main_button.isEnabled():
            return self.step > 0
        self.step -= 1
        self._show_step()
        return True

    def show_field(self, name: str) -> None:
        self.step = next(number for number, names in enumerate(_STEPS) if name in names)
        self._show_step()

    def go_on(self) -> None:
        faults = self._faults()
        if self.complain({name: sentence for name, sentence in faults.items() if name in _STEPS[self.step]}):
            return
        if not self._is_last:
            self.step += 1
            self._show_step()
            return
        kiosk, let_in, request = self.room.kiosk, self.room.let_in, self._request()
        self.run(lambda: kiosk.register(request), lambda clinic: let_in(clinic, ""), gone=self.sign_off)

    def _show_step(self) -> None:
        for name, field in self.fields.items():
            field.setVisible(name in _STEPS[self.step])
        self.strength.setVisible(self._is_last)
        self.retranslate()
        self.focus_first()

    def _faults(self) -> dict[str, str]:
        """What is missing, by field."""
        faults = {}
        if not self.text_of("given_name") and not self.text_of("family_name"):
            faults["given_name"] = self.tr("Type your name.")
        if self._born.day is None:
            faults["birth_date"] = self.tr("Type your date of birth: day, month and year.")
        if not self.text_of("mobile") and not self.text_of("email"):
            faults["mobile"] = self.tr("Type a phone number or an e-mail address.")
        if not self.text_of("username"):
            faults["username"] = self.tr("Choose a user name.")
        password, least = self._password.text(), self.room.face.password_min_length
        if len(password) < least:
            faults["password"] = self.tr("A password has at least {least} characters here.").format(least=least)
        elif password != self._again.text():
            faults["again"] = self.tr("The two passwords differ. Type the same one twice.")
        return faults

    def _request(self) -> PatientRegistration:
        return PatientRegistration(
            details=PatientDetails(
                given_name=self.text_of("given_name"),
                family_name=self.text_of("family_name"),
                birth_date=self._born.day,
                mobile=self.text_of("mobile"),
                email=self.text_of("email"),
            ),
            username=self.text_of("username"),
            password=self._password.text(),
        )

    def _on_password_edited(self, password: str) -> None:
        own = [self.room.face.clinic_name, *map(self.text_of, ("given_name", "family_name", "username", "email"))]

        def rate() -> int | None:
            from clinic_desktop.services.passwords import strength

            return strength(password, own) if password else None

        self.room.runner.run_latest((self, "strength"), rate, done=self.strength.show_score, owner=self)
