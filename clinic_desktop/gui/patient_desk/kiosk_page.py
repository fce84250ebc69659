"""What the pages of the desk stand on while nobody is signed in: the kiosk, one message, and fields in one column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from clinic_desktop.domain.errors import ClinicError, InvalidInput, SignInPaused
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskField, DeskMessage
from clinic_desktop.gui.patient_desk.desk_sentences import sentence_of
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.message_line import MessageKind

if TYPE_CHECKING:
    from clinic_desktop.domain.kiosk import KioskFace
    from clinic_desktop.gui.tasks import TaskRunner
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.kiosk import Kiosk

Result = TypeVar("Result")


@dataclass(kw_only=True)
class KioskRoom:
    """What these pages share.

    `let_in` is told which patient signed in and `let_out` which member of staff, each with the password that was typed:
    they may have to change it at once.
    """

    kiosk: "Kiosk"
    face: "KioskFace"
    runner: "TaskRunner"
    clock: Callable[[], datetime]
    let_in: "Callable[[Clinic, str], object]"
    let_out: "Callable[[Clinic, str], object]"

    def wall_now(self) -> datetime:
        """What the clock on the clinic's wall shows."""
        return self.clock().astimezone(self.face.zone)


class KioskPage(DeskPage):
    """A page with fields and one main button; while it waits for an answer the button rests."""

    def __init__(self, room: KioskRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room
        self.message = DeskMessage()
        self.fields: dict[str, DeskField] = {}
        self.main_button = DeskButton("", Look.HUGE)
        self.main_button.clicked.connect(lambda *_: self.go_on())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self.column = QWidget()
        self.column.setMaximumWidth(Measure.DESK_COLUMN)
        self.rows = QVBoxLayout(self.column)
        self.rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self.rows.setSpacing(Space.L)
        rows.addWidget(self.column)
        rows.addStretch(1)

    def go_on(self) -> None:
        """The main button was pressed, or Enter in the last field."""

    def add_field(self, name: str, control: QLineEdit) -> DeskField:
        """Take in a field; Enter leads to the next one, and in the last does what the main button does."""
        field = DeskField(control)
        self.fields[name] = field
        control.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        control.returnPressed.connect(lambda: self._on_return(name))
        self.rows.addWidget(field)
        return field

    def text_of(self, name: str) -> str:
        """What was typed into a field, without spaces around it."""
        control = self.fields[name].control
        assert isinstance(control, QLineEdit)
        return control.text().strip()

    def shown_fields(self) -> list[str]:
        """The names of the fields that can be typed into now."""
        return [name for name, field in self.fields.items() if not field.isHidden()]

    def complain(self, faults: dict[str, str]) -> bool:
        """Say what is wrong with which field, and go to the first of them; False when nothing is."""
        for name, field in self.fields.items():
            field.complain(faults.get(name, ""))
        self.message.clear()
        if faults:
            self.fields[next(iter(faults))].control.setFocus()
        return bool(faults)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        *,
        gone: Callable[[Result], object] = lambda _: None,
    ) -> None:
        """Have something done by the services, away from the window's thread.

        If the person has left the page meanwhile, `gone` is told instead.
        """
        self.main_button.setEnabled(False)

        def finished(result: Result) -> None:
            if not self._is_here:
                gone(result)
                return
            self.main_button.setEnabled(True)
            done(result)

        def refused(error: ClinicError) -> None:
            if self._is_here:
                self.refuse(error)

        self.room.runner.run(work, done=finished, refused=refused)

    @property
    def _is_here(self) -> bool:
        """Whether the page lies in its window still, which takes it out when it is left."""
        return isValid(self) and self.parent() is not None

    def sign_off(self, clinic: "Clinic") -> None:
        """Nobody waits for this session any more."""
        self.room.runner.run(clinic.account.sign_out, refused=lambda _: None)

    def refuse(self, error: ClinicError) -> None:
        """Say why not, at the field that it is about; what was typed stays."""
        self.main_button.setEnabled(True)
        sentence = sentence_of(error, self.room.face)
        if isinstance(error, InvalidInput) and error.field in self.fields:
            self.show_field(error.field)
            self.complain({error.field: sentence})
            return
        kind = MessageKind.WARNING if isinstance(error, SignInPaused) else MessageKind.ERROR
        self.message.say(sentence, kind)
        self.focus_first()  # the button, while it rested, had given the focus to whatever comes next

    def show_field(self, name: str) -> None:
        """Come to where a field is; overridden by pages that show some at a time."""

    def focus_first(self) -> None:
        shown = self.shown_fields()
        if shown:
            self.fields[shown[0]].control.setFocus()

    def _on_return(self, name: str) -> None:
        shown = self.shown_fields()
        later = shown[shown.index(name) + 1 :] if name in shown else []
        if later:
            self.fields[later[0]].control.setFocus()
        elif self.main_button.isEnabled():
            self.go_on()
