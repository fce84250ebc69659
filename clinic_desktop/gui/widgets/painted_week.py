"""The arithmetic of painting a week's hours: stretches that join, split and vanish."""

from typing import NamedTuple

DAY_MINUTES = 24 * 60


class Stretch(NamedTuple):
    """Open time of a day, in minutes since midnight; the end is not included."""

    starts: int
    ends: int


class PaintedWeek:
    """Seven days (0 = Monday) of stretches that never touch or overlap."""

    def __init__(self) -> None:
        self._days: list[list[Stretch]] = [[] for _ in range(7)]

    def copy(self) -> "PaintedWeek":
        """Another week with the same stretches."""
        result = PaintedWeek()
        result._days = [list(day) for day in self._days]
        return result

    def day(self, day: int) -> tuple[Stretch, ...]:
        """A day's stretches, ordered."""
        return tuple(self._days[day])

    def stretches(self) -> tuple[tuple[int, Stretch], ...]:
        """Every day's stretches, each with its day, ordered."""
        return tuple((day, stretch) for day in range(7) for stretch in self._days[day])

    def stretch_at(self, day: int, minute: int) -> Stretch | None:
        """The stretch that a minute lies in."""
        return next((each for each in self._days[day] if each.starts <= minute < each.ends), None)

    def is_open(self, day: int, minute: int) -> bool:
        """Whether a minute lies in open time."""
        return self.stretch_at(day, minute) is not None

    def open(self, day: int, added: Stretch) -> None:
        """Add open time; stretches that touch become one."""
        apart = [each for each in self._days[day] if each.ends < added.starts or added.ends < each.starts]
        met = [each for each in self._days[day] if each not in apart]
        whole = Stretch(min([added.starts, *(m.starts for m in met)]), max([added.ends, *(m.ends for m in met)]))
        self._days[day] = sorted([*apart, whole])

    def close(self, day: int, taken: Stretch) -> None:
        """Take open time away; a stretch may fall into two."""
        left: list[Stretch] = []
        for each in self._days[day]:
            if each.starts < min(each.ends, taken.starts):
                left.append(Stretch(each.starts, min(each.ends, taken.starts)))
            if max(each.starts, taken.ends) < each.ends:
                left.append(Stretch(max(each.starts, taken.ends), each.ends))
        self._days[day] = left

    def clear_at(self, day: int, minute: int) -> bool:
        """Take away the whole stretch that a minute lies in; whether there was one."""
        stretch = self.stretch_at(day, minute)
        if stretch is not None:
            self._days[day].remove(stretch)
        return stretch is not None

    def repeat(self, day: int, on: int) -> None:
        """Give another day the same hours."""
        self._days[on] = list(self._days[day])
