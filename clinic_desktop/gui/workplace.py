"""What the pages of one window share: the signed-in person's clinic, the tasks, the news, the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from clinic_desktop.domain.errors import (
    ClinicError,
    ClockMoved,
    LockedMeanwhile,
    ProgramFault,
    SessionEnded,
    SessionLocked,
    TokenExpired,
)
from clinic_desktop.gui.clock_moves import clock_moves
from clinic_desktop.gui.news import News
from clinic_desktop.gui.notices import Notice, NoticeKind
from clinic_desktop.gui.pinboard import Pinboard
from clinic_desktop.gui.slow_tasks import name_of
from clinic_desktop.gui.sync_watch import SyncWatch
from clinic_desktop.gui.tasks import Lane, Pieces, TaskRunner
from clinic_desktop.gui.turns import after_all_others

if TYPE_CHECKING:
    from clinic_desktop.domain.clinic import ClinicSettings
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.domain.signed_in import AccountFace
    from clinic_desktop.services.clinic import Clinic

Result = TypeVar("Result")


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Workplace(QObject):
    """One signed-in person's place at this station.

    Work is given as a function of the clinic and runs as a task, once the person who is `expected` is in. An access
    token that has run out is renewed and the work tried once more; a locked session shows the lock screen and an ended
    one leads back to signing in. What a lock came before is taken up when the window is open again: what was to be read
    is read, what was to be done is refused with LockedMeanwhile, so that it can be done once more.

    The `pinboard` is the station's: what hangs there stays for whoever signs in next. So is `sync`, how it stands with
    other stations. `storing_changed` tells that nothing can be stored, `why_not_stored`, or that something was again.
    `restore_wanted` brings what was made of a backup and is to take the place of the records in use,
    `key_change_wanted` what another key of theirs is to be opened by.
    """

    notice_given = Signal(object)
    session_locked = Signal()
    session_ended = Signal(str)
    storing_changed = Signal()
    settings_changed = Signal()
    restore_wanted = Signal(object)
    key_change_wanted = Signal(object)

    def __init__(
        self,
        *,
        clinic: "Clinic | None" = None,
        expected: "AccountFace | None" = None,
        runner: TaskRunner,
        news: News,
        settings: "ClinicSettings",
        clock: Callable[[], datetime] = utc_now,
        pinboard: Pinboard | None = None,
        sync: SyncWatch | None = None,
        storing_every: int = 5000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clinic: Clinic | None = None
        self._expected = expected
        self._waiting: dict[object, Callable[[], object]] | None = {}
        self._is_closed = False
        self._held_up: list[Callable[[], object]] = []
        self.why_locked = ""
        self.why_not_stored = ""
        self._storing_again = QTimer(self)
        self._storing_again.setInterval(storing_every)
        self._storing_again.timeout.connect(self._ask_whether_stored)
        self.runner = runner
        self.news = news
        self.pinboard = Pinboard(self) if pinboard is None else pinboard
        self.sync = SyncWatch(self) if sync is None else sync
        self._settings = settings
        self._clock = clock
        if clinic is not None:
            self.admit(clinic)
        news.changed.connect(self._on_news)
        clock_moves().moved.connect(self._on_clock_moved)

    @property
    def clinic(self) -> "Clinic":
        """The clinic of whoever is in; for those who are expected there is none yet."""
        assert self._clinic is not None
        return self._clinic

    @property
    def account(self) -> "AccountFace":
        """Whose place this is, or is expected to be."""
        if self._clinic is not None:
            return self._clinic.session.account
        assert self._expected is not None
        return self._expected

    def admit(self, clinic: "Clinic") -> None:
        """Whoever was expected is in: what waited for it is done."""
        self._clinic = clinic
        clinic.admission.reading.later = True
        waiting, self._waiting = self._waiting, None
        for begin in (waiting or {}).values():
            begin()

    def turn_away(self) -> None:
        """Whoever was expected does not come: nothing of what waited for it is done."""
        self._waiting = {}

    def hold_up(self) -> None:
        """The window is locked: what is asked for from now on waits for nobody."""
        self._is_closed = True

    def reopen(self) -> None:
        """The window is open again: take up what the lock came before."""
        self._is_closed, self.why_locked = False, ""
        held_up, self._held_up = self._held_up, []
        for take_up in held_up:
            take_up()

    @property
    def settings(self) -> "ClinicSettings":
        """The clinic's settings as they stand now."""
        return self._settings

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone, in which every time on screen is told."""
        return self._settings.zone_info

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self._clock()

    def wall_now(self) -> datetime:
        """What the clock on the clinic's wall shows, aware of its zone."""
        return self._clock().astimezone(self.zone)

    def today(self) -> date:
        """The clinic's calendar day."""
        return self.wall_now().date()

    def say(
        self,
        text: str,
        *,
        undo: Callable[[], object] | None = None,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        kind: NoticeKind = NoticeKind.DONE,
        still_holds: Callable[[], bool] | None = None,
    ) -> None:
        """Tell the person what was done, with the way to take it back where there is one; see Notice."""
        if undo is not None:
            action_text, action = self.tr("Undo"), undo
        notice = Notice(text=text, kind=kind, action_text=action_text, action=action, still_holds=still_holds)
        self.notice_given.emit(notice)

    def run(
        self,
        work: "Callable[[Clinic], Result]",
        *,
        done: Callable[[Result], object] | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        lane: Lane = Lane.LOCAL,
        owner: QObject | None = None,
    ) -> None:
        """As TaskRunner.run(), as soon as somebody is in; a refusal that nobody takes becomes a notice."""
        task = partial(self.runner.run, self._with_renewal(work), lane=lane)
        self._begin(object(), task, done, refused, owner, may_repeat=False)

    def run_latest(
        self,
        key: object,
        work: "Callable[[Clinic], Result]",
        *,
        done: Callable[[Result], object] | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        lane: Lane = Lane.READING,
        owner: QObject | None = None,
        is_beside: bool = False,
    ) -> None:
        """As TaskRunner.run_latest(), for what is asked again while the person types or turns pages; see run().

        What `is_beside` what a window shows waits a moment longer when somebody comes in.
        """
        task = partial(self.runner.run_latest, key, self._with_renewal(work), lane=lane)
        self._begin(key, task, done, refused, owner, is_beside=is_beside)

    def run_in_pieces(
        self,
        key: object,
        work: "Callable[[Clinic], Pieces[Result]]",
        *,
        done: Callable[[Result], object] | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        lane: Lane = Lane.READING,
        owner: QObject | None = None,
    ) -> None:
        """As TaskRunner.run_in_pieces(), for what nobody waits for; see run()."""
        task = partial(self.runner.run_in_pieces, key, self._with_renewal_of_pieces(work), lane=lane)
        self._begin(key, task, done, refused, owner)

    def give_up(self, key: object) -> None:
        """Nobody wants what was asked for last under that key."""
        if self._waiting is not None:
            self._waiting.pop(key, None)
        self.runner.give_up(key)

    def _begin(
        self,
        key: object,
        task: Callable[..., object],
        done: Callable[[Result], object] | None,
        refused: Callable[[ClinicError], object] | None,
        owner: QObject | None,
        *,
        may_repeat: bool = True,
        is_beside: bool = False,
    ) -> None:
        owner = owner or _owner(done) or _owner(refused) or self

        def take_up() -> None:
            if not isValid(owner):
                return
            if may_repeat:
                task()
            elif refused is not None:
                refused(LockedMeanwhile())

        hear = self._hearing(refused, None if self._is_closed else take_up)
        task = partial(task, done=self._shown_first(done), refused=hear, owner=owner)
        if self._waiting is None:
            task()
            return
        self._waiting.pop(key, None)
        beside = partial(after_all_others, owner, task)  # how long the first picture takes is the computer's affair
        self._waiting[key] = partial(QTimer.singleShot, _BESIDE_AFTER, owner, beside) if is_beside else task

    def _with_renewal(self, work: "Callable[[Clinic], Result]") -> Callable[[], Result]:
        def attempt() -> Result:
            clinic = self.clinic
            try:
                return work(clinic)
            except TokenExpired:
                clinic.renew()
                return work(clinic)

        attempt.__qualname__ = name_of(work)
        return attempt

    def _with_renewal_of_pieces(self, work: "Callable[[Clinic], Pieces[Result]]") -> "Callable[[], Pieces[Result]]":
        def attempt() -> "Pieces[Result]":
            clinic = self.clinic
            try:
                return (yield from work(clinic))
            except TokenExpired:
                clinic.renew()
                return (yield from work(clinic))

        attempt.__qualname__ = name_of(work)
        return attempt

    def _shown_first(self, done: Callable[[Result], object] | None) -> Callable[[Result], object]:
        """As `done`, and then whose record was read is stored for the audit log."""

        def show(result: Result) -> None:
            if done is not None:
                done(result)
            reading = self.clinic.admission.reading
            if reading.is_waiting:
                self.runner.run(reading.keep, owner=self)

        return show

    def _hearing(
        self, refused: Callable[[ClinicError], object] | None, take_up: Callable[[], object] | None
    ) -> Callable[[ClinicError], object]:
        def hear(error: ClinicError) -> None:
            self._hear_of_disk(error)
            if isinstance(error, SessionLocked):
                if take_up is not None:
                    self._held_up.append(take_up)
                if isinstance(error, ClockMoved):
                    self.why_locked = _words_of(error)
                self.session_locked.emit()
            elif isinstance(error, SessionEnded):
                self.session_ended.emit(error.sentence)
            elif refused is not None:
                refused(error)
            elif not isinstance(error, ProgramFault):  # that one has a dialog of its own
                self.say(error.sentence, kind=NoticeKind.PROBLEM)

        return hear

    def _hear_of_disk(self, error: ClinicError) -> None:
        from clinic_desktop.services.unstored import NOTHING_IS_STORED

        if isinstance(error, NOTHING_IS_STORED):
            self._tell_storing(error.sentence)

    def _tell_storing(self, why_not: str) -> None:
        if why_not != self.why_not_stored:
            self.why_not_stored = why_not
            self.storing_changed.emit()
        if why_not and not self._storing_again.isActive():
            self._storing_again.start()
        elif not why_not:
            self._storing_again.stop()

    def _ask_whether_stored(self) -> None:
        """Whether there is room again: nobody has to try in vain for it."""

        def told(sentence: str) -> None:
            if self.why_not_stored:
                self._tell_storing(sentence)

        self.run_latest(
            (self, "storing"), lambda clinic: clinic.why_not_stored(), done=told, lane=Lane.LONG, owner=self
        )

    def _on_clock_moved(self, _: float) -> None:
        """See at once what that means for the session, whatever page is shown."""
        if self._clinic is not None:
            self.run_latest(
                (self, "session"), lambda clinic: clinic.account.who_am_i(), refused=lambda _: None, owner=self
            )

    def _on_news(self, changes: "Changes") -> None:
        self._tell_storing("")  # something was stored
        if changes.touches("clinic_settings"):
            self.run(lambda clinic: clinic.settings.read(), done=self._on_settings, lane=Lane.READING)

    def _on_settings(self, settings: "ClinicSettings") -> None:
        self._settings = settings
        self.settings_changed.emit()


def _words_of(error: ClockMoved) -> str:
    from clinic_desktop.gui.clock_words import clock_locked_words

    return clock_locked_words(error.seconds)


_BESIDE_AFTER = 60
"""Milliseconds in which what a window shows first is read and painted."""


def _owner(callback: Callable[..., object] | None) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
