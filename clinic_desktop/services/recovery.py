"""The one recovery code of a station: it opens the key of its records, and every backup that is made from then on."""

from collections.abc import Callable
from dataclasses import replace

from clinic_desktop.domain.backups import CodeMistyped, RecoveryCode, WrongRecoveryCode
from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.domain.recovery_code import heard, is_whole
from clinic_desktop.storage import backup_keys
from clinic_desktop.storage.backup_plan import BackupPlan, read_plan, write_plan
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import put_way, turn
from clinic_desktop.storage.whole_files import written_together


def new_code() -> RecoveryCode:
    """A recovery code, kept nowhere."""
    return RecoveryCode(backup_keys.draw_code())


def prove_kept(code: RecoveryCode, typed: str) -> None:
    """Refuse a code that was not written down as it is; raises CodeMistyped and WrongRecoveryCode."""
    if not is_whole(typed):
        raise CodeMistyped
    if heard(typed) != heard(code.code):
        raise WrongRecoveryCode("This is another code than the one shown above. Compare the two, group by group.")


def use_code(database: Database, code: RecoveryCode, *, tell: Callable[[BackupPlan], object] = lambda _: None) -> None:
    """Let the key be opened by that code and by no earlier one, and the backups from now on; earlier ones keep theirs.

    Whether backups are made stays as it is. `tell` is given the plan of backups when nothing can hinder it any more;
    where that raises, all is as it was.
    """
    # The code that opens the key is the one that opens backups, whoever else makes one.
    with turn(database.folder), written_together():
        put_way(database.folder, database.key, KeyPlace.RECOVERY_CODE, code.code)
        key = backup_keys.new_key(code.code)
        plan = read_plan(database.folder)
        by_station = backup_keys.for_station(database.key, key)
        plan = replace(plan, by_station=by_station, by_code=key.by_code)
        write_plan(database.folder, plan)
        tell(plan)
