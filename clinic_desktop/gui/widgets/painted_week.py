"""The arithmetic of painting a week's hours: stretches that join, split and vanish."""

from clinic_desktop.domain.stretches import DAY_MINUTES, Stretch, closed, opened

__all__ = ["DAY_MINUTES", "PaintedWeek", "Stretch"]


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
        self._days[day] = [*opened(self._days[day], added)]

    def close(self, day: int, taken: Stretch) -> None:
        """Take open time away; a stretch may fall into two."""
        self._days[day] = [*closed(self._days[day], taken)]

    def clear_at(self, day: int, minute: int) -> bool:
        """Take away the whole stretch that a minute lies in; whether there was one."""
        stretch = self.stretch_at(day, minute)
        if stretch is not None:
            self._days[day].remove(stretch)
        return stretch is not None

    def repeat(self, day: int, on: int) -> None:
        """Give another day the same hours."""
        self._days[on] = list(self._days[day])
