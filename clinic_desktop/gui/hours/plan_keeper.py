"""Between a plan of hours and the panel that shows what it would do: looks at it, offers new times, and saves it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.hours_change import CannotGoThere, HoursImpact, HoursSaved, NewTime
from clinic_desktop.domain.hours_plan import Planned
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.hours.hours_words import saved_words
from clinic_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from clinic_desktop.gui.hours.impact_panel import ImpactPanel
    from clinic_desktop.gui.undo_walk import UndoWalk
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class PlanKeeper(QObject):
    """Asks `planned` what is planned now, which answers None while nothing is.

    `looked` comes whenever it was found anew whom that strands, `saved` with HoursSaved; `refused` comes after the
    panel has said why nothing was saved, and what was planned and chosen stays. A notice says `saved_as`.
    """

    looked = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        walk: "UndoWalk",
        panel: "ImpactPanel",
        planned: Callable[[], Planned | None],
        parent: QObject,
        *,
        saved_as: str = "",
    ) -> None:
        super().__init__(parent)
        self._saved_as = saved_as
        self._workplace, self._walk, self._panel, self._planned = workplace, walk, panel, planned
        self._cannot_stand = False
        self._then: Callable[[], object] | None = None
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_MOMENT)
        self._asking.timeout.connect(self._ask_impact)
        panel.times_wanted.connect(self._ask_times)
        panel.hand_over_wanted.connect(lambda: self.save(hands_over=True))
        panel.save_wanted.connect(lambda: self.save(hands_over=False))

    @property
    def is_looking(self) -> bool:
        """Whether what is planned waits to be looked at."""
        return self._asking.isActive()

    @property
    def still_stranded(self) -> int:
        """How many would lose their time and have no new one chosen."""
        return sum(one.id not in self._panel.choices for one in self._panel.stranded)

    def look_soon(self) -> None:
        """Look at the plan as it is in a moment; where nothing is planned, nobody is stranded."""
        if self._planned() is not None:
            self._asking.start()
            return
        self._asking.stop()
        self._panel.show_stranded((), self._workplace.today())

    def save(self, *, hands_over: bool, then: Callable[[], object] | None = None) -> None:
        """Save the plan with what was chosen for whom it strands, and go on `then`."""
        plan = self._planned()
        if plan is None or self.is_looking:
            return
        stranded = {one.id: one for one in self._panel.stranded}
        choices = {which: slot for which, slot in self._panel.choices.items() if which in stranded}
        moves = [NewTime(appointment_id=one, version=stranded[one].version, slot=slot) for one, slot in choices.items()]
        rest = [one for one in stranded if one not in choices]
        reason = self._panel.told

        def save(clinic: "Clinic") -> HoursSaved:
            return clinic.hours.save(
                plan, moves, hand_over=rest if hands_over else (), leave=() if hands_over else rest, reason=reason
            )

        self._then = then
        self._panel.set_busy(True)
        self._workplace.run(save, done=self._on_saved, refused=self._on_refused, lane=Lane.LOCAL, owner=self)

    def _ask_impact(self) -> None:
        plan = self._planned()
        if plan is None:
            return

        def done(impact: HoursImpact) -> None:
            if self._planned() is not None:
                if self._cannot_stand:
                    self._cannot_stand = False
                    self._panel.message.clear()
                self._panel.show_stranded(impact.stranded, self._workplace.today())
                self.looked.emit()

        def refused(error: ClinicError) -> None:
            self._cannot_stand = True
            self._panel.message.say(error.sentence)

        self._workplace.run_latest(
            ("hours-impact", id(self)),
            lambda clinic: clinic.hours.preview(plan),
            done=done,
            refused=refused,
            owner=self,
        )

    def _ask_times(self, appointment_ids: Sequence[UUID]) -> None:
        """New times for these, a few in a turn, so that the first ones are there at once."""
        plan = self._planned()
        if plan is None:
            return
        promised = tuple(self._panel.choices.values())
        some, rest = appointment_ids[:_AT_ONCE], appointment_ids[_AT_ONCE:]

        def done(times: Mapping[UUID, Sequence[Slot]]) -> None:
            self._panel.show_times(times)
            if rest:
                self._ask_times(rest)

        self._workplace.run_latest(
            ("hours-times", id(self)),
            lambda clinic: clinic.hours.new_times(plan, some, promised),
            done=done,
            refused=lambda error: self._panel.message.say(error.sentence),
            owner=self,
        )

    def _on_saved(self, saved: HoursSaved) -> None:
        self._panel.set_busy(False)
        self._panel.choices.clear()
        self._panel.why.clear()
        self.saved.emit(saved)
        self._workplace.say(saved_words(saved, self._saved_as), undo=lambda: self._walk.undo_change(saved.change_id))
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_refused(self, error: ClinicError) -> None:
        """Say why; what was planned and chosen stays, but for a time that will not do."""
        self._then = None
        self._panel.set_busy(False)
        if isinstance(error, CannotGoThere):
            self._panel.forget_choice(error.appointment_id)
        if isinstance(error, WouldStrand):
            self._panel.show_stranded(error.appointments, self._workplace.today())
            self._panel.message.say(self.tr("Somebody was booked meanwhile. Look at the list again, then save."))
        else:
            self._panel.message.say(error.sentence)
        self.refused.emit(error)


_MOMENT = 150
_AT_ONCE = 4
