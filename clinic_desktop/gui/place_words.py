"""A place in line in words, on the board and beside the calendar: whose turn it is, and about when."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.waiting_room import Place
from clinic_desktop.gui.times import clock


def place_words(place: Place) -> str:
    """A place in line: "Next", "2nd in line"."""
    if place.number == 1:
        return _tr("Next")
    endings = {2: _tr("%1nd in line"), 3: _tr("%1rd in line")}
    is_teen = place.number % 100 in (11, 12, 13)
    others = _tr("%1st in line") if place.number % 10 == 1 and not is_teen else _tr("%1th in line")
    words = others if is_teen else endings.get(place.number % 10, others)
    return words.replace("%1", str(place.number))


def about_words(place: Place, zone: ZoneInfo, now: datetime) -> Sequence[str]:
    """When somebody who waits will probably be called, as a card says it: "about 10:50"; nothing if that is now."""
    if place.expected_at <= now:
        return ()
    return (_tr("about %1").replace("%1", clock(wall_time(place.about, zone))),)


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)
