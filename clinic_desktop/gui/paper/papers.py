"""What can be printed, and reading it: from a wish to pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.gui.paper.pages import Pages
from clinic_desktop.gui.paper.small_pages import LabelPages, SlipPages
from clinic_desktop.gui.paper.table_pages import TablePages

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

WEEK_DAYS = 7


class PaperKind(StrEnum):
    """The papers there are, in the order in which they are offered."""

    DAY_SHEET = "day-sheet"
    WEEK_LIST = "week-list"
    SLIP = "slip"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """Which paper is wanted; `practitioner_id` None means all of them."""

    kind: PaperKind
    day: date
    practitioner_id: UUID | None = None
    appointment_id: UUID | None = None
    patient_id: UUID | None = None
    initials: bool = False


def pages_for(
    clinic: "Clinic", wish: PaperWish, practitioners: Mapping[UUID, str], settings: ClinicSettings, now: datetime
) -> Pages:
    """Read what is wanted and lay it out; runs as a task."""
    from clinic_desktop.exchange.paper import slips
    from clinic_desktop.exchange.paper.tables import day_sheets, week_list

    if wish.kind is PaperKind.SLIP and wish.appointment_id is not None:
        return SlipPages(slips.slip(clinic.papers.slip(wish.appointment_id), settings, initials=wish.initials))
    if wish.kind is PaperKind.LABEL and wish.patient_id is not None:
        return LabelPages(slips.label(clinic.papers.label(wish.patient_id), settings, initials=wish.initials))
    wanted = practitioners if wish.practitioner_id is None else {wish.practitioner_id: ""}
    names = {one: practitioners[one] for one in wanted if one in practitioners}
    last_day = wish.day if wish.kind is PaperKind.DAY_SHEET else wish.day + timedelta(days=WEEK_DAYS - 1)
    lines = clinic.papers.lines(wish.day, last_day, list(names))
    if wish.kind is PaperKind.DAY_SHEET:
        return TablePages(day_sheets(lines, wish.day, names, settings, now=now, initials=wish.initials))
    week = week_list(lines, wish.day, last_day, settings, now=now, initials=wish.initials)
    return TablePages([week], is_wide=True)
