"""The tour's patient: home, a booking step by step, the own appointments, taking one along, and the own details."""

from typing import TypeVar

from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.book_page import BookPage
from clinic_desktop.gui.patient_desk.booking_steps import ChoiceStep, ConfirmStep, TimeStep
from clinic_desktop.gui.patient_desk.day_step import DayStep
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_stack import DeskStack
from clinic_desktop.gui.patient_desk.details_page import DetailsPage
from clinic_desktop.gui.patient_desk.home_page import HomePage
from clinic_desktop.gui.patient_desk.password_page import PasswordPage
from clinic_desktop.gui.patient_desk.take_along_page import TakeAlongPage
from clinic_desktop.gui.patient_desk.visit_page import VisitPage
from clinic_desktop.gui.patient_desk.visits_page import VisitsPage
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.windows.patient_window import PatientWindow

Kind = TypeVar("Kind", bound=DeskPage)
Content = TypeVar("Content", ChoiceStep, DayStep, TimeStep, ConfirmStep)


def look_after_oneself(driver: Driver, window: PatientWindow) -> None:
    """A patient who signed in at an ordinary PC."""
    PatientTour(driver, window.page.stack).run()


class PatientTour:
    """Goes through the pages in a stack, whichever window that lies in; `name` begins the names of its pictures."""

    def __init__(self, driver: Driver, stack: DeskStack, *, name: str = "patient") -> None:
        self._driver = driver
        self._stack = stack
        self._name = name

    def run(self) -> None:
        """Every page, and what one does there."""
        self._home()
        self._book()
        self._take_along()
        self._look_at_visits()
        self._details()

    def _home(self) -> None:
        with self._driver.step("a patient is greeted"):
            page = self._page(HomePage)
            self._driver.wait("the three things to do", lambda: page.tiles)
            self._picture("home")

    def _book(self) -> None:
        driver = self._driver
        with driver.step("the patient books, question by question"):
            driver.click(self._page(HomePage).tiles[own_names.BOOK])
            page = self._page(BookPage)
            driver.wait("the first question", lambda: page.content)
            while isinstance(page.content, ChoiceStep):
                step = page.content
                self._picture(f"book-{page.path.step}" if page.path is not None else "book")
                driver.click(step.tiles[0])
                self._turned(page, step)
            days = self._content(page, DayStep)
            self._picture("book-day")
            free = [button for button in days.days.values() if button.isEnabled()]
            driver.click(free[min(2, len(free) - 1)])
            times = self._content(page, TimeStep)
            self._picture("book-time")
            driver.click(list(times.buttons.values())[-1])
            last = self._content(page, ConfirmStep)
            driver.type("It hurts when I climb stairs", last.reason)
            self._picture("book-confirm")
            driver.click(last.book_button)
            driver.wait("the booking", lambda: page.booked)
            self._picture("booked")

    def _take_along(self) -> None:
        driver = self._driver
        with driver.step("the appointment is taken along"):
            done = self._content(self._page(BookPage), ChoiceStep)
            driver.click(done.tiles[0])
            page = self._page(TakeAlongPage)
            driver.wait("the code", lambda: page.modules)
            self._picture("take-along")
            self._stack.go(own_names.HOME)

    def _look_at_visits(self) -> None:
        driver = self._driver
        with driver.step("the patient's own appointments"):
            driver.click(self._page(HomePage).tiles[own_names.VISITS])
            page = self._page(VisitsPage)
            driver.wait("the appointments to come", lambda: page.open_buttons)
            self._picture("visits")
            driver.click(page.open_buttons[-1])
            visit = self._page(VisitPage)
            driver.wait("what can be done", lambda: "cancel" in visit.buttons)
            self._picture("visit")
        with driver.step("another time is looked for"):
            driver.click(visit.buttons["move"])
            self._content(self._page(BookPage), DayStep)
            self._picture("move-day")
            driver.press("Esc")
        with driver.step("the patient cancels it"):
            visit = self._page(VisitPage)
            driver.wait("the way to cancel", lambda: "cancel" in visit.buttons)
            driver.click(visit.buttons["cancel"])
            driver.wait("the question", lambda: "do" in visit.buttons)
            self._picture("cancel")
            driver.click(visit.buttons["do"])
            driver.wait("it to be cancelled", lambda: visit.message.text)
            self._picture("cancelled")
            self._stack.go(own_names.HOME)

    def _details(self) -> None:
        driver = self._driver
        with driver.step("the patient's own details are checked while typing"):
            driver.click(self._page(HomePage).tiles[own_names.DETAILS])
            page = self._page(DetailsPage)
            driver.wait("the fields", lambda: page.edits)
            self._picture("details")
            driver.type("12", page.edits["phone"])
            driver.wait("the sentence below the number", lambda: page.labelled["phone"].problem)
            self._picture("details-wrong")
            driver.type("030 9018201", page.edits["phone"])
            driver.wait("the number to be one", lambda: not page.labelled["phone"].problem)
            assert page.save_button is not None
            driver.click(page.save_button)
            driver.wait("the details to be saved", lambda: page.message.text)
        with driver.step("the page for another password"):
            self._stack.go(own_names.PASSWORD)
            self._page(PasswordPage)
            self._picture("password")
            self._stack.go(own_names.HOME)

    def _turned(self, page: BookPage, step: ChoiceStep) -> None:
        """Wait for another question than this one."""

        def is_other() -> bool:
            return page.content is not None and page.content is not step

        self._driver.wait("the next question", is_other)

    def _picture(self, what: str) -> None:
        self._driver.picture(f"{self._name}-{what}")

    def _page(self, kind: type[Kind]) -> Kind:
        self._driver.wait(f"the page {kind.__name__}", lambda: isinstance(self._stack.page, kind))
        page = self._stack.page
        if not isinstance(page, kind):
            raise StepFailed(f"{type(page).__name__} is shown where {kind.__name__} was expected")
        self._driver.settle()
        return page

    def _content(self, page: BookPage, kind: type[Content]) -> Content:
        self._driver.wait(f"the question {kind.__name__}", lambda: isinstance(page.content, kind))
        assert isinstance(page.content, kind)
        self._driver.settle()
        return page.content
