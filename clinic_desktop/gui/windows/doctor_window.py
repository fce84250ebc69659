"""A doctor's window: the own day."""

from clinic_desktop.gui.windows.calendar_window import CalendarWindow


class DoctorWindow(CalendarWindow):
    """The front desk's calendar with one practitioner in it: the service answers a doctor with the own diary."""
