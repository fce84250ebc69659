"""The tour's part about bad luck: pages of the file are damaged, found at the start, and what stood there is saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop.gui.entrance import Entrance
from clinic_desktop.gui.login_dialog import LoginDialog
from clinic_desktop.gui.rescue.rescue_dialog import RescueDialog
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.tour.other_people import FIRST_PASSWORD
from clinic_desktop.paths import clinic_file

if TYPE_CHECKING:
    from clinic_desktop.services.opening import OpenClinic

_PAGE = 4096
_DAMAGED = 5


def make_a_backup(driver: Driver, clinic: "OpenClinic") -> None:
    """The new clinic's first, so that it can be chosen after bad luck."""
    with driver.step("a backup is made"):
        backups = clinic.door.authenticate("sortiz", FIRST_PASSWORD).backups
        code = backups.new_code()
        backups.switch_on(code, code.code, "")
        backups.make(lambda *_: None)


def damage(folder: Path) -> None:
    """One bit of some pages in the middle of the file is another than it was."""
    with clinic_file(folder).open("r+b") as file:
        first = clinic_file(folder).stat().st_size // _PAGE // 2
        for page in range(first, first + _DAMAGED):
            file.seek(page * _PAGE)
            (was,) = file.read(1)
            file.seek(page * _PAGE)
            file.write(bytes([was ^ 1]))


def save_what_can_be_read(driver: Driver, entrance: Entrance) -> None:
    """What is wrong is said over the sign-in card, all is put together again, and takes the damaged file's place."""
    with driver.step("the file is found damaged, and what can be done is said"):
        dialog = driver.window(RescueDialog)
        driver.picture("rescue-found")
    with driver.step("what can be read is saved, and lies ready"):
        driver.press("Return")
        driver.wait("what was saved", lambda: dialog.do_button.text() == "Put it in place", seconds=120)
        driver.picture("rescue-ready")
    with driver.step("it takes the place of the damaged file"):
        driver.press("Return")
        driver.gone(dialog)
        login = driver.window(LoginDialog)
        driver.wait("the sentence", lambda: "in place" in login.message)
        driver.wait("the clinic", lambda: entrance.clinic is not None)
        driver.picture("rescue-in-place")
