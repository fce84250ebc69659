"""Rooms, who offers a type, and lists that are put in order: by clicks, drags and key presses."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.appointments import AppointmentType, WhoBooks
from clinic_desktop.domain.requests import DepartmentDetails, RoomDetails
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.staff.add_dialog import AddDialog
from clinic_desktop.gui.staff.departments_page import DepartmentsPage
from clinic_desktop.gui.staff.list_and_card import ListAndCardPage
from clinic_desktop.gui.staff.offered_by import OfferedByDialog
from clinic_desktop.gui.staff.rooms_page import RoomForm, RoomsPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.staff.types_page import TypeForm, TypesPage
from clinic_desktop.gui.widgets.check_row import CheckRow
from tests.gui.staff.admin_desk import AdminDesk, column_of, names_in


def page_of(desk: AdminDesk, kind: type[Any], name: str) -> Any:  # Any: the page that the class makes
    desk.window.commands[f"go_to_{name}"].trigger()
    desk.settle()
    page = desk.window.page_of(kind)
    assert isinstance(page, Page)
    return page


@pytest.fixture
def rooms(desk: AdminDesk) -> RoomsPage:
    """The page with three rooms."""
    staff = desk.clinic.as_admin().staff
    for name in ("Room 1", "Room 2", "Room 3"):
        staff.add_room(RoomDetails(name=name))
    page = page_of(desk, RoomsPage, "rooms")
    assert isinstance(page, RoomsPage)
    return page


def drag(desk: AdminDesk, page: ListAndCardPage[Any], name: str, to: int, *, escape: bool = False) -> None:
    """Take a row by its name and let go at the upper half of the row that stands at `to`, or below the last one."""
    row, view = names_in(page).index(name), page.view
    port = view.viewport()
    begins = view.visualRect(page.table.index(row, 0)).center()
    height = view.rowHeight(row)
    ends = QPoint(begins.x(), view.rowViewportPosition(0) + to * height + height // 4)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begins)
    for step in range(1, 11):
        QTest.mouseMove(port, begins + (ends - begins) * step / 10)
    if escape:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=ends)
    desk.settle()


def stored_order(desk: AdminDesk) -> list[str]:
    return [room.name for room in desk.clinic.as_admin().staff.rooms()]


def test_a_room_is_added_by_typing_and_shows_who_is_in_it(desk: AdminDesk) -> None:
    page = page_of(desk, RoomsPage, "rooms")
    assert page.empty.isVisible()
    desk.click(page.add_button)
    dialog = desk.dialog(AddDialog)
    form = dialog.form
    assert isinstance(form, RoomForm)

    desk.type_into(form.name, "Room 2")
    desk.pick(form.department, "Cardiology")
    desk.type_into(form.floor, "First floor")
    desk.press(form.floor, Qt.Key.Key_Return)

    assert (names_in(page), column_of(page, 1), column_of(page, 2)) == (["Room 2"], ["Cardiology"], ["First floor"])
    assert column_of(page, 3) == ["Dr Amara Okafor"]
    assert desk.told() == "Added Room 2."


def test_a_room_that_is_renamed_takes_its_doctor_along(desk: AdminDesk, rooms: RoomsPage) -> None:
    desk.choose_in(rooms, "Room 2")
    form = rooms.record_card.form
    assert isinstance(form, RoomForm)

    desk.type_into(form.name, "Blue room")
    desk.press(rooms, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert desk.clinic.stored(desk.clinic.okafor).room == "Blue room"
    assert column_of(rooms, 3)[names_in(rooms).index("Blue room")] == "Dr Amara Okafor"


def test_what_was_saved_is_taken_back_by_the_notice(desk: AdminDesk, rooms: RoomsPage) -> None:
    desk.choose_in(rooms, "Room 2")
    form = rooms.record_card.form
    assert isinstance(form, RoomForm)
    desk.type_into(form.name, "Blue room")
    desk.type_into(form.floor, "Cellar")
    desk.click(rooms.save_bar.save_button)

    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()

    assert (form.name.text(), form.floor.text()) == ("Room 2", "")
    assert desk.told() == "Room 2 is as it was."
    assert desk.clinic.stored(desk.clinic.okafor).room == "Room 2"


def test_a_row_is_dragged_elsewhere_and_the_notice_takes_it_back(desk: AdminDesk, rooms: RoomsPage) -> None:
    drag(desk, rooms, "Room 3", 0)

    assert names_in(rooms) == stored_order(desk) == ["Room 3", "Room 1", "Room 2"]
    assert desk.told() == "Room 3 stands in place 1 now."
    assert rooms.card.subject == "Room 3"
    undo = desk.notices[-1].action
    assert undo is not None
    undo()
    desk.settle()
    assert names_in(rooms) == stored_order(desk) == ["Room 1", "Room 2", "Room 3"]


def test_a_row_goes_to_the_end_and_to_the_middle(desk: AdminDesk, rooms: RoomsPage) -> None:
    drag(desk, rooms, "Room 1", 3)
    assert stored_order(desk) == ["Room 2", "Room 3", "Room 1"]

    drag(desk, rooms, "Room 2", 2)

    assert names_in(rooms) == stored_order(desk) == ["Room 3", "Room 2", "Room 1"]


def test_escape_takes_a_drag_back_and_a_row_let_go_where_it_was_stays(desk: AdminDesk, rooms: RoomsPage) -> None:
    drag(desk, rooms, "Room 3", 0, escape=True)
    drag(desk, rooms, "Room 2", 2)

    assert names_in(rooms) == stored_order(desk) == ["Room 1", "Room 2", "Room 3"]
    assert desk.told() == ""


def test_keys_put_the_chosen_row_up_and_down(desk: AdminDesk, rooms: RoomsPage) -> None:
    desk.choose_in(rooms, "Room 1")

    desk.press(rooms.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names_in(rooms) == ["Room 2", "Room 1", "Room 3"]
    desk.press(rooms.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(rooms.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(rooms.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert names_in(rooms) == stored_order(desk) == ["Room 2", "Room 1", "Room 3"]
    assert rooms.view.chosen_key == rooms.table.rows[1].id


def test_what_is_typed_on_the_card_stays_when_its_row_is_moved(desk: AdminDesk, rooms: RoomsPage) -> None:
    desk.choose_in(rooms, "Room 1")
    form = rooms.record_card.form
    assert isinstance(form, RoomForm)
    desk.type_into(form.floor, "Cellar")

    desk.press(rooms.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert form.floor.text() == "Cellar"
    assert rooms.is_changed
    assert stored_order(desk) == ["Room 2", "Room 1", "Room 3"]


def test_departments_and_types_are_put_in_order_too(desk: AdminDesk) -> None:
    desk.clinic.as_admin().staff.add_department(DepartmentDetails(name="Dermatology"))
    departments = page_of(desk, DepartmentsPage, "departments")
    drag(desk, departments, "Dermatology", 0)
    types = page_of(desk, TypesPage, "types")
    drag(desk, types, "Follow-up", 0)

    assert names_in(departments) == ["Dermatology", "Cardiology"]
    assert [kind.name for kind in desk.clinic.as_patient().settings.types()] == ["Follow-up", "Consultation"]


def test_who_offers_a_type_is_ticked_and_who_may_book_it_is_chosen(desk: AdminDesk) -> None:
    page = page_of(desk, TypesPage, "types")
    desk.choose_in(page, "Consultation")
    form = page.record_card.form
    assert isinstance(form, TypeForm)
    assert form.offered_by.text() == "Everybody"

    desk.click(form.offered_by)
    dialog = desk.dialog(OfferedByDialog)
    desk.click(next(row for row in dialog.findChildren(CheckRow) if "Fischer" in row.text()))
    assert dialog.take_button.text() == "One doctor offers it"
    desk.click(dialog.take_button)
    desk.pick(form.booked_by, "Front desk only")
    desk.type_into(form.room, "Ultrasound")
    desk.click(page.save_bar.save_button)

    stored = desk.clinic.stored(desk.clinic.consultation)
    assert (stored.practitioner_ids, stored.booked_by) == ((desk.clinic.okafor.id,), WhoBooks.DESK)
    assert stored.room == "Ultrasound"
    assert column_of(page, 5)[names_in(page).index("Consultation")] == "Dr Amara Okafor"
    assert column_of(page, 4)[names_in(page).index("Consultation")] == "Front desk only"


def test_a_type_that_nobody_would_offer_is_not_taken(desk: AdminDesk) -> None:
    page = page_of(desk, TypesPage, "types")
    desk.click(page.record_card.form.offered_by)
    dialog = desk.dialog(OfferedByDialog)
    dialog.list.choose_only(())

    desk.click(dialog.take_button)

    assert dialog.message.text.startswith("Tick at least one.")
    desk.press(dialog, Qt.Key.Key_Escape)
    assert page.record_card.form.offered_by.text() == "Everybody"


def test_everybody_ticked_again_means_everybody_who_comes_later_too(desk: AdminDesk) -> None:
    kind = desk.clinic.store(replace(desk.clinic.consultation, practitioner_ids=(desk.clinic.okafor.id,)))
    page = page_of(desk, TypesPage, "types")
    desk.choose_in(page, "Consultation")
    desk.click(page.record_card.form.offered_by)
    dialog = desk.dialog(OfferedByDialog)
    assert dialog.list.chosen() == {desk.clinic.okafor.id}

    dialog.list.choose_all()
    assert dialog.take_button.text() == "Everybody offers it"
    desk.click(dialog.take_button)
    desk.click(page.save_bar.save_button)

    stored: AppointmentType = desk.clinic.stored(kind)
    assert stored.practitioner_ids == ()


@pytest.mark.usefixtures("rooms")
def test_the_clinics_rooms_are_offered_where_a_doctor_gets_one(desk: AdminDesk) -> None:
    page = page_of(desk, StaffPage, "staff")
    desk.choose("Dr Lena Fischer")
    field = page.person_card.practitioner_form.room
    assert list(field.offered) == ["Room 1", "Room 2", "Room 3"]

    desk.type_into(field, "1")
    desk.press(field.completer().popup(), Qt.Key.Key_Down)
    desk.press(field.completer().popup(), Qt.Key.Key_Return)
    desk.click(page.save_bar.save_button)

    assert desk.clinic.stored(desk.clinic.fischer).room == "Room 1"
