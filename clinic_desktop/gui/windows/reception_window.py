"""The front desk's window: every practitioner's day."""

from clinic_desktop.gui.windows.calendar_window import CalendarWindow


class ReceptionWindow(CalendarWindow):
    """The calendar, with finding a patient and booking in reach from everywhere in it."""
