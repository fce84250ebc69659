"""This station's backups, whoever is signed in: when one is due, making and checking it, and which are kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from clinic_desktop.domain.audit_words import BACKUP_PLAN
from clinic_desktop.domain.backups import (
    Backup,
    BackupFailed,
    BackupPhase,
    BackupReason,
    BackupRunning,
    BackupsOff,
    BackupStanding,
    NoBackupFolder,
    RecoveryCode,
    Told,
    is_overdue,
    worth_keeping,
)
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import InvalidInput, WorldFault
from clinic_desktop.domain.keys import KeysBusy
from clinic_desktop.paths import named_folder
from clinic_desktop.storage import backup, backup_headers, backup_keys
from clinic_desktop.storage.actor import PROGRAM, Actor
from clinic_desktop.storage.backup_headers import Header
from clinic_desktop.storage.backup_plan import (
    BackupPlan,
    default_folder,
    read_plan,
    replaced_folder,
    write_plan,
)
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import turn
from clinic_desktop.storage.low_priority import give_way
from clinic_desktop.storage.sync_turn import BACKUP_LOCK, SyncTurn
from clinic_desktop.storage.whole_files import written_together

from .recovery import prove_kept, use_code

_AGAIN_AFTER = timedelta(hours=1)
_UPGRADES_KEPT = 2
_ALL_KEPT = timedelta(days=1)
_SCHEDULED = (BackupReason.DAILY, BackupReason.BY_HAND)
_DECIDED = ("is_on", "folder", "on_since", "failed_at", "failure")
_TRIES, _PAUSE = 20, 0.05
_MAKING = 0.4
"""How much of the work making a backup is; the rest is putting it back on trial."""


class BackupKeeper:
    """Makes, checks and keeps the backups of one open clinic, for the program itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = database.folder

    @property
    def plan(self) -> BackupPlan:
        """How backups are made here."""
        return read_plan(self._folder)

    @property
    def place(self) -> Path:
        """The folder that new backups go to."""
        plan = self.plan
        return Path(plan.folder) if plan.folder else default_folder(self._folder)

    def standing(self) -> BackupStanding:
        """How this station stands with its backups."""
        plan, last = self.plan, self._last_good()
        return BackupStanding(
            is_on=plan.is_on,
            folder=str(self.place),
            is_same_disk=is_same_disk(self.place, self._folder),
            is_running=not self._is_free(),
            is_overdue=plan.is_on and is_overdue(last, plan.on_since, self._database.now()),
            last_good_at=last,
            on_since=plan.on_since,
            failed_at=plan.failed_at,
            failure=plan.failure,
            has_code=bool(plan.by_code) and plan.key(self._database.key) is not None,
        )

    def backups(self) -> list[Backup]:
        """Every backup that is found here, the latest first; those of other stations in a shared folder too."""
        return sorted((header.backup for header in self._headers()), key=lambda one: one.made_at, reverse=True)

    def is_due(self) -> bool:
        """Whether today's backup has still to be made; after a failure it is tried again in an hour."""
        plan, now = self.plan, self._database.now()
        if not plan.is_on or (plan.failed_at is not None and now - plan.failed_at < _AGAIN_AFTER):
            return False
        last, zone = self._last_good(), self._zone()
        return last is None or day_of(last, zone) < day_of(now, zone)

    def make(self, reason: BackupReason, told: Told) -> Backup:
        """Make a backup, put it back on trial, and take away those that are not kept any longer.

        Raises BackupsOff, BackupRunning, BackupFailed, NoBackupFolder, NoRoomForBackup, and what `told` raises.
        """
        plan = self.plan
        key = plan.key(self._database.key)
        if not plan.is_on or key is None:
            raise BackupsOff
        with self._turn():
            give_way()
            try:
                made = self._make(key, reason, told)
            except (WorldFault, OSError) as error:
                with suppress(OSError, KeysBusy):  # a full disk may not take even that
                    self._note(failed_at=self._database.now(), failure=_sentence(error, self.place))
                if isinstance(error, OSError):
                    raise NoBackupFolder(str(self.place)) from error
                raise
            self._note(failed_at=None, failure="")
            self._prune()
        return made

    def check(self, file: str, told: Told) -> Backup:
        """Put a backup back on trial once more, and write down that it is whole; raises BackupFailed."""
        header = backup_headers.read_header(Path(file))
        key, inside = header.opened_by(self._database.key)
        with self._turn():
            give_way()
            try:
                backup.try_out(header.backup, inside, self._folder, lambda done: told(done, BackupPhase.CHECKING))
            except backup.NotWhole as error:
                raise BackupFailed(str(error), is_kept=True) from error
            now = self._database.now()
            return backup.finish(header.backup, key, inside, self._database.key, checked_at=now)

    def switch_on(self, code: RecoveryCode, typed: str, folder: str, actor: Actor = PROGRAM) -> None:
        """Make backups from now on, opened by that code; `typed` is the code as it was written down.

        It becomes the recovery code of this station. Switched on already, later backups have the new code; earlier
        ones keep theirs. Raises CodeMistyped, WrongRecoveryCode and NoBackupFolder.
        """
        prove_kept(code, typed)
        place = self._fit(folder)
        was = self.plan

        def decide(plan: BackupPlan) -> None:
            since = self._database.now()
            wanted = replace(plan, is_on=True, folder=place, on_since=since, failed_at=None, failure="")
            self._decide(was, wanted, actor, has_other_code=was.is_on, latest=plan)

        use_code(self._database, code, tell=decide)

    def switch_off(self, actor: Actor = PROGRAM) -> None:
        """Make no more backups; those that were made stay, and the code stays good for them."""
        self._decide(self.plan, replace(self.plan, is_on=False, failed_at=None, failure=""), actor)

    def switch_on_again(self, actor: Actor = PROGRAM) -> None:
        """Make backups with the recovery code that there is; raises BackupsOff where there is none."""
        if self.plan.key(self._database.key) is None:
            raise BackupsOff
        self._decide(self.plan, replace(self.plan, is_on=True, on_since=self._database.now()), actor)

    def change_folder(self, folder: str, actor: Actor = PROGRAM) -> None:
        """Let later backups go to another folder; raises NoBackupFolder."""
        wanted = replace(self.plan, folder=self._fit(folder), failed_at=None, failure="")
        self._decide(self.plan, wanted, actor)

    def remove(self, file: str) -> None:
        """Take a backup away for good."""
        backup_headers.remove(backup_headers.read_header(Path(file)).backup)

    def _make(self, key: backup_keys.BackupKey, reason: BackupReason, told: Told) -> Backup:
        database = self._database
        with database.reading() as reading:
            made, inside = backup.make_backup(
                reading,
                database.key,
                self.place,
                reason=reason,
                at=database.now(),
                told=lambda done: told(done * _MAKING, BackupPhase.COPYING),
            )
        try:
            backup.try_out(
                made, inside, self._folder, lambda done: told(_MAKING + done * (1 - _MAKING), BackupPhase.CHECKING)
            )
        except BaseException as error:
            backup_headers.remove(made)
            if isinstance(error, backup.NotWhole):
                raise BackupFailed(str(error)) from error
            raise
        return backup.finish(made, key, inside, database.key, checked_at=database.now())

    def _prune(self) -> None:
        """Take away this station's own backups that nobody needs any longer; those that were replaced stay."""
        zone = self._zone()
        own = [header.backup for header in self._headers() if self._is_own(header)]
        scheduled = [each for each in own if each.reason in _SCHEDULED]
        upgrades = [each for each in own if each.reason is BackupReason.BEFORE_UPGRADE]
        kept = worth_keeping([(each.backup_id, day_of(each.made_at, zone)) for each in scheduled])
        kept |= {each.backup_id for each in upgrades[-_UPGRADES_KEPT:]}
        yesterday = self._database.now() - _ALL_KEPT
        kept |= {each.backup_id for each in scheduled if each.made_at > yesterday}
        for each in (*scheduled, *upgrades):
            if each.backup_id not in kept:
                backup_headers.remove(each)

    def _headers(self) -> Iterator[Header]:
        folders = {
            self.place.resolve(),
            default_folder(self._folder).resolve(),
            replaced_folder(self._folder).resolve(),
        }
        found = [header for folder in folders for header in backup_headers.headers_in(folder)]
        yield from sorted(found, key=lambda header: header.backup.made_at)

    def _is_own(self, header: Header) -> bool:
        return backup_keys.by_station(self._database.key, header.words["by_station"], "") is not None

    def _last_good(self) -> datetime | None:
        good = (
            header.backup.made_at
            for header in self._headers()
            if header.backup.checked_at is not None and header.backup.reason in _SCHEDULED and self._is_own(header)
        )
        return max(good, default=None)

    def _zone(self) -> ZoneInfo:
        with self._database.reading() as reading:
            settings = reading.find(ClinicSettings)
        return ZoneInfo("UTC") if settings is None else settings.zone_info

    def _fit(self, folder: str) -> str:
        """The folder as it is kept, made if it is not there; empty for the usual one."""
        named = folder.strip()
        place = named_folder(named) if named else default_folder(self._folder)
        if place is None or not place.is_absolute():
            raise InvalidInput("folder", "Name the whole way to the folder, from its disk on.")
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            trial = place / ".writable"
            trial.touch(mode=0o600)
            trial.unlink()
        except OSError as error:
            raise NoBackupFolder(str(place)) from error
        return "" if place.resolve() == default_folder(self._folder).resolve() else str(place)

    def _decide(
        self,
        was: BackupPlan,
        wanted: BackupPlan,
        actor: Actor,
        *,
        has_other_code: bool = False,
        latest: BackupPlan | None = None,
    ) -> None:
        """Keep what somebody decided, and tell of it in the journal: the plan itself lies outside of the records.

        `latest` is the plan as it stands, where it waits for its place yet.
        """
        before, after = _told(was, self._folder), _told(wanted, self._folder)
        names = [name for name in after if before[name] != after[name]]
        with (
            turn(self._folder),
            written_together(),
            self._database.transaction(actor, "change backups") as transaction,
        ):
            transaction.tell(
                BACKUP_PLAN,
                self._database.station_id,
                {name: before[name] for name in names},
                {name: after[name] for name in names} | ({"recovery code": "another one"} if has_other_code else {}),
            )
            decided = {name: getattr(wanted, name) for name in _DECIDED}
            write_plan(self._folder, replace(latest or self.plan, **decided))  # by the code that is the latest now

    def _note(self, **changed: object) -> None:
        with turn(self._folder):
            write_plan(self._folder, replace(self.plan, **changed))  # type: ignore[arg-type] # the plan's own fields

    def _is_free(self) -> bool:
        lock = SyncTurn(self._folder, BACKUP_LOCK)
        is_free = lock.take()
        lock.give_back()
        return is_free

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Raises BackupRunning unless nobody else makes or restores a backup here."""
        lock = SyncTurn(self._folder, BACKUP_LOCK)
        for _ in range(_TRIES):  # whoever only looks has it for a moment
            if lock.take():
                break
            time.sleep(_PAUSE)
        else:
            raise BackupRunning
        try:
            yield
        finally:
            lock.give_back()


def _told(plan: BackupPlan, clinic: Path) -> dict[str, str]:
    """What people decide of a plan, as the journal tells it."""
    folder = (plan.folder or str(default_folder(clinic))) if plan.on_since is not None else ""
    return {"backups": "on" if plan.is_on else "off", "folder": folder}


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, so that both are lost with it."""
    return _device(one) == _device(other)


def _device(folder: Path) -> int:
    return _existing(folder).stat().st_dev


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.resolve().parents) if place.exists())


def _sentence(error: WorldFault | OSError, place: Path) -> str:
    return error.sentence if isinstance(error, WorldFault) else NoBackupFolder(str(place)).sentence
