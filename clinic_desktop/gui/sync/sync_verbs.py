"""What an administrator does about sync: connecting and leaving here, and the stations at the shared server."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.syncing import Enrolment, StationLine
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.sync.enrolment_dialogs import ConnectDialog, EnrolmentDialog
from clinic_desktop.gui.sync.hub_dialogs import HubErrand, HubErrandDialog, HubVerb
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class SyncVerbs(QObject):
    """Asks what is missing, does it beside everything else, and tells of it; `changed` says that there is news.

    `opened` carries each dialog.
    """

    changed = Signal()
    opened = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._page = parent

    def connect_station(self) -> ConnectDialog:
        """Ask for the file and the code, and join the other stations."""
        dialog = ConnectDialog(self._page.window())

        def connected(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            self._workplace.say(self.tr("This station is connected. It fetches the clinic’s records now."))
            self.changed.emit()

        def connect(text: str, code: str) -> None:
            self._workplace.run(
                lambda clinic: clinic.sync.connect(text, code),
                done=connected,
                refused=lambda error: self._refuse(dialog, error),
                lane=Lane.NETWORK,
                owner=self,
            )

        dialog.given.connect(connect)
        self._open(dialog)
        return dialog

    def leave(self) -> AskDialog:
        """Ask, and keep a clinic of its own here."""
        waiting = self._workplace.sync.state.waiting
        words = self.tr(
            "This PC keeps everything that it has now, and goes on by itself. What is done elsewhere from now on is "
            "not seen here, and what is done here is not seen elsewhere."
        )
        if waiting:
            more = self.tr("{count} changes have not been sent yet: the other stations will never see them.")
            words += "\n\n" + more.format(count=f"{waiting:,}")
        dialog = AskDialog(
            self.tr("Leave the other stations?"),
            words,
            self.tr("Leave, and work alone"),
            zone=self._workplace.zone,
            is_danger=True,
            parent=self._page.window(),
        )

        def left(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            self._workplace.say(self.tr("This station works by itself now. All its records are here."))
            self.changed.emit()

        dialog.confirmed.connect(
            lambda: self._workplace.run(
                lambda clinic: clinic.sync.leave(),
                done=left,
                refused=lambda error: self._refuse(dialog, error),
                lane=Lane.NETWORK,
                owner=self,
            )
        )
        self._open(dialog)
        return dialog

    def run(self, verb: HubVerb, station: StationLine | None) -> HubErrandDialog:
        """Ask for the login that may do it, and do it at the shared server."""
        dialog = HubErrandDialog(verb, station, self._page.window())

        def done(result: object) -> None:
            if isValid(dialog):
                dialog.accept()
            if isinstance(result, Enrolment):
                self._open(EnrolmentDialog(result, self._page.window()))
            else:
                self._workplace.say(self._done_words(verb, "" if station is None else station.name))
            self.changed.emit()

        def go(errand: HubErrand) -> None:
            self._workplace.run(
                lambda clinic: _do_errand(clinic, verb, station, errand),
                done=done,
                refused=lambda error: self._refuse(dialog, error),
                lane=Lane.NETWORK,
                owner=self,
            )

        dialog.given.connect(go)
        self._open(dialog)
        return dialog

    def _refuse(self, dialog: QDialog, error: ClinicError) -> None:
        if isValid(dialog) and isinstance(dialog, ConnectDialog | HubErrandDialog | AskDialog):
            dialog.refuse(error)
        else:
            self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

    def do(self, work: "Callable[[Clinic], object]") -> None:
        """Something that needs no words."""
        self._workplace.run(work, done=lambda _: self.changed.emit(), lane=Lane.NETWORK, owner=self)

    def send_from_here(self) -> None:
        """Let messages to patients leave from this station."""

        def done(_: object) -> None:
            words = self.tr(
                "Messages leave from this station from now on. Type the passwords for e-mail and SMS under Messages: "
                "each station keeps its own."
            )
            self._workplace.say(words)
            self.changed.emit()

        self._workplace.run(lambda clinic: clinic.sync.send_messages_here(), done=done, owner=self)

    def _open(self, dialog: QDialog) -> None:
        open_soon(dialog, self._page.window(), lambda: self.opened.emit(dialog))

    def _done_words(self, verb: HubVerb, name: str) -> str:
        words = {
            HubVerb.RENAME: self.tr("{name} has its new name at every desk."),
            HubVerb.ALLOW_FULL_PULL: self.tr("{name} fetches everything once more at its next contact."),
            HubVerb.REVOKE: self.tr("{name} is revoked. It is cut off from the other stations."),
        }
        return words.get(verb, "").format(name=name)


def _do_errand(clinic: "Clinic", verb: HubVerb, station: StationLine | None, errand: HubErrand) -> Enrolment | None:
    if station is None:
        return clinic.sync.make_station(errand.login, errand.name, errand.profile)
    if verb is HubVerb.RENAME:
        clinic.sync.rename_station(errand.login, station.station_id, errand.name)
    elif verb is HubVerb.ALLOW_FULL_PULL:
        clinic.sync.allow_full_pull(errand.login, station.station_id)
    else:
        clinic.sync.revoke_station(errand.login, station.station_id)
    return None
