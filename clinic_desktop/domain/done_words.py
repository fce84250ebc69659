"""What a notice says was done, and what Undo would take back: one pattern for each verb."""

from collections.abc import Mapping

from .undoing import DecisionVerb, DiaryVerb, FileVerb


def done_words(verb: str, patient: str, when: str, practitioner: str) -> str:
    """What a notice says was done: "Booked Peter Novak, Tue 24 Nov 15:30 · Dr Okafor"."""
    where = f"{when} · {practitioner}"
    pattern = _DONE.get(verb)
    if pattern is None:
        return f"Changed {_NOUNS.get(verb, 'appointment')} of {patient}, {where}"
    return pattern.format(patient=patient, where=where)


def told_of(verb: str, name: str) -> str:
    """As `done_words`, of a change that is about no appointment: "Registered Peter Novak"."""
    return _TOLD.get(verb, "Changed {name}").format(name=name)


def undo_words(verb: str, patient: str) -> str:
    """What Undo would take back: "booking of Peter Novak"; to close a day, or the clinic, concerns many."""
    if verb in (DiaryVerb.CLOSE_DAY, FileVerb.CHANGE_CLOSURES):
        return _NOUNS[verb]
    if verb in _DECISIONS:
        return f"{_NOUNS[verb]} about {patient}"
    return f"{_NOUNS.get(verb, 'change')} of {patient}"


_DECISIONS = frozenset(DecisionVerb)
_DONE: Mapping[str, str] = {
    DiaryVerb.BOOK: "Booked {patient}, {where}",
    DiaryVerb.BOOK_FROM_LIST: "Booked {patient} from the waiting list, {where}",
    DiaryVerb.BOOK_AS_ASKED: "Booked {patient} as asked, {where}",
    DiaryVerb.MOVE: "Moved {patient} to {where}",
    DiaryVerb.CANCEL: "Cancelled {patient}, {where}",
    DiaryVerb.ASK_TO_ARRIVE: "Changed the arrival time of {patient}, {where}",
    DiaryVerb.WALK_IN: "Took in {patient} as a walk-in, {where}",
    DiaryVerb.CHECK_IN: "Checked in {patient}, {where}",
    DiaryVerb.SEND_TO_ROOM: "Sent {patient} to the room, {where}",
    DiaryVerb.COMPLETE: "Completed the visit of {patient}, {where}",
    DiaryVerb.CLOSE_DAY: "Closed the day with {patient}, {where}",
    DiaryVerb.NO_SHOW: "Marked {patient} as no-show, {where}",
    DiaryVerb.BOOK_SERIES: "Booked a series for {patient}, from {where}",
    DiaryVerb.MOVE_SERIES: "Moved the series of {patient} to {where}",
    DiaryVerb.CANCEL_SERIES: "Cancelled the series of {patient}, from {where}",
    DecisionVerb.MOVE_TO_NEXT: "Settled: moved {patient} to {where}",
    DecisionVerb.MOVE: "Settled: moved {patient} to {where}",
    DecisionVerb.OVERBOOK: "Settled: {patient} stays beside the other, {where}",
    DecisionVerb.WAITING_LIST: "Settled: put {patient} on the waiting list instead of {where}",
    DecisionVerb.CANCEL: "Settled: cancelled {patient}, {where}",
    DecisionVerb.APPLY_AGAIN: "Settled: moved {patient} to {where}",
    DecisionVerb.MINE: "Settled for {patient} as it was wanted, {where}",
    DecisionVerb.NEW_VALUE: "Settled anew for {patient}, {where}",
    DecisionVerb.REBOOK: "Settled: booked {patient} again, {where}",
    DecisionVerb.RETRY: "Sent the change of {patient} again, {where}",
}
_TOLD: Mapping[str, str] = {
    FileVerb.REGISTER: "Registered {name}",
    FileVerb.ARCHIVE: "Archived {name}",
    FileVerb.RESTORE: "Took {name} back from the archive",
    FileVerb.MERGE: "Merged a second record into {name}",
    FileVerb.TELL_APART: "Told {name} from a likely duplicate",
    FileVerb.ADD_EXCEPTION: "Changed when {name} can be booked",
    FileVerb.CHANGE_EXCEPTION: "Changed when {name} can be booked",
    FileVerb.REMOVE_EXCEPTION: "Changed when {name} can be booked",
    FileVerb.CHANGE_HOURS: "Changed the hours of {name}",
    FileVerb.CHANGE_CLOSURES: "Changed when the clinic is closed: {name}",
    DiaryVerb.PUT_ON_LIST: "Put {name} on the waiting list",
    DiaryVerb.CHANGE_WAITING: "Changed what {name} waits for",
    DiaryVerb.TAKE_OFF_LIST: "Took {name} off the waiting list",
    DiaryVerb.ASK_THE_DESK: "Asked the front desk about {name}",
    DiaryVerb.SETTLE_TASK: "Ticked off what was asked for {name}",
    DiaryVerb.WITHDRAW_TASK: "Took back what was asked for {name}",
    **dict.fromkeys(DecisionVerb, "Settled what met about {name}"),
}
_NOUNS: Mapping[str, str] = {
    DiaryVerb.BOOK: "booking",
    DiaryVerb.MOVE: "move",
    DiaryVerb.CANCEL: "cancellation",
    DiaryVerb.BOOK_SERIES: "series booking",
    DiaryVerb.MOVE_SERIES: "series move",
    DiaryVerb.CANCEL_SERIES: "series cancellation",
    DiaryVerb.CONFIRM: "confirmation",
    DiaryVerb.ASK_TO_ARRIVE: "arrival time",
    DiaryVerb.CHECK_IN: "check-in",
    DiaryVerb.WALK_IN: "walk-in",
    DiaryVerb.SEND_TO_ROOM: "call to the room",
    DiaryVerb.COMPLETE: "completion",
    DiaryVerb.NO_SHOW: "no-show",
    DiaryVerb.CLOSE_DAY: "closing of the day",
    DiaryVerb.CHANGE_NOTES: "notes",
    DiaryVerb.WRITE_VISIT_NOTE: "visit note",
    FileVerb.REGISTER: "registration",
    FileVerb.CHANGE_PATIENT: "new details",
    FileVerb.CHANGE_ALERTS: "new alerts",
    FileVerb.CHANGE_CONTACT: "new contact",
    FileVerb.ARCHIVE: "archiving",
    FileVerb.RESTORE: "return from the archive",
    FileVerb.MERGE: "merge",
    FileVerb.TELL_APART: "telling apart",
    FileVerb.ADD_EXCEPTION: "change of hours",
    FileVerb.CHANGE_EXCEPTION: "change of hours",
    FileVerb.REMOVE_EXCEPTION: "change of hours",
    FileVerb.CHANGE_HOURS: "change of hours",
    FileVerb.CHANGE_CLOSURES: "change of closing days",
    DiaryVerb.PUT_ON_LIST: "waiting list entry",
    DiaryVerb.CHANGE_WAITING: "new wishes",
    DiaryVerb.TAKE_OFF_LIST: "removal from the waiting list",
    DiaryVerb.BOOK_FROM_LIST: "booking from the waiting list",
    DiaryVerb.ASK_THE_DESK: "request to the desk",
    DiaryVerb.SETTLE_TASK: "ticking off",
    DiaryVerb.WITHDRAW_TASK: "withdrawal",
    DiaryVerb.BOOK_AS_ASKED: "booking",
    **dict.fromkeys(DecisionVerb, "decision"),
}
