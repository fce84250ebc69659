"""What an administrator is asked for at the shared server: their own login there, which is kept nowhere."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.syncing import HubLogin, Profile, StationLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import label, line, section_label
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, whole_if_there_is_room
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.number_field import NumberField
from clinic_desktop.gui.widgets.password_field import PasswordField
from clinic_desktop.gui.widgets.record_form import RecordForm, text_field


class HubVerb(StrEnum):
    """What only an administrator of the shared server can do."""

    MAKE = "make"
    RENAME = "rename"
    ALLOW_FULL_PULL = "allow-full-pull"
    REVOKE = "revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class HubErrand:
    """What is wanted there; `name` and `profile` mean something for a station that is made, the name for a new name."""

    login: HubLogin
    name: str = ""
    profile: Profile = Profile.RECEPTION


@cache
def profile_words() -> dict[Profile, str]:
    """What stations are for, in words."""
    translate = QCoreApplication.translate
    return {
        Profile.RECEPTION: translate("sync", "Front desk"),
        Profile.DOCTOR: translate("sync", "Doctor"),
        Profile.ADMIN: translate("sync", "Administration"),
        Profile.PATIENT_DESK: translate("sync", "Patients’ own desk"),
    }


class HubLoginForm(RecordForm):
    """Server, database, user name and password; the password is gone with the dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = text_field(longest=253, placeholder="clinic-server.local")
        self.port = NumberField(1, 65_535)
        self.port.setValue(_PORT)
        self.database = text_field(longest=63)
        self.database.setText(_DATABASE)
        self.user, self.password = text_field(longest=63), PasswordField()
        self.certificate = text_field(longest=500, placeholder=self.tr("the clinic’s own authority, a .crt file"))
        self.choose_button = QPushButton(self.tr("Choose the certificate…"))
        fields = FieldGrid((2, 1))
        for name, caption, control in (
            ("host", self.tr("Server"), self.host),
            ("port", self.tr("Port"), self.port),
            ("user", self.tr("Your user name there"), self.user),
            ("password", self.tr("Your password there"), self.password),
            ("database", self.tr("Database"), self.database),
            ("certificate", self.tr("Certificate"), self.certificate),
        ):
            fields.add(self.field(name, caption, control))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(fields)
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.choose_button.setAutoDefault(False)
        set_look(self.choose_button, Look.LINK)
        self.choose_button.clicked.connect(lambda *_: self._choose())

    def value(self) -> HubLogin:
        return HubLogin(
            host=self.host.text().strip(),
            port=self.port.value(),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text(),
            certificate=self.certificate.text().strip(),
        )

    def fault(self) -> InvalidInput | None:
        """What is missing, to be said at its field."""
        for name, control, sentence in (
            ("host", self.host, self.tr("Name the server.")),
            ("user", self.user, self.tr("Type your user name at the server.")),
            ("password", self.password, self.tr("Type your password at the server.")),
            ("database", self.database, self.tr("Name the database.")),
        ):
            if not control.text().strip():
                return InvalidInput(name, sentence)
        return None

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Certificate of the clinic’s own authority"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Certificates (*.crt *.pem)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.certificate.setText)
        dialog.open()


