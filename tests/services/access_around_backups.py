"""The verbs of backups, for the table of access."""

from clinic_desktop.domain.backups import Backup, BackupReason, RecoveryCode
from clinic_desktop.services.backup_keeping import BackupKeeper
from tests.services.access_around_visits import Call
from tests.services.backing_up import unheard
from tests.services.scene import Scene


def _code(at: Scene) -> RecoveryCode:
    """Backups are on, and this is the code that they are opened with."""
    code = at.clinic.as_admin().backups.new_code()
    BackupKeeper(at.clinic.database).switch_on(code, code.code, "")
    return code


def _backup(at: Scene) -> Backup:
    _code(at)
    return BackupKeeper(at.clinic.database).make(BackupReason.BY_HAND, unheard)


def _switch_on(at: Scene) -> None:
    code = _code(at)
    at.me.backups.switch_on(code, code.code, "")


def _switch_on_again(at: Scene) -> None:
    _code(at)
    at.me.backups.switch_on_again()


def _make(at: Scene) -> None:
    _code(at)
    at.me.backups.make(unheard)


def _throw_away(at: Scene) -> None:
    at.me.backups.throw_away(at.clinic.as_admin().backups.stage(_backup(at).file, "", unheard))


AROUND_BACKUPS: dict[str, tuple[str, Call]] = {
    "backups.standing": ("ARD", lambda at: at.me.backups.standing()),
    "backups.list": ("A", lambda at: at.me.backups.list()),
    "backups.new_code": ("A", lambda at: at.me.backups.new_code()),
    "backups.lies_on_the_same_disk": ("A", lambda at: at.me.backups.lies_on_the_same_disk("")),
    "backups.switch_on": ("A", _switch_on),
    "backups.switch_off": ("A", lambda at: at.me.backups.switch_off()),
    "backups.switch_on_again": ("A", _switch_on_again),
    "backups.change_folder": ("A", lambda at: at.me.backups.change_folder("")),
    "backups.make": ("A", _make),
    "backups.check": ("A", lambda at: at.me.backups.check(_backup(at).file, unheard)),
    "backups.remove": ("A", lambda at: at.me.backups.remove(_backup(at).file)),
    "backups.look": ("A", lambda at: at.me.backups.look(_backup(at).file)),
    "backups.stage": ("A", lambda at: at.me.backups.stage(_backup(at).file, "", unheard)),
    "backups.throw_away": ("A", _throw_away),
}
