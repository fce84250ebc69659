"""A doctor's window: the own day, with the same calendar as the front desk."""

from clinic_desktop.gui.windows.reception_window import ReceptionWindow


class DoctorWindow(ReceptionWindow):
    """The calendar of one practitioner; the service gives a doctor no other day, and the role decides what is offered."""
