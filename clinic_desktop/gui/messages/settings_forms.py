"""The forms of the set-up of messages: whether, over which server, and by which provider."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from clinic_desktop.domain.message_languages import LANGUAGES
from clinic_desktop.domain.message_settings import (
    MessageSettings,
    MessageSetUp,
    Security,
    SmsField,
    SmsForm,
    SmsWay,
)
from clinic_desktop.domain.messages import Channel
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.number_field import NumberField
from clinic_desktop.gui.widgets.password_field import PasswordField
from clinic_desktop.gui.widgets.record_form import RecordForm, show_text, text_field


class SetUpForm(RecordForm):
    """A part of the settings: filled from the whole, and put into the whole."""

    def fill(self, set_up: MessageSetUp) -> None:
        """Show the part as it is kept; each form has its own."""

    def put_into(self, settings: MessageSettings) -> MessageSettings:
        """The settings with this part as it is typed; each form has its own."""
        return settings

    def value(self) -> object:
        return self.put_into(_PLAIN)

    def show_set_up(self, set_up: MessageSetUp) -> None:
        """Fill the fields, and take that as what stands."""
        self.fill(set_up)
        self.keep()

    def lay_out(self, *widgets: QWidget) -> None:
        """One below the other."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        for widget in widgets:
            layout.addWidget(widget)


class WhetherForm(SetUpForm):
    """The switch, the way to patients who have said nothing, and the clinic's own language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = self.tick(QCheckBox(self.tr("Write to patients about their appointments"), self))
        self.where = MessageLine(self, kind=MessageKind.GOOD_TO_KNOW)
        self.first_channel = _box((self.tr("E-mail, then SMS"), self.tr("SMS, then e-mail")))
        self.language = _box(tuple(language.name for language in LANGUAGES.values()))
        fields = FieldGrid((2, 1), self)
        fields.add(self.field("first_channel", self.tr("Patients who have no wish of their own"), self.first_channel))
        fields.add(self.field("language", self.tr("Where there are no words in a patient's language"), self.language))
        self.lay_out(self.switch, self.where, fields)

    def fill(self, set_up: MessageSetUp) -> None:
        settings = set_up.settings
        self.switch.setChecked(settings.switched_on)
        self.first_channel.setCurrentIndex(0 if settings.first_channel is Channel.EMAIL else 1)
        self.language.setCurrentIndex([*LANGUAGES].index(settings.language) if settings.language in LANGUAGES else 0)
        on, here = settings.switched_on, set_up.sends_here
        off_words = self.tr("Nothing leaves the clinic. Switched on, messages leave from this station while it runs.")
        here_words = self.tr("Messages leave from this station, as long as the program runs here.")
        else_words = self.tr(
            "Messages leave from another station. To have them leave from this one, switch them off and on here."
        )
        self.where.say(here_words if here else else_words if on else off_words, aloud=False)

    def put_into(self, settings: MessageSettings) -> MessageSettings:
        return replace(
            settings,
            switched_on=self.switch.isChecked(),
            first_channel=Channel.EMAIL if self.first_channel.currentIndex() == 0 else Channel.SMS,
            language=[*LANGUAGES][max(self.language.currentIndex(), 0)],
        )


class SecretField(PasswordField):
    """A password that is kept: what is set is never shown, what is typed replaces it."""

    def show_kept(self, is_set: bool) -> None:
        """Say only whether one is set."""
        self.clear()
        self.conceal()
        self.setPlaceholderText(self.tr("is set – type to replace it") if is_set else self.tr("none is set"))


class MailForm(SetUpForm):
    """The clinic's e-mail server."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = text_field(longest=253, placeholder="mail.example.org")
        self.port = NumberField(1, 65_535)
        words = (self.tr("STARTTLS (usual, port 587)"), self.tr("TLS from the start (port 465)"), self.tr("None"))
        self.security = _box(words)
        self.user, self.password = text_field(), SecretField()
        self.sender_name = text_field(longest=100)
        self.sender_email, self.reply_to = text_field(longest=254), text_field(longest=254)
        self.ca_file = text_field(longest=500, placeholder=self.tr("only for a server with its own certificate"))
        self.warning = MessageLine(self, kind=MessageKind.WARNING)
        fields = FieldGrid((3, 1), self)
        for name, caption, control in (
            ("smtp_host", self.tr("Server"), self.host),
            ("smtp_security", self.tr("Encryption"), self.security),
            ("smtp_port", self.tr("Port"), self.port),
            ("smtp_user", self.tr("User name"), self.user),
            ("smtp_password", self.tr("Password"), self.password),
            ("smtp_ca_file", self.tr("Certificate file"), self.ca_file),
            ("sender_name", self.tr("Sender's name"), self.sender_name),
            ("sender_email", self.tr("Sender's address"), self.sender_email),
            ("reply_to", self.tr("Answers go to"), self.reply_to),
        ):
            fields.add(self.field(name, caption, control))
        self.lay_out(fields, self.warning)
        self.security.activated.connect(self._on_security_chosen)

    def fill(self, set_up: MessageSetUp) -> None:
        settings = set_up.settings
        show_text(self.host, settings.smtp_host)
        self.port.setValue(settings.smtp_port)
        self.security.setCurrentIndex([*Security].index(settings.smtp_security))
        show_text(self.user, settings.smtp_user)
        self.password.show_kept(set_up.has_smtp_password)
        show_text(self.ca_file, settings.smtp_ca_file)
        show_text(self.sender_name, settings.sender_name)
        show_text(self.sender_email, settings.sender_email)
        show_text(self.reply_to, settings.reply_to)
        self._warn()

    def put_into(self, settings: MessageSettings) -> MessageSettings:
        return replace(
            settings,
            smtp_host=self.host.text().strip(),
            smtp_port=self.port.value(),
            smtp_security=[*Security][max(self.security.currentIndex(), 0)],
            smtp_user=self.user.text().strip(),
            smtp_ca_file=self.ca_file.text().strip(),
            sender_name=self.sender_name.text().strip(),
            sender_email=self.sender_email.text().strip(),
            reply_to=self.reply_to.text().strip(),
        )

    @property
    def new_password(self) -> str | None:
        """What was typed as a password; None leaves the one that is set."""
        return self.password.text() or None

    @property
    def is_changed(self) -> bool:
        return super().is_changed or bool(self.password.text())

    def _on_security_chosen(self, number: int) -> None:
        usual = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
        if self.port.value() in usual.values():
            self.port.setValue(usual[[*Security][number]])
        self._warn()

    def _warn(self) -> None:
        is_open = [*Security][max(self.security.currentIndex(), 0)] is Security.NONE
        words = self.tr("Without encryption, everybody on the way can read what patients are told, and the password.")
        self.warning.say(words if is_open else "", aloud=False)


