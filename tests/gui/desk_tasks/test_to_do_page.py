"""What reception is asked to do: seen with whom to ring, done with one click, and gone then."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import ExceptionKind
from clinic_desktop.domain.clinic_time import nearest_instant
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind, TaskStatus, TaskWish
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.desk_tasks.task_card import TaskCardView
from clinic_desktop.gui.desk_tasks.to_do_page import ToDoPage
from clinic_desktop.gui.sync.merge_dialog import MergeDialog
from clinic_desktop.services.asking_the_desk import ask_for_link
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import a_patient
from tests.gui.calendar.reception_desk import Desk, Key

TOMORROW = date(2026, 11, 25)


def stranded(desk: Desk, clock: str = "10:00", **fields: object) -> tuple[Appointment, DeskTask]:
    """Peter Novak is booked tomorrow, when Dr Okafor is away; she hands that to the desk."""
    at = nearest_instant(datetime.combine(TOMORROW, time.fromisoformat(clock)), desk.clinic.settings().zone_info)
    made = desk.clinic.store(desk.clinic.an_appointment(at, **fields))  # type: ignore[arg-type] # the test says
    doctor = desk.clinic.as_doctor()
    if not doctor.hours.of(desk.clinic.okafor.id).exceptions:
        leave = ExceptionDraft(
            practitioner_id=desk.clinic.okafor.id,
            first_day=TOMORROW,
            last_day=TOMORROW,
            kind=ExceptionKind.REMOVES,
        )
        doctor.hours.add_exception(leave, despite_stranded=True)
    (task,) = doctor.desk_tasks.ask(
        [TaskWish(kind=TaskKind.MOVE, appointment_id=made.id, reason="Dr Okafor is at a conference")]
    )
    desk.settle()
    return made, task


def to_book(desk: Desk) -> DeskTask:
    """Min Kim is to come again to Dr Okafor in three weeks."""
    (task,) = desk.clinic.as_receptionist().desk_tasks.ask(
        [
            TaskWish(
                kind=TaskKind.BOOK,
                patient_id=desk.clinic.kim.id,
                practitioner_id=desk.clinic.okafor.id,
                type_id=desk.clinic.consultation.id,
                wanted_day=TOMORROW + timedelta(weeks=3),
                reason="Control of the wound",
            )
        ]
    )
    desk.settle()
    return task


def a_newcomer(desk: Desk) -> tuple[Patient, DeskTask]:
    patient = desk.clinic.store(a_patient(mrn="100009"))
    with desk.clinic.database.transaction(PROGRAM, "register") as transaction:
        task = ask_for_link(transaction, patient.id)
    desk.settle()
    return patient, task


def page_of(desk: Desk) -> ToDoPage:
    desk.press(Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = desk.window.current_page
    assert isinstance(page, ToDoPage)
    return page


def card_of(page: ToDoPage, task: DeskTask) -> TaskCardView:
    return page.cards[task.id]


def words_on(widget: QWidget) -> str:
    parts: list[QLabel | QAbstractButton] = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return " ".join(each.text() for each in parts if each.isVisible())


def click(desk: Desk, button: QAbstractButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def test_an_empty_list_says_what_belongs_there(desk: Desk) -> None:
    page = page_of(desk)

    assert "Nothing to do" in words_on(page)
    assert desk.window.commands["to_do"].text() == "&To do"


def test_a_card_says_whom_to_ring_and_why(desk: Desk) -> None:
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), mobile="+49 30 901821"))
    _, task = stranded(desk)

    words = words_on(card_of(page_of(desk), task))

    for part in (
        "Peter Novak", "14 Mar 1961 (65)", "+49 30 901821", "Move from tomorrow 10:00 · Consultation",
        "Dr Okafor is at a conference", "Asked by Dr Amara Okafor, today 09:00",
    ):  # fmt: skip
        assert part in words


def test_the_menu_says_how_many(desk: Desk) -> None:
    stranded(desk)
    stranded(desk, "11:00")

    assert desk.window.commands["to_do"].text() == "&To do · 2"


def test_one_click_moves_and_the_card_leaves(desk: Desk) -> None:
    appointment, task = stranded(desk)
    page = page_of(desk)
    card = card_of(page, task)
    assert card.slot_buttons[0].text() == "Thu 26 Nov 10:00"
    assert card.slot_buttons[-2].text() == "Tomorrow 10:00, Dr Fischer"

    click(desk, card.slot_buttons[0])

    assert desk.clinic.stored(appointment).starts_at == appointment.starts_at + timedelta(days=1)
    assert desk.clinic.stored(task).status is TaskStatus.COMPLETED
    assert not page.cards
    assert "Nothing to do" in words_on(page)
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert list(page.cards) == [task.id]
    assert desk.clinic.stored(appointment).starts_at == appointment.starts_at


def test_one_click_books_and_undo_takes_both_back(desk: Desk) -> None:
    task = to_book(desk)
    page = page_of(desk)
    card = card_of(page, task)
    assert "Book about Wed 16 Dec" in words_on(card)

    click(desk, card.slot_buttons[0])

    booked_id = desk.clinic.stored(task).booked_id
    assert booked_id is not None
    booked = desk.clinic.as_receptionist().scheduling.open(booked_id).line
    assert (booked.patient_name, booked.reason) == ("Min Kim", "Control of the wound")
    assert not page.cards
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = desk.clinic.as_receptionist().scheduling.open(booked_id).line
    assert undone.status is AppointmentStatus.ENTERED_IN_ERROR
    assert list(page.cards) == [task.id]


def test_another_time_opens_the_usual_dialogs(desk: Desk) -> None:
    _, move = stranded(desk)
    book = to_book(desk)
    page = page_of(desk)

    click(desk, card_of(page, move).time_button)
    moving = desk.dialog(MoveDialog)
    QTest.keyClick(moving, Key.Key_Escape)
    desk.settle()
    click(desk, card_of(page, book).time_button)

    booking = desk.dialog(BookingDialog)
    assert "Min Kim" in words_on(booking)
    QTest.keyClick(booking, Key.Key_Escape)
    desk.settle()
    assert len(page.cards) == 2


def test_a_time_that_was_given_away_opens_the_dialog_and_says_why(desk: Desk) -> None:
    appointment, task = stranded(desk)
    page = page_of(desk)
    card = card_of(page, task)
    desk.window.workplace.news.leave()
    desk.clinic.store(
        desk.clinic.an_appointment(appointment.starts_at + timedelta(days=1), patient_id=desk.clinic.kim.id)
    )

    click(desk, card.slot_buttons[0])

    dialog = desk.dialog(MoveDialog)
    assert "taken" in words_on(dialog)
    assert desk.clinic.stored(task).status is TaskStatus.REQUESTED
    QTest.keyClick(dialog, Key.Key_Escape)
    desk.settle()


def test_a_newcomer_stands_beside_whom_they_may_be(desk: Desk) -> None:
    _, task = a_newcomer(desk)
    page = page_of(desk)
    card = card_of(page, task)
    assert "Perhaps Peter Novak" in words_on(card)
    assert "MRN 100001" in words_on(card)

    click(desk, card.compare_buttons[0])

    dialog = desk.dialog(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    click(desk, dialog.panel.merge_button)
    assert desk.clinic.stored(task).status is TaskStatus.COMPLETED
    assert not page.cards


def test_two_people_are_told_apart_and_that_is_done(desk: Desk) -> None:
    _, task = a_newcomer(desk)
    page = page_of(desk)
    card = card_of(page, task)

    click(desk, next(each for each in card.findChildren(QAbstractButton) if each.text() == "Two people"))

    assert desk.clinic.stored(task).status is TaskStatus.COMPLETED
    assert not page.cards


def test_what_is_done_otherwise_is_ticked_off_or_taken_off(desk: Desk) -> None:
    _, first = stranded(desk)
    _, second = stranded(desk, "11:00", patient_id=desk.clinic.kim.id)
    page = page_of(desk)

    click(desk, card_of(page, first).done_button)
    click(desk, card_of(page, second).withdraw_button)

    assert desk.clinic.stored(first).status is TaskStatus.COMPLETED
    assert desk.clinic.stored(second).status is TaskStatus.CANCELLED
    assert not page.cards


def test_the_keyboard_walks_from_card_to_card_and_stays_near(desk: Desk) -> None:
    _, first = stranded(desk)
    _, second = stranded(desk, "11:00", patient_id=desk.clinic.kim.id)
    page = page_of(desk)
    page.setFocus(Qt.FocusReason.TabFocusReason)
    assert card_of(page, first).has_keyboard

    desk.press(Key.Key_Down)
    assert card_of(page, second).has_keyboard
    desk.press(Key.Key_Space)

    assert list(page.cards) == [first.id]
    assert card_of(page, first).has_keyboard


def test_what_colleagues_do_shows_at_once(desk: Desk) -> None:
    page = page_of(desk)

    _, task = stranded(desk)

    assert list(page.cards) == [task.id]
    desk.clinic.as_doctor().desk_tasks.withdraw(task.id, task.version)
    desk.settle()
    assert not page.cards


def test_the_privacy_key_hides_names_and_numbers(desk: Desk) -> None:
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), mobile="+49 30 901821"))
    _, task = stranded(desk)
    a_newcomer(desk)
    page = page_of(desk)

    privacy.switch().set_on(True)
    desk.settle()

    assert "Novak" not in words_on(page)
    assert "901821" not in words_on(page)
    privacy.switch().set_on(False)
    desk.settle()
    assert "Peter Novak" in words_on(card_of(page, task))
