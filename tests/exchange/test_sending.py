"""The whole way of a message, from the booking to the mailbox."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from clinic_desktop.domain.message_settings import MessageSettings, Security
from clinic_desktop.domain.messages import Channel, MessageState
from clinic_desktop.exchange.calendar_file import uid_of
from clinic_desktop.exchange.messages.sending import Run, run_outbox, send_test
from clinic_desktop.services.outbox import Outbox
from tests.builders import a_patient, a_small_clinic
from tests.exchange.outgoing import HERE, delivery
from tests.exchange.servers import (
    Mailbox,
    a_mail_server,
    a_silent_server,
    free_port,
)
from tests.messaging import ALL_DAY, Mailroom


@pytest.fixture
def room(tmp_path: Path) -> "Iterator[Mailroom]":
    with a_small_clinic(tmp_path / "clinic") as clinic:
        yield Mailroom(clinic=clinic)


def switch_on(room: Mailroom, port: int, **fields: object) -> None:
    room.switch_on(smtp_host=HERE, smtp_port=port, smtp_security=Security.NONE, **fields)


def test_a_booking_reaches_the_patients_mailbox_after_three_minutes(room: Mailroom) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        switch_on(room, port)
        room.book()
        early = run_outbox(room.outbox)
        room.clinic.clock.forward(minutes=3)
        late = run_outbox(room.outbox)
        again = run_outbox(room.outbox)

    assert (early, late, again) == (Run(planned=1), Run(sent=1), Run())
    assert [came["To"] for came in box.came] == ["p.novak@example.org"]
    assert [one.state for one in room.messages()] == [MessageState.SENT]


def test_the_appointment_comes_with_its_email_and_a_move_changes_the_same_entry(room: Mailroom) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        switch_on(room, port)
        room.outbox.plan()
        booked = room.long_booked()
        room.clinic.as_patient().own.send_by_mail(booked.id)
        run_outbox(room.outbox)
        room.move(booked, booked.starts_at + timedelta(hours=1))
        room.clinic.clock.forward(minutes=4)
        run_outbox(room.outbox)

    entries = [entry_in(came) for came in box.came]
    assert [entry["uid"] for entry in entries] == [uid_of(booked.id)] * 2
    assert [entry.start for entry in entries] == [booked.starts_at, booked.starts_at + timedelta(hours=1)]
    assert entries[0]["sequence"] < entries[1]["sequence"]


def entry_in(came: EmailMessage) -> Any:  # Any: the library names no type of what it has read
    (calendar,) = [part for part in came.walk() if part.get_content_type() == "text/calendar"]
    (entry,) = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    return entry


def test_a_booking_undone_within_three_minutes_leaves_the_mailbox_empty(room: Mailroom) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        switch_on(room, port)
        room.book()
        run_outbox(room.outbox)
        room.clinic.clock.forward(minutes=2, seconds=59)
        room.desk.history.undo_last()
        room.clinic.clock.forward(hours=1)
        run_outbox(room.outbox)

    assert box.came == []


def test_switched_off_nothing_leaves_whatever_waits(room: Mailroom) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        switch_on(room, port)
        room.book()
        run_outbox(room.outbox)
        switch_on(room, port, switched_on=False)
        room.clinic.clock.forward(hours=1)

        assert run_outbox(room.outbox) == Run()
    assert box.came == []


def test_switched_off_in_the_middle_of_a_run_the_next_message_stays(room: Mailroom) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        switch_on(room, port)
        write_to_many(room, 3)
        off_after_the_first = lambda: not box.came or switch_off(room)  # noqa: E731

        run_outbox(room.outbox, is_wanted=off_after_the_first)

    assert len(box.came) == 1


def switch_off(room: Mailroom) -> bool:
    if room.settings().switched_on:
        room.switch_on(switched_on=False)
    return True


def test_a_server_that_was_down_gets_the_message_when_it_is_up_again(room: Mailroom) -> None:
    box, port = Mailbox(), free_port()
    switch_on(room, port)
    room.book()
    run_outbox(room.outbox)
    room.clinic.clock.forward(minutes=3)
    down = run_outbox(room.outbox)
    (waiting,) = room.messages()
    with a_mail_server(box, port):
        too_soon = run_outbox(room.outbox)
        room.clinic.clock.forward(minutes=1)
        up = run_outbox(room.outbox)

    assert (down, too_soon, up) == (Run(not_sent=1), Run(), Run(sent=1))
    assert (waiting.state, waiting.tries) == (MessageState.WAITING, 1)
    assert waiting.last_error == "The e-mail server 127.0.0.1 cannot be reached."
    assert len(box.came) == 1


def test_a_dead_mail_server_is_tried_once_in_a_run_and_text_messages_go_on(room: Mailroom) -> None:
    switch_on(room, free_port())
    write_to_many(room, 5)
    for patient in room.messages()[:2]:
        standing = room.clinic.stored(a_patient(id=patient.patient_id))
        room.clinic.store(replace(standing, reminder_channel=Channel.SMS, mobile="+49 30 1"))

    run = run_outbox(room.outbox)

    file = room.clinic.database.folder / "sms.txt"
    assert run.not_sent <= 3
    assert len(file.read_text(encoding="utf-8").splitlines()) == run.sent


def test_two_that_send_at_once_never_send_the_same(room: Mailroom) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        switch_on(room, port)
        write_to_many(room, 30)
        runs: list[Run] = []
        begin = threading.Barrier(2)

        def send_all() -> None:
            begin.wait()
            runs.append(run_outbox(Outbox(room.clinic.database)))

        threads = [threading.Thread(target=send_all) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sum(run.sent for run in runs) == 30
    assert len(box.came) == len({came["To"] for came in box.came}) == 30


def test_a_stalled_server_delays_no_booking(room: Mailroom) -> None:
    with a_silent_server() as port:
        switch_on(room, port)
        room.book()
        run_outbox(room.outbox)
        room.clinic.clock.forward(minutes=3)
        in_hand = threading.Event()
        stop = room.clinic.database.subscribe(lambda _: in_hand.set())
        sending = threading.Thread(target=lambda: run_outbox(room.outbox, patience=1))
        sending.start()
        assert in_hand.wait(5)
        stop()
        booked = room.book(hours=28)
        still_stalled = room.messages(MessageState.SENDING)
        sending.join()

    assert booked.version == 1
    assert len(still_stalled) == 1


def test_a_test_message_needs_nothing_stored_and_stores_nothing(room: Mailroom) -> None:
    box = Mailbox()
    admin = room.clinic.as_admin()
    with a_mail_server(box) as port:
        typed = replace(delivery(smtp_port=port).settings, id=UUID(int=0))
        send_test(admin, typed, Channel.EMAIL, "sam@example.org", subject="A test", body="It works.")

    assert [came["Subject"] for came in box.came] == ["A test"]
    assert room.settings().smtp_host == ""
    assert room.messages() == []


def test_a_password_sealed_at_another_station_is_said_so_at_the_message(room: Mailroom) -> None:
    switch_on(room, free_port())
    room.book()
    run_outbox(room.outbox)
    with room.clinic.database.reading() as reading:
        (standing,) = reading.where(MessageSettings)
    room.clinic.store(replace(standing, smtp_secret="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
    room.clinic.clock.forward(minutes=3)

    assert run_outbox(room.outbox) == Run(not_sent=1)
    assert "set at another station" in room.messages()[0].last_error


def write_to_many(room: Mailroom, count: int) -> None:
    """Reminders that are due now, each to another patient."""
    standing = room.settings()
    assert standing.switched_on
    room.switch_on(
        smtp_host=standing.smtp_host,
        smtp_port=standing.smtp_port,
        smtp_security=standing.smtp_security,
        timings=replace(ALL_DAY, on_booking=False),
    )
    now = room.clinic.clock.now
    for number in range(count):
        patient = room.clinic.store(a_patient(mrn=f"m{number}", email=f"p{number}@example.org"))
        starts_at = now + timedelta(hours=23, minutes=number)
        booked_at = now - timedelta(days=7)
        room.clinic.store(room.clinic.an_appointment(starts_at, minutes=1, patient_id=patient.id, booked_at=booked_at))
    assert room.outbox.plan() == count
