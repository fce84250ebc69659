"""Taking back what was done last: which verbs can be undone, and what a person is offered and told."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class DiaryVerb(StrEnum):
    """What the journal calls each change of an appointment."""

    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    CHECK_IN = "check in"
    SEND_TO_ROOM = "send to room"
    COMPLETE = "complete"
    NO_SHOW = "no-show"
    CHANGE_NOTES = "change notes"
    WRITE_VISIT_NOTE = "write visit note"
    UNDO = "undo"


UNDOABLE = frozenset(DiaryVerb) - {DiaryVerb.UNDO}


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOffer:
    """The last change of this person's session that can be taken back.

    `words` say what was done ("Booked Peter Novak, Tue 24 Nov 15:30 · Dr Okafor"), `undo_words` what the button would
    do ("Undo booking of Peter Novak").
    """

    change_id: UUID
    words: str
    undo_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoDone:
    """A change that was taken back: the undo's own change, the one it undid, and words for a notice."""

    change_id: UUID
    undone_id: UUID
    appointment_id: UUID
    words: str
