"""What an admin does with people beside changing their details: each verb asks where it matters and says it is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.people import Role
from clinic_desktop.domain.signed_in import OneTimePassword, WhereSignedIn
from clinic_desktop.gui.staff.person_dialog import PersonDialog
from clinic_desktop.gui.staff.sessions_dialog import SessionsDialog
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.dialog_opening import open_soon
from clinic_desktop.gui.widgets.one_time_password_dialog import OneTimePasswordDialog
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class StaffVerbs(QObject):
    """`done` comes after every verb that changed someone, `added` after one that made a row, with the key of that."""

    done = Signal()
    added = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._widget = parent

    def add(self, role: Role = Role.RECEPTIONIST) -> None:
        """Add someone."""
        self._open_person(PersonDialog(self._workplace, self._widget.window(), role=role))

    def give_diary(self, row: StaffRow) -> None:
        """Let patients be booked with a doctor who only signs in so far."""
        self._open_person(PersonDialog(self._workplace, self._widget.window(), of_account=row))

    def give_sign_in(self, row: StaffRow) -> None:
        """Let a practitioner sign in who could not so far."""
        self._open_person(PersonDialog(self._workplace, self._widget.window(), of_diary=row))

    def reset_password(self, row: StaffRow) -> None:
        """Give someone a password to hand over."""
        account = _account_of(row)
        dialog = self._ask(
            self.tr("Reset the password of {name}?").format(name=row.name),
            self.tr(
                "The old password stops working at once, and they are signed out everywhere. You are shown a one-time "
                "password to hand over."
            ),
            self.tr("Reset the password"),
        )

        def reset(password: OneTimePassword) -> None:
            dialog.accept()
            self.done.emit()
            self._show_password(password, row.name)

        dialog.confirmed.connect(
            lambda: self._workplace.run(
                lambda clinic: clinic.staff.reset_password(account), done=reset, refused=dialog.refuse, owner=dialog
            )
        )

    def show_sessions(self, row: StaffRow) -> None:
        """Show where someone is signed in, and end what is to be ended there."""
        account = _account_of(row)

        def where(clinic: "Clinic") -> WhereSignedIn:
            return clinic.staff.where_signed_in(account)

        def shown(found: WhereSignedIn) -> None:
            dialog = SessionsDialog(self._workplace, row.name, found, self._widget.window())

            def end(session_id: UUID) -> None:
                self._workplace.run(
                    lambda clinic: _ended(clinic, session_id, where),
                    done=ended,
                    refused=dialog.refuse,
                    owner=dialog,
                )

            def ended(left: WhereSignedIn) -> None:
                dialog.show_where(left)
                self._say(row, self.tr("{name} is signed out of that session."), None)

            def end_all() -> None:
                dialog.accept()
                self.end_sessions(row)

            dialog.end_wanted.connect(end)
            dialog.end_all_wanted.connect(end_all)
            dialog.open()

        self._workplace.run(where, done=shown, owner=self)

    def end_sessions(self, row: StaffRow) -> None:
        """Sign someone out everywhere."""
        account = _account_of(row)
        dialog = self._ask(
            self.tr("Sign {name} out?").format(name=row.name),
            self.tr(
                "Their windows close at once; what they typed and did not save yet is lost. They may sign in again."
            ),
            self.tr("End their sessions"),
            is_danger=True,
        )
        self._on_confirmed(
            dialog,
            lambda clinic: clinic.staff.end_sessions(account),
            row,
            self.tr("{name} is signed out everywhere."),
        )

    def open_account(self, row: StaffRow) -> None:
        """Let someone try again after too many wrong passwords."""
        account = _account_of(row)
        self._at_once(
            lambda clinic: clinic.staff.unlock_account(account), row, self.tr("{name} may try to sign in again.")
        )

    def disable(self, row: StaffRow) -> None:
        """Let someone sign in no more."""
        account = _account_of(row)
        sentences = [self.tr("They are signed out at once and cannot sign in until you enable them again.")]
        if account == self._workplace.account.id:
            sentences = [
                self.tr("This is your own account: you are signed out at once, and only others can enable you.")
            ]
        if row.practitioner_id is not None and not row.is_diary_closed:
            sentences.append(self.tr("Patients can still be booked with them, until you close their diary."))
        sentences.append(self.tr("Nothing that they did is lost."))
        dialog = self._ask(
            self.tr("Disable {name}?").format(name=row.name), " ".join(sentences), self.tr("Disable"), is_danger=True
        )
        self._on_confirmed(
            dialog,
            lambda clinic: clinic.staff.disable_account(account),
            row,
            self.tr("{name} is disabled and signed out."),
            undo=lambda: self.enable(row),
        )

    def enable(self, row: StaffRow) -> None:
        """Let someone sign in again."""
        account = _account_of(row)
        words = self.tr("{name} may sign in again, with the password they had.")
        self._at_once(lambda clinic: clinic.staff.enable_account(account), row, words)

    def close_diary(self, row: StaffRow) -> None:
        """Book nobody with them any more."""
        practitioner_id = row.practitioner_id
        assert practitioner_id is not None
        dialog = self._ask(
            self.tr("Close the diary of {name}?").format(name=row.name),
            self.tr("Nobody can be booked with them any more, and they leave the calendar. What has been stays in it."),
            self.tr("Close the diary"),
            is_danger=True,
        )

        def close(clinic: "Clinic") -> object:
            version = clinic.staff.practitioner(practitioner_id).practitioner.version
            return clinic.staff.retire_practitioner(practitioner_id, version)

        self._on_confirmed(
            dialog, close, row, self.tr("The diary of {name} is closed."), undo=lambda: self.reopen_diary(row)
        )

    def reopen_diary(self, row: StaffRow) -> None:
        """Book with them again."""
        practitioner_id = row.practitioner_id
        assert practitioner_id is not None

        def reopen(clinic: "Clinic") -> object:
            version = clinic.staff.practitioner(practitioner_id).practitioner.version
            return clinic.staff.bring_back_practitioner(practitioner_id, version)

        self._at_once(reopen, row, self.tr("Patients can be booked with {name} again."))

    def _open_person(self, dialog: PersonDialog) -> None:
        def added(name: str, key: object, password: OneTimePassword | None) -> None:
            self.added.emit(key)
            if password is None:
                self._workplace.say(self.tr("Added {name}.").format(name=name))
            else:
                self._show_password(password, name)

        dialog.added.connect(added)
        open_soon(dialog, self._widget, rest=dialog.make_parts())

    def _show_password(self, password: OneTimePassword, name: str) -> None:
        dialog = OneTimePasswordDialog(password, name, self._widget.window())
        dialog.open()

    def _ask(self, heading: str, sentence: str, do: str, *, is_danger: bool = False) -> AskDialog:
        dialog = AskDialog(
            heading, sentence, do, is_danger=is_danger, zone=self._workplace.zone, parent=self._widget.window()
        )
        dialog.open()
        return dialog

    def _on_confirmed(
        self,
        dialog: AskDialog,
        work: "Callable[[Clinic], object]",
        row: StaffRow,
        words: str,
        *,
        undo: Callable[[], object] | None = None,
    ) -> None:
        def done(_: object) -> None:
            dialog.accept()
            self._say(row, words, undo)

        dialog.confirmed.connect(lambda: self._workplace.run(work, done=done, refused=dialog.refuse, owner=dialog))

    def _at_once(self, work: "Callable[[Clinic], object]", row: StaffRow, words: str) -> None:
        self._workplace.run(work, done=lambda _: self._say(row, words, None), owner=self)

    def _say(self, row: StaffRow, words: str, undo: Callable[[], object] | None) -> None:
        self._workplace.say(words.format(name=row.name), undo=undo)
        self.done.emit()


def _account_of(row: StaffRow) -> UUID:
    assert row.account is not None
    return row.account.id


def _ended(clinic: "Clinic", session_id: UUID, where: "Callable[[Clinic], WhereSignedIn]") -> WhereSignedIn:
    """End a session, and look what is left. Runs beside the window's thread."""
    clinic.staff.end_session(session_id)
    return where(clinic)
