"""While the other desks are asked the dialog says so; a time that is gone comes back into it; pending is told."""

from datetime import timedelta
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.syncing import RoundReport
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.unconfirmed import unconfirmed
from tests.builders import NINE_OCLOCK, SmallClinic
from tests.gui.front_desk import FrontDesk, as_found
from tests.services.hub_side import Asked, Hub, black_hole
from tests.services.test_confirming import FrontDesk1, confirming

from .shared_desk import a_shared_desk

AT_ELEVEN = NINE_OCLOCK + timedelta(hours=2)


def a_dialog(desk: FrontDesk) -> BookingDialog:
    """Everything is in it but the press of the button."""
    dialog = desk.verbs.book(patient=as_found(desk.clinic.novak), slot=desk.slot(AT_ELEVEN))
    desk.qtbot.waitUntil(dialog.isVisible)
    desk.settle()
    return dialog


def test_a_booking_that_the_other_desks_confirm_is_told_as_always(tmp_path: Path, qtbot: QtBot) -> None:
    with a_shared_desk(tmp_path, qtbot, confirming) as (desk, _):
        dialog = a_dialog(desk)

        desk.press(dialog.book_button, Qt.Key.Key_Space)

        assert desk.notices[-1].text.startswith("Booked Peter Novak")
        assert "confirmed" not in desk.notices[-1].text


def test_a_time_that_another_desk_took_comes_back_into_the_open_dialog(tmp_path: Path, qtbot: QtBot) -> None:
    with a_shared_desk(tmp_path, qtbot, FrontDesk1) as (desk, _):
        dialog = a_dialog(desk)
        dialog.form.reason.setText("Chest pain")

        desk.press(dialog.book_button, Qt.Key.Key_Space)

        assert dialog.isVisible()
        assert "taken a moment ago at Front desk 1" in dialog.refusal.sentence
        assert dialog.refusal.offer_buttons
        assert dialog.form.reason.text() == "Chest pain"
        assert not [each for each in desk.appointments() if each.patient_id == desk.clinic.novak.id]

        desk.click(dialog.refusal.offer_buttons[0])
        desk.press(dialog.book_button, Qt.Key.Key_Space)

        assert desk.notices[-1].text.startswith("Booked Peter Novak")


def test_the_dialog_stays_open_and_says_that_the_other_desks_are_asked(tmp_path: Path, qtbot: QtBot) -> None:
    goes_on = Event()

    def slow(clinic: SmallClinic) -> Hub:
        confirms = confirming(clinic)

        def hub(asked: Asked) -> RoundReport:
            if asked.strict():
                goes_on.wait()
            return confirms(asked)

        return hub

    with a_shared_desk(tmp_path, qtbot, slow) as (desk, _):
        dialog = a_dialog(desk)

        QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.book_button.text() == "Asking the other desks…")
        assert dialog.isVisible()
        assert dialog.book_button.hasFocus()
        goes_on.set()
        desk.settle()

        assert desk.notices[-1].text.startswith("Booked Peter Novak")


def test_a_booking_without_an_answer_says_that_it_is_not_confirmed(tmp_path: Path, qtbot: QtBot) -> None:
    with a_shared_desk(tmp_path, qtbot, confirming) as (desk, engine):
        qtbot.waitUntil(lambda: not desk.workplace.sync.state.waiting)
        engine.hub = black_hole(engine)
        dialog = a_dialog(desk)

        desk.press(dialog.book_button, Qt.Key.Key_Space)

        assert "Not yet confirmed: the shared server does not answer." in desk.notices[-1].text
        (made,) = desk.appointments()
        qtbot.waitUntil(lambda: made.id in unconfirmed())
