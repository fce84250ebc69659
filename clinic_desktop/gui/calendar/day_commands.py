"""Going from day to day by keys: the same in the calendar and in the waiting room."""

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon


class DayPlace(Protocol):
    """A page that is on a day."""

    def go_to_today(self) -> None: ...
    def step_days(self, by: int) -> None: ...
    def ask_for_day(self) -> None: ...
    def layoutDirection(self) -> Qt.LayoutDirection: ...


def day_commands(page: DayPlace) -> Iterator[Command]:
    """Today, back, on, and a day that is typed; the arrows point as the days run."""
    earlier, later = "Ctrl+Left", "Ctrl+Right"
    if page.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        earlier, later = later, earlier
    for name, text, run, keys, icon in (
        ("today", _tr("&Today"), page.go_to_today, "T", Icon.CALENDAR_CHECK),
        ("day_before", _tr("Go &back"), partial(page.step_days, -1), earlier, Icon.CHEVRON_LEFT),
        ("day_after", _tr("Go &on"), partial(page.step_days, 1), later, Icon.CHEVRON_RIGHT),
        ("go_to_day", _tr("&Go to a day…"), page.ask_for_day, "G", Icon.CALENDAR_SEARCH),
    ):
        yield Command(name=name, text=text, run=run, shortcut=keys, icon=icon, menu=MenuPlace.VIEW, group="days")


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)
