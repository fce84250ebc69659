"""The patient's own details: how the clinic reaches them, checked while they type, and the way to another password."""

from dataclasses import fields

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.message_languages import LANGUAGES, language_code
from clinic_desktop.domain.own_visits import OwnOverview
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskField
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import Columns, column, reveal, with_icon
from clinic_desktop.gui.patients.reminder_choice import ReminderChoice
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.both_versions import BothVersions, Difference


class DetailsPage(OwnPage):
    """What was typed stays through another language, a refusal, and a change that the desk made meanwhile."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.patient: Patient | None = None
        self.typed = PatientContact()
        self.edits: dict[str, QLineEdit] = {}
        self.labelled: dict[str, DeskField] = {}
        self.language: QComboBox | None = None
        self.reminders: ReminderChoice | None = None
        self.save_button: DeskButton | None = None
        self.password_button: DeskButton | None = None
        self.both: BothVersions | None = None
        self._problems: dict[str, str] = {}
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(_PAUSE)
        self._check.timeout.connect(self._look_at_it)

    def title(self) -> str:
        return self.tr("My details")

    def subtitle(self) -> str:
        return self.tr("Name and birth date are changed at the front desk.")

    def load(self) -> None:
        if self.patient is None:
            self.workplace.run_latest(
                (self, "own"),
                lambda clinic: clinic.own.overview(),
                done=self._on_loaded,
                refused=self.refuse,
                lane=Lane.READING,
            )

    def fill(self) -> None:
        if self.patient is None:
            return
        self.edits, self.labelled = {}, {}
        content = QWidget()
        rows = column(content, space=Space.XL)
        self.both = BothVersions()
        self.both.mine_wanted.connect(self._on_mine)
        self.both.theirs_wanted.connect(self._on_theirs)
        rows.addWidget(self.both)
        for name in _TEXTS:
            self.edits[name] = edit = QLineEdit(getattr(self.typed, name))
            edit.textEdited.connect(self._on_typed)
            self._labelled(name, edit)
        self.language = QComboBox()
        self._fill_languages(self.language)
        self.reminders = ReminderChoice()
        self.reminders.choose(wants_reminders=self.typed.wants_reminders, channel=self.typed.reminder_channel)
        for name, box in (("language", self.language), ("reminders", self.reminders)):
            box.activated.connect(self._on_typed)
            self._labelled(name, box)
        rows.addWidget(Columns(list(self.labelled.values()), _LEAST, most=2))
        self.save_button = DeskButton(self.tr("Save my details"), Look.HUGE)
        self.save_button.clicked.connect(self._on_save)
        self.password_button = with_icon(DeskButton(self.tr("Change my password")), Icon.KEY_ROUND)
        self.password_button.clicked.connect(lambda *_: self.go.emit(own_names.PASSWORD))
        rows.addWidget(Columns([self.save_button, self.password_button], _LEAST, most=2))
        self.show_content(content)
        self._show_problems()

    def focus_first(self) -> None:
        if self.edits:
            self.edits[_TEXTS[0]].setFocus()

    def _labelled(self, name: str, control: QWidget) -> None:
        field = self.labelled[name] = DeskField(control)
        field.set_caption(self._captions()[name])

    def _captions(self) -> dict[str, str]:
        return {
            "mobile": self.tr("Mobile phone"),
            "phone": self.tr("Other phone"),
            "email": self.tr("E-mail"),
            "address": self.tr("Address"),
            "contact_name": self.tr("Contact person"),
            "contact_phone": self.tr("Their phone"),
            "contact_relation": self.tr("Who they are to you"),
            "language": self.tr("My language"),
            "reminders": self.tr("Reminders"),
        }

    def _fill_languages(self, box: QComboBox) -> None:
        kept = self.typed.language
        known = LANGUAGES.get(language_code(kept))
        if known is None:
            box.addItem(kept or self.tr("Not said"), kept)
        for language in LANGUAGES.values():
            is_kept = known is not None and language.code == known.code
            box.addItem(language.name, kept if is_kept else language.name)
        box.setCurrentIndex(box.findData(kept))

    # typing

    def _on_typed(self, *_: object) -> None:
        self.typed = self._contact()
        self._check.start()

    def _contact(self) -> PatientContact:
        assert self.language is not None
        assert self.reminders is not None
        return PatientContact(
            **{name: edit.text() for name, edit in self.edits.items()},
            language=self.language.currentData(),
            wants_reminders=self.reminders.wants_reminders,
            reminder_channel=self.reminders.channel,
        )

    def _look_at_it(self) -> None:
        typed, region, standing = self.typed, self.workplace.settings.policies.phone_region, self.patient

        def problems(_: object) -> dict[str, str]:
            from clinic_desktop.services.patient_file import contact_problems

            return contact_problems(typed, region, standing)

        self.workplace.run_latest((self, "check"), problems, done=self._on_looked_at, lane=Lane.READING, owner=self)

    def _on_looked_at(self, problems: dict[str, str]) -> None:
        self._problems = problems
        self._show_problems()

    def _show_problems(self) -> None:
        for name, field in self.labelled.items():
            problem = self._told(name) if name in self._problems else ""
            if problem != field.problem:
                field.complain(problem)

    def _told(self, name: str) -> str:
        """What is wrong, in the patient's language where that can be said of the field alone."""
        if name in ("mobile", "phone", "contact_phone"):
            return self.tr("Please check this number. It looks like +49 30 1234567.")
        if name == "email":
            return self.tr("Please check this address. It looks like name@example.org.")
        return self._problems[name]

    # keeping

    def _on_save(self) -> None:
        if self.patient is not None:
            self._save(self.patient.version)

    def _save(self, version: int) -> None:
        patient, contact = self.patient, self._contact()
        if patient is None or self.save_button is None:
            return
        self._check.stop()
        self._problems = {}
        self._show_problems()
        self.message.clear()
        self.save_button.setEnabled(False)
        self.workplace.run(
            lambda clinic: clinic.patients.change_contact(patient.id, version, contact),
            done=self._on_saved,
            refused=self._on_refused,
            owner=self,
        )

    def _on_saved(self, patient: Patient) -> None:
        self._take(patient)
        self.say(self.tr("Your details are saved."))

    def _on_refused(self, error: ClinicError) -> None:
        if self.save_button is not None:
            self.save_button.setEnabled(True)
        if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, Patient):
            self._show_both(error.theirs)
        elif isinstance(error, InvalidInput) and error.field in self.labelled:
            self._problems = {**self._problems, error.field: error.sentence}
            self._show_problems()
            self.labelled[error.field].control.setFocus()
            reveal(self.labelled[error.field])
        else:
            self.refuse(error)

    def _show_both(self, theirs: Patient) -> None:
        """Both versions of what differs; whichever is taken, nothing typed elsewhere is lost."""
        self.patient = theirs
        captions, other = self._captions(), _contact_of(theirs)
        differences = [
            Difference(caption=captions[name], mine=getattr(self.typed, name), theirs=getattr(other, name))
            for name in (*_TEXTS, "language")
            if getattr(self.typed, name) != getattr(other, name)
        ]
        if differences and self.both is not None:
            self.both.show_differences(self.tr("The front desk changed your details a moment ago."), differences)
            reveal(self.both)
        else:
            self._save(theirs.version)

    def _on_mine(self) -> None:
        if self.both is not None:
            self.both.clear()
        self._on_save()

    def _on_theirs(self) -> None:
        if self.patient is not None:
            self._take(self.patient)

    def _take(self, patient: Patient) -> None:
        self.patient, self.typed, self._problems = patient, _contact_of(patient), {}
        self.fill()
        self.focus_first()

    def _on_loaded(self, overview: OwnOverview) -> None:
        self._take(overview.patient)


def _contact_of(patient: Patient) -> PatientContact:
    return PatientContact(**{field.name: getattr(patient, field.name) for field in fields(PatientContact)})


_TEXTS = ("mobile", "phone", "email", "address", "contact_name", "contact_phone", "contact_relation")
_LEAST = 380
_PAUSE = 400
