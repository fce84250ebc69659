"""The doctor's verbs around a visit: the moment, the note and its draft, calling, completing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.errors import NotAllowed, StepNotAllowed
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.visits import DoctorsMoment, NobodyWaits, NoteHasParted, SomeoneInRoom, seen_again
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.local import NoteDraft
from tests.builders import SmallClinic, a_patient

from .asking import TODAY, at, at_fischers, book, for_kim

S = AppointmentStatus


def checked_in(clinic: SmallClinic, clock: str, **fields: Any) -> Appointment:  # Any: fields of a request
    booked = book(clinic, clock, **fields)
    return clinic.as_receptionist().waiting.check_in(booked.id, booked.version)


def in_room(clinic: SmallClinic, clock: str = "10:00", **fields: Any) -> Appointment:  # Any: as above
    here = checked_in(clinic, clock, **fields)
    return clinic.as_receptionist().waiting.send_to_room(here.id, here.version)


def past_visit(clinic: SmallClinic, days: int, note: str, **fields: Any) -> Appointment:  # Any: as above
    starts_at = at(clinic, "10:00") - timedelta(days=days)
    made = clinic.an_appointment(starts_at, status=S.FULFILLED, visit_note=note, **fields)
    return clinic.store(made)


def now(clinic: SmallClinic) -> DoctorsMoment:
    return clinic.as_doctor().visits.now()


def drafts(clinic: SmallClinic) -> list[str]:
    with clinic.database.reading() as reading:
        return [draft.text for draft in reading.where(NoteDraft)]


def test_nobody_is_in_the_room_and_nobody_waits(clinic: SmallClinic) -> None:
    booked = book(clinic, "11:00")

    moment = now(clinic)

    assert moment.visit is None
    assert moment.next is None
    assert [line.id for line in moment.expected] == [booked.id]
    assert (moment.seen, moment.to_come, moment.line.minutes_late) == (0, 1, 0)


def test_the_moment_holds_who_is_in_the_room_who_is_next_and_the_rest(clinic: SmallClinic) -> None:
    somebody = clinic.store(a_patient(mrn="7", family_name="Weiss", alerts=("Latex allergy",)))
    clinic.store(clinic.an_appointment(clinic.clock.now - timedelta(hours=1), status=S.FULFILLED))
    there = in_room(clinic, "09:30", patient_id=somebody.id)
    clinic.as_receptionist().scheduling.change_notes(there.id, there.version, reason="Palpitations", desk_note="Tall")
    waits = checked_in(clinic, "10:30", **for_kim(clinic))
    later = book(clinic, "14:00")
    book(clinic, "11:00", **at_fischers(clinic))

    moment = now(clinic)

    assert moment.visit is not None
    assert moment.visit.line.id == there.id
    assert moment.visit.alerts == ("Latex allergy",)
    assert (moment.visit.line.reason, moment.visit.desk_note) == ("Palpitations", "Tall")
    assert moment.visit.is_first
    assert moment.next is not None
    assert moment.next.id == waits.id
    assert [line.id for line in moment.expected] == [later.id]
    assert (moment.seen, moment.to_come) == (1, 2)


def test_whoever_missed_their_time_is_no_longer_expected(clinic: SmallClinic) -> None:
    book(clinic, "10:00")
    clinic.clock.forward(hours=2)

    assert now(clinic).to_come == 0


def test_the_last_three_visits_stand_there_with_their_notes(clinic: SmallClinic) -> None:
    for days in (400, 40, 20):
        past_visit(clinic, days, f"{days} days ago")
    past_visit(clinic, 30, "Another's", practitioner_id=clinic.fischer.id)
    clinic.store(clinic.an_appointment(at(clinic, "10:00") - timedelta(days=10), status=S.NOSHOW))
    in_room(clinic)

    visit = now(clinic).visit

    assert visit is not None
    assert not visit.is_first
    assert [one.note for one in visit.past] == ["20 days ago", "Another's", "40 days ago"]


def test_notes_that_are_not_for_the_doctor_are_only_said_to_be_there(clinic: SmallClinic) -> None:
    past_visit(clinic, 30, "Another's", practitioner_id=clinic.fischer.id, patient_id=clinic.kim.id)
    to_come = book(clinic, "10:00", TODAY + timedelta(days=7), **for_kim(clinic))

    visit = clinic.as_doctor().visits.open(to_come.id)

    assert [one.note for one in visit.past] == [None]


def test_a_draft_is_kept_at_this_station_and_told_to_nobody(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    told: list[Changes] = []
    stop = clinic.database.subscribe(told.append)
    doctor = clinic.as_doctor()
    told.clear()

    doctor.visits.keep_draft(there.id, "Regular rhythm ", begun_from="")
    clinic.clock.forward(seconds=1)
    doctor.visits.keep_draft(there.id, "Regular rhythm, 72/min", begun_from="")

    stop()
    assert told == []
    assert drafts(clinic) == ["Regular rhythm, 72/min"]
    visit = doctor.visits.now().visit
    assert visit is not None
    assert visit.note.text == ""
    assert visit.note.draft is not None
    assert visit.note.draft.written_at == clinic.clock.now
    assert not visit.note.has_parted


def test_a_draft_survives_the_program(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    clinic.as_doctor().visits.keep_draft(there.id, "Half a sent", begun_from="")
    folder = clinic.database.folder

    again = Database.open(folder, open_key(folder, make=False, allow_file=True), station="Desk 1", clock=clinic.clock)

    with again.reading() as reading:
        assert [draft.text for draft in reading.where(NoteDraft, appointment_id=there.id)] == ["Half a sent"]
    again.close()


def test_what_was_typed_and_taken_back_is_no_draft(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    doctor = clinic.as_doctor().visits
    doctor.keep_draft(there.id, "x", begun_from="")

    doctor.keep_draft(there.id, "", begun_from="")

    assert drafts(clinic) == []


def test_the_draft_is_the_own_accounts_only(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    clinic.store(
        NoteDraft(
            id=UUID(int=0),
            appointment_id=there.id,
            account_id=clinic.other_doctor.id,
            begun_from="",
            text="Another's",
            written_at=clinic.clock.now,
        )
    )

    visit = now(clinic).visit

    assert visit is not None
    assert visit.note.draft is None


def test_writing_the_note_drops_the_draft_and_minds_no_other_change(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    doctor = clinic.as_doctor().visits
    doctor.keep_draft(there.id, "ECG normal.", begun_from="")
    clinic.as_receptionist().scheduling.change_notes(there.id, there.version, reason="Other", desk_note="")

    written = doctor.write_note(there.id, "ECG normal. ", begun_from="")

    assert (written.visit_note, written.reason) == ("ECG normal.", "Other")
    assert drafts(clinic) == []
    visit = doctor.now().visit
    assert visit is not None
    assert visit.note.written_at == clinic.clock.now


def test_a_note_that_became_another_one_is_not_written_over(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    doctor = clinic.as_doctor().visits
    doctor.keep_draft(there.id, "Mine", begun_from="")
    clinic.store(replace(clinic.stored(there), visit_note="Theirs"))

    for verb in (doctor.write_note, doctor.complete):
        with pytest.raises(NoteHasParted) as refusal:
            verb(there.id, "Mine", begun_from="")
        assert refusal.value.theirs.visit_note == "Theirs"

    assert clinic.stored(there).status is S.IN_ROOM
    assert drafts(clinic) == ["Mine"]
    visit = doctor.now().visit
    assert visit is not None
    assert visit.note.has_parted
    assert doctor.write_note(there.id, "Theirs\n\nMine", begun_from="Theirs").visit_note == "Theirs\n\nMine"


def test_a_visit_is_completed_with_its_note_in_one_step_that_undo_takes_back(clinic: SmallClinic) -> None:
    there = in_room(clinic)
    doctor = clinic.as_doctor()
    doctor.visits.keep_draft(there.id, "ECG", begun_from="")

    done = doctor.visits.complete(there.id, "ECG normal.", begun_from="")

    assert (done.status, done.visit_note, done.done_at) == (S.FULFILLED, "ECG normal.", clinic.clock.now)
    assert drafts(clinic) == []
    doctor.history.undo_last()
    again = clinic.stored(there)
    assert (again.status, again.visit_note, again.done_at) == (S.IN_ROOM, "", None)
    with pytest.raises(StepNotAllowed):
        doctor.visits.complete(book(clinic, "15:00").id, "", begun_from="")


def test_whose_turn_it_is_is_called_to_the_doctors_room(clinic: SmallClinic) -> None:
    late = checked_in(clinic, "09:30", **for_kim(clinic))
    first = checked_in(clinic, "09:00")
    doctor = clinic.as_doctor().visits

    called = doctor.call_next()

    assert (called.id, called.status, called.room) == (first.id, S.IN_ROOM, "Room 2")
    with pytest.raises(SomeoneInRoom) as refusal:
        doctor.call_next()
    assert refusal.value.standing.id == first.id
    beside = doctor.call_next(beside=True)
    assert beside.id == late.id
    moment = doctor.now()
    assert moment.visit is not None
    assert moment.visit.line.id == late.id
    assert [line.id for line in moment.also_in_room] == [first.id]
    chosen = doctor.now(first.id).visit
    assert chosen is not None
    assert chosen.line.id == first.id
    with pytest.raises(NobodyWaits):
        doctor.call_next(beside=True)


def test_a_colleagues_line_is_none_of_ones_own(clinic: SmallClinic) -> None:
    there = checked_in(clinic, "09:00", **at_fischers(clinic))

    with pytest.raises(NobodyWaits):
        clinic.as_doctor().visits.call_next()
    with pytest.raises(NotAllowed):
        clinic.as_doctor().visits.open(there.id)


def test_a_visit_comes_again_with_the_same_doctor_for_as_long(clinic: SmallClinic) -> None:
    there = in_room(clinic, minutes=40)
    doctor = clinic.as_doctor()
    visit = doctor.visits.now().visit
    assert visit is not None

    slots = doctor.scheduling.free_slots(seen_again(visit.line, 6, TODAY), limit=3)

    first = slots[0]
    assert first.starts_at.astimezone(clinic.settings().zone_info).date() == TODAY + timedelta(weeks=6)
    assert {slot.practitioner_id for slot in slots} == {clinic.okafor.id}
    assert first.ends_at - first.starts_at == timedelta(minutes=40)
    assert there.practitioner_id == clinic.okafor.id
