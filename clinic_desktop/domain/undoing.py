"""Taking back what was done, and doing it again: which verbs that holds for, and what a person is offered and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class DiaryVerb(StrEnum):
    """What the journal calls each change of an appointment."""

    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    ASK_TO_ARRIVE = "ask to arrive"
    CHECK_IN = "check in"
    WALK_IN = "walk in"
    SEND_TO_ROOM = "send to room"
    COMPLETE = "complete"
    NO_SHOW = "no-show"
    CLOSE_DAY = "close the day"
    CHANGE_NOTES = "change notes"
    WRITE_VISIT_NOTE = "write visit note"
    BOOK_SERIES = "book series"
    MOVE_SERIES = "move series"
    CANCEL_SERIES = "cancel series"
    PUT_ON_LIST = "put on the waiting list"
    CHANGE_WAITING = "change waiting list entry"
    TAKE_OFF_LIST = "take off the waiting list"
    BOOK_FROM_LIST = "book from the waiting list"
    ASK_THE_DESK = "ask the front desk"
    SETTLE_TASK = "settle a task of the front desk"
    WITHDRAW_TASK = "withdraw a task of the front desk"
    BOOK_AS_ASKED = "book as the front desk was asked"
    UNDO = "undo"
    REDO = "redo"


class FileVerb(StrEnum):
    """What the journal calls each change of the file of patients, and of when people work."""

    REGISTER = "register patient"
    CHANGE_PATIENT = "change patient"
    CHANGE_ALERTS = "change alerts"
    CHANGE_CONTACT = "change contact"
    ARCHIVE = "archive patient"
    RESTORE = "restore patient"
    MERGE = "merge patients"
    TELL_APART = "tell patients apart"
    ADD_EXCEPTION = "add exception"
    CHANGE_EXCEPTION = "change exception"
    REMOVE_EXCEPTION = "remove exception"
    CHANGE_HOURS = "change working hours"
    CHANGE_CLOSURES = "change closing days"


class DecisionVerb(StrEnum):
    """What the journal calls each way out of a conflict; named as `decisions.WayOut` names them."""

    MOVE_TO_NEXT = "settle by the next free time"
    MOVE = "settle by another time"
    OVERBOOK = "settle by booking over"
    WAITING_LIST = "settle by the waiting list"
    CANCEL = "settle by cancelling"
    APPLY_AGAIN = "settle by applying again"
    DROP = "settle by dropping"
    THEIRS = "settle with theirs"
    MINE = "settle with mine"
    NEW_VALUE = "settle with a new value"
    REBOOK = "settle by booking again"
    LEAVE = "settle by leaving"
    KEEP = "settle by keeping"
    PUT_AWAY = "settle by putting away"
    RETRY = "settle by trying again"
    DISCARD = "settle by discarding"


UNDOABLE: frozenset[str] = (frozenset(DiaryVerb) | frozenset(FileVerb) | frozenset(DecisionVerb)) - {
    DiaryVerb.UNDO,
    DiaryVerb.REDO,
}

STEPS_BACK = 50
"""How many of the things a person did in a session can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of a session: `undoes` names the change that it took back, where it did."""

    change_id: UUID
    verb: str
    undoes: UUID | None


def undo_path(steps: Sequence[Step]) -> list[tuple[UUID, UUID]]:
    """What can be taken back of a session's changes, given latest first, in the order in which Undo goes.

    Each is named by the change itself and by the one whose taking back undoes it: the last that did it anew, if it was
    undone and redone. No more than STEPS_BACK.
    """
    gone = _gone(steps)
    anew = {step.undoes: step.change_id for step in reversed(steps) if step.undoes is not None}
    path = []
    done = [step for step in steps if step.undoes is None and step.verb in UNDOABLE][:STEPS_BACK]
    for step in done:
        if step.change_id in gone:
            continue
        tip = step.change_id
        while tip in anew and anew[tip] in anew:
            tip = anew[anew[tip]]
        path.append((step.change_id, tip))
    return path


def redo_path(steps: Sequence[Step]) -> list[UUID]:
    """The undoings that can be taken back, in the order in which Redo goes; something newly done ends them."""
    answered = {step.undoes for step in steps}
    path = []
    for step in steps:
        if step.undoes is None and step.verb in UNDOABLE:
            break
        if step.verb == DiaryVerb.UNDO and step.change_id not in answered:
            path.append(step.change_id)
    return path


def _gone(steps: Sequence[Step]) -> set[UUID]:
    """The changes that hold no longer: those that one which holds took back. Given latest first."""
    gone: set[UUID] = set()
    for step in steps:
        if step.undoes is not None and step.change_id not in gone:
            gone.add(step.undoes)
    return gone


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOffer:
    """A change of this person's session that can be taken back, or done again.

    `words` say what was done ("Booked Peter Novak, Tue 24 Nov 15:30 · Dr Okafor"), `noun` what it was ("booking of
    Peter Novak"); `name` is the patient's as it stands in both, for whoever must hide it.
    """

    change_id: UUID
    words: str
    noun: str
    name: str = ""

    @property
    def undo_words(self) -> str:
        """What the button would do: "Undo booking of Peter Novak"."""
        return f"Undo {self.noun}"

    @property
    def redo_words(self) -> str:
        """As `undo_words`, for doing it again."""
        return f"Redo {self.noun}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoTrail:
    """Where Undo and Redo would go from here; None where there is nothing."""

    undo: UndoOffer | None = None
    redo: UndoOffer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoDone:
    """A change that was taken back, or done again: its own change, the one it undid, and words for a notice.

    `appointment_id` is the appointment concerned; None where it was about something else.
    """

    change_id: UUID
    undone_id: UUID
    appointment_id: UUID | None
    words: str
    name: str = ""
