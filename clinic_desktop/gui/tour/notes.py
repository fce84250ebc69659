"""The tour's look at a doctor's reach: notes of a patient never seen, the own month, and the own day sheet."""

from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui.doctor.month_figures import MonthFiguresPage
from clinic_desktop.gui.paper.print_dialog import PrintDialog
from clinic_desktop.gui.patients.open_notes_dialog import OpenNotesDialog
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.windows.doctor_window import DoctorWindow


def read_notes(driver: Driver, window: DoctorWindow) -> None:
    """Break the glass over somebody's notes, and look at the own figures and papers."""
    panel = window.calendar.panel
    with driver.step("the notes of a patient whom the doctor never saw are closed"):
        stranger = _stranger(window)
        driver.press("Ctrl+K")
        driver.type(stranger.mrn, window.search.field)
        driver.wait("the patient", lambda: window.search.is_answered and window.search.model.rowCount() > 0)
        driver.press("Return")
        driver.wait("the closed notes", lambda: panel.parts.notes.open_button is not None)
        driver.picture("notes-closed")
    with driver.step("and open with a reason that the audit log keeps"):
        button = panel.parts.notes.open_button
        assert button is not None
        driver.click(button)
        dialog = driver.window(OpenNotesDialog)
        driver.type("Called about by the emergency room", dialog.reason)
        driver.picture("notes-reason")
        driver.press("Return")
        driver.gone(dialog)
        driver.wait("the notes", lambda: panel.parts.notes.notes is not None and panel.parts.notes.notes.notes)
        driver.picture("notes-open")
    with driver.step("the own month in figures"):
        driver.press("Ctrl+Shift+M")
        page = driver.page(window, MonthFiguresPage)
        driver.wait("the figures", lambda: page.month is not None)
        driver.picture("own-month")
        driver.press("Ctrl+Left")
        driver.wait("the month before", lambda: page.month is not None and page.month.this.first_day == page.day)
        driver.picture("own-month-before")
    with driver.step("the own day sheet by one key"):
        driver.press("Alt+1")
        driver.press("Ctrl+P")
        printing = driver.window(PrintDialog)
        driver.wait("the paper", lambda: printing.pages is not None)
        driver.picture("own-day-sheet")
        driver.press("Esc")
        driver.gone(printing)


def _stranger(window: DoctorWindow) -> PatientLine:
    """Somebody of whose visits other doctors wrote, and whom this one never saw."""
    clinic = window.workplace.clinic
    for patient in clinic.patients.list(limit=500):
        notes = clinic.disclosures.notes(patient.id)
        if notes.closed and notes.access.would_open:
            return patient
    raise StepFailed("every patient of the demo clinic is known to this doctor")
