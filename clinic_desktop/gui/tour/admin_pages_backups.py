"""The tour's part about backups and the key: a code, the first backup, a look into it, and the ways to the key."""

from PySide6.QtWidgets import QListWidget

from clinic_desktop.gui.backups.backups_page import BackupsPage
from clinic_desktop.gui.backups.code_dialog import CodeDialog
from clinic_desktop.gui.backups.restore_dialog import RestoreDialog
from clinic_desktop.gui.keys.key_dialogs import NewCodeDialog
from clinic_desktop.gui.keys.keys_page import KeysPage
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.admin_window import AdminWindow


def keep_the_records_safe(driver: Driver, window: AdminWindow) -> None:
    """Backups are switched on, the first is made and found whole, and one looks into it before restoring it."""
    with driver.step("no backups are made yet"):
        driver.click_row(driver.only(QListWidget, window.navigation), "Backups")
        page = window.page_of(BackupsPage)
        driver.wait("how they stand", lambda: page.standing.pill.text)
        driver.picture("admin-backups-off")
    with driver.step("the recovery code is shown once, and typed back"):
        driver.press_button("Switch backups on…", page)
        dialog = driver.window(CodeDialog)
        driver.type(dialog.code.text(), dialog.typed)
        driver.picture("admin-backups-code")
        driver.press("Return")
    with driver.step("the first backup is made and put back on trial"):
        driver.wait("the backup", lambda: [row for row in page.backups.table.rows if row.checked_at], seconds=180)
        driver.settle()
        driver.picture("admin-backups")
    with driver.step("a look at what is in it, before anything changes"):
        driver.press_button("Look into it, and restore…", page)
        looking = driver.window(RestoreDialog)
        driver.press("Return")
        driver.wait("what is in it", looking.facts.isVisible)
        driver.picture("admin-backups-restore")
        driver.press("Escape")
    with driver.step("the ways to the key, the code of the backups among them"):
        driver.gone(looking)
        driver.click_row(driver.only(QListWidget, window.navigation), "Keys of this PC")
        keys = window.page_of(KeysPage)
        driver.wait("the ways", lambda: keys.standing)
        driver.picture("admin-keys")
    with driver.step("another key is asked for, and not given"):
        driver.press_button("Change the key…", keys)
        changing = driver.window(NewCodeDialog)
        driver.picture("admin-keys-change")
        driver.press("Escape")
        driver.gone(changing)