class SmsProviderForm(SetUpForm):
    """Who carries text messages."""

    way_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = _box(
            (self.tr("No text messages"), self.tr("A provider on the internet"), self.tr("A file (dry run)"))
        )
        self.url = text_field(longest=500, placeholder="https://")
        self.form = _box((self.tr("as JSON"), self.tr("as a form")))
        self.sms_sender, self.token = text_field(longest=40), SecretField()
        self.file = text_field(longest=500)
        self.request = QPlainTextEdit()
        self.request.setTabChangesFocus(True)
        self.request.setFixedHeight(self.request.fontMetrics().lineSpacing() * _LINES + 2 * Space.S)
        self.request.textChanged.connect(self.edited)
        self._http, self._files = FieldGrid((2, 1), self), FieldGrid((1,), self)
        self._first = FieldGrid((2, 1), self)
        self._first.add(self.field("sms_way", self.tr("Text messages"), self.way))
        self._first.add(self.field("sms_sender", self.tr("Sender ({sender})"), self.sms_sender))
        self._http.add(self.field("sms_url", self.tr("Address"), self.url))
        self._http.add(self.field("sms_token", self.tr("Token"), self.token))
        self._http.add(self.field("sms_form", self.tr("Fields are sent"), self.form))
        self._http.add(
            self.field(
                "sms_fields", self.tr("Fields, one a line: name = value with {to} {text} {sender}"), self.request
            )
        )
        self._files.add(self.field("sms_file", self.tr("File that shows what would be sent"), self.file))
        self.lay_out(self._first, self._http, self._files)
        self.way.currentIndexChanged.connect(lambda *_: self._show_way())

    def fill(self, set_up: MessageSetUp) -> None:
        settings = set_up.settings
        self.way.setCurrentIndex([*SmsWay].index(settings.sms_way))
        show_text(self.url, settings.sms_url)
        self.form.setCurrentIndex([*SmsForm].index(settings.sms_form))
        show_text(self.sms_sender, settings.sms_sender)
        self.token.show_kept(set_up.has_sms_token)
        show_text(self.file, settings.sms_file)
        self.request.blockSignals(True)
        self.request.setPlainText("\n".join(f"{field.name} = {field.value}" for field in settings.sms_fields))
        self.request.blockSignals(False)
        self._show_way()

    def put_into(self, settings: MessageSettings) -> MessageSettings:
        return replace(
            settings,
            sms_way=[*SmsWay][max(self.way.currentIndex(), 0)],
            sms_url=self.url.text().strip(),
            sms_form=[*SmsForm][max(self.form.currentIndex(), 0)],
            sms_sender=self.sms_sender.text().strip(),
            sms_file=self.file.text().strip(),
            sms_fields=_fields_of(self.request.toPlainText()),
        )

    @property
    def new_token(self) -> str | None:
        """What was typed as a token; None leaves the one that is set."""
        return self.token.text() or None

    @property
    def is_changed(self) -> bool:
        return super().is_changed or bool(self.token.text())

    def _show_way(self) -> None:
        way = [*SmsWay][max(self.way.currentIndex(), 0)]
        self._http.setVisible(way is SmsWay.HTTP)
        self._files.setVisible(way is SmsWay.FILE)
        self.way_chosen.emit()


def _box(words: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    return box


def _fields_of(text: str) -> tuple[SmsField, ...]:
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return tuple(SmsField(name=name.strip(), value=value.strip()) for name, _, value in pairs)


_PLAIN = MessageSettings(id=UUID(int=0))
_LINES = 4
