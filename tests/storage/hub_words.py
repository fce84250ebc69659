"""What a hub would send and answer, for the tests of the station's side of sync."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.syncing import Answer, AnswerStatus, Fields, HubRecord, Operation
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.documents import form_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.verification import verify
from tests.storage.kept import MIRA, NINE, NOW

FAR_STATION, FAR_PERSON, FAR_CHANGE = UUID(int=501), UUID(int=502), UUID(int=503)
_SLOT = {
    "practitioner_id", "starts_at", "ends_at", "local_start", "zone", "status", "overbooked_by", "contested", "room",
}  # fmt: skip


def group_of(kind: str, field: str) -> str:
    if kind == "appointment" and field in _SLOT:
        return "slot"
    return "name" if kind == "patient" and field in ("given_name", "family_name") else field


def document(reading: Reading, kind: str, record_id: UUID) -> Fields | None:
    """A record as it stands here, in the words of the hub."""
    form = form_of(kind)
    assert form is not None
    found = form.standing(reading, record_id)
    return None if found is None else found[1]


def stands(database: Database, kind: str, record_id: UUID) -> Fields | None:
    with database.reading() as reading:
        return document(reading, kind, record_id)


def freeze(database: Database) -> list[Operation]:
    """What goes to the hub now."""
    with database.transaction(MIRA, "sync") as transaction:
        outgoing.freeze(transaction, group_of)
    with database.reading() as reading:
        return outgoing.operations(reading, 1000)


def answer(operation: Operation, status: AnswerStatus = AnswerStatus.APPLIED, **fields: Any) -> Answer:
    whole: dict[str, Any] = {"op_id": operation.op_id, "status": status, "revision": 1}  # Any: as an Answer has them
    return Answer(**(whole | fields))


def acknowledge(
    database: Database, operations: Sequence[Operation], answers: Iterable[Answer], *waited_for: UUID
) -> None:
    with database.receiving("sync") as receiving:
        receiving.acknowledge(operations, answers, group_of, still_waited_for=waited_for)


def all_applied(database: Database) -> None:
    """Everything that was done here is at the hub, as revision 1."""
    operations = freeze(database)
    acknowledge(database, operations, [answer(one) for one in operations])


def far(kind: str, record_id: UUID, document: Fields | None, revision: int = 2, **fields: Any) -> HubRecord:
    """A record as another station left it at the hub; without a document it was removed there."""
    whole: dict[str, Any] = {  # Any: as a HubRecord has them
        "kind": kind,
        "record_id": record_id,
        "revision": revision,
        "is_deleted": document is None,
        "document": document or {},
        "station_id": FAR_STATION,
        "account_id": FAR_PERSON,
        "actor_name": "Jonas Weber",
        "at": NOW,
        "change_id": FAR_CHANGE,
        "verb": "move",
        "reason": "",
    }
    return HubRecord(**(whole | fields))


def take(database: Database, *records: HubRecord, **how: bool) -> int:
    with database.receiving("sync") as receiving:
        return receiving.take(records, group_of, **how)


def waiting(database: Database) -> int:
    with database.reading() as reading:
        return outgoing.waiting(reading)[0]


def there(database: Database, kind: str, record_id: UUID, **fields: object) -> Fields:
    """What the hub has of a record that stands here, but for some fields."""
    return (stands(database, kind, record_id) or {}) | fields


def told_by(database: Database) -> list[Changes]:
    told: list[Changes] = []
    database.subscribe(told.append)
    return told


def holds(database: Database) -> None:
    """The journal vouches for all that stands."""
    with database.reading() as reading:
        assert verify(reading, database.key).first_fault is None


def a_holiday(database: Database) -> Closure:
    with database.transaction(MIRA, "close") as transaction:
        day = NINE.date()
        return transaction.add(Closure(id=transaction.new_id(), name="Holiday", first_day=day, last_day=day))


def remove(database: Database, closure: Closure) -> None:
    with database.transaction(MIRA, "open") as transaction:
        transaction.remove(transaction.get(Closure, closure.id))
