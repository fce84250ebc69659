"""The last step of an appointment, and whether the caller may take it back."""

from uuid import UUID

from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.done_words import undo_words
from clinic_desktop.domain.errors import NothingToUndo, StepOfAnother
from clinic_desktop.domain.undoing import DiaryVerb
from clinic_desktop.storage.journal import Entry, entries_of, undone_by
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading

from .admission import Caller
from .told import APPOINTMENT

_STEPS = frozenset(
    {DiaryVerb.CHECK_IN, DiaryVerb.WALK_IN, DiaryVerb.SEND_TO_ROOM, DiaryVerb.COMPLETE, DiaryVerb.NO_SHOW,
     DiaryVerb.CANCEL, DiaryVerb.CLOSE_DAY}
)  # fmt: skip


def step_of_session(reading: Reading, caller: Caller, appointment_id: UUID) -> UUID:
    """The change that was the appointment's last standing step, taken in the caller's session."""
    for entry in reversed(entries_of(reading, APPOINTMENT, appointment_id)):
        if entry.change_id is None or entry.verb not in _STEPS or not _stands(reading, entry.change_id):
            continue
        if entry.session_id != caller.session_id or entry.actor_id != caller.account_id:
            raise _of_another(reading, caller, entry, appointment_id)
        return entry.change_id
    raise NothingToUndo


def _stands(reading: Reading, change_id: UUID) -> bool:
    """Whether a change was not taken back, or was done again after that."""
    undoing = undone_by(reading, change_id)
    return undoing is None or not _stands(reading, undoing)


def _of_another(reading: Reading, caller: Caller, entry: Entry, appointment_id: UUID) -> StepOfAnother:
    zone = reading.clinic().zone_info
    at = moment_words(entry.at, zone)
    what = undo_words(entry.verb, line_by_id(reading, appointment_id).patient_name)
    by = entry.actor_name or "another program"
    return StepOfAnother(what, f"{by}, in an earlier session," if entry.actor_id == caller.account_id else by, at)
