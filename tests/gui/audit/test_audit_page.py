"""The audit log's page: what stands in it, what the filters let through, export, and verifying."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import MoveRequest
from clinic_desktop.domain.field_groups import SYNCED_KINDS
from clinic_desktop.gui import privacy
from clinic_desktop.gui.audit.audit_page import AuditPage
from clinic_desktop.gui.audit.audit_words import kind_groups
from tests.builders import SmallClinic
from tests.gui.staff.admin_desk import AdminDesk
from tests.services.asking import a_request, at
from tests.storage.kept import bare


@pytest.fixture
def page(desk: AdminDesk) -> AuditPage:
    """The page as it is opened by the way at the left, after a morning's work."""
    work(desk.clinic)
    return opened(desk)


def opened(desk: AdminDesk) -> AuditPage:
    desk.window.commands["go_to_audit"].trigger()
    desk.settle()
    shown = desk.window.page_of(AuditPage)
    assert shown.isVisible()
    return shown


def work(clinic: SmallClinic) -> None:
    rosa, doctor = clinic.as_receptionist(), clinic.as_doctor()
    appointment = rosa.scheduling.book(a_request(clinic, "11:00"))
    rosa.scheduling.move(MoveRequest(appointment_id=appointment.id, version=1, starts_at=at(clinic, "10:30")))
    doctor.patients.open(clinic.kim.id)


def told(page: AuditPage) -> list[str]:
    """What the list says was done, from its top."""
    return [str(page.table.index(row, 2).data()) for row in range(page.table.rowCount())]


def choose(desk: AdminDesk, page: AuditPage, words: str) -> None:
    """Walk the list by the arrow key to a line."""
    page.view.setFocus()
    for _ in range(page.table.rowCount()):
        line = page.table.row_at(page.view.currentIndex())
        if line is not None and words in line.did:
            break
        desk.press(page.view, Qt.Key.Key_Down)
    desk.settle()
    assert page.entry.line is not None
    assert words in page.entry.line.did


def changes(page: AuditPage) -> Sequence[tuple[str, str, str]]:
    table = page.entry.table
    return [
        (str(table.index(row, 0).data()), str(table.index(row, 1).data()), str(table.index(row, 2).data()))
        for row in range(table.rowCount())
    ]


def test_the_latest_stands_first_in_words(desk: AdminDesk, page: AuditPage) -> None:
    assert told(page)[:3] == [
        "Read the record of Min Kim",
        "Moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30",
        "Booked Peter Novak with Dr Okafor on Tue 24 Nov 11:00",
    ]
    assert [str(page.table.index(1, column).data()) for column in (0, 1, 3)] == ["Today 09:00", "Rosa Lopez", "Desk 1"]


def test_the_chosen_line_tells_before_and_after(desk: AdminDesk, page: AuditPage) -> None:
    choose(desk, page, "moved Peter Novak")

    assert page.entry.sentence.text() == "Rosa Lopez moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30"
    assert ("begins", "24 Nov 2026 11:00", "24 Nov 2026 10:30") in changes(page)
    assert "sealed" in page.entry.facts.text()


def test_only_what_one_person_did(desk: AdminDesk, page: AuditPage) -> None:
    desk.pick(page.filters.person, "Dr Amara Okafor")

    assert told(page) == ["Read the record of Min Kim", "Signed in"]


def test_only_what_was_read(desk: AdminDesk, page: AuditPage) -> None:
    desk.pick(page.filters.kind, "Records that were read")

    assert told(page) == ["Read the record of Min Kim"]


def test_a_patient_is_found_by_typing_and_let_go_again(desk: AdminDesk, page: AuditPage) -> None:
    everything = told(page)
    desk.type_into(page.filters.search.field, "novak")
    desk.press(page.filters.search.field, Qt.Key.Key_Return)

    assert told(page)[:2] == [
        "Moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30",
        "Booked Peter Novak with Dr Okafor on Tue 24 Nov 11:00",
    ]
    assert all("Peter Novak" in words for words in told(page))
    assert page.filters.patient_chip.text() == "Peter Novak"

    desk.click(page.filters.patient_chip)

    assert told(page) == everything


def test_a_line_leads_to_the_history_of_its_record(desk: AdminDesk, page: AuditPage) -> None:
    choose(desk, page, "moved Peter Novak")
    desk.click(page.entry.record_button)

    assert told(page) == [
        "Moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30",
        "Booked Peter Novak with Dr Okafor on Tue 24 Nov 11:00",
    ]

    desk.click(page.filters.record_chip)

    assert len(told(page)) > 2


def test_a_line_leads_to_all_about_its_patient(desk: AdminDesk, page: AuditPage) -> None:
    choose(desk, page, "read the record of Min Kim")
    desk.click(page.entry.patient_button)

    assert told(page)[0] == "Read the record of Min Kim"
    assert all("Min Kim" in words for words in told(page))
    assert page.filters.patient_chip.text() == "Min Kim"


