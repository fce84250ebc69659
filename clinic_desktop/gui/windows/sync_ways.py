"""The ways to what needs a decision: the page, the link in the status strip, and the banner at the foot."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.sync.urgent_strip import UrgentStrip
from clinic_desktop.gui.undo_walk import UndoWalk
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import DiaryWay, PageWay, PageWays

DECISIONS = "decisions"
KEYS = "Alt+0"


def add_decisions(window: MainWindow, ways: PageWays, walk: UndoWalk, diary: DiaryWay) -> UrgentStrip:
    """Offer the conflict desk in a window; the answer is its banner."""

    def make() -> Page:
        from clinic_desktop.gui.sync.decisions_page import DecisionsPage

        page = DecisionsPage(window.workplace, walk, window, window.page_ground)
        page.appointment_wanted.connect(diary.show)
        page.moment_neared.connect(diary.near)
        return page

    def words() -> str:
        count = window.workplace.sync.state.to_decide
        text = _tr("Needs a &decision")
        return f"{text} · {count:,}" if count else text

    ways.add(
        PageWay(name=DECISIONS, text=words(), make=make, shortcut=KEYS, icon=Icon.OCTAGON_ALERT, words=words),
    )
    _WordsOfMenu(window, words)
    return offer_decisions(window, window.commands[DECISIONS].trigger)


class _WordsOfMenu(QObject):
    """Has a window's menus told anew when the number of decisions is another."""

    def __init__(self, window: MainWindow, words: Callable[[], str]) -> None:
        super().__init__(window)
        self._commands = window.commands
        self._words = words
        self._told = words()
        window.workplace.sync.changed.connect(self._on_sync)

    def _on_sync(self, _: object) -> None:
        if self._words() != self._told:
            self._told = self._words()
            self._commands.refresh()


def offer_decisions(window: MainWindow, go: Callable[[], object], *, keys: str = KEYS) -> UrgentStrip:
    """Let the status strip and a banner lead to the conflict desk."""
    tip = _tr("Show what needs a decision (%1)").replace("%1", keys)
    window.sync_line.offer_decisions(tip)
    window.sync_line.decisions_wanted.connect(go)
    strip = UrgentStrip(window.workplace)
    strip.decisions_wanted.connect(go)
    window.add_foot(strip)
    return strip


def _tr(text: str) -> str:
    return QCoreApplication.translate("decisions", text)
