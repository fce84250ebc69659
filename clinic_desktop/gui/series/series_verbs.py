"""What can be done with a series from the calendar: book it, and ask whom a change is meant for."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.appointments import CancelledBy, MoveRequest
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.series import SeriesMove, SeriesScope
from clinic_desktop.gui.notices import NoticeKind

if TYPE_CHECKING:
    from clinic_desktop.domain.series import SeriesDone
    from clinic_desktop.domain.sheets import AppointmentLine
    from clinic_desktop.gui.series.series_dialog import SeriesDialog
    from clinic_desktop.gui.series.series_errands import Choices, SeriesErrand
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class Opening(Protocol):
    """Opens a dialog; `rest` makes what is missing in it."""

    def __call__(self, dialog: QDialog, *, rest: Iterator[None] | None = None) -> object: ...


class SeriesVerbs(QObject):
    """Opens the dialogs of a series through `opening`, stores what they ask for, and says so with a way to undo it.

    `stored` carries the first appointment of what was stored.
    """

    stored = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        window: QWidget,
        *,
        opening: Opening,
        undo: Callable[[UUID], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = window
        self._opening = opening
        self._undo = undo

    def look(self, errand: "SeriesErrand", *, over: QDialog | None = None) -> "SeriesDialog":
        """Show every date of a series that is to be booked or moved; `over` closes with it once it is stored."""
        from clinic_desktop.gui.series.series_dialog import SeriesDialog

        dialog = SeriesDialog(self._workplace, over or self._window, errand)

        def store(errand: "SeriesErrand", choices: "Choices") -> None:
            self._store(lambda clinic: errand.store(clinic, choices), dialog, over, refused=dialog.refuse)

        dialog.store_requested.connect(store)
        self._opening(dialog, rest=dialog.make_parts())
        return dialog

    def with_scope(
        self, line: "AppointmentLine", then: Callable[[SeriesScope], object], *, is_cancel: bool = False
    ) -> None:
        """Go on with what is meant: of an appointment that repeats, ask first whether others are too."""
        if line.series_id is None:
            then(SeriesScope.THIS)
            return
        from clinic_desktop.gui.series.series_scope_dialog import SeriesScopeDialog

        dialog = SeriesScopeDialog(self._workplace, self._window, line, is_cancel=is_cancel)
        dialog.scope_chosen.connect(then)
        self._opening(dialog)

    def move(self, request: MoveRequest, scope: SeriesScope, *, over: QDialog | None = None) -> "SeriesDialog":
        """Show where those of the scope would go when one of them is moved like that."""
        from clinic_desktop.gui.series.series_errands import MoveSeries

        asked = SeriesMove(
            appointment_id=request.appointment_id,
            version=request.version,
            scope=scope,
            starts_at=request.starts_at,
            minutes=request.minutes,
            practitioner_id=request.practitioner_id,
        )
        return self.look(MoveSeries(asked=asked), over=over)

    def cancel(
        self,
        line: "AppointmentLine",
        scope: SeriesScope,
        by: CancelledBy,
        reason: str,
        *,
        dialog: QDialog,
        refused: Callable[[ClinicError], object],
    ) -> None:
        """Call off those of the scope."""
        self._store(
            lambda clinic: clinic.series.cancel(line.id, line.version, scope, by, reason), dialog, None, refused=refused
        )

    def _store(
        self,
        work: "Callable[[Clinic], SeriesDone]",
        dialog: QDialog,
        over: QDialog | None,
        *,
        refused: Callable[[ClinicError], object],
    ) -> None:
        def done(stored: "SeriesDone") -> None:
            for each in (dialog, over):
                if each is not None and shiboken6.isValid(each):
                    each.accept()
            may_undo = Permission.UNDO in permissions_of(self._workplace.account.role)
            self._workplace.say(stored.words, undo=(lambda: self._undo(stored.change_id)) if may_undo else None)
            self.stored.emit(stored.appointments[0])

        def hear(error: ClinicError) -> None:
            if shiboken6.isValid(dialog):
                refused(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(work, done=done, refused=hear, owner=self)
