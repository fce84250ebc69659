"""The settings on a small screen at 200 %: a side that has nothing to say leaves its room to the page."""

from PySide6.QtWidgets import QApplication

from clinic_desktop.gui.closures.closures_page import ClosuresPage
from clinic_desktop.gui.health.health_page import HealthPage
from clinic_desktop.gui.patients_file.patients_page import PatientsPage

from .admin_desk import AdminDesk


def narrow(desk: AdminDesk, wide: int = 683) -> None:
    desk.window.resize(wide, 384)
    desk.settle()
    QApplication.processEvents()


def test_the_card_of_a_patient_comes_when_one_is_chosen(desk: AdminDesk) -> None:
    page = desk.window.page_of(PatientsPage)
    desk.window.show_page(page)
    narrow(desk)
    assert not page.panel.isVisible()

    page.panel.show_patient(desk.clinic.novak.id)
    desk.settle()
    assert page.panel.isVisible()

    desk.click(page.panel.parts.close_button)
    assert not page.panel.isVisible()
    narrow(desk, 1366)
    assert page.panel.isVisible()


def test_what_a_change_of_holidays_would_do_comes_with_the_change(desk: AdminDesk) -> None:
    page = desk.window.page_of(ClosuresPage)
    desk.window.show_page(page)
    narrow(desk)
    assert not page.side.isVisible()

    desk.click(page.years.button(desk.window.workplace.today().year + 1))
    box = next(row.box for row in page.holidays.rows if row.box.isEnabled())
    desk.click(box)
    assert page.side.isVisible()

    page.discard()
    desk.settle()
    assert not page.side.isVisible()


def test_the_facts_of_health_are_whole(desk: AdminDesk) -> None:
    page = desk.window.page_of(HealthPage)
    desk.window.show_page(page)
    narrow(desk)

    assert all(card.width() >= 270 for card in page.cards)
