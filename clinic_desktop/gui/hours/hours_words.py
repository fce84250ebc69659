"""How changes of hours are told: leave, blocks, extra hours and painted weeks, in a line each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind
from clinic_desktop.domain.hours_change import HoursSaved
from clinic_desktop.domain.queries import PatternDraft
from clinic_desktop.gui.hours.hours_draft import HoursDraft
from clinic_desktop.gui.times import clock_span, weekday_words
from clinic_desktop.gui.typed_dates import near_day, sentence_case


def exception_words(exception: AvailabilityException, today: date) -> tuple[str, str]:
    """When, and what: "Fri 27 Nov – Sun 29 Nov", "Away · Conference"."""
    first, last = near_day(exception.first_day, today), near_day(exception.last_day, today)
    when = sentence_case(first if first == last else f"{first} – {last}")
    if exception.starts is not None and exception.ends is not None:
        when = f"{when}, {clock_span(exception.starts, exception.ends)}"
    if exception.kind is ExceptionKind.ADDS:
        what = _tr("Extra hours")
    else:
        what = _tr("Away") if exception.starts is None else _tr("Blocked")
    return when, f"{what} · {exception.reason}" if exception.reason else what


def change_words(draft: HoursDraft, today: date) -> Iterator[str]:
    """What waits to be saved, a line each."""
    if draft.has_other_weeks:
        days = sorted({one.weekday for one in _other_patterns(draft)})
        names = ", ".join(weekday_words(day, short=True) for day in days)
        yield _tr("Weekly hours: {days}").format(days=names)
    for exception in draft.added:
        yield " · ".join(exception_words(exception, today))
    for exception in draft.removed:
        yield _tr("No longer: {what}").format(what=" · ".join(exception_words(exception, today)))


def plan_words(drafts: Sequence[HoursDraft], names: Mapping[UUID, str], today: date) -> Iterator[str]:
    """As `change_words`; where several people's hours wait, each line says whose."""
    if len(drafts) == 1:
        yield from change_words(drafts[0], today)
        return
    for draft in drafts:
        name = names.get(draft.practitioner_id, "")
        yield from (f"{name} · {words}" for words in change_words(draft, today))


def saved_words(saved: HoursSaved, what: str = "") -> str:
    """What a notice says: "The hours are saved, 1 moved, 7 handed to reception"; `what` in place of the hours."""
    words = [what or _tr("The hours are saved")]
    if saved.moved:
        words.append(_tr("{count} moved").format(count=saved.moved))
    if saved.handed_over:
        words.append(_tr("{count} handed to reception").format(count=saved.handed_over))
    if saved.left:
        words.append(_tr("{count} left as booked").format(count=saved.left))
    return ", ".join(words)


def _other_patterns(draft: HoursDraft) -> set[PatternDraft]:
    stood = draft.stored_patterns()
    return set(draft.patterns) ^ set(stood)


def _tr(text: str) -> str:
    return QCoreApplication.translate("hours", text)
