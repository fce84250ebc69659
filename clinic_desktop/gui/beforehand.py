"""What is imported and made while the person is still typing a password."""

from collections.abc import Callable
from functools import cache, wraps
from threading import Lock

from clinic_desktop.gui.qt_classes import wait_for_qt_classes
from clinic_desktop.gui.quiet_import import quiet_import


def one_at_a_time(work: Callable[[str], None]) -> Callable[[str], None]:
    """What two threads do at once is done by one, while the other waits for its end."""
    turn = Lock()

    @wraps(work)
    def take_turn(role: str) -> None:
        with turn:
            work(role)

    return take_turn


@one_at_a_time
@cache
def import_windows(role: str) -> None:
    """Import what the first window and its dialogs need, as a task, while the person is still typing a password.

    Where it is known who comes, what their role has to itself as well: nobody holds all roles' code in memory.
    """
    wait_for_qt_classes()
    with quiet_import():
        _import_of_all()
        if role in _OWN:
            _OWN[role]()


def _import_of_all() -> None:
    import clinic_desktop.gui.booking.block_dialog
    import clinic_desktop.gui.booking.booking_dialog
    import clinic_desktop.gui.booking.cancel_dialog
    import clinic_desktop.gui.booking.move_dialog
    import clinic_desktop.gui.booking.slot_finder
    import clinic_desktop.gui.calendar.agenda_scene
    import clinic_desktop.gui.calendar.column_sets_dialog
    import clinic_desktop.gui.calendar.month_scene
    import clinic_desktop.gui.calendar.week_scene
    import clinic_desktop.gui.desk_tasks.to_do_page
    import clinic_desktop.gui.messages.messages_page
    import clinic_desktop.gui.paper.fallback
    import clinic_desktop.gui.paper.print_dialog
    import clinic_desktop.gui.patient_desk.desk_mode
    import clinic_desktop.gui.patients.open_notes_dialog
    import clinic_desktop.gui.patients.register_dialog
    import clinic_desktop.gui.patients_file.duplicate_below
    import clinic_desktop.gui.patients_file.duplicates_page
    import clinic_desktop.gui.patients_file.patients_page
    import clinic_desktop.gui.series.series_dialog
    import clinic_desktop.gui.series.series_scope_dialog
    import clinic_desktop.gui.sync.decisions_page
    import clinic_desktop.gui.waiting_list.gap_card
    import clinic_desktop.gui.waiting_list.waiting_dialog
    import clinic_desktop.gui.waiting_list.waiting_page
    import clinic_desktop.gui.waiting_room.board_page
    import clinic_desktop.gui.waiting_room.close_day_dialog
    import clinic_desktop.gui.waiting_room.walk_in_dialog
    import clinic_desktop.gui.waiting_room.wall_opener
    import clinic_desktop.gui.widgets.ask_dialog
    import clinic_desktop.gui.windows.reception_window
    import clinic_desktop.gui.workplace
    import clinic_desktop.services.account
    import clinic_desktop.services.backup_keeping
    import clinic_desktop.services.decisions
    import clinic_desktop.services.desk_tasks
    import clinic_desktop.services.history
    import clinic_desktop.services.holds
    import clinic_desktop.services.patients
    import clinic_desktop.services.scheduling
    import clinic_desktop.services.settings
    import clinic_desktop.services.waiting_list  # noqa: F401


def _import_admins() -> None:
    import clinic_desktop.gui.windows.admin_window  # noqa: F401


def _import_doctors() -> None:
    import clinic_desktop.gui.doctor.month_figures
    import clinic_desktop.gui.doctor.rebook_dialog
    import clinic_desktop.gui.hours.hours_page
    import clinic_desktop.gui.windows.doctor_window  # noqa: F401


def _import_patients() -> None:
    import clinic_desktop.gui.patient_desk.book_page
    import clinic_desktop.gui.patient_desk.home_page
    import clinic_desktop.gui.windows.patient_window  # noqa: F401


_OWN = {"admin": _import_admins, "doctor": _import_doctors, "patient": _import_patients}
"""By what `Role` has for values; the receptionist's window is the one that the others are made of."""
