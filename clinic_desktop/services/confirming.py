"""A booking that somebody waits for: stored here first, and then the hub's word on it, before it is called booked."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import Answer, AnswerStatus
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import Entry, entries_of, entries_of_change
from clinic_desktop.storage.kinds import kind_of
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .sync_station import SyncStation
from .taking_back import put_back


class Awaited:
    """The appointments of one change whose time the hub shall confirm."""

    def __init__(self, station: SyncStation) -> None:
        self._station = station
        self.change_id: UUID | None = None
        self.times: Mapping[UUID, str] = {}

    def note(self, transaction: Transaction) -> None:
        """Wait for what this change did to appointments; said before it is committed, while there is a hub to ask."""
        if not self._station.is_reachable:
            return
        appointments = transaction.appointments_touched()
        zone = transaction.clinic().zone_info
        self.change_id = transaction.change_id
        self.times = {one.id: moment_words(one.starts_at, zone) for one in appointments if one.status.holds_time}
        self._station.waiters.expect(
            self.times, outgoing.on_the_way(transaction, kind_of(Appointment).name, self.times)
        )


@contextmanager
def confirmed(database: Database, station: SyncStation, caller: Caller) -> Iterator[Awaited]:
    """Around a change: what it noted is confirmed by the hub, or pending if there is no word within a moment.

    Raises SlotTaken with the desk's name when another one was quicker; then nothing of the change is left.
    """
    awaited = Awaited(station)
    try:
        yield awaited
    except BaseException:
        if awaited.change_id is not None:
            station.waiters.forget(awaited.times)
        raise
    if awaited.change_id is None:
        return
    answers = station.confirm(awaited.times)
    taken = {one: answer for one, answer in answers.items() if answer.status is AnswerStatus.TAKEN}
    if taken:
        stays = "" if _took_back_rest(database, caller, awaited.change_id, taken) else _THE_REST_STANDS
        raise SlotTaken(_fact(awaited.times, taken), f"Choose another time.{stays}")


_THE_REST_STANDS = " What else was stored with it was changed elsewhere since, and stands."


def _fact(times: Mapping[UUID, str], taken: Mapping[UUID, Answer]) -> str:
    first = min(taken, key=lambda one: times[one])
    where = f"at {taken[first].holder_station}" if taken[first].holder_station else "at another desk"
    what = "That time" if len(times) == 1 else times[first]
    return f"{what} was taken a moment ago {where}."


def _took_back_rest(database: Database, caller: Caller, change_id: UUID, taken: Collection[UUID]) -> bool:
    """Take back what the same change did beside what the hub refused, which is withdrawn already.

    False where another person changed some of it in that moment: then it stands.
    """
    with database.reading() as reading:
        rest = [entry for entry in entries_of_change(reading, change_id) if entry.record_id not in taken]
    if not rest:
        return True
    try:
        with database.transaction(caller.actor, DiaryVerb.UNDO, undoes=change_id) as transaction:
            if any(_is_changed_by_others(transaction, entry) for entry in rest):
                return False
            put_back(transaction, rest)
    except SlotTaken:
        return False
    return True


def _is_changed_by_others(transaction: Transaction, entry: Entry) -> bool:
    """Whether a person changed the record since; that a withdrawn one is referred to no more is the program's doing."""
    assert entry.record_id is not None
    since = entries_of(transaction, entry.kind, entry.record_id, after=entry.seq)
    return any(later.actor_id is not None and later.change_id != entry.change_id for later in since)
