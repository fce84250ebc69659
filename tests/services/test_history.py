"""The journal in words, and the audit log."""

import csv
import io
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import BookingSource, CancelledBy, MoveRequest
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import SmallClinic

from .asking import TODAY, TOMORROW, a_request, at, book


def test_an_appointment_tells_what_happened_to_it_latest_first(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00", source=BookingSource.PHONE)
    desk = clinic.as_receptionist()
    which = appointment.id

    def move(version: int, starts_at: datetime, practitioner_id: UUID | None = None) -> None:
        request = MoveRequest(
            appointment_id=which, version=version, starts_at=starts_at, practitioner_id=practitioner_id
        )
        desk.scheduling.move(request)

    move(1, at(clinic, "11:00"))
    move(2, at(clinic, "09:30", TOMORROW))
    move(3, at(clinic, "11:00", TOMORROW), clinic.fischer.id)
    clinic.clock.forward(days=1)
    desk = clinic.as_receptionist()
    desk.waiting.mark_no_show(which, 4)
    desk.waiting.check_in(which, 5)
    desk.history.undo_last()
    desk.waiting.check_in(which, 7)
    desk.waiting.send_to_room(which, 8)
    desk.waiting.complete(which, 9)

    changes = desk.history.of("appointment", which)

    assert [change.words for change in changes] == [
        "completed",
        "sent to Room 3",
        "arrived late",
        "taken back: arrived late",
        "arrived late",
        "no-show",
        "moved from 09:30, handed over by Dr Okafor",
        "moved from Tue 24 Nov 11:00",
        "moved from 10:00",
        "booked by phone",
    ]
    assert {change.actor_name for change in changes} == {"Rosa Lopez"}
    assert tuple(changes) == desk.scheduling.open(which).changes


def test_a_cancellation_tells_who_and_why(clinic: SmallClinic) -> None:
    appointment = book(clinic, "10:00")
    desk = clinic.as_receptionist()
    desk.scheduling.cancel(appointment.id, 1, CancelledBy.PATIENT, "Feels better")

    words = [change.words for change in desk.history.of("appointment", appointment.id)]

    assert words == ["cancelled by the patient (Feels better)", "booked at the desk"]


def test_an_appointment_that_came_in_with_many_begins_with_its_booking(clinic: SmallClinic) -> None:
    appointment = replace(clinic.an_appointment(source=BookingSource.IMPORT), id=UUID(int=99))
    with clinic.database.batch(PROGRAM, "import") as batch:
        batch.add(appointment)

    (line,) = clinic.as_receptionist().scheduling.open(appointment.id).changes

    assert (line.words, line.actor_name, line.at) == ("imported", "", clinic.clock.now)


def test_other_records_tell_which_fields_changed(clinic: SmallClinic) -> None:
    clinic.store(replace(clinic.novak, mobile="+49 30 901820", email="p.novak@example.org"))

    words = [change.words for change in clinic.as_receptionist().history.of("patient", clinic.novak.id)]

    assert words == ["changed mobile and email", "added"]


def test_histories_are_for_those_who_may_see_the_record(clinic: SmallClinic) -> None:
    appointment = book(clinic)

    with pytest.raises(NotAllowed):
        clinic.as_patient().history.of("appointment", appointment.id)
    with pytest.raises(NotAllowed):
        clinic.as_receptionist().history.of("account", clinic.admin.id)
    with pytest.raises(InvalidInput):
        clinic.as_admin().history.of("no such table", clinic.admin.id)
    assert clinic.as_admin().history.of("account", clinic.receptionist.id)[-1].words == "added"


def test_the_audit_log_is_the_admins(clinic: SmallClinic) -> None:
    for other in (clinic.as_receptionist(), clinic.as_doctor(), clinic.as_patient()):
        with pytest.raises(NotAllowed):
            other.history.audit(AuditFilter())
        with pytest.raises(NotAllowed):
            other.history.export_audit(AuditFilter())
        with pytest.raises(NotAllowed):
            other.history.verify()


def test_the_audit_log_is_filtered_and_paged(clinic: SmallClinic) -> None:
    first, second = book(clinic, "10:00"), book(clinic, "11:00")
    clinic.clock.forward(days=1)
    desk = clinic.as_receptionist()
    desk.scheduling.cancel(first.id, 1, CancelledBy.CLINIC, "Doctor ill")
    admin = clinic.as_admin().history
    bookings = AuditFilter(kind="appointment")

    everything = admin.audit(bookings)
    page = admin.audit(bookings, limit=2)
    rest = admin.audit(bookings, limit=2, before_seq=page[-1].seq)

    assert [line.verb for line in everything] == ["cancel", "book", "book"]
    assert [*page, *rest] == everything
    assert [line.record_id for line in admin.audit(AuditFilter(record_id=second.id))] == [second.id]
    assert [line.verb for line in admin.audit(AuditFilter(verb="cancel"))] == ["cancel"]
    assert [line.verb for line in admin.audit(AuditFilter(kind="appointment", first_day=TOMORROW))] == ["cancel"]
    assert len(admin.audit(AuditFilter(kind="appointment", last_day=TODAY))) == 2
    assert len(admin.audit(AuditFilter(actor_id=clinic.receptionist.id, verb="book"))) == 2
    assert all(line.is_sealed and line.station == "Desk 1" for line in everything)
    with pytest.raises(InvalidInput):
        admin.audit(AuditFilter(first_day=TOMORROW, last_day=TODAY))


def test_the_audit_log_is_exported_without_formulas(clinic: SmallClinic) -> None:
    clinic.as_receptionist().scheduling.book(a_request(clinic, overbook_reason="", reason="=1+1"))
    admin = clinic.as_admin()
    lopez = clinic.store(replace(clinic.stored(clinic.receptionist), full_name='=HYPERLINK("http://x")'))
    clinic.signed_in(lopez).scheduling.book(a_request(clinic, "13:00"))

    rows = list(csv.reader(io.StringIO(admin.history.export_audit(AuditFilter(kind="appointment")))))

    assert rows[0][:5] == ["number", "at", "person", "station", "verb"]
    assert [row[2] for row in rows[1:]] == ['\'=HYPERLINK("http://x")', "Rosa Lopez"]
    assert rows[1][1] == clinic.clock.now.isoformat()
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_journal_is_verified(clinic: SmallClinic) -> None:
    book(clinic)

    found = clinic.as_admin().history.verify()

    assert found.first_fault is None
    assert found.entries > 0
