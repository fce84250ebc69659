"""The pages of a signed-in patient by the names that lead to them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from clinic_desktop.gui.patient_desk.desk_page import DeskPage

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace

HOME = "home"


class HomePage(DeskPage):
    """Greets."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__()
        self._name = workplace.clinic.session.account.full_name

    def title(self) -> str:
        return self.tr("Good morning, {name}").format(name=self._name)


def makers_of(workplace: "Workplace", *, is_kiosk: bool) -> "Mapping[str, Callable[[], DeskPage]]":
    """How each page is made when it is gone to; HOME is the first."""
    return {HOME: lambda: HomePage(workplace)}
