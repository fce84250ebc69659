"""The tour's other parts: the first start, and an admin."""

from PySide6.QtWidgets import QListWidget

from clinic_desktop.gui.keys.code_card import CodeCard
from clinic_desktop.gui.overview.overview_page import OverviewPage
from clinic_desktop.gui.password_dialog import PasswordDialog
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.staff.person_dialog import PersonDialog
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.tour.messages import look_at_the_set_up
from clinic_desktop.gui.tour.several_stations import look_at_the_stations
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.one_time_password_dialog import OneTimePasswordDialog
from clinic_desktop.gui.windows.admin_window import AdminWindow

FIRST_PASSWORD = "nine-quiet-otters-swim"
OWN_PASSWORD = "seven-lamps-over-water"
NEW_COLLEAGUE = "Mina Park"


def set_up_a_clinic(driver: Driver, wizard: FirstRun) -> None:
    """Which way to begin, then three short steps to a clinic of one's own."""
    with driver.step("the wizard asks whether there is a clinic already"):
        driver.picture("first-run-way")
        driver.press("Down")
        driver.press("Return")
        driver.button("Join the clinic", wizard)
        driver.picture("first-run-join")
        driver.press_button("Back", wizard)
        driver.press("Down")
        driver.press("Return")
        driver.button("Look at what is in it", wizard)
        driver.picture("first-run-restore")
        driver.press_button("Back", wizard)
        driver.press("Up")
        driver.press("Up")
        driver.press("Return")
    with driver.step("the wizard asks for the clinic"):
        driver.type("Praxis am Lindenplatz", driver.field("Name of the clinic", wizard))
        driver.picture("first-run-clinic")
        driver.press("Return")
    with driver.step("the wizard asks for the hours"):
        driver.picture("first-run-hours")
        driver.press_button("Continue", wizard)
    with driver.step("the wizard asks for the first administrator"):
        driver.type("Sam Ortiz", driver.field("Full name", wizard))
        driver.type("sortiz", driver.field("User name", wizard))
        driver.type(FIRST_PASSWORD, driver.field("Password", wizard))
        driver.type(FIRST_PASSWORD, driver.field("Password, once more", wizard))
        driver.picture("first-run-admin")
        driver.press_button("Make the clinic", wizard)
    with driver.step("the clinic is made, and its recovery code is typed back"):
        driver.button("Do it later", wizard)
        code = driver.only(CodeCard, wizard)
        driver.type(code.shown, code.typed)
        driver.picture("first-run-code")
        driver.press("Return")
    with driver.step("the wizard asks how the key is kept, where there is no keyring"):
        driver.button("Sign in", wizard)
        driver.click(driver.field("Keep the key in a file", wizard))
        driver.picture("first-run-key")
        driver.press_button("Sign in", wizard)


def look_after_staff(driver: Driver, window: AdminWindow) -> str:
    """An admin adds someone, looks at a doctor, and disables an account; gives the newcomer's one-time password."""
    with driver.step("the clinic in figures"):
        overview = driver.page(window, OverviewPage)
        driver.wait("the figures", lambda: overview.is_shown)
        driver.picture("admin-overview")
    staff = window.page_of(StaffPage)
    with driver.step("the staff list"):
        window.commands["go_to_staff"].trigger()
        driver.click_row(staff.view, "Dr Lena Fischer")
        driver.settle()
        driver.picture("admin-staff")
    divide_elsewhere(driver, window)
    with driver.step("someone is added, with a one-time password to hand over"):
        driver.press_button("Add a person", window)
        adding = driver.window(PersonDialog)
        driver.type(NEW_COLLEAGUE, driver.field("Full name", adding))
        driver.type("mpark", driver.field("User name", adding))
        driver.picture("admin-add-person")
        driver.press_button(f"Add {NEW_COLLEAGUE}", adding)
        handing = driver.window(OneTimePasswordDialog)
        password = handing.password.text()
        driver.picture("admin-one-time-password")
        driver.press_button("Copy", handing)
        driver.press_button("I have handed it over", handing)
        driver.gone(handing)
    with driver.step("an account is disabled"):
        driver.click_row(staff.view, "Jin Kim")
        driver.press_button("Disable", window)
        asking = driver.window(AskDialog)
        driver.picture("admin-disable")
        driver.click(asking.do_button)
        driver.gone(asking)
    for words, picture in (("Departments", "admin-departments"), ("Appointment types", "admin-types")):
        with driver.step(words):
            driver.click_row(driver.only(QListWidget, window.navigation), words)
            driver.settle()
            driver.picture(picture)
    look_at_the_set_up(driver, window)
    look_at_the_stations(driver, window)
    return password


def divide_elsewhere(driver: Driver, window: AdminWindow) -> None:
    """The pages at the left get more room, then the list above the card, by keys alone; and all is put back."""
    with driver.step("what divides the window is moved by keys"):
        driver.press("Ctrl+F6")
        for _ in range(4):
            driver.press("Right")
        driver.press("Ctrl+F6")
        for _ in range(3):
            driver.press("Down")
        driver.settle()
        driver.picture("admin-staff-divided")
        driver.press("Home")
        driver.press("Esc")
        driver.press("Ctrl+F6")
        driver.press("Home")
        driver.press("Esc")
        driver.wait("the list to have the keyboard", window.page_of(StaffPage).view.hasFocus)


def choose_own_password(driver: Driver) -> None:
    """Someone who came in with a one-time password chooses their own before anything else."""
    with driver.step("a one-time password must be changed at once"):
        dialog = driver.window(PasswordDialog)
        driver.type(OWN_PASSWORD, driver.field("New password", dialog))
        driver.type(OWN_PASSWORD, driver.field("New password, once more", dialog))
        driver.picture("first-password")
        driver.press_button("Change password", dialog)
        driver.gone(dialog)
