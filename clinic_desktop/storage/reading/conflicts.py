"""What met and is still open."""

from uuid import UUID

from sqlalchemy import bindparam, func, select

from clinic_desktop.domain.syncing import ConflictState
from clinic_desktop.storage.column_types import id_of
from clinic_desktop.storage.sync_tables import conflict
from clinic_desktop.storage.tables import station

from .base import Query, Reading

_COUNT = Query(lambda: select(func.count()).where(conflict.c.state == bindparam("state")))
_STATIONS = Query(lambda: select(station.c.id, station.c.name))


def count_open(reading: Reading) -> int:
    """How many conflicts nobody has settled."""
    ((count,),) = reading.raw_rows(_COUNT, state=ConflictState.OPEN)
    return int(count)


def station_names(reading: Reading) -> dict[UUID, str]:
    """What every station is called that this one knows of."""
    return {id_of(station_id): str(name) for station_id, name in reading.raw_rows(_STATIONS)}
