"""What a patient wants to hear, and where: in the register, and at the foot of a booking."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.messages import Channel
from clinic_desktop.gui.patients.register_form import RegisterForm
from clinic_desktop.gui.patients.reminder_choice import ReminderChoice
from tests.builders import NINE_OCLOCK, details
from tests.gui.front_desk import FrontDesk, a_front_desk, as_found
from tests.messaging import Mailroom


@pytest.fixture
def front(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


@pytest.mark.parametrize("channel", [None, *Channel])
@pytest.mark.parametrize("wants", [True, False])
def test_a_wish_is_shown_as_it_is_kept(qtbot: QtBot, channel: Channel | None, *, wants: bool) -> None:
    box = ReminderChoice()
    qtbot.addWidget(box)

    box.choose(wants_reminders=wants, channel=channel)

    assert (box.wants_reminders, box.channel) == (wants, channel if wants else None)


def test_the_register_form_keeps_how_a_patient_wants_to_be_reminded(qtbot: QtBot) -> None:
    form = RegisterForm(NINE_OCLOCK.date())
    qtbot.addWidget(form)
    form.show_details(details(reminder_channel=Channel.PHONE))
    assert form.reminders.currentText() == "By phone call"

    QTest.keyClick(form.reminders, Qt.Key.Key_Up)

    assert form.details().reminder_channel is Channel.SMS
    QTest.keyClick(form.reminders, Qt.Key.Key_End)
    assert not form.details().wants_reminders


def test_the_booking_says_where_the_confirmation_will_go(front: FrontDesk) -> None:
    room = Mailroom(clinic=front.clinic)
    room.switch_on()
    room.change_novak(reminder_channel=Channel.SMS)

    dialog = front.verbs.book(patient=as_found(front.clinic.stored(front.clinic.novak)))
    front.wait_for(dialog)
    front.settle()

    assert dialog.confirmation.text() == "Confirmation by SMS to +49 30 901820"
    dialog.reject()
    front.settle()


def test_it_says_nothing_while_messages_are_off(front: FrontDesk) -> None:
    Mailroom(clinic=front.clinic)

    dialog = front.verbs.book(patient=as_found(front.clinic.stored(front.clinic.novak)))
    front.wait_for(dialog)
    front.settle()

    assert dialog.confirmation.text() == ""
    dialog.reject()
    front.settle()
