"""How late a doctor runs and when who waits is called, at the desk: heads, board, and the panel beside it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.waiting_room import BoardColumn
from clinic_desktop.gui.calendar.sheet import day_header
from clinic_desktop.gui.waiting_room.board_page import BoardPage
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic
from tests.gui.front_desk import today_at
from tests.gui.settling import settle

IN_ROOM, ARRIVED = AppointmentStatus.IN_ROOM, AppointmentStatus.ARRIVED


@pytest.fixture
def window(
    small_clinic: SmallClinic, workplace: Workplace, station: SettingsFile, qtbot: QtBot, dressed: QApplication
) -> Iterator[ReceptionWindow]:
    made = ReceptionWindow(workplace, station)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    settle(qtbot, workplace.runner)
    yield made
    made.close()
    made.deleteLater()


def inside(clinic: SmallClinic, starts_at: datetime, went_in: datetime, minutes: int = 20) -> Appointment:
    return clinic.store(
        clinic.an_appointment(
            starts_at,
            minutes=minutes,
            status=IN_ROOM,
            arrived_at=starts_at,
            in_room_at=went_in,
            patient_id=clinic.kim.id,
        )
    )


def waiting(clinic: SmallClinic, starts_at: datetime) -> Appointment:
    return clinic.store(clinic.an_appointment(starts_at, status=ARRIVED, arrived_at=starts_at - timedelta(minutes=9)))


def late(window: ReceptionWindow) -> dict[str, str]:
    header = window.calendar.view.header
    return {column.title: header.late_words(column) for column in window.calendar.view.columns}


def test_the_head_of_the_column_says_how_late_the_doctor_runs(
    window: ReceptionWindow, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    before = late(window)

    inside(small_clinic, today_at(8, 30), today_at(8, 52))
    waiting(small_clinic, today_at(9))
    settle(qtbot, window.workplace.runner)

    assert before == {"Dr Amara Okafor": "", "Dr Lena Fischer": ""}
    assert late(window) == {"Dr Amara Okafor": "12 min late", "Dr Lena Fischer": ""}
    assert "Dr Amara Okafor, Cardiology · Room 2, 12 min late" in window.calendar.view.header.accessibleName()


@pytest.mark.parametrize("width", [683, 1366, 2400])
@pytest.mark.parametrize("view", ["Day", "Week"])
def test_no_words_of_the_heads_lie_over_others(
    window: ReceptionWindow,
    small_clinic: SmallClinic,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    view: str,
) -> None:
    inside(small_clinic, today_at(8, 30), today_at(8, 52))
    waiting(small_clinic, today_at(9))
    window.resize(width, 768)
    QTest.keyClick(window, Qt.Key.Key_1 if view == "Day" else Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.workplace.runner)
    header = window.calendar.view.header
    assert "12 min late" in header.accessibleName()
    written: list[QRectF] = []

    def write(painter: QPainter, line: QRectF, *_: object) -> None:
        written.append(line)

    monkeypatch.setattr(day_header, "write_line", write)
    header.grab()

    assert len(written) >= 4
    for number, line in enumerate(written):
        assert line.width() > 0
        assert not any(line.adjusted(1, 1, -1, -1).intersects(other) for other in written[number + 1 :])


def test_the_head_follows_the_clock_and_is_of_today_only(
    window: ReceptionWindow, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    inside(small_clinic, today_at(8, 30), today_at(8, 40))
    settle(qtbot, window.workplace.runner)
    at_nine = late(window)["Dr Amara Okafor"]

    small_clinic.clock.forward(minutes=4)
    window.calendar.minute_passed.emit()
    later = late(window)["Dr Amara Okafor"]
    window.calendar.step_days(1)
    settle(qtbot, window.workplace.runner)

    assert (at_nine, later) == ("10 min late", "14 min late")
    assert set(late(window).values()) == {""}


def history(clinic: SmallClinic, minutes: int) -> None:
    for number in range(5):
        starts_at = today_at(9) - timedelta(days=3, minutes=-30 * number)
        visit = clinic.an_appointment(
            starts_at,
            status=AppointmentStatus.FULFILLED,
            in_room_at=starts_at,
            done_at=starts_at + timedelta(minutes=minutes),
        )
        clinic.store(visit)


def test_the_card_of_whoever_waits_says_about_when_from_the_doctors_own_history(
    window: ReceptionWindow, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    history(small_clinic, 41)
    inside(small_clinic, today_at(8, 30), today_at(8, 45))
    waits = waiting(small_clinic, today_at(9))
    window.commands["waiting_room"].trigger()
    qtbot.waitUntil(lambda: isinstance(window.current_page, BoardPage))
    settle(qtbot, window.workplace.runner)
    page = window.current_page
    assert isinstance(page, BoardPage)

    def remark(appointment_id: UUID) -> str:
        cards = page.view.columns[BoardColumn.ARRIVED].list.cards.rows
        return next(card.remark for card in cards if card.id == appointment_id)

    # 08:45 and the 41 minutes that these visits take are 09:26; booked was until 09:05.
    assert remark(waits.id) == "Next · about 09:30"
    page.view.choose(waits.id)
    page.view.card_chosen.emit(waits.id)
    settle(qtbot, window.workplace.runner)
    assert page.panel.parts.facts.fact("called") == "about 09:30 · Next"


def test_the_panel_forgets_it_once_the_patient_is_in_the_room(
    window: ReceptionWindow, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    waits = waiting(small_clinic, today_at(9))
    panel = window.calendar.panel
    panel.show_appointment(window.workplace.clinic.scheduling.open(waits.id).line)
    settle(qtbot, window.workplace.runner)
    before = panel.parts.facts.fact("called")

    small_clinic.as_receptionist().waiting.send_to_room(waits.id, waits.version)
    settle(qtbot, window.workplace.runner)
    qtbot.waitUntil(lambda: panel.parts.facts.fact("called") == "")

    assert before == "Next"
