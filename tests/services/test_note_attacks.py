"""Every verb that there is, called by whoever may not read a visit note: none of them lets a word of it out."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, CancelledBy
from clinic_desktop.domain.decisions import Meeting, SettleWith, WayOut
from clinic_desktop.domain.errors import ClinicError, InvalidInput, NotAllowed
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.syncing import ConflictKind
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from tests.builders import COST, SmallClinic, a_small_clinic
from tests.services.access_table import EXPECTED
from tests.services.deciding import a_conflict
from tests.services.scene import Scene

OWN, OTHERS = "a note of Okafor's", "a note of Fischer's"


@dataclass(kw_only=True)
class WrittenClinic(SmallClinic):
    """The small clinic, in which every appointment has a note."""

    def an_appointment(self, starts_at: datetime | None = None, *, minutes: int = 30, **fields: object) -> Appointment:
        note = OTHERS if fields.get("practitioner_id") == self.fischer.id else OWN
        return super().an_appointment(starts_at, minutes=minutes, **({"visit_note": note} | fields))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with a_small_clinic(tmp_path_factory.mktemp("notes") / "clinic") as small:
        sign_in = SignIn(small.database, cost=COST, stopwatch=small.clock.seconds)
        yield Scene(WrittenClinic(database=small.database, clock=small.clock, sign_in=sign_in))


def told(error: BaseException) -> str:
    return f"{error!r} {vars(error)!r}"


def answer_of(scene: Scene, name: str, role: Role) -> str:
    """All that a verb says to a caller, by its answer or by its refusal."""
    scene.me = scene.clinic.signed_in(scene.caller(role))
    try:
        return repr(EXPECTED[name][1](scene))
    except ClinicError as error:
        return told(error)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RECEPTIONIST, Role.PATIENT])
def test_no_verb_tells_a_note_to_the_desk_an_admin_or_a_patient(scene: Scene, role: Role) -> None:
    leaking = []
    for name in EXPECTED:
        said = answer_of(scene, name, role)
        if OWN in said or OTHERS in said:
            leaking.append(name)

    assert leaking == []


def test_no_verb_tells_a_doctor_the_note_of_a_patient_whom_they_never_saw(scene: Scene) -> None:
    leaking = [name for name in EXPECTED if OTHERS in answer_of(scene, name, Role.DOCTOR)]

    assert leaking == []


def test_the_attack_would_be_seen_by_whom_it_succeeds_with(scene: Scene) -> None:
    assert OWN in answer_of(scene, "scheduling.open", Role.DOCTOR)
    assert OWN in answer_of(scene, "scheduling.change_notes", Role.DOCTOR)


def test_a_refusal_for_an_old_version_brings_the_appointment_without_its_note(scene: Scene) -> None:
    standing = scene.own()
    desk = scene.clinic.as_receptionist()

    with pytest.raises(ClinicError) as refusal:
        desk.scheduling.cancel(standing.id, standing.version + 7, CancelledBy.CLINIC, "Doctor ill")

    assert str(standing.id) in told(refusal.value)
    assert OWN not in told(refusal.value)


def test_undo_and_redo_say_nothing_of_it(scene: Scene) -> None:
    doctor = scene.clinic.as_doctor()
    visit = scene.own(AppointmentStatus.IN_ROOM)
    written = doctor.scheduling.write_visit_note(visit.id, visit.version, "Secretly worse.")
    desk = scene.clinic.as_receptionist()
    desk.scheduling.change_notes(visit.id, written.version, reason="Knee", desk_note="")

    said = [repr(desk.history.trail()), repr(desk.history.undo_last()), repr(desk.history.of("appointment", visit.id))]
    refused = []
    with suppress(ClinicError):
        refused.append(repr(doctor.history.undo_last()))

    assert not any(secret in one for one in (*said, *refused) for secret in (OWN, "Secretly worse."))
    assert "visit note written" in said[-1]


def test_the_audit_log_says_that_a_note_was_written_and_not_what(scene: Scene) -> None:
    visit = scene.own(AppointmentStatus.IN_ROOM)
    scene.clinic.as_doctor().scheduling.write_visit_note(visit.id, visit.version, "Secretly worse.")
    admin = scene.clinic.as_admin()

    lines = admin.history.audit(AuditFilter(record_id=visit.id))
    exported = admin.history.export_audit(AuditFilter(record_id=visit.id))

    assert lines[0].words == "visit note written"
    assert '"visit_note": "\\u2026"' in lines[0].after
    for said in (repr(lines), exported):
        assert "Secretly worse." not in said
        assert OWN not in said


def test_a_conflict_about_a_note_is_the_doctors_alone(scene: Scene) -> None:
    visit = scene.own(AppointmentStatus.FULFILLED)
    conflict = a_conflict(
        scene.clinic,
        visit,
        ConflictKind.SAME_FIELD,
        before={"visit_note": "An earlier secret"},
        mine={"visit_note": "Another secret"},
    )

    def card(me: Clinic) -> tuple[str, tuple[WayOut, ...]]:
        (found,) = [one for one in me.decisions.open_ones() if one.conflict_id == conflict.id]
        assert found.meeting is Meeting.SAME_FIELD
        return repr(found), found.ways

    desk, admin, doctor = scene.clinic.as_receptionist(), scene.clinic.as_admin(), scene.clinic.as_doctor()
    for me, ways in ((desk, ()), (admin, (WayOut.THEIRS,))):
        said, open_ways = card(me)
        assert not any(secret in said for secret in (OWN, "An earlier secret", "Another secret"))
        assert open_ways == ways
    with pytest.raises(NotAllowed):
        desk.decisions.settle(conflict.id, conflict.version, WayOut.MINE)
    with pytest.raises(InvalidInput):
        admin.decisions.settle(
            conflict.id, conflict.version, WayOut.NEW_VALUE, SettleWith(values={"visit_note": "Mine"})
        )
    log = repr(scene.clinic.as_admin().history.audit(AuditFilter(record_id=conflict.id)))
    assert "Another secret" not in log
    assert "An earlier secret" not in log
    assert "Another secret" in card(doctor)[0]
    doctor.decisions.settle(conflict.id, conflict.version, WayOut.MINE)
    assert scene.clinic.stored(visit).visit_note == "Another secret"


def test_a_decision_that_came_too_late_brings_no_note_with_it(scene: Scene) -> None:
    visit = scene.own()
    conflict = a_conflict(scene.clinic, visit, ConflictKind.SAME_FIELD, mine={"visit_note": "Another secret"})
    desk = scene.clinic.as_receptionist()
    refused = []

    for version, record_version in ((conflict.version + 1, None), (conflict.version, 99)):
        with pytest.raises(ClinicError) as refusal:
            desk.decisions.settle(conflict.id, version, WayOut.THEIRS, SettleWith(record_version=record_version))
        refused.append(told(refusal.value))

    assert not any(secret in one for one in refused for secret in (OWN, "Another secret"))


def test_papers_and_lists_of_a_day_say_at_most_that_there_is_a_note(scene: Scene) -> None:
    scene.clinic.store(scene.clinic.an_appointment(scene.clinic.clock.now + timedelta(hours=3), minutes=5))
    desk = scene.clinic.as_receptionist()
    today = scene.clinic.clock.now.date()

    sheet, paper = desk.scheduling.day_sheet(today), desk.papers.lines(today, today)

    assert any(line.has_note for line in sheet.lines)
    assert OWN not in repr(sheet) + repr(paper)
