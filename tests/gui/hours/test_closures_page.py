"""Holidays and closures on the administrator's page: ticked, typed, looked at, saved, and taken back."""

from datetime import date, timedelta

from clinic_desktop.domain.public_holidays import HolidayChoice
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from tests.gui.staff.admin_desk import AdminDesk

from .hours_desk import MONDAY, ClosuresDesk, booked, closures, tasks


def choice(desk: AdminDesk) -> HolidayChoice:
    return desk.clinic.settings().policies.holidays


def test_the_holidays_of_the_country_of_the_clinics_clock_are_proposed(closed: ClosuresDesk, desk: AdminDesk) -> None:
    assert closed.page.bar.country.currentText() == "Germany"
    closed.year(2027)

    assert closed.states()["Good Friday"] == (False, "open")
    assert not closures(desk)
    assert choice(desk) == HolidayChoice()


def test_one_click_plans_all_holidays_of_a_year_and_another_saves_them(closed: ClosuresDesk, desk: AdminDesk) -> None:
    desk.pick(closed.page.bar.region, "Hessen")
    closed.year(2027)
    count = len(closed.names())
    assert "Corpus Christi" in closed.names()
    assert closed.page.keep_button.text() == f"Close on these {count} holidays of 2027"

    closed.close_all()

    assert set(closed.states().values()) == {(True, "would be closed")}
    assert not closures(desk)
    assert "Nobody booked loses their time" in closed.words_beside()
    closed.save()
    assert len(closures(desk)) == count
    assert set(closed.states().values()) == {(True, "closed")}
    assert not closed.page.keep_button.isVisible()
    assert desk.told() == "The closing days are saved"
    assert (choice(desk).country, choice(desk).region) == ("DE", "HE")


def test_a_holiday_that_is_switched_off_is_not_offered_in_later_years(closed: ClosuresDesk, desk: AdminDesk) -> None:
    closed.year(2027)
    closed.close_all()
    closed.save()

    closed.tick("Whit Monday" if "Whit Monday" in closed.names() else "Pentecost Monday")

    assert "Open again" in closed.words_beside()
    closed.save()
    off = next(name for name, (is_closed, _) in closed.states().items() if not is_closed)
    assert closed.states()[off] == (False, "open, in later years too")
    assert choice(desk).worked == (off,)
    closed.year(2028)
    closed.close_all()
    assert closed.states()[off][0] is False
    assert sum(is_closed for is_closed, _ in closed.states().values()) == len(closed.names()) - 1


def test_the_next_year_is_offered_until_it_is_closed_on_its_holidays(closed: ClosuresDesk, desk: AdminDesk) -> None:
    assert "2027" in closed.page.next_button.text()

    desk.click(closed.page.next_button)

    assert closed.page.year == 2027
    closed.close_all()
    closed.save()
    closed.year(2026)
    assert not closed.page.next_button.isVisible()


def test_names_come_in_another_language(closed: ClosuresDesk, desk: AdminDesk) -> None:
    closed.year(2027)

    desk.pick(closed.page.bar.language, "Deutsch")

    assert "Karfreitag" in closed.names()
    assert choice(desk).language == "de"


def test_a_typed_closure_shows_whom_it_strands_and_hands_them_over(closed: ClosuresDesk, desk: AdminDesk) -> None:
    one = booked(desk, "10:00")
    other = booked(desk, "11:00", at=desk.clinic.fischer, patient_id=desk.clinic.kim.id)

    closed.type_closure("Inventory", "30 Nov", "1 Dec")

    assert {row.booked.id for row in closed.page.impact.rows} == {one.id, other.id}
    assert "Closed: Mon 30 Nov – Tue 1 Dec 2026 · Inventory" in closed.words_beside()
    assert not closures(desk)
    row = next(row for row in closed.page.impact.rows if row.booked.id == one.id)
    desk.click(row.buttons[0])
    closed.look()
    closed.save()
    assert [(task.appointment_id, task.reason) for task in tasks(desk)] == [(other.id, "Inventory")]
    (closure,) = closures(desk)
    assert (closure.name, closure.first_day, closure.last_day) == ("Inventory", MONDAY, MONDAY + timedelta(days=1))
    assert "1 moved, 1 handed to reception" in desk.told()

    action = desk.notices[-1].action
    assert action is not None
    action()
    desk.settle()

    assert not closures(desk)
    assert closed.page.others.remove_buttons == []


def test_a_closure_is_taken_out_again(closed: ClosuresDesk, desk: AdminDesk) -> None:
    desk.clinic.as_admin().hours.add_closure("Inventory", MONDAY, MONDAY)
    desk.settle()

    desk.click(closed.page.others.remove_buttons[0])
    closed.look()

    assert "Open again: Mon 30 Nov 2026 · Inventory" in closed.words_beside()
    desk.click(closed.page.impact.discard_button)
    assert len(closed.page.others.remove_buttons) == 1
    desk.click(closed.page.others.remove_buttons[0])
    closed.look()
    closed.save()
    assert not closures(desk)


def test_what_makes_no_sense_is_said_and_stays_typed(closed: ClosuresDesk, desk: AdminDesk) -> None:
    others = closed.page.others
    desk.clinic.as_admin().hours.add_closure("Inventory", MONDAY, MONDAY)
    desk.settle()

    closed.type_closure("", "30 Nov")
    assert others.name_field.problem
    closed.type_closure("Outing", "3 Dec", "2 Dec")
    assert others.last_field.problem
    closed.type_closure("Outing", "28 Nov", "30 Nov")

    assert "Inventory" in others.first_field.problem
    assert (others.name.text(), others.first.text()) == ("Outing", "28 Nov")
    assert not closed.page.is_changed


def test_what_a_colleague_closes_meanwhile_joins_the_plan(closed: ClosuresDesk, desk: AdminDesk) -> None:
    closed.type_closure("Inventory", "30 Nov")

    desk.clinic.as_admin().hours.add_closure("Carnival", date(2027, 2, 8), date(2027, 2, 8))
    desk.settle()
    closed.look()

    assert closed.page.is_changed
    assert "changed meanwhile" in closed.page.message.text
    closed.save()
    assert [one.name for one in closures(desk)] == ["Inventory", "Carnival"]


def test_the_window_is_not_left_while_closing_days_wait(closed: ClosuresDesk, desk: AdminDesk) -> None:
    closed.type_closure("Inventory", "30 Nov")

    desk.window.close()

    dialog = desk.dialog(AskDialog)
    assert desk.window.isVisible()
    desk.click(dialog.other_button)
    assert not closures(desk)
    assert not closed.page.is_changed
