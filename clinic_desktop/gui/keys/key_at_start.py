"""What happens at the start when the key of the records does not open by itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.keys import KeyPlace, KeyWanted, TypedKey
from clinic_desktop.gui.keys.open_dialog import OpenDialog
from clinic_desktop.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.services.key_keeping import StationKey


class KeyAtStart(QObject):
    """Asks until something opens the key; `opened` brings it then. `given_up`, with why, when the dialog is closed.

    `not_kept` tells that the keyring was to open it from now on, and does not take it.
    """

    opened = Signal(object)
    not_kept = Signal()
    given_up = Signal(object)

    def __init__(
        self, runner: TaskRunner, open_by: "Callable[[TypedKey], StationKey]", wanted: KeyWanted, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._open_by = open_by
        self._wanted = wanted
        self.dialog: OpenDialog | None = None

    def ask(self, window: QWidget) -> None:
        """Show the dialog, once."""
        if self.dialog is not None:
            return
        dialog = self.dialog = OpenDialog(self._wanted, window)
        dialog.given.connect(self._on_given)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_given(self, typed: TypedKey) -> None:
        dialog = self.dialog
        if dialog is None:
            return

        def opened(key: "StationKey") -> None:
            dialog.accept()
            self.opened.emit(key)
            if typed.into_keyring and key.place is not KeyPlace.KEYRING:
                self.not_kept.emit()

        self._runner.run(lambda: self._open_by(typed), done=opened, refused=dialog.refuse, owner=dialog)

    def _on_finished(self, result: int) -> None:
        self.dialog = None
        if result == OpenDialog.DialogCode.Rejected:
            self.given_up.emit(self._wanted)
