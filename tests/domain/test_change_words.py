"""How a change is told."""

from datetime import date, timedelta

import pytest

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation
from clinic_desktop.domain.change_words import (
    Image,
    appointment_words,
    other_words,
    short_name,
)
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.done_words import done_words, undo_words
from clinic_desktop.domain.undoing import UNDOABLE, DiaryVerb

from .builders import BERLIN, FISCHER, OKAFOR, TUESDAY, on_the_clock

NAMES = {OKAFOR: "Dr Okafor", FISCHER: "Dr Fischer"}
NINE, TEN = on_the_clock("09:00"), on_the_clock("10:00")
ON_MONDAY = on_the_clock("09:00", TUESDAY - timedelta(days=1))


def words(before: Image, after: Image, *, is_undo: bool = False) -> str:
    return appointment_words(before, after, zone=BERLIN, practitioners=NAMES, is_undo=is_undo)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"source": BookingSource.PHONE, "overbook_reason": ""}, "booked by phone"),
        (
            {},
            {"source": BookingSource.DESK, "overbook_reason": "Emergency"},
            "booked at the desk over others (Emergency)",
        ),
        ({"starts_at": NINE}, {"starts_at": TEN}, "moved from 09:00"),
        ({"starts_at": ON_MONDAY}, {"starts_at": TEN}, "moved from Mon 23 Nov 09:00"),
        ({"ends_at": NINE}, {"ends_at": TEN}, "length changed"),
        ({"contested": False}, {"contested": True}, "met another booking of that time"),
        ({"practitioner_id": OKAFOR}, {"practitioner_id": FISCHER}, "handed over by Dr Okafor"),
        ({"status": "booked"}, {"status": AppointmentStatus.ARRIVED, "arrived_at": NINE}, "arrived"),
        ({"status": AppointmentStatus.NOSHOW}, {"status": AppointmentStatus.ARRIVED}, "arrived late"),
        ({"status": "arrived"}, {"status": AppointmentStatus.IN_ROOM, "room": "Room 2"}, "sent to Room 2"),
        ({"status": "arrived"}, {"status": AppointmentStatus.IN_ROOM}, "sent to the room"),
        ({"status": "in-room"}, {"status": AppointmentStatus.FULFILLED}, "completed"),
        ({"status": "booked"}, {"status": AppointmentStatus.NOSHOW}, "no-show"),
        (
            {"status": "booked"},
            {"status": AppointmentStatus.CANCELLED, "cancelled_by": CancelledBy.CLINIC, "cancel_reason": "Doctor ill"},
            "cancelled by the clinic (Doctor ill)",
        ),
        (
            {"status": "booked"},
            {"status": AppointmentStatus.CANCELLED, "cancelled_by": CancelledBy.PATIENT},
            "cancelled by the patient",
        ),
        ({"confirmation": "none"}, {"confirmation": Confirmation.CONFIRMED}, "confirmed"),
        ({"reason": "", "desk_note": ""}, {"reason": "x", "desk_note": "y"}, "reason changed, desk note changed"),
        ({"visit_note": ""}, {"visit_note": "ECG"}, "visit note written"),
        ({"series_id": None}, {"series_id": OKAFOR}, "changed"),
    ],
)
def test_a_change_is_told_as_the_desk_says_it(before: Image, after: Image, told: str) -> None:
    assert words(before, after) == told


def test_an_undo_is_told_by_what_it_took_back() -> None:
    assert words({"starts_at": TEN}, {"starts_at": NINE}, is_undo=True) == "taken back: moved from 09:00"
    assert words({"status": "booked"}, {"status": AppointmentStatus.ENTERED_IN_ERROR}, is_undo=True) == (
        "booking taken back"
    )


def test_other_records_name_their_fields() -> None:
    assert other_words("insert", {}, {"name": "x"}) == "added"
    assert other_words("delete", {"name": "x"}, {}) == "removed"
    one = {"version": 1, "own_doctor_id": None}
    assert other_words("update", one, one) == "changed own doctor"
    three = {"mobile": "", "e_mail": "", "address": ""}
    assert other_words("update", three, three) == "changed mobile, e mail and address"
    assert other_words("update", {"version": 1}, {"version": 2}) == "changed"


@pytest.mark.parametrize("verb", sorted(UNDOABLE))
def test_everything_that_can_be_undone_has_words(verb: DiaryVerb) -> None:
    said = done_words(verb, "Peter Novak", "Tue 24 Nov 15:30", "Dr Okafor")

    assert "Peter Novak" in said
    assert said.endswith(" Tue 24 Nov 15:30 · Dr Okafor")
    assert undo_words(verb, "Peter Novak") not in {"change of Peter Novak", "Peter Novak"}


def test_names_and_moments_are_short() -> None:
    assert short_name("Dr Amara Okafor", "Dr") == "Dr Okafor"
    assert short_name("Amara Okafor", "") == "Amara Okafor"
    assert short_name("Dr", "Dr") == "Dr"
    assert moment_words(on_the_clock("15:30", date(2026, 3, 1)), BERLIN) == "Sun 1 Mar 15:30"
