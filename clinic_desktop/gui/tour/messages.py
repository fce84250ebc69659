"""The tour's part about messages: the outbox and the call list at the desk, and the admin's set-up."""

from PySide6.QtWidgets import QListWidget

from clinic_desktop.domain.messages import OutboxPart
from clinic_desktop.gui.messages.message_words import part_words
from clinic_desktop.gui.messages.messages_page import MessagesPage
from clinic_desktop.gui.messages.settings_page import MessageSettingsPage
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow


def look_at_the_outbox(driver: Driver, window: ReceptionWindow) -> None:
    """What waits, what failed and why, and whom to call: one is reached, one does not answer; ends on the calendar."""
    with driver.step("Alt+9 shows the outbox"):
        driver.press("Alt+9")
        page = driver.wait("the page of messages", lambda: _page(window))
        assert page is not None
        driver.wait("what waits", page.table.rowCount)
        driver.picture("messages-waiting")
    with driver.step("what could not be delivered says why"):
        _show(driver, page, OutboxPart.FAILED)
        driver.wait("what the server said", lambda: bool(page.side.trouble.text))
        driver.picture("messages-failed")
    with driver.step("the call list: the number is large, the words are there"):
        _show(driver, page, OutboxPart.TO_CALL)
        driver.wait("someone to be called", page.side.number.isVisible)
        driver.picture("messages-call-list")
    with driver.step("a patient is reached, the next one does not answer"):
        calls = page.table.rowCount()
        page.view.setFocus()
        driver.press("Ctrl+Return")
        driver.wait("the next call", lambda: page.table.rowCount() == calls - 1)
        driver.press("Ctrl+Shift+Return")
        driver.wait("the call to be put off", lambda: any(line.message.tries for line in page.table.rows))
        driver.picture("messages-no-answer")
    with driver.step("back to the calendar"):
        window.show_page(window.calendar)
        window.calendar.view.setFocus()


def look_at_the_set_up(driver: Driver, window: AdminWindow) -> None:
    """The server, the provider, the timings, and a text with what comes of it."""
    with driver.step("how messages are set up"):
        driver.click_row(driver.only(QListWidget, window.navigation), "Messages")
        page = window.page_of(MessageSettingsPage)
        driver.wait("the settings", page.mail.host.text)
        driver.picture("messages-set-up")
    with driver.step("the words of a reminder, and what the patient gets"):
        page.reveal(page.texts)
        driver.settle()
        driver.type("We look forward to seeing you on {day}", driver.field("Subject of the e-mail", page))
        driver.wait("the preview", lambda: "{day}" not in page.texts.preview.subject.text())
        driver.picture("messages-words")
        driver.press_button("Discard", page)


def _page(window: ReceptionWindow) -> MessagesPage | None:
    page = window.current_page
    return page if isinstance(page, MessagesPage) else None


def _show(driver: Driver, page: MessagesPage, part: OutboxPart) -> None:
    driver.press_button(part_words()[part], page.parts)
    driver.wait("the part of the outbox", lambda: page.part is part)
    driver.settle()
