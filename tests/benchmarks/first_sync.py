"""python -m tests.benchmarks.first_sync DUMP: an empty station gets all of a hub that was dumped (`pg_dump -Fc`)."""

import json
import sys
import tempfile
from pathlib import Path

from clinic_desktop.domain.syncing import Profile
from clinic_desktop.sync import hub_schema
from tests.sync.hub_kit import Hub, a_server

from .sync_desks import Work
from .syncing import SETTINGS, desk_process

_DATABASE = "dumped"


def first_sync(dump: Path) -> dict[str, float]:
    """Seconds on the clock and of the station's processor, records, and the most megabytes the station ever had."""
    with tempfile.TemporaryDirectory(prefix="clinic-desktop-first-") as folder, a_server(16, SETTINGS) as server:
        server.restore(dump, _DATABASE)
        with server.admin(_DATABASE) as admin:
            hub_schema.install(admin)  # the dump may be of an older program's
            admin.execute("SELECT clinic_sync.begin_epoch()")  # the first to come would wait for that
            admin.execute("VACUUM ANALYZE")
            hub = Hub(server=server, database=_DATABASE, connection=admin)
            work = Work(
                what="first", number=1, folder=folder, host=server.host, database=_DATABASE,
                user=hub.login("First", Profile.ADMIN),
            )  # fmt: skip
            with desk_process(work) as process:
                found: dict[str, float] = json.loads(process.communicate()[0])
    return found


if __name__ == "__main__":
    print(json.dumps(first_sync(Path(sys.argv[1]))))  # noqa: T201 # what it is for
