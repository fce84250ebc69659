"""The first start: steps to a new clinic, into one that is there, out of a backup, or straight into a demo one."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop import __title__
from clinic_desktop.domain.backups import Looked, RecoveryCode
from clinic_desktop.domain.bad_luck import SavedRecords
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.requests import FirstRunRequest
from clinic_desktop.domain.signed_in import Arrived
from clinic_desktop.domain.syncing import SyncState
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.setup.joining_steps import FileStep, ReceivingStep
from clinic_desktop.gui.setup.key_steps import CodeStep, KeyStep
from clinic_desktop.gui.setup.proof_step import ProofStep
from clinic_desktop.gui.setup.restoring_steps import BackupStep, FoundStep
from clinic_desktop.gui.setup.scrolled_step import ScrolledStep
from clinic_desktop.gui.setup.step_names import JOIN, NEW, RESTORE, GivenUp, StepName, way_of
from clinic_desktop.gui.setup.steps import AdminStep, ClinicStep, HoursStep, Step
from clinic_desktop.gui.setup.way_step import WayStep
from clinic_desktop.gui.setup.wizard_card import WizardCard
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import paint_in_turns
from clinic_desktop.gui.widgets.card import Stage
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.widgets.progress_line import ProgressLine


class FirstRun(QWidget):
    """The wizard of the first start.

    `set_up_requested` carries a FirstRunRequest after the third step; answer it with refuse(), or with show_key_place()
    when the clinic is there. `code_kept` brings its recovery code as it was typed back, answered with refuse() or
    show_code_kept(), and `passphrase_chosen` a start passphrase, answered with refuse() or `finished`, which follows
    when the person has read where the key lies. `demo_requested` asks for a demo clinic instead, whose making is
    watched by tell_progress().

    `join_requested` carries the path of an enrolment file and its code; answer it with refuse(), or with
    show_receiving() and then show_arrival() again and again, until `received` says that enough has come, and then with
    show_key_place(). `given_up` says that what was begun of that is not wanted, `another_file_wanted` that the clinic
    took the PC's access away.

    After show_saved() an administrator is made for records that are there: `proof_given` brings what shows that
    somebody may, answered with refuse() or show_proven(), and `set_up_requested` follows.
    """

    proof_given = Signal(str)
    set_up_requested = Signal(object)
    code_kept = Signal(str)
    passphrase_chosen = Signal(str)
    join_requested = Signal(str, str)
    given_up = Signal()
    another_file_wanted = Signal()
    received = Signal()
    look_requested = Signal(str, str)
    restore_requested = Signal(str, str)
    stop_requested = Signal()
    demo_requested = Signal()
    finished = Signal()
    progressed = Signal(float, str)

    def __init__(self, *, least_letters: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(__title__)
        paint_in_turns(self)
        self._way = WayStep()
        self._saved: SavedRecords | None = None
        self._proof = ProofStep()
        self._clinic = ClinicStep()
        self._hours = HoursStep()
        self._admin = AdminStep(least_letters)
        self._backup = BackupStep()
        self._found = FoundStep()
        self._code = CodeStep()
        self._key = KeyStep()
        self._file = FileStep()
        self._receiving = ReceivingStep()
        self._steps: Sequence[Step] = (
            self._way,
            self._proof,
            self._clinic,
            self._hours,
            self._admin,
            self._backup,
            self._found,
            self._file,
            self._receiving,
            self._code,
            self._key,
        )
        self._pages = QStackedWidget()
        for step in self._steps:
            self._pages.addWidget(ScrolledStep(step))
        self._demo = QPushButton(self.tr("Just look around in a demo clinic"))
        set_look(self._demo, Look.LINK)
        self._progress = ProgressLine()
        self._stop = QPushButton(self.tr("Stop"))
        self._is_given_up = False
        self._later = QPushButton(self.tr("Do it later"))
        self._later.setToolTip(self.tr("An administrator finds it under “Keys of this PC”; until then Health warns"))
        set_look(self._later, Look.LINK)
        self._back = QPushButton(self.tr("Back"))
        self._continue = QPushButton()
        set_look(self._continue, Look.PRIMARY)
        self._card = WizardCard([step.name for step in self._steps], self._pages)
        self._card.add_buttons(self._demo, self._later, self._progress, self._stop, self._back, self._continue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(Stage(self._card))
        self.setTabOrder(self._continue, self._demo)  # what leads elsewhere is not in the way of who types
        self.setTabOrder(self._demo, self._later)
        self._connect()
        self._show_work(shown=False)
        self._go(StepName.WAY)

    def _connect(self) -> None:
        self._demo.clicked.connect(self._on_demo)
        self._back.clicked.connect(self._on_back)
        self._continue.clicked.connect(self._on_continue)
        self._stop.clicked.connect(self._on_stop)
        self._later.clicked.connect(lambda *_: self._go(StepName.KEY))
        self.progressed.connect(self._progress.show_progress)
        for step in self._steps:
            step.enter_pressed.connect(self._on_continue)
        for card in self._way.cards:
            card.toggled.connect(self._show_names)

    @property
    def here(self) -> StepName:
        """The step that is shown."""
        return StepName(self._pages.currentIndex())

    def refuse(self, error: ClinicError) -> None:
        """Say why there is no clinic yet, at the step and the field that it concerns; what was typed stays."""
        self._set_busy(busy=False)
        field = error.field if isinstance(error, InvalidInput) else ""
        for name in self._track():
            if field and self._steps[name].complain(field, error.sentence):
                self._go(name)
                self._steps[name].go_to(field)
                return
        self._steps[self.here].say(error.sentence)

    def show_progress(self, done: float, words: str) -> None:
        """Show how far the restoring is."""
        self._progress.show_progress(done, words)

    def tell_progress(self, done: float, words: str) -> None:
        """Show how far the demo clinic is, from any thread; raises GivenUp once the person has pressed Stop."""
        if self._is_given_up:
            raise GivenUp(self.tr("The demo clinic was not made. Nothing of it is kept."))
        self.progressed.emit(done, words)

    def show_looked(self, looked: Looked) -> None:
        """Say what is in the backup; one key makes it the clinic of this PC."""
        self._set_busy(busy=False)
        self._found.show_looked(looked)
        self._go(StepName.FOUND)

    def show_saved(self, saved: SavedRecords) -> None:
        """Say that the records are here and their administrators' accounts are not, and offer what can be done."""
        self._set_busy(busy=False)
        self._pages.setCurrentIndex(StepName.WAY)  # a step of the way that led here may be on no other
        self._saved = saved
        self._way.show_saved(saved)
        if saved.proof is not None:
            self._proof.ask_for(saved.proof)
        for card in self._way.cards:
            card.toggled.connect(self._show_names)
        self._go(StepName.WAY)

    def show_proven(self) -> None:
        """They may: ask who the administrator is."""
        self._set_busy(busy=False)
        self._go_further()

    def show_key_place(
        self,
        *,
        in_keyring: bool,
        is_typed: bool = False,
        file: str = "",
        remark: str = "",
        code: RecoveryCode | None = None,
        clinic: str = "",
    ) -> None:
        """The clinic is there: show its recovery code if it has a new one, and then say where its key lies.

        `is_typed` where what opens the key is typed at each start, as before; `remark` is what else is left to do.
        """
        self._set_busy(busy=False)
        self._key.show_place(in_keyring=in_keyring, is_typed=is_typed, file=file)
        self._key.show_code(is_kept=code is None)
        self._key.message.say(remark, MessageKind.WARNING)
        if code is not None:
            self._code.show_code(code, clinic)
        self._go(StepName.KEY if code is None else StepName.CODE)

    def show_code_kept(self) -> None:
        """The code opens the records: go on to where the key lies."""
        self._set_busy(busy=False)
        self._key.show_code(is_kept=True)
        self._go(StepName.KEY)

    def show_begun(self) -> None:
        """Go where joining was cut short at an earlier start."""
        self._way.join.setChecked(True)
        self._go(StepName.FILE)
        self._file.say_begun()

    def show_receiving(self) -> None:
        """The PC belongs to the clinic: say that the records come now."""
        self._way.join.setChecked(True)
        self._set_busy(busy=False)
        self._receiving.begin()
        self._go(StepName.RECEIVING)

    def show_arrival(self, arrived: Arrived, state: SyncState) -> None:
        """Say what has come; once somebody can sign in, one key goes on."""
        if self.here is not StepName.RECEIVING:
            return
        self._receiving.show_arrival(arrived, state)
        self._show_buttons()

    def _go(self, name: StepName) -> None:
        self._pages.setCurrentIndex(name)
        self._show_names()
        self._show_buttons()
        if name in (StepName.FOUND, StepName.KEY):
            self._continue.setFocus()  # there may be nothing to type
        self._steps[name].take_focus()

    def _track(self) -> tuple[StepName, ...]:
        if self._way.restore.isChecked():
            return RESTORE
        if self._saved is not None:
            return way_of(self._saved)
        return JOIN if self._way.join.isChecked() else NEW

    def _show_names(self) -> None:
        self._card.show_way(self._track(), self.here)

    def _show_buttons(self) -> None:
        name, receiving = self.here, self._receiving
        is_lost = name is StepName.RECEIVING and receiving.is_lost
        self._back.setVisible(is_lost or name not in (StepName.WAY, StepName.CODE, StepName.KEY, StepName.RECEIVING))
        self._back.setText(self.tr("Take another file") if is_lost else self.tr("Back"))
        self._demo.setVisible(name in (StepName.WAY, StepName.CLINIC, StepName.HOURS, StepName.ADMIN))
        self._later.setVisible(name is StepName.CODE)
        self._continue.setVisible(True)
        words = {
            StepName.ADMIN: self.tr("Make the clinic") if self._saved is None else self.tr("Make this administrator"),
            StepName.BACKUP: self.tr("Look at what is in it"),
            StepName.FOUND: self.tr("Restore these records"),
            StepName.KEY: self.tr("Sign in"),
            StepName.FILE: self.tr("Join the clinic"),
        }
        self._continue.setText(words.get(name, self.tr("Continue")))
        was_enabled = self._continue.isEnabled()
        self._continue.setEnabled(name is not StepName.RECEIVING or receiving.may_sign_in)
        if name is StepName.RECEIVING and receiving.may_sign_in and not was_enabled:
            self._continue.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._pages.setEnabled(not busy)
        for button in (self._continue, self._back, self._demo, self._later):
            button.setEnabled(not busy)
        if busy:
            words = {
                StepName.PROOF: self.tr("Continue"),
                StepName.FILE: self.tr("Joining…"),
                StepName.BACKUP: self.tr("Looking into it…"),
                StepName.CODE: self.tr("Continue"),
                StepName.RECEIVING: self.tr("Continue"),
                StepName.KEY: self.tr("Sign in"),
            }
            making = self.tr("Making the clinic…") if self._saved is None else self.tr("Making the administrator…")
            self._continue.setText(words.get(self.here, making))
        else:
            self._show_work(shown=False)
            self._go(self.here)

    def _show_work(self, *, shown: bool) -> None:
        """Long work takes the place of the buttons: how far it is, and the way to stop it."""
        for widget in (self._progress, self._stop):
            widget.setVisible(shown)
        self._stop.setEnabled(shown)
        for widget in (self._demo, self._back, self._continue):
            widget.setVisible(not shown)

    def _on_continue(self) -> None:
        here, track = self.here, self._track()
        if not self._continue.isEnabled() or not self._steps[here].check():
            return
        if here is StepName.KEY and self._key.passphrase:
            self._set_busy(busy=True)
            self.passphrase_chosen.emit(self._key.passphrase)
        elif here is track[-1]:
            self.finished.emit()
        elif here is StepName.RECEIVING:
            self._set_busy(busy=True)
            self.received.emit()
        elif here is StepName.CODE:
            self._set_busy(busy=True)
            self.code_kept.emit(self._code.typed)
        elif here is StepName.FILE:
            self._set_busy(busy=True)
            self.join_requested.emit(self._file.file, self._file.code)
        elif here is StepName.PROOF:
            self._set_busy(busy=True)
            self.proof_given.emit(self._proof.proof)
        elif here is StepName.ADMIN:
            self._set_busy(busy=True)
            self.set_up_requested.emit(self._request())
        elif here is StepName.BACKUP:
            self._set_busy(busy=True)
            self.look_requested.emit(self._backup.file, self._backup.code)
        elif here is StepName.FOUND:
            self._begin_work(self.tr("Reading and checking the backup"))
            self.restore_requested.emit(self._backup.file, self._backup.code)
        else:
            self._go_further()

    def _go_further(self) -> None:
        track = self._track()
        self._go(track[track.index(self.here) + 1])

    def _on_back(self) -> None:
        here, track = self.here, self._track()
        self._steps[here].message.clear()
        if here is StepName.RECEIVING:
            self._continue.setEnabled(True)
            self.another_file_wanted.emit()
        elif here is StepName.FILE:
            self.given_up.emit()
        self._go(track[track.index(here) - 1])

    def _on_demo(self) -> None:
        self._is_given_up = False
        self._begin_work(self.tr("Making the demo clinic"))
        self.demo_requested.emit()

    def _begin_work(self, words: str) -> None:
        self._set_busy(busy=True)
        self._progress.show_progress(0.0, words)
        self._show_work(shown=True)

    def _on_stop(self) -> None:
        self._is_given_up = True
        self._stop.setEnabled(False)
        self.stop_requested.emit()

    def _request(self) -> FirstRunRequest:
        return FirstRunRequest(
            name=self._clinic.clinic_name,
            address=self._clinic.address,
            phone=self._clinic.phone,
            zone=self._hours.zone,
            opening_hours=self._hours.hours,
            admin=replace(self._admin.admin, proof=self._proof.proof),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the step has all the room: the way there is left out, and what is too long scrolls."""
        super().resizeEvent(event)
        self._card.fit(event.size())
