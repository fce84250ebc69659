"""Whether the journal holds together, beside all that is kept of it outside its file."""

from collections.abc import Callable
from dataclasses import replace

from clinic_desktop.domain.sheets import Verification
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.verification import verify

from .backup_keeping import BackupKeeper
from .sync_station import SyncStation


def verify_journal(
    database: Database, station: SyncStation, progress: Callable[[int, int], None] | None = None
) -> Verification:
    """Walk the whole journal: every seal, every anchor, and every record beside its last image."""
    kept = station.kept_anchors()
    in_backups = [made.anchor for made in BackupKeeper(database).backups()]
    with database.reading() as reading:
        found = verify(reading, database.key, progress, [*(kept or ()), *in_backups])
    return replace(found, is_hub_silent=kept is None)
