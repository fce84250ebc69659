"""What the clinic's policies leave of the patients' desk, and whom it offers for what."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from clinic_desktop.domain.people import Department
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.booking_path import Step
from clinic_desktop.gui.patient_desk.check_in_page import CheckInPage
from clinic_desktop.gui.patient_desk.home_page import HomePage
from clinic_desktop.gui.patient_desk.start_page import StartPage
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import NOBODY, asked, booked


def set_policies(desk: AtTheDesk, **policies: Any) -> None:  # Any: as the policies are
    """An administrator sets them, somewhere else."""
    admin = desk.clinic.as_admin()
    seen = admin.settings.read().policies
    admin.settings.change_policies(seen, replace(seen, **policies))
    desk.settle()


def test_the_first_page_offers_what_is_left_as_soon_as_it_is_set(at_desk: AtTheDesk) -> None:
    page = at_desk.page(StartPage)
    tiles = (page.check_in_tile, page.sign_in_tile, page.register_tile)
    assert [tile.isVisible() for tile in tiles] == [True, True, True]

    set_policies(at_desk, kiosk_registers=False)
    assert [tile.isVisible() for tile in tiles] == [True, True, False]
    set_policies(at_desk, patients_check_in=False, kiosk_signs_in=False)

    assert [tile.isVisible() for tile in tiles] == [False, False, False]
    assert "Please go to the front desk: they will help you." in at_desk.words()
    set_policies(at_desk, kiosk_signs_in=True)
    assert [tile.isVisible() for tile in tiles] == [False, True, False]


def test_whoever_was_on_the_way_is_told_in_a_sentence(at_desk: AtTheDesk) -> None:
    at_desk.press("I have an appointment today")
    set_policies(at_desk, patients_check_in=False)
    page = at_desk.page(CheckInPage)

    page.take_slip(NOBODY)
    at_desk.settle()

    assert "You cannot do this here. Please ask at the front desk." in at_desk.words()


def test_who_may_not_book_finds_no_way_to_it_but_their_appointments(desk: AtTheDesk) -> None:
    booked(desk, starts_at=desk.clinic.clock.now + timedelta(days=7))
    set_policies(desk, patients_book=False)

    desk.sign_in()

    assert list(desk.page(HomePage).tiles) == [own_names.VISITS, own_names.DETAILS]
    assert desk.page(HomePage).tiles[own_names.VISITS].hasFocus()


def test_who_may_not_check_in_is_asked_to_say_so_at_the_front_desk(desk: AtTheDesk) -> None:
    booked(desk)
    set_policies(desk, patients_check_in=False)

    desk.sign_in()

    assert desk.page(HomePage).arrive_button is None
    assert "Please say at the front desk that you are here." in desk.words()


def test_only_those_who_offer_it_are_asked_for(desk: AtTheDesk) -> None:
    skin = desk.clinic.store(Department(id=NOBODY, name="Radiology"))
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.fischer), department_id=skin.id))
    kind = replace(desk.clinic.stored(desk.clinic.consultation), practitioner_ids=(desk.clinic.fischer.id,))
    desk.clinic.store(kind)
    desk.sign_in()

    desk.press("Book an appointment")
    desk.press("Radiology")
    desk.press("Consultation")
    path = desk.page(BookPage).path

    assert path is not None
    assert asked(desk) is Step.DAY  # there is one doctor only
    assert [one.practitioner.id for one in path.doctors] == [desk.clinic.fischer.id]
    assert [kind.name for kind in replace(path, department=None).kinds] == ["Consultation", "Follow-up"]


def test_a_department_in_which_nobody_offers_anything_is_not_asked_for(desk: AtTheDesk) -> None:
    skin = desk.clinic.store(Department(id=NOBODY, name="Radiology"))
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.fischer), department_id=skin.id))
    admin = desk.clinic.as_admin()
    for each in admin.settings.types():
        desk.clinic.store(replace(each, practitioner_ids=(desk.clinic.okafor.id,)))
    desk.sign_in()

    desk.press("Book an appointment")

    path = desk.page(BookPage).path
    assert path is not None
    assert [one.name for one in path.departments] == ["Cardiology"]
    assert asked(desk) is Step.KIND
