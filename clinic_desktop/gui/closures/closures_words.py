"""How closing days are told, a line each."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from clinic_desktop.domain.availability import Closure
from clinic_desktop.gui.closures.closures_draft import ClosuresDraft, HolidayPlan, HolidayState
from clinic_desktop.gui.typed_dates import weekday_date


def days_of(first: date, last: date) -> str:
    """When it is: "Thu 24 Dec 2026", or "Thu 24 Dec 2026 – Sat 2 Jan 2027"."""
    if first == last:
        return f"{weekday_date(first)} {first.year}"
    begins = weekday_date(first) if first.year == last.year else f"{weekday_date(first)} {first.year}"
    return f"{begins} – {weekday_date(last)} {last.year}"


def closure_words(closure: Closure) -> str:
    """When it is, and why."""
    return f"{days_of(closure.first_day, closure.last_day)} · {closure.name}"


def change_words(draft: ClosuresDraft) -> Iterator[str]:
    """What waits to be saved: each closure, or where they are many, how many."""
    for closures, one, many in (
        (draft.added, _tr("Closed: {what}"), _tr("and closed on {count} more")),
        (draft.removed, _tr("Open again: {what}"), _tr("and open again on {count} more")),
    ):
        for closure in closures[:_MOST]:
            yield one.format(what=closure_words(closure))
        if len(closures) > _MOST:
            yield many.format(count=len(closures) - _MOST)


def state_words(plan: HolidayPlan, today: date, *, is_worked: bool) -> str:
    """How a holiday stands."""
    if plan.state is HolidayState.WITHIN and plan.closure is not None:
        return _tr("within “{name}”").format(name=plan.closure.name)
    if plan.holiday.day < today:
        return _tr("over")
    if plan.state is HolidayState.OPEN and is_worked:
        return _tr("open, in later years too")
    return {
        HolidayState.OPEN: _tr("open"),
        HolidayState.CLOSED: _tr("closed"),
        HolidayState.WOULD_CLOSE: _tr("would be closed"),
        HolidayState.WOULD_OPEN: _tr("would be open"),
    }[plan.state]


def reason_of(draft: ClosuresDraft) -> str:
    """What patients are told who lose their time, unless something else is typed."""
    if len(draft.added) == 1:
        return draft.added[0].name
    return _tr("The clinic is closed") if draft.added else ""


def country_words(code: str) -> str:
    """A country by its name."""
    territory = QLocale.codeToTerritory(code)
    return code if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)


def language_words(code: str) -> str:
    """A language as those call it who speak it."""
    locale = QLocale(code)
    return locale.nativeLanguageName() or code


def _tr(text: str) -> str:
    return QCoreApplication.translate("closures", text)


_MOST = 6
