"""The patient chooses another password."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskField, DeskLabel
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import column
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.password_field import PasswordField


class PasswordPage(OwnPage):
    """The old password once and the new one twice."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.fields = {"old": DeskField(self.old), "new": DeskField(self.new), "again": DeskField(self.again)}
        self._rule = DeskLabel("", Look.MUTED)
        self.change_button = DeskButton("", Look.HUGE)
        self.change_button.clicked.connect(self._on_change)
        content = QWidget()
        content.setMaximumWidth(Measure.DESK_COLUMN)
        rows = column(content, space=Space.XL)
        rows.addWidget(self.fields["old"])
        rows.addWidget(self.fields["new"])
        rows.addWidget(self._rule)
        rows.addWidget(self.fields["again"])
        rows.addWidget(self.change_button)
        for field in (self.old, self.new, self.again):
            field.returnPressed.connect(self._on_change)
        self.show_content(content)
        self.fill()

    def title(self) -> str:
        return self.tr("Change my password")

    def fill(self) -> None:
        self.fields["old"].set_caption(self.tr("Old password"))
        self.fields["new"].set_caption(self.tr("New password"))
        self.fields["again"].set_caption(self.tr("New password, once more"))
        rule = self.tr("At least {least} characters. Three or four words that only you put together are best.")
        self._rule.setText(rule.format(least=self._least()))
        for field in (self.old, self.new, self.again):
            field.retranslate(show=self.tr("Show"), hide=self.tr("Hide"), name=self.tr("Show the password"))
        self.change_button.setText(self.tr("Change my password"))

    def focus_first(self) -> None:
        self.old.setFocus()

    def _least(self) -> int:
        return self.workplace.settings.policies.password_min_length

    def _on_change(self) -> None:
        for field in self.fields.values():
            field.complain("")
        self.message.clear()
        if not self.old.text():
            self.fields["old"].complain(self.tr("Type the old password too."))
            self.old.setFocus()
            return
        if len(self.new.text()) < self._least():
            words = self.tr("A password has at least {least} characters here.")
            self.fields["new"].complain(words.format(least=self._least()))
            self.new.setFocus()
            return
        if self.new.text() != self.again.text():
            self.fields["again"].complain(self.tr("The two passwords differ. Type the same one twice."))
            self.again.setFocus()
            return
        old, new = self.old.text(), self.new.text()
        self.change_button.setEnabled(False)
        self.workplace.run(
            lambda clinic: clinic.account.change_password(old, new),
            done=self._on_changed,
            refused=self._on_refused,
            owner=self,
        )

    def _on_changed(self, _: object) -> None:
        self.change_button.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.clear()
        self.say(self.tr("Your password is changed."))

    def _on_refused(self, error: ClinicError) -> None:
        self.change_button.setEnabled(True)
        if isinstance(error, InvalidInput) and error.field in self.fields:
            is_old = error.field == "old"
            words = self.tr("This is not your old password.") if is_old else self.tr("Please choose another password.")
            self.fields[error.field].complain(words)
            self.fields[error.field].control.setFocus()
        else:
            self.refuse(error)
