"""Taking an appointment along: into the telephone's calendar by a code, as a file, by e-mail, and on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.gui import theme
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel
from clinic_desktop.gui.patient_desk.own_page import OwnPage, OwnRoom
from clinic_desktop.gui.patient_desk.own_parts import VisitCard, column, with_icon
from clinic_desktop.gui.patient_desk.own_words import about, call_words, head_of, place_of
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.settings import Appearance

if TYPE_CHECKING:
    from clinic_desktop.domain.own_visits import OwnVisit
    from clinic_desktop.exchange.calendar_file import EventWords
    from clinic_desktop.gui.paper.pages import Pages
    from clinic_desktop.services.clinic import Clinic

Modules = tuple[tuple[bool, ...], ...]


class TakeAlongPage(OwnPage):
    """Shows the code at once; a file is offered only where a person may look at this computer's folders."""

    def __init__(self, room: OwnRoom, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.visit = room.visit
        self.modules: Modules = ()
        self.code = CodePicture(())
        self.buttons: dict[str, DeskButton] = {}
        self.address = ""

    def title(self) -> str:
        return self.tr("Take it along")

    def load(self) -> None:
        visit = self.visit
        if visit is None:
            return
        self.fill()
        self.focus_first()
        self.workplace.run_latest(
            (self, "address"),
            lambda clinic: clinic.own.address_for_mail(),
            done=self._on_address,
            refused=self.refuse,
            lane=Lane.READING,
        )
        words = self._words(visit)

        def coded(clinic: "Clinic") -> Modules:
            from clinic_desktop.exchange.calendar_file import event_code
            from clinic_desktop.exchange.paper.slips import qr_modules

            return qr_modules(event_code(clinic.papers.slip(visit.id), words))

        # A lane of its own: the library of calendars takes its time when it is first used.
        self.workplace.run_latest((self, "code"), coded, done=self._on_coded, refused=self.refuse, lane=Lane.LONG)

    def fill(self) -> None:
        visit = self.visit
        if visit is None:
            return
        content = QWidget()
        rows = column(content, space=Space.XL)
        rows.addWidget(VisitCard(head_of(self.workplace, visit), about(visit), stripe="sharp_accent"))
        beside = QHBoxLayout()
        beside.setSpacing(Space.XXL)
        self.code = CodePicture(self.modules)
        self.code.setAccessibleName(self.tr("A code with your appointment for the camera of a telephone"))
        beside.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        ways = column()
        ways.addWidget(DeskLabel(self.tr("Into your telephone"), Look.HEADING))
        ways.addWidget(DeskLabel(self.tr("Point its camera at the picture. The appointment goes into your calendar.")))
        ways.addSpacing(Space.M)
        self.buttons = {}
        self._add_way(ways, "print", self.tr("Print it"), Icon.PRINTER, self._on_print)
        if self.address:
            words = self.tr("Send it to {address}").format(address=self.address)
            self._add_way(ways, "mail", words, Icon.MAIL, self._on_mail)
        if not self.room.is_kiosk:
            self._add_way(ways, "save", self.tr("Save it to a USB stick"), Icon.FILE_TEXT, self._on_save)
        ways.addStretch(1)
        beside.addLayout(ways, 1)
        rows.addLayout(beside)
        self.show_content(content)

    def focus_first(self) -> None:
        if "print" in self.buttons:
            self.buttons["print"].setFocus()

    def _add_way(self, rows: QVBoxLayout, name: str, words: str, icon: Icon, act: Callable[[], object]) -> None:
        button = self.buttons[name] = with_icon(DeskButton(words), icon)
        button.clicked.connect(lambda *_: act())
        rows.addWidget(button)

    def _words(self, visit: "OwnVisit") -> "EventWords":
        from clinic_desktop.exchange.calendar_file import EventWords

        settings, line = self.workplace.settings, visit.line
        text = [line.type_name, line.practitioner_name, settings.phone]
        place = [place_of(visit), settings.address]
        return EventWords(
            title=self.tr("Appointment: {clinic}").format(clinic=settings.name),
            text="\n".join(part for part in text if part),
            place=", ".join(" ".join(part.split()) for part in place if part),
        )

    def _on_coded(self, modules: Modules) -> None:
        self.modules = modules
        self.code.show_modules(modules)

    def _on_address(self, address: str) -> None:
        self.address = address
        if address:
            self.fill()
            self.focus_first()

    # paper

    def _on_print(self) -> None:
        visit = self.visit
        if visit is None:
            return
        settings, now, day = self.workplace.settings, self.workplace.now(), self.workplace.today()

        def laid_out(clinic: "Clinic") -> "Pages":
            from clinic_desktop.gui.paper.papers import PaperKind, PaperWish, pages_for

            return pages_for(
                clinic, PaperWish(kind=PaperKind.SLIP, day=day, appointment_id=visit.id), {}, settings, now
            )

        self.workplace.run(laid_out, done=self.print_pages, refused=self.refuse, lane=Lane.READING, owner=self)

    def print_pages(self, pages: "Pages") -> None:
        """Send them to the usual printer, without asking for one; where there is none, say so."""
        from clinic_desktop.gui.paper.printing import PrintJob, has_printer, printer_for

        if not has_printer():
            words = self.tr("There is no printer here.")
            self.say(f"{words} {call_words(self.workplace.settings)}", MessageKind.WARNING)
            return
        self.say(self.tr("It is being printed."))
        PrintJob(printer_for(pages, self.title()), pages, self._on_printed, self)

    def _on_printed(self, well: bool) -> None:
        if not well:
            words = self.tr("The printer does not answer.")
            self.say(f"{words} {call_words(self.workplace.settings)}", MessageKind.WARNING)

    # e-mail

    def _on_mail(self) -> None:
        visit = self.visit
        if visit is None:
            return
        self.buttons["mail"].setEnabled(False)
        self.workplace.run(
            lambda clinic: clinic.own.send_by_mail(visit.id),
            done=lambda _: self.say(self.tr("It will be in your mailbox soon.")),
            refused=self.refuse,
            owner=self,
        )

    # a file

    def _on_save(self) -> None:
        dialog = QFileDialog(self, self.tr("Where to?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.save_in(Path(folder)))
        dialog.open()

    def save_in(self, folder: Path) -> None:
        """Write the calendar's file into a folder, and say so."""
        visit = self.visit
        if visit is None:
            return
        words, settings, now = self._words(visit), self.workplace.settings, self.workplace.now()
        file = folder / f"appointment-{day_of(visit.line.starts_at, self.workplace.zone).isoformat()}.ics"

        def save(clinic: "Clinic") -> bool:
            from clinic_desktop.exchange.calendar_file import calendar_file

            written = calendar_file(clinic.papers.slip(visit.id), words, settings, now)
            try:
                file.write_bytes(written)
            except OSError:
                return False
            return True

        self.workplace.run(
            save, done=lambda well: self._on_saved(well, file), refused=self.refuse, lane=Lane.LONG, owner=self
        )

    def _on_saved(self, well: bool, file: Path) -> None:
        if well:
            words = self.tr("Saved as {name}.").format(name=file.name)
            self.say(words)
        else:
            self.say(self.tr("It cannot be saved there. Please choose another folder."), MessageKind.ERROR)


class CodePicture(QWidget):
    """A QR code, dark on light in both themes, because cameras read it best so."""

    def __init__(self, modules: Modules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_modules(self, modules: Modules) -> None:
        """Show a code, or nothing."""
        self._modules = modules
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Measure.DESK_CODE, Measure.DESK_CODE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._modules:
            return
        paper = theme.load(Appearance.LIGHT)
        painter = QPainter(self)
        painter.fillRect(self.rect(), paper.surface)
        count = len(self._modules) + 2 * _QUIET
        side = self.width() / count
        for y, row in enumerate(self._modules):
            for x, is_dark in enumerate(row):
                if is_dark:
                    left, top = round((x + _QUIET) * side), round((y + _QUIET) * side)
                    right, bottom = round((x + _QUIET + 1) * side), round((y + _QUIET + 1) * side)
                    painter.fillRect(QRectF(left, top, right - left, bottom - top), paper.text)


_QUIET = 4
"""Modules that are kept free around a code (ISO/IEC 18004)."""
