"""Finds that the clinic's file is damaged, and does what the person at the PC decides, before anybody signs in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.quiet_import import quiet_import
from clinic_desktop.gui.tasks import Lane, TaskRunner
from clinic_desktop.paths import clinic_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_desktop.domain.backups import BackupPhase
    from clinic_desktop.domain.bad_luck import Damage, Salvaged, SalvagePhase
    from clinic_desktop.gui.backups.long_work import LongWork
    from clinic_desktop.gui.coming_in import Clock
    from clinic_desktop.gui.rescue.rescue_dialog import RescueDialog
    from clinic_desktop.services.key_keeping import StationKey
    from clinic_desktop.services.opening import OpenClinic

    Tell = Callable[[float, SalvagePhase | BackupPhase], None]


class Rescuing(QObject):
    """`damaged` tells what is wrong with a file in use; `mended` brings the clinic that took its place, and a sentence.

    `left` tells that nothing was changed, though the clinic was let go of for it.
    """

    damaged = Signal(str)
    mended = Signal(object, str)
    left = Signal()

    def __init__(self, runner: TaskRunner, folder: Path, clock: "Clock | None", parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._folder = folder
        self._clock = clock
        self._looked_through = False
        self._was_open = False
        self._key: StationKey | None = None
        self.dialog: RescueDialog | None = None

    def look_through(self, standing: "Callable[[], OpenClinic | None]") -> None:
        """Look at every page of the open clinic's file, once in the life of the program.

        That of a large one would still be under way while somebody signs in: it has time.
        """
        clinic = standing()
        if self._looked_through or clinic is None:
            return
        self._looked_through = True
        is_small = clinic_file(clinic.database.folder).stat().st_size <= _SMALL
        QTimer.singleShot(0 if is_small else _LATER, self, lambda: self._look_through(standing()))

    def _look_through(self, clinic: "OpenClinic | None") -> None:
        if clinic is None:  # it is being exchanged for another, and that is looked at then
            self._looked_through = False
            return
        database = clinic.database
        self._runner.run(
            lambda: _unsealed_pages(database), done=self._on_looked_through, lane=Lane.BACKUPS, refused=lambda _: None
        )

    def offer(self, window: QWidget, standing: "OpenClinic | None" = None, *, key: "StationKey | None" = None) -> None:
        """Say over a window what can be done, if anything can; a clinic that is open is let go of first.

        `key` is that of one that is not open, if somebody typed what opens it.
        """
        folder = self._folder
        self._was_open = standing is not None
        self._key = key = key if standing is None else standing.database.key
        self._runner.run(
            lambda: _looked(folder, standing, key),
            done=lambda damage: self._open(damage, window),
            refused=lambda _: self._give_way(),
            owner=self,
        )

    def _on_looked_through(self, words: str) -> None:
        if words:
            self.damaged.emit(words)

    def _open(self, damage: "Damage | None", window: QWidget) -> None:
        if damage is None or not (damage.can_be_salvaged or damage.backup):
            self._give_way()
            return
        from clinic_desktop.gui.backups.long_work import LongWork
        from clinic_desktop.gui.rescue.rescue_dialog import RescueDialog

        dialog = self.dialog = RescueDialog(damage, can_go_on=self._was_open, parent=window)
        work = LongWork(dialog)
        work.progressed.connect(dialog.show_progress)
        dialog.stop_wanted.connect(work.stop)
        dialog.salvage_wanted.connect(lambda: self._salvage(dialog, work))
        dialog.restore_wanted.connect(lambda file: self._restore(dialog, work, file))
        dialog.place_wanted.connect(self._put_in_place)
        dialog.left.connect(self._on_left)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _salvage(self, dialog: "RescueDialog", work: "LongWork") -> None:
        folder, key = self._folder, self._key
        work.begin()
        tell = work.tell
        self._runner.run(
            lambda: _salvaged(folder, tell, key),
            done=dialog.show_salvaged,
            refused=dialog.refuse,
            lane=Lane.LONG,  # that of the backups gives way to whatever else the PC does
            owner=dialog,
        )

    def _restore(self, dialog: "RescueDialog", work: "LongWork", file: str) -> None:
        folder, key = self._folder, self._key
        work.begin()
        tell = work.tell
        self._runner.run(
            lambda: _restored(folder, file, tell, key),
            done=lambda _: dialog.show_restored(),
            refused=dialog.refuse,
            lane=Lane.LONG,
            owner=dialog,
        )

    def _put_in_place(self) -> None:
        dialog = self.dialog
        folder, clock, key = self._folder, self._clock, self._key

        def done(clinic: "OpenClinic") -> None:
            self.dialog = None
            if dialog is not None:
                dialog.accept()
            sentence = self.tr("The records are in place, and the damaged file is kept aside. Sign in to go on.")
            self.mended.emit(clinic, sentence)

        self._runner.run(
            lambda: _placed(folder, clock, key), done=done, refused=dialog.refuse if dialog else None, owner=self
        )

    def _on_left(self, is_staged: bool) -> None:
        folder = self._folder
        self.dialog = None
        if is_staged:
            self._runner.run(lambda: _thrown_away(folder))
        self._give_way()

    def _give_way(self) -> None:
        if self._was_open:
            self.left.emit()


def _unsealed_pages(database: object) -> str:
    with quiet_import():
        from clinic_desktop.services.page_seals import unsealed_pages

    return unsealed_pages(database)  # type: ignore[arg-type] # the window's rooms do not name the database's class


def _looked(folder: Path, standing: "OpenClinic | None", key: "StationKey | None") -> "Damage | None":
    from clinic_desktop.services import salvaging

    if standing is not None:
        standing.close()
    return salvaging.look(folder, key)


def _salvaged(folder: Path, tell: "Tell", key: "StationKey | None") -> "Salvaged":
    from clinic_desktop.services import salvaging

    return salvaging.stage(folder, tell, key=key)


def _restored(folder: Path, file: str, tell: "Tell", key: "StationKey | None") -> object:
    from clinic_desktop.services import restoring

    return restoring.stage(folder, file, "", tell, key=key)


def _placed(folder: Path, clock: "Clock | None", key: "StationKey | None") -> "OpenClinic":
    from clinic_desktop.gui.coming_in import opened
    from clinic_desktop.services import salvaging

    salvaging.put_in_place(folder, key=key)
    return opened(folder, clock, key=key)


def _thrown_away(folder: Path) -> None:
    from clinic_desktop.services import salvaging

    salvaging.throw_away(folder)


_SMALL = 50_000_000
"""Bytes; they are looked through in half a second."""

_LATER = 15_000
"""Milliseconds; by then somebody who has just started the program is inside."""
