"""Has at hand what is likely to be looked at next, so that it is painted at once."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.calendar.day_news import concerns
from clinic_desktop.gui.calendar.wishes import Reading, Wish
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Read = TypeVar("Read", bound=Reading)


class Foresight(QObject):
    """Reads what is expected one piece after another on the reading lane, while its page is seen.

    What somebody points at on another page, from where a click leads here, is read all the same.

    What a commit concerns is forgotten, and read again when a moment has passed without another; what was being read
    meanwhile is not believed. The pieces that were read last are kept, so that the way back is short too. `was_read`
    carries what is at hand from now on, `paused` tells that there is no time for it.
    """

    was_read = Signal(object)
    paused = Signal()

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._page = page
        self._kept: OrderedDict[Wish, Reading] = OrderedDict()
        self._expected: Callable[[], Iterable[Wish]] = tuple
        self._pointed_at: tuple[Wish, ...] = ()
        self._near: list[Wish] = []
        self._left: list[Wish] = []
        self._under_way: Wish | None = None
        self._is_paused = False
        self._news = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._on_soon)
        workplace.news.changed.connect(self._on_news)

    def give(self, key: object, wish: Wish, kind: type[Read], done: Callable[[Read], object]) -> None:
        """Call `done` with the answer to a wish: at once if it is at hand, else when it has been read.

        An answer may come after something else was asked for under the same key and found at hand: `done` looks
        whether it is still wanted.
        """
        ready = self._kept.get(wish)
        if isinstance(ready, kind):
            self._kept.move_to_end(wish)
            done(ready)
            return
        since = self._news

        def landed(found: Read) -> None:
            self._keep(wish, found, since=since)
            done(found)

        def work(clinic: "Clinic") -> Read:
            found = wish.read(clinic)
            assert isinstance(found, kind)
            return found

        self._workplace.run_latest(key, work, done=landed, owner=self)

    def has(self, wish: Wish) -> bool:
        """Whether the answer is at hand."""
        return wish in self._kept

    @property
    def is_at_rest(self) -> bool:
        """Whether all that is expected is at hand."""
        return not (self._soon.isActive() or self._under_way or self._is_paused)

    @property
    def under_way(self) -> Wish | None:
        """What is being read now."""
        return self._under_way

    def expect(self, wishes: Callable[[], Iterable[Wish]]) -> None:
        """From now on these are likely to be wanted next, the likeliest first; asked for when there is time."""
        self._expected = wishes
        self._left = []
        self._is_paused = False
        self._soon.start(_FIRST_AFTER)

    def pause(self) -> None:
        """Something else is asked for: nothing is expected until it is here."""
        self._leave_off()
        self._soon.stop()
        self._left = []
        self._pointed_at, self._near = (), []
        self._is_paused = True
        self.paused.emit()

    def resume(self) -> None:
        """The page is seen again."""
        self._soon.start(_FIRST_AFTER)

    def near(self, wishes: Iterable[Wish]) -> None:
        """Somebody points at this: it is read before all that is only expected."""
        self._pointed_at = tuple(wishes)
        self._near = self._not_kept(self._pointed_at)
        if self._near and self._under_way not in self._near:
            self._leave_off()
            self._soon.start(0)

    def _not_kept(self, wishes: Iterable[Wish]) -> list[Wish]:
        return [wish for wish in wishes if wish not in self._kept]

    def _on_soon(self) -> None:
        if self._under_way or self._is_paused:
            return
        is_seen = self._page.isVisible()
        if is_seen and not self._left:
            self._left = self._not_kept(self._expected())
        for waiting in (self._near, self._left) if is_seen else (self._near,):
            while waiting:
                wish = waiting.pop(0)
                if wish not in self._kept:
                    self._read(wish)
                    return

    def _read(self, wish: Wish) -> None:
        since = self._news
        self._under_way = wish

        def done(found: Reading) -> None:
            self._under_way = None
            if self._keep(wish, found, since=since):
                self.was_read.emit(found)
            self._soon.start(_NEXT_AFTER)

        def refused(_: object) -> None:
            self._under_way = None  # whoever wants it is told themselves

        self._workplace.run_in_pieces((self, "ahead"), wish.foresee, done=done, refused=refused, owner=self)

    def _leave_off(self) -> None:
        """Read no further in what is under way: it is expected anew when there is time."""
        if self._under_way is not None:
            self._workplace.give_up((self, "ahead"))
            self._left.insert(0, self._under_way)
            self._under_way = None

    def _keep(self, wish: Wish, found: Reading, *, since: int) -> bool:
        """Keep what was read, unless there were news since; whether it is kept."""
        if since != self._news:
            return False
        self._kept[wish] = found
        self._kept.move_to_end(wish)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return True

    def _on_news(self, changes: Changes) -> None:
        self._news += 1
        self._leave_off()
        gone: Sequence[Wish] = [
            wish for wish, found in self._kept.items() if concerns(changes, wish.reach, found.lines)
        ]
        for wish in gone:
            del self._kept[wish]
        self._near, self._left = self._not_kept(self._pointed_at), []
        self._soon.start(_AFTER_NEWS)


_KEPT = 24
_FIRST_AFTER = 60
_NEXT_AFTER = 15
_AFTER_NEWS = 400
"""Milliseconds; the first is for the frame that shows what was just asked for."""
