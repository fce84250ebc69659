"""Day sheets and week lists: who comes when, in rows for a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import date_words, day_of, long_day_words, wall_time
from clinic_desktop.domain.names import initials_of
from clinic_desktop.domain.sheets import AppointmentLine, PaperLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicHead:
    """What stands at the top of every page: the clinic's name, address and telephone."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperColumn:
    """A column of a table on paper, and its share of the width."""

    head: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """Cells of two lines each, the second smaller; or a heading across all columns where there is only `heading`."""

    cells: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    is_faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePaper:
    """One table with its headings; it begins on a new page and takes as many as its rows need."""

    head: ClinicHead
    title: str
    subtitle: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    nothing: str
    printed_at: str


def clinic_head(settings: ClinicSettings) -> ClinicHead:
    """The clinic's head as it is set up."""
    return ClinicHead(name=settings.name, address=", ".join(settings.address.splitlines()), phone=settings.phone)


def day_sheets(
    lines: Sequence[PaperLine],
    day: date,
    practitioners: Mapping[UUID, str],
    settings: ClinicSettings,
    *,
    now: datetime,
    initials: bool = False,
) -> list[TablePaper]:
    """A sheet for each practitioner of a day, in their order; `initials` names no patient."""
    zone = settings.zone_info
    of_practitioner: dict[UUID, list[PaperLine]] = {one: [] for one in practitioners}
    for line in lines:
        if line.line.practitioner_id in of_practitioner:
            of_practitioner[line.line.practitioner_id].append(line)
    return [
        TablePaper(
            head=clinic_head(settings),
            title=practitioners[one],
            subtitle=f"{long_day_words(day)} · {_many(len(own))}",
            columns=_DAY_COLUMNS,
            rows=tuple(_day_row(line, zone, initials=initials) for line in own),
            nothing="No appointments on this day.",
            printed_at=_printed(now, zone),
        )
        for one, own in of_practitioner.items()
    ]


def week_list(
    lines: Sequence[PaperLine],
    first_day: date,
    last_day: date,
    settings: ClinicSettings,
    *,
    now: datetime,
    initials: bool = False,
) -> TablePaper:
    """Everything of some days in one list, day by day."""
    zone = settings.zone_info
    return TablePaper(
        head=clinic_head(settings),
        title="Appointments of the week",
        subtitle=f"{date_words(first_day)} – {date_words(last_day)} · {_many(len(lines))}",
        columns=_WEEK_COLUMNS,
        rows=tuple(_week_rows(lines, zone, initials=initials)),
        nothing="No appointments on these days.",
        printed_at=_printed(now, zone),
    )


def _week_rows(lines: Iterable[PaperLine], zone: ZoneInfo, *, initials: bool) -> Iterator[PaperRow]:
    for day, own in groupby(lines, key=lambda line: day_of(line.line.starts_at, zone)):
        yield PaperRow(heading=long_day_words(day))
        for line in own:
            row = _day_row(line, zone, initials=initials)
            yield PaperRow(
                cells=(row.cells[0], (line.line.practitioner_name, line.line.room), *row.cells[1:]),
                is_faint=row.is_faint,
            )


def _day_row(paper: PaperLine, zone: ZoneInfo, *, initials: bool) -> PaperRow:
    line = paper.line
    starts, ends = wall_time(line.starts_at, zone), wall_time(line.ends_at, zone)
    name = initials_of(line.patient_name) if initials else line.patient_name
    facts = () if initials else (_born(paper.birth_date), f"MRN {line.mrn}", paper.phone)
    alerts = ", ".join(line.alerts)
    return PaperRow(
        cells=(
            (f"{starts:%H:%M}", f"–{ends:%H:%M}"),
            (name, " · ".join(part for part in facts if part)),
            (line.type_name, line.reason),
            (alerts, ""),
            (status_words(line.status, line.confirmation), _beside_others(line)),
        ),
        is_faint=line.status in (AppointmentStatus.FULFILLED, AppointmentStatus.NOSHOW),
    )


def _beside_others(line: AppointmentLine) -> str:
    """How it stands to others at its time, where that is to be said."""
    if line.is_contested:
        return "to be decided"
    return "overbooked" if line.is_overbooked else ""


def status_words(status: AppointmentStatus, confirmation: Confirmation) -> str:
    """Where an appointment stands, in one word."""
    if status is AppointmentStatus.BOOKED and confirmation is Confirmation.CONFIRMED:
        return "confirmed"
    return _STATUS_WORDS[status]


_STATUS_WORDS: Mapping[AppointmentStatus, str] = {
    AppointmentStatus.BOOKED: "booked",
    AppointmentStatus.ARRIVED: "arrived",
    AppointmentStatus.IN_ROOM: "in the room",
    AppointmentStatus.FULFILLED: "completed",
    AppointmentStatus.CANCELLED: "cancelled",
    AppointmentStatus.NOSHOW: "no-show",
    AppointmentStatus.ENTERED_IN_ERROR: "in error",
}
_DAY_COLUMNS = (
    PaperColumn(head="Time", share=8),
    PaperColumn(head="Patient", share=41),
    PaperColumn(head="Type and reason", share=23),
    PaperColumn(head="Alerts", share=16),
    PaperColumn(head="Status", share=12),
)
_WEEK_COLUMNS = (
    PaperColumn(head="Time", share=8),
    PaperColumn(head="With", share=19),
    PaperColumn(head="Patient", share=31),
    PaperColumn(head="Type and reason", share=21),
    PaperColumn(head="Alerts", share=12),
    PaperColumn(head="Status", share=9),
)


def _born(day: date | None) -> str:
    return "" if day is None else f"born {date_words(day)}"


def _many(count: int) -> str:
    return {0: "no appointments", 1: "one appointment"}.get(count, f"{count} appointments")


def _printed(now: datetime, zone: ZoneInfo) -> str:
    wall = wall_time(now, zone)
    return f"As of {date_words(wall.date())}, {wall:%H:%M}"
