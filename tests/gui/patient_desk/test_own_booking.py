"""A signed-in patient books, question by question, by touch and by keys."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.appointments import (
    BookingSource,
)
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.booking_path import Step
from clinic_desktop.gui.patient_desk.booking_steps import ChoiceStep, ConfirmStep, TimeStep
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import (
    asked,
    book_page,
    booked,
    click,
    of_novak,
    to_the_days,
    to_the_last_look,
)


def test_a_patient_books_in_steps_by_touch(desk: AtTheDesk) -> None:
    desk.sign_in()
    last = to_the_last_look(desk)
    assert desk.title == "Is this right?"
    QTest.keyClicks(last.reason, "Chest pain")

    desk.press("Book Wednesday, 25 November, 08:00")

    (own,) = of_novak(desk)
    assert (own.reason, own.source, own.span.minutes) == ("Chest pain", BookingSource.PATIENT, 30)
    assert desk.title == "It is booked"
    assert "Wednesday, 25 November, 08:00 with Dr Amara Okafor" in desk.words()
    desk.press("Done")
    assert desk.title == "Good morning, Peter"


def test_a_patient_books_by_keys_alone(desk: AtTheDesk) -> None:
    desk.sign_in()

    desk.key(Qt.Key.Key_Return)  # Book an appointment
    desk.key(Qt.Key.Key_Return)  # Cardiology
    desk.key(Qt.Key.Key_Return)  # Consultation
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Return)  # the doctor after Anyone
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Space)  # tomorrow
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)  # a line further down
    desk.key(Qt.Key.Key_Return)  # Book

    (own,) = of_novak(desk)
    assert own.practitioner_id == desk.clinic.okafor.id
    assert f"{own.local_start:%a %H:%M}" == "Wed 09:30"
    assert desk.window.isActiveWindow()


def test_only_what_patients_may_book_is_offered(desk: AtTheDesk) -> None:
    desk.sign_in()
    desk.press("Book an appointment")
    desk.press("Cardiology")

    content = book_page(desk).content
    assert isinstance(content, ChoiceStep)

    assert [tile.text() for tile in content.tiles] == ["Consultation", "Follow-up"]


def test_what_has_one_answer_is_not_asked(desk: AtTheDesk) -> None:
    desk.sign_in()
    desk.press("Book an appointment")
    desk.press("Dermatology")
    desk.press("Consultation")

    assert asked(desk) is Step.DAY
    assert "There is no free time in the next 90 days." in desk.words()


def test_back_leads_through_the_questions_and_then_home(desk: AtTheDesk) -> None:
    desk.sign_in()
    to_the_last_look(desk)

    seen = []
    while isinstance(desk.window.page, BookPage):
        seen.append(asked(desk))
        desk.key(Qt.Key.Key_Escape)

    assert seen == [Step.CONFIRM, Step.TIME, Step.DAY, Step.DOCTOR, Step.KIND, Step.DEPARTMENT]
    assert desk.title == "Good morning, Peter"


def test_days_without_a_free_time_cannot_be_pressed(desk: AtTheDesk) -> None:
    desk.sign_in()
    days = to_the_days(desk)
    today = desk.clinic.clock.now.date()

    assert not days.days[today - timedelta(days=1)].isEnabled()
    assert days.days[today].isEnabled()
    assert not days.days[today + timedelta(days=4)].isEnabled()
    assert days.days[today].accessibleName() == "Tuesday, 24 November, free times"
    click(desk, days.after)
    click(desk, days.after)
    assert not days.after.isEnabled()


def test_a_time_that_was_taken_meanwhile_is_refused_kindly_with_the_next_ones(desk: AtTheDesk) -> None:
    desk.sign_in()
    last = to_the_last_look(desk)
    QTest.keyClicks(last.reason, "Chest pain")
    path = book_page(desk).path
    assert path is not None
    assert path.slot is not None
    booked(
        desk,
        patient_id=desk.clinic.kim.id,
        starts_at=path.slot.starts_at,
        practitioner_id=path.slot.practitioner_id,
    )

    desk.press("Book Wednesday, 25 November, 08:00")
    assert "Somebody else has just taken this time." in desk.words()
    again = book_page(desk).content
    assert isinstance(again, ConfirmStep)
    click(desk, again.offered[0])
    desk.press("Book Wednesday, 25 November, 08:30")

    (own,) = of_novak(desk)
    assert own.reason == "Chest pain"


def test_times_come_and_go_while_they_are_looked_at(desk: AtTheDesk) -> None:
    desk.sign_in()
    days = to_the_days(desk)
    click(desk, [button for button in days.days.values() if button.isEnabled()][1])
    times = book_page(desk).content
    assert isinstance(times, TimeStep)
    first = next(iter(times.buttons))

    for practitioner in (desk.clinic.okafor, desk.clinic.fischer):
        booked(desk, patient_id=desk.clinic.kim.id, starts_at=first.starts_at, practitioner_id=practitioner.id)

    now = book_page(desk).content
    assert isinstance(now, TimeStep)
    assert first.starts_at not in {slot.starts_at for slot in now.buttons}
