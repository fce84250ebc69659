"""The pages of a signed-in patient by the names that lead to them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from clinic_desktop.gui.patient_desk.own_names import BOOK, DETAILS, HOME, MOVE, PASSWORD, TAKE_ALONG, VISIT, VISITS
from clinic_desktop.gui.patient_desk.own_page import OwnRoom

if TYPE_CHECKING:
    from clinic_desktop.gui.patient_desk.desk_page import DeskPage
    from clinic_desktop.gui.workplace import Workplace

__all__ = ["HOME", "makers_of"]


def makers_of(workplace: "Workplace", *, is_kiosk: bool) -> "Mapping[str, Callable[[], DeskPage]]":
    """How each page is made when it is gone to; HOME is the first."""
    from clinic_desktop.gui.patient_desk.book_page import BookPage
    from clinic_desktop.gui.patient_desk.details_page import DetailsPage
    from clinic_desktop.gui.patient_desk.home_page import HomePage
    from clinic_desktop.gui.patient_desk.password_page import PasswordPage
    from clinic_desktop.gui.patient_desk.take_along_page import TakeAlongPage
    from clinic_desktop.gui.patient_desk.visit_page import VisitPage
    from clinic_desktop.gui.patient_desk.visits_page import VisitsPage

    room = OwnRoom(workplace=workplace, is_kiosk=is_kiosk)
    return {
        HOME: lambda: HomePage(room),
        BOOK: lambda: BookPage(room),
        MOVE: lambda: BookPage(room, moved=room.visit),
        VISITS: lambda: VisitsPage(room),
        VISIT: lambda: VisitPage(room),
        TAKE_ALONG: lambda: TakeAlongPage(room),
        DETAILS: lambda: DetailsPage(room),
        PASSWORD: lambda: PasswordPage(room),
    }
