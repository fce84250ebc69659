"""The outbox at work beside the windows: a real timer, the network's lane, a real e-mail server."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.message_settings import Security
from clinic_desktop.domain.messages import MessageState
from clinic_desktop.exchange.messages.sending import Run
from clinic_desktop.gui.messages.outbox_worker import OutboxWorker
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.services.opening import OpenClinic
from clinic_desktop.storage.keys import KeyPlace
from tests.builders import SmallClinic
from tests.exchange.servers import Mailbox, a_mail_server, a_silent_server
from tests.messaging import Mailroom

OFTEN = 20


@pytest.fixture
def room(small_clinic: SmallClinic) -> Mailroom:
    return Mailroom(clinic=small_clinic)


def worker_of(room: Mailroom, runner: TaskRunner) -> OutboxWorker:
    opened = OpenClinic(
        database=room.clinic.database,
        station=room.clinic.sign_in.station,
        door=room.clinic.sign_in,
        face=room.clinic.sign_in.face(),
        settings=room.clinic.settings(),
        has_admin=True,
        key_place=KeyPlace.FILE,
    )
    return OutboxWorker(runner, lambda: opened, every=OFTEN)


def test_it_sends_what_is_due_though_nobody_is_signed_in(room: Mailroom, runner: TaskRunner, qtbot: QtBot) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        room.switch_on(smtp_host="127.0.0.1", smtp_port=port, smtp_security=Security.NONE)
        room.book()
        room.outbox.plan()
        room.clinic.clock.forward(minutes=3)
        room.desk.account.lock()
        worker = worker_of(room, runner)
        runs: list[Run] = []
        worker.ran.connect(runs.append)
        worker.start()
        qtbot.waitUntil(lambda: bool(box.came))
        qtbot.waitUntil(lambda: bool(runs))
        worker.stop()
        qtbot.waitUntil(lambda: runner.is_idle)

    assert [came["To"] for came in box.came] == ["p.novak@example.org"]
    assert runs[0] == Run(sent=1)


def test_switched_off_it_sends_nothing_however_often_it_runs(room: Mailroom, runner: TaskRunner, qtbot: QtBot) -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        room.switch_on(smtp_host="127.0.0.1", smtp_port=port, smtp_security=Security.NONE)
        room.book()
        room.outbox.plan()
        room.switch_on(switched_on=False)
        room.clinic.clock.forward(minutes=3)
        worker = worker_of(room, runner)
        runs: list[Run] = []
        worker.ran.connect(runs.append)
        worker.start()
        qtbot.waitUntil(lambda: len(runs) >= 3)
        worker.stop()
        qtbot.waitUntil(lambda: runner.is_idle)

    assert box.came == []
    assert set(runs) == {Run()}


def test_a_stalled_server_holds_up_no_booking_and_no_second_run_is_begun(
    room: Mailroom, runner: TaskRunner, qtbot: QtBot
) -> None:
    with a_silent_server() as port:
        room.switch_on(smtp_host="127.0.0.1", smtp_port=port, smtp_security=Security.NONE)
        room.book()
        room.outbox.plan()
        room.clinic.clock.forward(minutes=3)
        worker = worker_of(room, runner)
        worker.start()
        qtbot.waitUntil(lambda: bool(room.messages(MessageState.SENDING)))
        desk = room.desk
        booked: list[object] = []

        runner.run(lambda: desk.scheduling.book(_another(room)), done=booked.append)
        qtbot.waitUntil(lambda: bool(booked))

        assert [one.tries for one in room.messages(MessageState.SENDING)] == [1]
        worker.stop()
    # The server is gone now, so that the run under way ends too.
    qtbot.waitUntil(lambda: runner.is_idle)


def _another(room: Mailroom) -> BookingRequest:

    at = room.clinic.clock.now.replace(minute=0) + timedelta(hours=28)
    return BookingRequest(
        patient_id=room.clinic.kim.id,
        practitioner_id=room.clinic.fischer.id,
        type_id=room.clinic.consultation.id,
        starts_at=at,
    )
