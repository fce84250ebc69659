"""The tour's part with a doctor: the own week, a patient called, noted about, booked again and completed."""

from functools import partial

from clinic_desktop.domain.visits import DoctorsMoment
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.doctor.rebook_dialog import RebookDialog
from clinic_desktop.gui.doctor.visit_panel import VisitPanel
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.windows.shortcuts import ShortcutsDialog

NOTE = "Regular rhythm, 72/min. BP 128/82. ECG normal."


def see_patients(driver: Driver, window: DoctorWindow) -> None:
    """What a doctor does in a morning; whoever is there by then is seen."""
    panel = window.visit_panel
    assert panel is not None
    with driver.step("a doctor's own week, and the patient in the room"):
        driver.wait("the week", lambda: window.calendar.view.columns)
        driver.wait("how it stands", lambda: panel.moment)
        driver.picture("doctor-week")
    _have_somebody_waiting(driver, window, panel)
    _call(driver, panel)
    _note_and_rebook(driver, panel)
    with driver.step("the visit is completed with its note by Ctrl+Enter"):
        before = _moment(panel).seen
        driver.press("Ctrl+Return")
        driver.wait("one more seen", lambda: _moment(panel).seen > before)
        driver.picture("doctor-completed")
    _look_around(driver, window)


def _moment(panel: VisitPanel) -> DoctorsMoment:
    assert panel.moment is not None
    return panel.moment


def _have_somebody_waiting(driver: Driver, window: DoctorWindow, panel: VisitPanel) -> None:
    """Somebody checks in, unless somebody waits already or nobody is expected any more."""
    expected = _moment(panel).expected
    if _moment(panel).next is not None or not expected:
        return
    with driver.step("the next patient is here"):
        window.calendar.show_appointment(expected[0])
        driver.wait("the appointment", lambda: window.calendar.chosen.may(AppointmentVerb.CHECK_IN))
        driver.picture("doctor-appointment")
        driver.press("F5")
        driver.wait("somebody in line", lambda: _moment(panel).next)
        driver.press("Esc")
        driver.wait("the way back", panel.isVisible)


def _call(driver: Driver, panel: VisitPanel) -> None:
    coming = _moment(panel).next
    if coming is None:
        return
    with driver.step("the next patient is called by one key"):
        is_somebody_there = panel.current is not None
        driver.press("F10")
        if is_somebody_there:
            asking = driver.window(AskDialog)
            driver.picture("doctor-call")
            driver.click(asking.do_button)
            driver.gone(asking)
        driver.wait("the patient to be in", lambda: panel.current is not None and panel.current.line.id == coming.id)
        driver.picture("doctor-called")


def _note_and_rebook(driver: Driver, panel: VisitPanel) -> None:
    if panel.current is None:
        return
    with driver.step("the note saves itself"):
        driver.press("Ctrl+E")
        driver.wait("the note", panel.visit.note.field.hasFocus)
        driver.type(NOTE, panel.visit.note.field)
        driver.wait("the draft", panel.visit.note.state.text)
        for line in panel.visit.past.lines[:1]:
            driver.click(line.row)
        driver.picture("doctor-note")
    with driver.step("the patient is booked again in four weeks"):
        driver.press("Ctrl+R")
        dialog = driver.window(RebookDialog)
        driver.click(dialog.chips.chips[4])
        driver.wait("a free time", lambda: dialog.chosen)
        driver.picture("doctor-rebook")
        if dialog.book.isEnabled():
            driver.click(dialog.book)
        driver.gone(dialog)


def _is_in_front(page: CalendarPage, view: ViewName) -> bool:
    return page.views.current is view


def _look_around(driver: Driver, window: DoctorWindow) -> None:
    page = window.calendar
    for keys, view in (("Alt+1", ViewName.DAY), ("Alt+3", ViewName.MONTH), ("Alt+4", ViewName.AGENDA)):
        with driver.step(f"the own {view}"):
            driver.press(keys)
            driver.wait("the view", partial(_is_in_front, page, view))
            driver.picture(f"doctor-{view}")
    with driver.step("everybody's day, to look at"):
        driver.press("Alt+1")
        driver.press("Ctrl+Shift+E")
        driver.wait("the others", lambda: len(page.view.columns) > 1)
        others = [line for line in page.view.appointments().lines() if not page.verbs.offers(line)]
        driver.wait("nothing to be done there", lambda: others)
        driver.picture("doctor-everyone")
        driver.press("Ctrl+Shift+E")
        driver.press("Alt+2")
        driver.wait("the own week", lambda: page.views.current is ViewName.WEEK and page.is_own_diary)
    with driver.step("F1 lists the keys"):
        driver.press("F1")
        dialog = driver.window(ShortcutsDialog)
        driver.picture("shortcuts")
        driver.press("Esc")
        driver.gone(dialog)
