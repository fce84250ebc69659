"""The patient's desk from its beginning to its end: who sits down, who has gone, and who may close it."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.errors import ClinicError, SessionEnded
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.coming_in import come_in
from clinic_desktop.gui.notices import Notice, NoticeKind
from clinic_desktop.gui.patient_desk import own_names, own_pages
from clinic_desktop.gui.patient_desk.check_in_page import CheckInPage
from clinic_desktop.gui.patient_desk.desk_languages import DeskLanguages
from clinic_desktop.gui.patient_desk.desk_sentences import sentence_of
from clinic_desktop.gui.patient_desk.desk_window import DeskWindow
from clinic_desktop.gui.patient_desk.kiosk_page import KioskRoom
from clinic_desktop.gui.patient_desk.new_password_page import NewPasswordPage
from clinic_desktop.gui.patient_desk.register_page import RegisterPage
from clinic_desktop.gui.patient_desk.sign_in_page import SignInPage, StaffPage
from clinic_desktop.gui.patient_desk.start_page import CHECK_IN, REGISTER, SIGN_IN, START, StartPage
from clinic_desktop.gui.tasks import Lane, TaskRunner
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.domain.clinic import ClinicSettings
    from clinic_desktop.domain.kiosk import KioskFace
    from clinic_desktop.gui.coming_in import Entered, Prepare
    from clinic_desktop.gui.news import News
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.opening import OpenClinic

_STAFF, _NEW_PASSWORD = "staff", "new-password"


class DeskMode(QObject):
    """Makes the station the patient's desk until staff ends it.

    `opened` tells that its window stands; `ended` brings the Clinic of the member of staff who ended it, and their
    password, which they may have to change. `refused` brings why the desk could not open.
    """

    opened = Signal()
    ended = Signal(object, str)
    refused = Signal(object)

    def __init__(
        self,
        clinic: "OpenClinic",
        runner: TaskRunner,
        news: "News",
        parent: QObject | None = None,
        *,
        prepare: "Prepare" = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._news = news
        self._prepare = prepare
        self._kiosk = clinic.open_kiosk()
        self._clock = clinic.database.now
        self.languages = DeskLanguages(self)
        self.window: DeskWindow | None = None
        self.workplace: Workplace | None = None
        self._room: KioskRoom | None = None
        self._guest: Clinic | None = None
        news.changed.connect(self._on_news)

    def open(self) -> None:
        """Show the desk as soon as it is known what it shows."""
        self._runner.run(self._kiosk.face, done=self._on_face, refused=self.refused.emit, lane=Lane.READING)

    def close(self) -> None:
        """End with the program."""
        self._news.changed.disconnect(self._on_news)
        self._see_off()
        if self.window is not None:
            self.window.let_close()
            self.window.deleteLater()
            self.window = None
        self.languages.give_back()

    def _on_face(self, face: "KioskFace") -> None:
        if self._room is not None and self.window is not None:
            self._room.face = face
            self.window.idle.set_seconds(face.idle_seconds)
            if isinstance(self.window.page, StartPage):
                self.window.page.show_ways()
            return
        self._room = KioskRoom(
            kiosk=self._kiosk,
            face=face,
            runner=self._runner,
            clock=self._clock,
            let_in=self._let_in,
            let_out=self._let_out,
        )
        self.window = DeskWindow(self.languages, idle_seconds=face.idle_seconds)
        self.window.left.connect(self._on_left)
        self.window.staff_wanted.connect(partial(self.window.go, _STAFF))
        self.window.slip_scanned.connect(self._on_slip_scanned)
        self._begin(self.window, self._room)
        in_a_turn(self, self._show)

    def _show(self) -> None:
        if self.window is not None:
            self.window.showFullScreen()
            self.opened.emit()

    def _begin(self, window: DeskWindow, room: KioskRoom) -> None:
        """Nobody is there: everything of the last person goes, the language too."""
        self.languages.begin_anew()
        makers = {
            START: lambda: StartPage(room),
            CHECK_IN: lambda: CheckInPage(room),
            SIGN_IN: lambda: SignInPage(room),
            REGISTER: lambda: RegisterPage(room),
            _STAFF: lambda: StaffPage(room),
        }
        window.begin(makers, START, signed_in=False)

    def _on_left(self) -> None:
        """Somebody went, or nobody has touched anything for a while."""
        if self.window is not None and self._room is not None:
            self._begin(self.window, self._room)
        self._see_off()

    def _see_off(self) -> None:
        """End the session of whoever was signed in."""
        workplace, self.workplace = self.workplace, None
        guest, self._guest = self._guest, None
        if workplace is not None:
            workplace.deleteLater()
        if guest is not None:
            self._runner.run(guest.account.sign_out, refused=lambda _: None)

    def _let_in(self, clinic: "Clinic", password: str) -> None:
        """Somebody signed in: their pages come with the settings."""
        self._guest = clinic
        self._runner.run(
            lambda: come_in(clinic, self._prepare),
            done=lambda entered: self._seat(entered, password),
            refused=self._on_not_let_in,
            owner=self,
        )

    def _seat(self, entered: "Entered", password: str) -> None:
        clinic, settings = entered
        window, room = self.window, self._room
        if window is None or room is None or clinic is not self._guest:
            return  # they have gone meanwhile
        if settings is None:
            makers = {
                START: lambda: StartPage(room),
                _NEW_PASSWORD: lambda: NewPasswordPage(room, clinic, password),
                _STAFF: lambda: StaffPage(room),
            }
            window.begin(makers, _NEW_PASSWORD, signed_in=True)
            return
        self.workplace = self._workplace_of(clinic, settings)
        makers = dict(own_pages.makers_of(self.workplace, is_kiosk=True))
        makers[_STAFF] = lambda: StaffPage(room)
        window.begin(makers, own_names.HOME, signed_in=True)

    def _workplace_of(self, clinic: "Clinic", settings: "ClinicSettings") -> Workplace:
        workplace = Workplace(
            clinic=clinic, runner=self._runner, news=self._news, settings=settings, clock=self._clock, parent=self
        )
        workplace.notice_given.connect(self._on_notice)
        workplace.session_ended.connect(self._on_session_ended)
        workplace.session_locked.connect(self._on_session_ended)
        return workplace

    def _let_out(self, clinic: "Clinic", password: str) -> None:
        self.close()
        self.ended.emit(clinic, password)

    def _on_not_let_in(self, error: ClinicError) -> None:
        if self.window is not None and self._room is not None:
            sentence = sentence_of(error, self._room.face)
            self._on_left()
            self.window.say(sentence, MessageKind.ERROR)

    def _on_session_ended(self, _: str = "") -> None:
        if self.workplace is not None:
            self._on_not_let_in(SessionEnded())

    def _on_notice(self, notice: Notice) -> None:
        if self.window is not None:
            kind = MessageKind.ERROR if notice.kind is NoticeKind.PROBLEM else MessageKind.GOOD_TO_KNOW
            self.window.say(notice.text, kind)

    def _on_slip_scanned(self, appointment_id: UUID) -> None:
        """A slip that the page before the person has no use for: whoever holds it is here, if nobody is signed in."""
        window = self.window
        if window is None or self._guest is not None:
            return
        window.go(START)
        window.go(CHECK_IN)
        page = window.page
        if isinstance(page, CheckInPage):
            page.take_slip(appointment_id)

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("clinic_settings") and self._room is not None:
            self._runner.run(self._kiosk.face, done=self._on_face, refused=lambda _: None, lane=Lane.READING)
