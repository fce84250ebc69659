"""Taking a way out of a conflict: asking for what it needs, doing it, and telling of it with the way back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from clinic_desktop.domain.appointments import MoveRequest
from clinic_desktop.domain.decisions import DecisionCard, Settled, SettleWith, WayOut
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.sync.decision_card import DecisionCardView
from clinic_desktop.gui.sync.decision_dialogs import ReasonDialog, ValuesDialog
from clinic_desktop.gui.sync.decision_words import DecisionWords
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.undo_walk import UndoWalk
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace

Refused = Callable[[ClinicError], object]
Opened = TypeVar("Opened", bound=QDialog)
_NOTHING_MORE = SettleWith()


class DecisionVerbs(QObject):
    """Does what the buttons of a card want. `opened` carries each dialog, `settled` what came of it."""

    opened = Signal(object)
    settled = Signal(object)

    def __init__(self, workplace: "Workplace", walk: UndoWalk, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._walk = walk
        self._window = window

    def words(self) -> DecisionWords:
        """What tells of conflicts as of today."""
        return DecisionWords(self._workplace.zone, self._workplace.today())

    def take(self, view: DecisionCardView, way: WayOut) -> None:
        """Go a way out, asking first where it needs more."""
        card = view.card
        if card is None:
            return
        match way:
            case WayOut.MOVE | WayOut.REBOOK:
                self._ask_when(view, card, way)
            case WayOut.OVERBOOK | WayOut.CANCEL | WayOut.DISCARD:
                self._ask_why(card, way)
            case WayOut.NEW_VALUE:
                self._ask_what(card)
            case _:
                self._settle_on(view, card, way)

    def take_offer(self, view: DecisionCardView, slot: Slot) -> None:
        """Take a free time that stood in a refusal."""
        card = view.card
        if card is not None:
            way = WayOut.REBOOK if WayOut.REBOOK in card.ways else WayOut.MOVE
            with_ = SettleWith(starts_at=slot.starts_at, practitioner_id=slot.practitioner_id)
            self._settle_on(view, card, way, with_)

    def merge(self, view: DecisionCardView) -> None:
        """Compare two patients who bear one number, and make them one; what is left to decide is said afterwards."""
        card = view.card
        if card is not None and card.may_merge_with is not None:
            from clinic_desktop.gui.sync.merge_dialog import MergeDialog

            self._open(MergeDialog(self._workplace, card.may_merge_with, card.record_id, self._window))

    # asking

    def _ask_when(self, view: DecisionCardView, card: DecisionCard, way: WayOut) -> None:
        contested = self.words().contested(card)
        which = card.record_id if contested is None else contested.appointment_id

        def ask(line: AppointmentLine) -> None:
            view.end()
            from clinic_desktop.gui.booking.move_dialog import MoveDialog

            dialog = MoveDialog(self._workplace, self._window, line, is_again=way is WayOut.REBOOK)

            def move(request: MoveRequest) -> None:
                with_ = SettleWith(
                    starts_at=request.starts_at,
                    practitioner_id=request.practitioner_id,
                    minutes=request.minutes,
                    reason=request.overbook_reason,
                )
                self._settle(card, way, with_, dialog=dialog, refused=dialog.refuse)

            dialog.move_requested.connect(move)
            self._open(dialog, dialog.make_parts())

        if view.begin():
            self._workplace.run(
                lambda clinic: clinic.scheduling.open(which).line,
                done=ask,
                refused=lambda error: view.refuse(error, self.words()),
                lane=Lane.READING,
                owner=view,
            )

    def _ask_why(self, card: DecisionCard, way: WayOut) -> None:
        contested = self.words().contested(card)
        name = shown_name(contested.patient_name) if contested is not None else ""
        what = self.words().title(card)
        if way is WayOut.OVERBOOK:
            dialog = ReasonDialog(
                self.tr("Allow both bookings"),
                self.tr("{what}. Both patients keep this time; the reason is kept with the later booking.").format(
                    what=what
                ),
                self.tr("Allow both"),
                hint=self.tr("For instance: emergency, agreed with the doctor"),
                parent=self._window,
            )
        elif way is WayOut.CANCEL:
            dialog = ReasonDialog(
                self.tr("Cancel the appointment of {name}").format(name=name) if name else self.tr("Cancel it"),
                self.tr("{what}. The other booking keeps the time.").format(what=what),
                self.tr("Cancel this appointment"),
                hint=self.tr("For instance: both desks booked the same time"),
                is_danger=True,
                parent=self._window,
            )
        else:
            dialog = ReasonDialog(
                self.tr("Discard this change"),
                self.tr("{what}. The change is not made at any desk; it stays in the journal.").format(what=what),
                self.tr("Discard it"),
                hint=self.tr("For instance: entered by mistake"),
                is_danger=True,
                parent=self._window,
            )
        dialog.given.connect(
            lambda reason: self._settle(card, way, SettleWith(reason=reason), dialog=dialog, refused=dialog.refuse)
        )
        self._open(dialog)

    def _ask_what(self, card: DecisionCard) -> None:
        fields = [each for each in card.fields if each.may_be_typed]
        dialog = ValuesDialog(self.words().title(card), fields, self._window)
        dialog.given.connect(
            lambda values: self._settle(
                card, WayOut.NEW_VALUE, SettleWith(values=values), dialog=dialog, refused=dialog.refuse
            )
        )
        self._open(dialog)

    def _open(self, dialog: Opened, rest: Iterator[None] | None = None) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, self._window, lambda: self.opened.emit(dialog), rest=rest)

    # doing

    def _settle_on(
        self, view: DecisionCardView, card: DecisionCard, way: WayOut, with_: SettleWith = _NOTHING_MORE
    ) -> None:
        def refused(error: ClinicError) -> None:
            if isValid(view):
                view.refuse(error, self.words())
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        if view.begin():
            self._settle(card, way, with_, refused=refused)

    def _settle(
        self,
        card: DecisionCard,
        way: WayOut,
        with_: SettleWith,
        *,
        refused: Refused,
        dialog: QDialog | None = None,
    ) -> None:
        which, version, seen = card.conflict_id, card.version, replace(with_, record_version=card.record_version)

        def done(settled: Settled) -> None:
            if dialog is not None and isValid(dialog):
                dialog.accept()
            self._tell(settled)

        def hear(error: ClinicError) -> None:
            if dialog is None or isValid(dialog):
                refused(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(
            lambda clinic: clinic.decisions.settle(which, version, way, seen), done=done, refused=hear, owner=self
        )

    def _tell(self, settled: Settled) -> None:
        change_id: UUID = settled.change_id
        words = settled.words
        if settled.name:
            words = words.replace(settled.name, shown_name(settled.name))
        self._workplace.say(words, undo=lambda: self._walk.undo_change(change_id))
        self.settled.emit(settled)
