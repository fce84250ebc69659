"""What stands on paper: day sheets, week lists, slips, labels, and the week as CSV."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import segno

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.sheets import PaperLine
from clinic_desktop.domain.slip_codes import code_of
from clinic_desktop.exchange.paper.slips import label, slip
from clinic_desktop.exchange.paper.tables import TablePaper, day_sheets, week_list
from clinic_desktop.exchange.paper.week_csv import COLUMNS, week_csv
from tests.builders import NINE_OCLOCK, SmallClinic, a_small_clinic

TODAY = NINE_OCLOCK.date()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    with a_small_clinic(tmp_path / "clinic") as made:
        yield made


def lines_of(clinic: SmallClinic, days: int = 1) -> list[PaperLine]:
    return list(clinic.as_receptionist().papers.lines(TODAY, TODAY + timedelta(days=days - 1)))


def the_sheet(clinic: SmallClinic, *, initials: bool = False) -> TablePaper:
    names = {clinic.okafor.id: "Dr Amara Okafor"}
    (paper,) = day_sheets(
        lines_of(clinic), TODAY, names, clinic.settings(), now=clinic.clock.now, initials=initials
    )  # fmt: skip
    return paper


def words_of(paper: TablePaper) -> str:
    return " ".join(" ".join(cell) for row in paper.rows for cell in row.cells)


def test_a_day_sheet_tells_who_comes_when_and_how_to_reach_them(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment(NINE_OCLOCK, reason="Cough", confirmation=Confirmation.CONFIRMED))

    paper = the_sheet(clinic)

    assert paper.title == "Dr Amara Okafor"
    assert paper.subtitle == "Tuesday, 24 November 2026 · one appointment"
    (row,) = paper.rows
    assert row.cells[1][0] == "Peter Novak"
    assert f"MRN {clinic.novak.mrn}" in row.cells[1][1]
    assert row.cells[2] == ("Consultation", "Cough")
    assert row.cells[4][0] == "confirmed"


def test_a_day_without_appointments_says_so(clinic: SmallClinic) -> None:
    paper = the_sheet(clinic)

    assert paper.rows == ()
    assert paper.nothing == "No appointments on this day."


def test_initials_stand_for_names_and_nothing_else_tells_who_it_is(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment(NINE_OCLOCK))

    words = words_of(the_sheet(clinic, initials=True))

    assert "P. N." in words
    assert "Novak" not in words
    assert clinic.novak.mrn not in words


def test_what_was_cancelled_is_not_on_paper(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment(NINE_OCLOCK, status=AppointmentStatus.CANCELLED))

    assert lines_of(clinic) == []


def test_the_week_is_listed_day_by_day(clinic: SmallClinic) -> None:
    for days in (0, 0, 2):
        clinic.store(clinic.an_appointment(NINE_OCLOCK + timedelta(days=days, hours=len(lines_of(clinic, 7)))))

    paper = week_list(
        lines_of(clinic, 7), TODAY, TODAY + timedelta(days=6), clinic.settings(), now=clinic.clock.now
    )  # fmt: skip

    assert [row.heading for row in paper.rows if row.heading] == [
        "Tuesday, 24 November 2026",
        "Thursday, 26 November 2026",
    ]
    assert len([row for row in paper.rows if row.cells]) == 3


def test_a_slip_bears_its_appointments_code(clinic: SmallClinic) -> None:
    appointment = clinic.store(
        clinic.an_appointment(NINE_OCLOCK, asked_to_arrive_at=NINE_OCLOCK - timedelta(minutes=15))
    )
    read = clinic.as_receptionist().papers.slip(appointment.id)

    paper = slip(read, clinic.settings())

    assert paper.code == code_of(appointment.id)
    expected = segno.make(paper.code, error="m", micro=False).matrix
    assert paper.modules == tuple(tuple(bool(module) for module in row) for row in expected)
    assert (paper.patient, paper.day) == ("Peter Novak", "Tuesday, 24 November 2026")
    assert paper.arrive.startswith("Please be here at ")
    assert paper.provisional == ""


def test_the_slip_of_a_booking_that_no_other_desk_knows_of_says_that_it_is_provisional(clinic: SmallClinic) -> None:
    appointment = clinic.store(clinic.an_appointment(NINE_OCLOCK))
    read = clinic.as_receptionist().papers.slip(appointment.id)

    paper = slip(replace(read, is_provisional=True), clinic.settings())

    assert paper.provisional.startswith("Provisional")


def test_a_label_tells_who_it_is(clinic: SmallClinic) -> None:
    patient = replace(clinic.stored(clinic.novak), alerts=("Penicillin allergy",), address="Weg 1\n10115 Berlin")

    paper = label(patient, clinic.settings())

    assert (paper.name, paper.address, paper.alerts) == ("Novak, Peter", "Weg 1, 10115 Berlin", "Penicillin allergy")


def test_no_cell_of_the_csv_begins_a_formula(clinic: SmallClinic) -> None:
    clinic.store(clinic.an_appointment(NINE_OCLOCK, reason="=HYPERLINK(1)"))

    rows = list(csv.reader(io.StringIO(week_csv(lines_of(clinic), clinic.settings().zone_info))))

    assert tuple(rows[0]) == COLUMNS
    assert rows[1][COLUMNS.index("reason")] == "'=HYPERLINK(1)"
    assert rows[1][COLUMNS.index("patient")] == "Peter Novak"
