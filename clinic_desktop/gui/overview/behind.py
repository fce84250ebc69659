"""What opens behind each figure: whose list it is, its columns, and how it is read."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.overview import FigureQuery, Overview, PractitionerFigures, RegisteredPatient
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.overview.behind_dialog import PAGE, BehindDialog
from clinic_desktop.gui.overview.figures_words import NOTHING, hours, minutes, number, percent, tr
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.times import clock, short_day
from clinic_desktop.gui.widgets.row_table import Column
from clinic_desktop.gui.workplace import Workplace


def appointments(workplace: Workplace, title: str, query: FigureQuery, parent: QWidget) -> BehindDialog:
    """The appointments that a figure was counted from."""
    zone = workplace.zone

    def day(line: AppointmentLine) -> str:
        return short_day(wall_time(line.starts_at, zone).date())

    def waited(line: AppointmentLine) -> str:
        if line.arrived_at is None or line.in_room_at is None:
            return NOTHING
        return minutes(max(0, (line.in_room_at - line.arrived_at).total_seconds() // 60))

    columns: list[Column[AppointmentLine]] = [
        Column(head=tr("Day"), text=day, share=4),
        Column(head=tr("Time"), text=lambda line: clock(wall_time(line.starts_at, zone)), share=2),
        Column(head=tr("Patient"), text=lambda line: privacy.shown_name(line.patient_name), share=4, is_strong=True),
        Column(head=tr("Number"), text=lambda line: privacy.shown_detail(line.mrn), share=2),
        Column(head=tr("Practitioner"), text=lambda line: line.practitioner_name, share=4),
        Column(head=tr("Type"), text=lambda line: line.type_name, share=3),
        Column(
            head=tr("Status"),
            text=lambda line: status_look(line.status).word,
            share=3,
            icon=lambda line: status_look(line.status).icon,
        ),
        Column(head=tr("Waited"), text=waited, share=2),
    ]

    def fetch(clinic: Any, last: AppointmentLine | None) -> list[AppointmentLine]:  # noqa: ANN401 - the Clinic
        found: list[AppointmentLine] = clinic.reports.appointments_behind(query, limit=PAGE, after=last)
        return found

    return BehindDialog(workplace, "appointments-behind", title, columns, lambda line: line.id, fetch, parent)


def patients(workplace: Workplace, title: str, overview: Overview, parent: QWidget) -> BehindDialog:
    """The patients who were registered in the days."""
    columns: list[Column[RegisteredPatient]] = [
        Column(head=tr("Registered"), text=lambda one: short_day(one.registered), share=2),
        Column(head=tr("Patient"), text=lambda one: privacy.shown_name(one.name), share=4, is_strong=True),
        Column(head=tr("Number"), text=lambda one: privacy.shown_detail(one.mrn), share=2),
    ]
    days = overview.days

    def fetch(clinic: Any, last: RegisteredPatient | None) -> list[RegisteredPatient]:  # noqa: ANN401 - the Clinic
        found: list[RegisteredPatient] = clinic.reports.registered(days.first, days.last, limit=PAGE, after=last)
        return found

    return BehindDialog(workplace, "registered", title, columns, lambda one: one.id, fetch, parent)


def practitioners(workplace: Workplace, title: str, overview: Overview, parent: QWidget) -> BehindDialog:
    """The practitioners with the time that they had open and that was booked."""
    columns: list[Column[PractitionerFigures]] = [
        Column(head=tr("Practitioner"), text=lambda one: one.name, share=4, is_strong=True),
        Column(head=tr("Department"), text=lambda one: one.department or NOTHING, share=3),
        Column(head=tr("Appointments"), text=lambda one: number(one.appointments), share=2),
        Column(head=tr("Open time"), text=lambda one: hours(one.open_minutes), share=2),
        Column(head=tr("Booked time"), text=lambda one: hours(one.booked_minutes), share=2),
        Column(head=tr("Booked share"), text=lambda one: percent(one.use_of_time, exact=False), share=2),
    ]

    def fetch(_: Any, last: PractitionerFigures | None) -> list[PractitionerFigures]:  # noqa: ANN401 - the Clinic
        all_of_them = list(overview.practitioners)
        begins = 0 if last is None else all_of_them.index(last) + 1
        return all_of_them[begins : begins + PAGE]

    return BehindDialog(
        workplace, "practitioners-behind", title, columns, lambda one: one.practitioner_id, fetch, parent
    )


def narrowed(query: FigureQuery, **to: Any) -> FigureQuery:  # noqa: ANN401 - the query's own fields
    """The same, narrowed further."""
    return replace(query, **to)
