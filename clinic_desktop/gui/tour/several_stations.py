"""The tour's part about several stations: offline, what met meanwhile, deciding it, and setting stations up.

No server runs in the tour: what another desk did is taken over as a server would bring it.
"""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QListWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.decisions import WayOut
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.syncing import Enrolment, SyncMode, SyncState
from clinic_desktop.gui.sync.decision_card import DecisionCardView
from clinic_desktop.gui.sync.decision_dialogs import ReasonDialog, ValuesDialog
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from clinic_desktop.gui.sync.enrolment_dialogs import ConnectDialog, EnrolmentDialog
from clinic_desktop.gui.sync.hub_dialogs import HubErrandDialog
from clinic_desktop.gui.tour.days import go_to_day, is_day_shown
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.windows.admin_window import AdminWindow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow

_OFFLINE = timedelta(minutes=22)


class SeveralStations:
    """Drives the reception window through an hour without the server, and what came of it."""

    def __init__(self, driver: Driver, window: ReceptionWindow) -> None:
        self._driver = driver
        self._window = window
        self._workplace = window.workplace

    def run(self) -> None:
        """The whole of it; ends on the calendar, on today, without a server as it began."""
        lines = self._go_to_a_day_ahead()
        self._stand(SyncMode.IN_SYNC)
        with self._driver.step("in sync with the other desks"):
            self._driver.picture("sync-in-sync")
        self._be_offline(lines)
        self._meet(lines)
        page = self._open()
        self._decide(page)
        self._decide_the_rest(page)
        with self._driver.step("the other desks are left for today"):
            self._workplace.sync.tell(SyncState())
            self._driver.press("Alt+1")
            self._window.calendar.view.setFocus()
            self._driver.press("T")
            self._driver.wait("today", lambda: self._window.calendar.day == self._workplace.today())

    def _stand(self, mode: SyncMode, *, waiting: tuple[AppointmentLine, ...] = (), to_decide: int = 0) -> None:
        now = self._workplace.now()
        self._workplace.sync.tell(
            SyncState(
                mode=mode,
                since=now - _OFFLINE,
                contact_at=now if mode is SyncMode.IN_SYNC else now - _OFFLINE,
                waiting=len(waiting),
                unsent=frozenset(line.id for line in waiting),
                to_decide=to_decide,
            )
        )
        self._driver.settle()

    def _go_to_a_day_ahead(self) -> tuple[AppointmentLine, ...]:
        """Tomorrow, or the first day after it on which enough is booked."""
        driver, page = self._driver, self._window.calendar
        with driver.step("a day ahead that is well booked"):
            go_to_day(driver, page, self._workplace.today() + timedelta(days=1))
            for _ in range(_MOST_DAYS):
                driver.wait("that day", lambda: is_day_shown(page))
                lines = tuple(line for line in page.view.appointments().lines() if _is_plain(line))
                if len({line.patient_id for line in lines}) >= _ENOUGH:
                    return lines
                driver.press("Ctrl+Right")
        raise StepFailed("no day ahead has enough appointments")

    def _be_offline(self, lines: tuple[AppointmentLine, ...]) -> None:
        driver = self._driver
        with driver.step("offline: everything works on, and what waits is marked"):
            self._stand(SyncMode.OFFLINE, waiting=lines[:_MARKED])
            driver.wait("the words", lambda: "Working offline" in self._window.sync_line.words)
            driver.picture("sync-offline")

    def _meet(self, lines: tuple[AppointmentLine, ...]) -> None:
        from clinic_desktop.exchange.demo.other_desk import OtherDesk

        driver, clinic = self._driver, self._workplace.clinic
        with driver.step("what was done here met what another desk did"):
            at = self._workplace.now() - _OFFLINE
            mine, guest, other = lines[0], _another(lines, lines[0]), lines[-1]
            patient = clinic.patients.open(guest.patient_id).patient
            desk = OtherDesk(clinic.database)
            me = clinic.session.account.full_name
            desk.book_over(mine.id, guest.patient_id, by=me, at=at)
            desk.change_too(
                patient,
                replace(patient, mobile="+49 30 901821"),
                replace(patient, mobile="+49 30 901999"),
                by=me,
                at=at + timedelta(minutes=3),
            )
            desk.cancel_too(other.id, other.starts_at + timedelta(hours=1), by=me, at=at + timedelta(minutes=6))
            self._stand(SyncMode.IN_SYNC, to_decide=3)
            driver.wait("the mark in the calendar", lambda: self._is_marked(mine))
            if mine.starts_at - self._workplace.now() < timedelta(hours=24):
                driver.wait("the banner", self._window.urgent.isVisible)
            driver.picture("sync-met")

    def _is_marked(self, mine: AppointmentLine) -> bool:
        line = self._window.calendar.view.appointments().line(mine.id)
        return line is not None and line.is_contested

    def _open(self) -> DecisionsPage:
        driver = self._driver
        with driver.step("what needs a decision, by one key"):
            driver.press("Alt+0")
            page = driver.page(self._window, DecisionsPage)
            driver.wait("the cards", lambda: len(page.cards) == _MET)
            driver.picture("sync-decisions")
        return page

    def _decide(self, page: DecisionsPage) -> None:
        driver = self._driver
        with driver.step("one click moves the later booking to the next free time"):
            driver.click(self._card(page, WayOut.OVERBOOK).buttons[WayOut.MOVE_TO_NEXT])
            driver.wait("the card to go", lambda: len(page.cards) == _MET - 1)
            self._stand(SyncMode.IN_SYNC, to_decide=_MET - 1)
            driver.picture("sync-decided")
        with driver.step("Undo brings the decision back"):
            driver.press("Ctrl+Z")
            driver.wait("the card", lambda: len(page.cards) == _MET)
        with driver.step("both bookings are allowed, with a reason"):
            driver.click(self._card(page, WayOut.OVERBOOK).buttons[WayOut.OVERBOOK])
            dialog = driver.window(ReasonDialog)
            driver.type("Agreed with the doctor", dialog.reason)
            driver.picture("sync-allow-both")
            driver.click(dialog.do_button)
            driver.gone(dialog)
            driver.wait("the card to go", lambda: len(page.cards) == _MET - 1)

    def _decide_the_rest(self, page: DecisionsPage) -> None:
        driver = self._driver
        with driver.step("another value than either desk wrote"):
            driver.click(self._card(page, WayOut.NEW_VALUE).buttons[WayOut.NEW_VALUE])
            dialog = driver.window(ValuesDialog)
            driver.type("+49 30 901777", dialog.edits["mobile"])
            driver.picture("sync-other-value")
            driver.click(dialog.do_button)
            driver.gone(dialog)
            driver.wait("the card to go", lambda: len(page.cards) == _MET - 2)
        with driver.step("what was cancelled stays cancelled, and nothing is left to decide"):
            driver.click(self._card(page, WayOut.LEAVE).buttons[WayOut.LEAVE])
            driver.wait("the empty desk", page.empty.isVisible)
            self._stand(SyncMode.IN_SYNC)
            driver.picture("sync-nothing-left")

    def _card(self, page: DecisionsPage, way: WayOut) -> DecisionCardView:
        return next(view for view in page.views.values() if way in view.buttons)


