"""A time that is held is kept from other desks, for five minutes and not longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.refusals import SlotHeld
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.verdict import VerdictKind, WishedTime
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.journal import entries_of
from tests.builders import SmallClinic

from .asking import a_query, a_request, at, book, clocks, slot


def held(clinic: SmallClinic) -> list[Hold]:
    with clinic.database.reading() as reading:
        return reading.where(Hold, order=("starts_at",))


def first_free(clinic: SmallClinic, desk: Clinic) -> str:
    query = a_query(clinic, practitioner_ids=(clinic.okafor.id,))
    return clocks(clinic, [desk.scheduling.free_slots(query, limit=1)[0].starts_at])[0]


def test_a_held_time_is_offered_to_nobody_else(clinic: SmallClinic) -> None:
    mine, theirs = clinic.as_receptionist(), clinic.as_admin()

    mine.holds.place(slot(clinic, "09:00"))

    assert (first_free(clinic, mine), first_free(clinic, theirs)) == ("09:00", "09:30")


def test_booking_into_anothers_hold_needs_a_reason_and_names_them(clinic: SmallClinic) -> None:
    clinic.as_admin().holds.place(slot(clinic))

    with pytest.raises(SlotHeld) as refusal:
        book(clinic, "10:15")
    over = book(clinic, "10:15", overbook_reason="Emergency")

    assert refusal.value.sentence == "Held by Sam Ortiz until 09:05. Choose another time, or ask them."
    assert refusal.value.alternatives
    assert over.overbooked_by == clinic.receptionist.id


def test_ones_own_hold_is_no_obstacle(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.holds.place(slot(clinic))

    booked = desk.scheduling.book(a_request(clinic, "10:00"))

    assert not booked.is_overbooked


def test_a_patient_is_not_told_who_holds_a_time(clinic: SmallClinic) -> None:
    clinic.as_admin().holds.place(slot(clinic, "15:00"))
    wish = WishedTime(practitioner_id=clinic.okafor.id, type_id=clinic.consultation.id, starts_at=at(clinic, "15:00"))

    verdict = clinic.as_patient().scheduling.check(wish)

    assert verdict.kind is VerdictKind.NEEDS_REASON
    assert "Ortiz" not in verdict.words


def test_of_many_desks_that_ask_at_once_exactly_one_gets_the_time(clinic: SmallClinic) -> None:
    desks = [clinic.as_receptionist(), clinic.as_admin(), clinic.as_doctor()]

    def ask(desk: Clinic) -> bool:
        try:
            desk.holds.place(slot(clinic))
        except SlotHeld:
            return False
        return True

    with ThreadPoolExecutor(len(desks)) as pool:
        won = list(pool.map(ask, desks))

    assert sorted(won) == [False, False, True]
    assert len(held(clinic)) == 1


def test_another_choice_moves_the_hold(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    first = desk.holds.place(slot(clinic, "10:00"))

    second = desk.holds.place(slot(clinic, "11:00"), instead_of=first.id)

    assert second.id == first.id
    assert clocks(clinic, [hold.starts_at for hold in held(clinic)]) == ["11:00"]


def test_a_hold_lapses_and_is_then_cleared_away(clinic: SmallClinic) -> None:
    mine, theirs = clinic.as_receptionist(), clinic.as_admin()
    mine.holds.place(slot(clinic))

    clinic.clock.forward(minutes=5)
    placed = theirs.holds.place(slot(clinic))

    assert [hold.id for hold in held(clinic)] == [placed.id]


def test_a_hold_is_renewed_when_half_of_it_is_gone_and_the_journal_is_spared_until_then(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    hold = desk.holds.place(slot(clinic))

    renewed = None
    for _ in range(5):
        clinic.clock.forward(minutes=1)
        renewed = desk.holds.renew(hold.id)

    assert renewed is not None
    assert renewed.until > clinic.clock.now + timedelta(minutes=2)
    with clinic.database.reading() as reading:
        assert len(entries_of(reading, "hold", hold.id)) == 2


def test_what_has_lapsed_is_not_renewed(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    hold = desk.holds.place(slot(clinic))

    clinic.clock.forward(minutes=6)

    assert desk.holds.renew(hold.id) is None


def test_nobody_renews_or_releases_anothers_hold(clinic: SmallClinic) -> None:
    hold = clinic.as_admin().holds.place(slot(clinic))
    desk = clinic.as_receptionist()

    desk.holds.release(hold.id)

    assert desk.holds.renew(hold.id) is None
    assert [each.id for each in held(clinic)] == [hold.id]


def test_signing_out_lets_go_of_everything(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.holds.place(slot(clinic, "10:00"))
    desk.holds.place(slot(clinic, "11:00"))

    desk.account.sign_out()

    assert held(clinic) == []


def test_a_doctor_holds_in_the_own_diary_only(clinic: SmallClinic) -> None:
    other = Slot(practitioner_id=clinic.fischer.id, starts_at=at(clinic, "10:00"), ends_at=at(clinic, "10:30"))

    with pytest.raises(ClinicError):
        clinic.as_doctor().holds.place(other)


def test_a_check_tells_of_everything_in_the_way_at_once(clinic: SmallClinic) -> None:
    book(clinic, "16:45", minutes=15)
    wish = WishedTime(
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=at(clinic, "16:45"),
        patient_id=clinic.novak.id,
        minutes=30,
    )

    verdict = clinic.as_receptionist().scheduling.check(wish)

    assert verdict.kind is VerdictKind.NEEDS_REASON
    assert verdict.words == (
        "16:45–17:00 is taken. The patient already has an appointment 16:45–17:00. That is outside the doctor's hours."
    )
    assert clocks(clinic, [each.starts_at for each in verdict.alternatives])[0] == "16:15"


def test_a_check_says_that_the_past_is_past_for_everyone(clinic: SmallClinic) -> None:
    wish = WishedTime(practitioner_id=clinic.okafor.id, type_id=clinic.consultation.id, starts_at=at(clinic, "08:15"))

    verdict = clinic.as_admin().scheduling.check(wish)

    assert (verdict.kind, verdict.words) == (VerdictKind.NEVER, "That time is over.")


def test_an_appointment_is_not_in_its_own_way(clinic: SmallClinic) -> None:
    standing = book(clinic, "10:00")
    wish = WishedTime(
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=at(clinic, "10:15"),
        appointment_id=standing.id,
    )

    assert clinic.as_receptionist().scheduling.check(wish).kind is VerdictKind.FITS


def test_holding_a_time_is_nothing_to_undo(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    booked = desk.scheduling.book(a_request(clinic, "10:00"))
    held_one = desk.holds.place(slot(clinic, "11:00"))
    desk.holds.release(held_one.id)

    offer = desk.history.undoable()

    assert offer is not None
    assert offer.undo_words.startswith("Undo booking of Peter Novak")
    assert booked.version == 1