def test_days_can_be_typed(desk: AdminDesk) -> None:
    desk.clinic.clock.forward(days=-1)
    desk.clinic.as_receptionist().patients.open(desk.clinic.novak.id)
    desk.clinic.clock.forward(days=1)
    desk.clinic.as_receptionist().patients.open(desk.clinic.kim.id)
    page = opened(desk)
    desk.pick(page.filters.when, "From … to …")

    desk.type_into(page.filters.first, "24.11.2026")
    assert told(page)[0] == "Read the record of Min Kim"
    assert "Read the record of Peter Novak" not in told(page)

    desk.type_into(page.filters.first, "22.11.2026")
    desk.type_into(page.filters.last, "23.11.2026")
    assert told(page)[0] == "Read the record of Peter Novak"


def test_where_nothing_is_found_everything_is_offered(desk: AdminDesk, page: AuditPage) -> None:
    desk.pick(page.filters.kind, "Stations and decisions")
    desk.pick(page.filters.person, "Rosa Lopez")

    assert page.empty.isVisible()
    assert not page.view.isVisible()

    desk.click(page.empty.focusProxy())  # type: ignore[arg-type] # its button

    assert page.view.isVisible()
    assert len(told(page)) > 3


def test_what_happens_meanwhile_comes_in_above_and_the_choice_stays(desk: AdminDesk, page: AuditPage) -> None:
    choose(desk, page, "booked Peter Novak")
    before = page.entry.line

    desk.clinic.as_receptionist().patients.open(desk.clinic.novak.id)
    desk.settle()

    assert told(page)[0] == "Read the record of Peter Novak"
    assert before is not None
    assert page.entry.line == before
    assert page.view.chosen_key == before.seq


def test_more_is_read_towards_the_end(desk: AdminDesk) -> None:
    rosa = desk.clinic.as_receptionist()
    for number in range(120):
        appointment = desk.clinic.an_appointment(desk.clinic.clock.now + timedelta(days=number), minutes=20)
        desk.clinic.store(appointment)
    rosa.patients.open(desk.clinic.kim.id)
    page = opened(desk)
    assert page.table.rowCount() == 100

    page.view.setFocus()
    desk.press(page.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    assert page.table.rowCount() > 120
    assert len({line.seq for line in page.table.rows}) == page.table.rowCount()


def test_the_privacy_key_hides_the_patients_name(desk: AdminDesk, page: AuditPage) -> None:
    privacy.switch().set_on(True)
    try:
        assert not any("Novak" in words for words in told(page))
        assert "Kim" not in page.entry.sentence.text()
        assert told(page)[0].startswith("Read the record of ")
    finally:
        privacy.switch().set_on(False)


def test_the_log_is_exported_as_it_is_filtered(desk: AdminDesk, page: AuditPage, tmp_path: Path) -> None:
    desk.pick(page.filters.kind, "Appointments")

    page.export(tmp_path / "log.csv")
    desk.settle()

    rows = list(csv.reader((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row[7] for row in rows[1:]] == [
        "Rosa Lopez moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30",
        "Rosa Lopez booked Peter Novak with Dr Okafor on Tue 24 Nov 11:00",
    ]
    assert "exported as log.csv" in desk.notices[-1].text


def test_a_folder_that_takes_no_file_is_told_of(desk: AdminDesk, page: AuditPage, tmp_path: Path) -> None:
    page.export(tmp_path / "nowhere" / "log.csv")
    desk.settle()

    assert "cannot be written" in desk.notices[-1].text
    assert page.export_button.isEnabled()


def test_the_journal_is_verified_by_a_click(desk: AdminDesk, page: AuditPage) -> None:
    desk.click(page.verify_button)

    assert page.verify_line.result.text.startswith("Every seal holds: ")
    assert page.verify_button.isEnabled()


def test_what_was_altered_is_named(desk: AdminDesk, page: AuditPage) -> None:
    with bare(desk.clinic.database) as connection:
        connection.executescript("DROP TRIGGER journal_kept_update; UPDATE journal SET verb = 'x' WHERE seq = 3")

    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    desk.settle()

    assert page.verify_line.result.text.startswith("The journal does not hold together. Entry 3 was altered")


def test_an_entry_that_nobody_sealed_is_shown_as_a_warning(desk: AdminDesk, page: AuditPage) -> None:
    with bare(desk.clinic.database) as connection:
        connection.execute("UPDATE department SET location = 'Cellar'")
    page.reload()
    desk.settle()

    assert told(page)[0] == "Changed location of the department Cardiology"
    desk.press(page.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.sentence.text().startswith("Another program changed location")
    assert "No program of the clinic sealed this entry" in page.entry.warning.text


def test_every_kind_of_record_can_be_asked_for() -> None:
    everything, *groups = kind_groups()

    assert sorted(kind for group in groups for kind in group.kinds) == sorted(SYNCED_KINDS)
    assert set(SYNCED_KINDS) - set(everything.kinds) == {"hold"}


def test_the_page_is_walked_by_the_keyboard(desk: AdminDesk, page: AuditPage) -> None:
    seen: list[QWidget] = []
    page.filters.person.setFocus()
    for _ in range(12):
        seen.append(desk.window.focusWidget())
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)

    assert page.filters.search.field in seen
    assert page.filters.kind in seen
    assert page.view in seen
