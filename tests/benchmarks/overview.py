"""The figures of the clinic, of today and of all time, and the whole overview of a month and of a year."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import repeat

from clinic_desktop.domain.own_month import days_of_month
from clinic_desktop.exchange.demo.accounts import ADMIN, PASSWORD
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn

from .figures import Figure, in_turns
from .measured_clinic import MeasuredClinic

_COUNTED = """
SELECT status, count(*), sum(ends_at - starts_at), sum((in_room_at - arrived_at) / 60000) FROM appointment
WHERE starts_at >= unixepoch(?) * 1000 AND starts_at < unixepoch(?) * 1000 GROUP BY 1
"""
_ENDS = "SELECT min(local_start), max(local_start) FROM appointment"


def figures_of_the_clinic(measured: MeasuredClinic) -> Iterator[Figure]:
    """Bare: what the plain query takes that counts the rows by status, which is a part of the figures only."""
    admin = SignIn(measured.clinic.database).authenticate(ADMIN, PASSWORD)
    ((begun, ended),) = measured.ask(_ENDS)
    first, last = date.fromisoformat(begun[:10]), date.fromisoformat(ended[:10])
    this_month = days_of_month(measured.today)
    yield _figure(
        "figures of today", _statistics(admin, measured.today, measured.today), measured, measured.today,
        measured.today, goal=0.5,
    )  # fmt: skip
    yield _figure("figures of all time", _statistics(admin, first, last), measured, first, last, goal=4.0, times=10)
    for words, ends in (("month", this_month), ("year", (this_month[1] - timedelta(days=364), this_month[1]))):
        yield _figure(
            f"overview of a {words}", partial(admin.reports.overview, *ends), measured, *ends, goal=None, times=6
        )


def _statistics(admin: Clinic, first: date, last: date) -> Callable[[], object]:
    return partial(admin.reports.statistics, first, last)


def _figure(
    name: str, ours: Callable[[], object], measured: MeasuredClinic, first: date, last: date, *, goal: float | None,
    times: int = 100,
) -> Figure:  # fmt: skip
    after = (last + timedelta(days=1)).isoformat()
    bare = partial(measured.ask, _COUNTED, first.isoformat(), after)
    ours()  # what is reckoned once of everybody's hours
    took, plainly = in_turns(repeat(ours, times), repeat(bare, times), block=times // 2)
    return Figure(
        name=name, unit="ms", figure=took, bare=plainly, goal="none" if goal is None else f"≤ {goal:g} ms",
        met=goal is None or took <= goal,
    )  # fmt: skip
