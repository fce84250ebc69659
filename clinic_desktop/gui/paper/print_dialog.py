"""Printing: what, for whom, of which day; the preview beside it, then the printer or a PDF."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QWidget,
)

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.sheets import PractitionerLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.paper.pages import Pages, pdf_of
from clinic_desktop.gui.paper.papers import PaperKind, PaperWish, pages_for
from clinic_desktop.gui.paper.preview import PaperPreview
from clinic_desktop.gui.privacy import switch
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, whole_if_there_is_room
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtPrintSupport import QPrinter

    from clinic_desktop.gui.workplace import Workplace


class PrintDialog(QDialog):
    """Shows at once what would come out; an appointment or a patient that is chosen can have a slip or a label.

    A doctor prints the own diary, and begins with the day's sheet whoever is chosen.
    """

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None = None,
        *,
        day: "date",
        appointment_id: UUID | None = None,
        patient_id: UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._appointment_id = appointment_id
        self._patient_id = patient_id
        self._practitioners: dict[UUID, str] = {}
        account = workplace.account
        self._is_doctors, self._own = account.role is Role.DOCTOR, account.practitioner_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print"))
        self.kinds: dict[PaperKind, QRadioButton] = {}
        self.day = DateField(workplace.today())
        self.day.set_day(day)
        self.whose = QComboBox()
        self.initials = QCheckBox(self.tr("Initials instead of names"))
        self.initials.setChecked(switch().is_on)
        self.preview = PaperPreview()
        self.message = MessageLine()
        self.pdf_button = QPushButton(self.tr("Save as PDF…"))
        self.print_button = QPushButton(self.tr("Print…"))
        self.close_button = QPushButton(self.tr("Close"))
        self._lay_out()
        self._connect()
        fit_on_screen(self, _WIDTH, _HEIGHT)
        wants_slip = appointment_id is not None and not self._is_doctors
        self._choose(PaperKind.SLIP if wants_slip else PaperKind.DAY_SHEET)
        self._load()

    @property
    def pages(self) -> Pages | None:
        """What would be printed."""
        return self.preview.pages

    @property
    def kind(self) -> PaperKind:
        """Which paper is chosen."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    def _lay_out(self) -> None:
        left, column = whole_if_there_is_room(self)
        left.setFixedWidth(_LEFT)
        column.setSpacing(Space.S)
        column.addWidget(label(self.tr("What"), Look.SECONDARY))
        group = QButtonGroup(self)
        for kind, words, offered in (
            (PaperKind.DAY_SHEET, self.tr("Day sheet"), True),
            (PaperKind.WEEK_LIST, self.tr("List of the week"), True),
            (PaperKind.SLIP, self.tr("Appointment slip"), self._appointment_id is not None),
            (PaperKind.LABEL, self.tr("Patient label"), self._patient_id is not None),
        ):
            button = QRadioButton(words)
            button.setEnabled(offered)
            if not offered:
                button.setToolTip(self.tr("Choose an appointment or a patient first"))
            self.kinds[kind] = button
            group.addButton(button)
            column.addWidget(button)
        column.addSpacing(Space.S)
        self._day_field = LabelledField(self.tr("Day"), self.day, keeps_room=True)
        self._whose_field = LabelledField(self.tr("Practitioner"), self.whose)
        for widget in (self._day_field, self._whose_field, self.initials):
            column.addWidget(widget)
        column.addStretch(1)
        set_look(self.print_button, Look.PRIMARY)
        middle = QHBoxLayout()
        middle.setSpacing(Space.XL)
        middle.addWidget(left)
        middle.addWidget(self.preview, 1)
        layout = panel_of(self)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        layout.addLayout(middle, 1)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.close_button, self.pdf_button, self.print_button))
        self.print_button.setDefault(True)
        self.print_button.setFocus()

    def _connect(self) -> None:
        for button in self.kinds.values():
            button.clicked.connect(self._on_changed)
        self.day.day_changed.connect(self._on_changed)
        self.whose.activated.connect(self._on_changed)
        self.initials.toggled.connect(self._on_changed)
        self.close_button.clicked.connect(self.reject)
        self.pdf_button.clicked.connect(lambda *_: self._ask_for_file())
        self.print_button.clicked.connect(lambda *_: self._ask_for_printer())

    def _choose(self, kind: PaperKind) -> None:
        self.kinds[kind].setChecked(True)

    # reading

    def _load(self) -> None:
        self._workplace.run(
            lambda clinic: clinic.staff.practitioners(limit=_MOST), done=self._on_loaded, lane=Lane.READING, owner=self
        )

    def _on_loaded(self, found: list[PractitionerLine]) -> None:
        self._practitioners = {
            each.practitioner.id: each.practitioner.display_name
            for each in found
            if not self._is_doctors or each.practitioner.id == self._own
        }
        if not self._is_doctors:
            self.whose.addItem(self.tr("Everyone"), None)
        for one, name in self._practitioners.items():
            self.whose.addItem(name, one)
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        of_days = self.kind in (PaperKind.DAY_SHEET, PaperKind.WEEK_LIST)
        self._day_field.setVisible(of_days)
        self._whose_field.setVisible(of_days)
        self._day_field.complain("")
        day = self.day.day
        if day is None:
            self._day_field.complain(self.tr("Type a day as 24.11.2026."))
            return
        chosen = self.whose.currentData()
        wish = PaperWish(
            kind=self.kind,
            day=day,
            practitioner_id=chosen if isinstance(chosen, UUID) else None,
            appointment_id=self._appointment_id,
            patient_id=self._patient_id,
            initials=self.initials.isChecked(),
        )
        practitioners, settings = self._practitioners, self._workplace.settings
        now = self._workplace.now()
        self._workplace.run_latest(
            ("paper", id(self)),
            lambda clinic: pages_for(clinic, wish, practitioners, settings, now),
            done=self._on_pages,
            refused=self._on_refused,
            owner=self,
        )

    def _on_pages(self, pages: Pages) -> None:
        self.message.clear()
        self.preview.show_pages(pages)

    def _on_refused(self, error: ClinicError) -> None:
        self._complain(error.sentence)

    def _complain(self, sentence: str) -> None:
        self.message.say(sentence, MessageKind.ERROR)

    # out

    def _title(self) -> str:
        return f"{self.kinds[self.kind].text()} {self.day.text()}".strip()

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save as PDF"), f"{self._title()}.pdf", self.tr("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_pdf(Path(name)))
        dialog.open()

    def save_pdf(self, file: Path) -> None:
        """Write the pages there, and say so."""
        pages, title = self.pages, self._title()
        if pages is None:
            return

        def save(_: object) -> str:
            try:
                file.write_bytes(pdf_of(pages, title))
            except OSError:
                return self.tr("The file cannot be written there. Choose another folder.")
            return ""

        self._workplace.run(save, done=lambda problem: self._on_saved(problem, file), lane=Lane.READING, owner=self)

    def _on_saved(self, problem: str, file: Path) -> None:
        if problem:
            self._complain(problem)
        else:
            self.message.say(self.tr("Saved as {name}.").format(name=file.name), MessageKind.GOOD_TO_KNOW)

    def _ask_for_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from clinic_desktop.gui.paper.printing import has_printer, printer_for

        if self.pages is None:
            return
        if not has_printer():
            self._complain(self.tr("This computer knows no printer. Save it as PDF, or have a printer set up."))
            return
        printer = printer_for(self.pages, self._title())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the pages there, and say so."""
        from clinic_desktop.gui.paper.printing import PrintJob

        if self.pages is not None:
            PrintJob(printer, self.pages, self._on_printed, self)

    def _on_printed(self, well: bool) -> None:
        if well:
            self.message.say(self.tr("Sent to the printer."), MessageKind.GOOD_TO_KNOW)
        else:
            self._complain(self.tr("The printer did not take it. Look whether it is on, and print again."))


_WIDTH, _HEIGHT = 1080, 760
_LEFT = 232
_MOST = 500