def look_at_the_stations(driver: Driver, window: AdminWindow) -> None:
    """The administrator's page: how this station is connected, and how others are made."""
    with driver.step("sync and stations"):
        driver.click_row(driver.only(QListWidget, window.navigation), "Sync and stations")
        driver.settle()
        driver.picture("admin-sync")
    with driver.step("this station would be connected by a file and a code"):
        driver.press_button("Connect this station", window)
        connect = driver.window(ConnectDialog)
        driver.press("Return")
        driver.picture("admin-sync-connect")
        driver.press("Esc")
        driver.gone(connect)
    with driver.step("a station is made by the admin's own login at the shared server"):
        driver.press_button("Make a station", window)
        make = driver.window(HubErrandDialog)
        driver.type("Front desk 2", make.station.name)
        driver.picture("admin-sync-make")
        driver.press("Esc")
        driver.gone(make)
    with driver.step("its code is shown once"):
        made = Enrolment(
            file_text="{}",
            code="HK7P-2RWX-94MA",
            station_id=window.workplace.account.id,
            name="Front desk 2",
        )
        code = EnrolmentDialog(made, window)
        code.open()
        driver.window(EnrolmentDialog)
        driver.picture("admin-sync-code")
        driver.press("Esc")
        driver.press("Esc")
        driver.gone(code)


def _is_plain(line: AppointmentLine) -> bool:
    return line.status is AppointmentStatus.BOOKED and not line.is_overbooked and line.series_id is None


def _another(lines: tuple[AppointmentLine, ...], line: AppointmentLine) -> AppointmentLine:
    """Somebody else, who is busy at another time."""
    return next(each for each in lines if each.patient_id != line.patient_id and each.starts_at > line.ends_at)


_MOST_DAYS = 20
_ENOUGH = 5
_MARKED = 3
_MET = 3
