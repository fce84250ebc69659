"""The desk lets a patient whom it knows sign in: by typing and clicking, on a real clinic."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.errors import WrongCredentials
from clinic_desktop.domain.people import Account, Role
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.patients.sign_in_dialog import GiveSignInDialog
from clinic_desktop.gui.widgets.one_time_password_dialog import OneTimePasswordDialog
from tests.builders import a_patient

from .calendar.reception_desk import button_of, words_on
from .front_desk import FrontDesk, a_front_desk

OFFER = "Give a sign-in…"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def panel(desk: FrontDesk) -> SidePanel:
    made = SidePanel(desk.workplace, desk.verbs)
    desk.show(made)
    made.resize(Measure.RIGHT_SIDE, 740)
    return made


def opened(desk: FrontDesk, panel: SidePanel) -> GiveSignInDialog:
    patient = desk.clinic.store(a_patient(given_name="Zoë", family_name="Łukasik", email=""))
    panel.show_patient(patient.id)
    desk.settle()
    desk.click(button_of(panel, OFFER))
    (dialog,) = desk.window.findChildren(GiveSignInDialog)
    desk.wait_for(dialog)
    return dialog


def test_a_patient_without_an_account_gets_one_with_a_password_to_hand_over(desk: FrontDesk, panel: SidePanel) -> None:
    dialog = opened(desk, panel)
    assert dialog.username.text() == "zlukasik"

    desk.press(dialog.username, Qt.Key.Key_Return)
    (handing,) = desk.window.findChildren(OneTimePasswordDialog)
    desk.wait_for(handing)

    clinic = desk.clinic.sign_in.authenticate("zlukasik", handing.password.text())
    assert clinic.session.account.role is Role.PATIENT
    assert clinic.session.must_change_password
    handing.accept()


def test_the_offer_is_gone_once_the_patient_has_an_account(desk: FrontDesk, panel: SidePanel) -> None:
    dialog = opened(desk, panel)
    desk.click(dialog.give_button)
    (handing,) = desk.window.findChildren(OneTimePasswordDialog)

    desk.click(handing.done_button)
    desk.qtbot.waitUntil(lambda: OFFER not in words_on(panel))

    assert "Zoë Łukasik" in words_on(panel)


def test_a_name_that_is_taken_is_refused_where_it_was_typed(desk: FrontDesk, panel: SidePanel) -> None:
    dialog = opened(desk, panel)

    desk.type_into(dialog.username, desk.clinic.receptionist.username.upper())
    desk.click(dialog.give_button)

    assert dialog.isVisible()
    assert dialog.username_field.problem
    assert dialog.username.text() == desk.clinic.receptionist.username.upper()
    assert not desk.window.findChildren(OneTimePasswordDialog)


def test_leaving_the_dialog_opens_no_account(desk: FrontDesk, panel: SidePanel) -> None:
    dialog = opened(desk, panel)

    desk.press(dialog.username, Qt.Key.Key_Escape)

    with pytest.raises(WrongCredentials):
        desk.clinic.sign_in.authenticate("zlukasik", "")
    with desk.clinic.database.reading() as reading:
        assert not reading.where(Account, username="zlukasik")


def test_a_doctor_is_not_offered_to_give_one(tmp_path: Path, qtbot: QtBot) -> None:
    with a_front_desk(tmp_path, qtbot, role="doctor") as desk:
        panel = SidePanel(desk.workplace, desk.verbs)
        desk.show(panel)

        panel.show_patient(desk.clinic.novak.id)
        desk.settle()

        assert "Peter Novak" in words_on(panel)
        assert OFFER not in words_on(panel)