class StationForm(RecordForm):
    """What a station is called, and what it is for."""

    def __init__(self, *, asks_profile: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text_field(longest=_LONGEST_NAME, placeholder=self.tr("For instance: Front desk 2"))
        self.profile = QComboBox(self)
        self.profile.setVisible(asks_profile)
        fields = FieldGrid((2, 1))
        fields.add(self.field("name", self.tr("Name of the station"), self.name))
        if asks_profile:
            for profile, words in profile_words().items():
                self.profile.addItem(words, profile)
            fields.add(self.field("profile", self.tr("What it is for"), self.profile))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(fields)


class HubErrandDialog(QDialog):
    """Says what will be done, and asks for the login that may do it; the opener does it on `given`.

    It stays open, with everything that was typed, until accept(); refuse() says why it came to nothing.
    """

    given = Signal(object)

    def __init__(self, verb: HubVerb, station: StationLine | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_busy = False
        self._words = _words_of(verb).about("" if station is None else station.name)
        self.setWindowTitle(self._words.title)
        self.station = StationForm(asks_profile=verb is HubVerb.MAKE)
        self.station.setVisible(verb in (HubVerb.MAKE, HubVerb.RENAME))
        if verb is HubVerb.RENAME and station is not None:
            self.station.name.setText(station.name)
            self.station.name.selectAll()
        self.login = HubLoginForm()
        self.message = MessageLine()
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton(self._words.do)
        set_look(self.do_button, Look.DANGER if verb is HubVerb.REVOKE else Look.PRIMARY)
        self.do_button.setDefault(True)
        self._lay_out()
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._request())
        (self.login.host if self.station.isHidden() else self.station.name).setFocus()

    def _lay_out(self) -> None:
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(self._words.title, Look.TITLE))
        area, fields = whole_if_there_is_room(self)
        fields.addWidget(label(breakable(self._words.sentence), wraps=True))
        fields.addWidget(self.station)
        fields.addWidget(section_label(self.tr("Your own login at the shared server")))
        fields.addWidget(label(self.tr("It is used now and kept nowhere."), Look.MUTED, wraps=True))
        fields.addWidget(self.login)
        fields.addStretch(1)
        layout.addWidget(area, 1)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not done, at the field that it is about."""
        self._is_busy = False
        self.do_button.setText(self._words.do)
        is_pointed = isinstance(error, InvalidInput) and (self.station.point_at(error) or self.login.point_at(error))
        self.message.say("" if is_pointed else error.sentence, MessageKind.ERROR)

    def _request(self) -> None:
        if self._is_busy:
            return
        self.message.clear()
        is_named = self.station.isHidden() or self.station.name.text().strip()
        fault = self.login.fault() if is_named else InvalidInput("name", self.tr("Give the station a name."))
        if fault is not None:
            self.refuse(fault)
            return
        self._is_busy = True
        self.do_button.setText(self.tr("Asking the shared server…"))
        profile = self.station.profile.currentData()
        self.given.emit(
            HubErrand(
                login=self.login.value(),
                name=self.station.name.text().strip(),
                profile=Profile(profile) if profile is not None else Profile.RECEPTION,
            )
        )


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    sentence: str
    do: str

    def about(self, name: str) -> "_Words":
        """The same of a station of that name."""
        return _Words(self.title.replace("{name}", name), self.sentence.replace("{name}", name), self.do)


def _words_of(verb: HubVerb) -> _Words:
    match verb:
        case HubVerb.MAKE:
            return _Words(
                _tr("Make a station"),
                _tr(
                    "This prepares a place for another PC. You get a file for it and a code to be said aloud; "
                    "each is worth nothing without the other."
                ),
                _tr("Make the station"),
            )
        case HubVerb.RENAME:
            return _Words(_tr("Rename {name}"), _tr("Every desk shows the new name."), _tr("Rename"))
        case HubVerb.ALLOW_FULL_PULL:
            return _Words(
                _tr("Allow {name} a full pull"),
                _tr(
                    "The station fetches everything from the shared server once more. What was done there and was "
                    "not sent yet stays and is sent first."
                ),
                _tr("Allow a full pull"),
            )
        case HubVerb.REVOKE:
            return _Words(
                _tr("Revoke {name}"),
                _tr(
                    "{name} is cut off at once, in the middle of its work too, and cannot come back with its old "
                    "file. Its people work on there by themselves; what they do is not seen elsewhere. For a PC that "
                    "was lost or stolen this is the right thing to do."
                ),
                _tr("Revoke this station"),
            )


def _tr(text: str) -> str:
    return QCoreApplication.translate("sync", text)


_PORT = 5432
_DATABASE = "clinic"
_LONGEST_NAME = 60
_WIDTH, _HEIGHT = 560, 560
