"""The privacy key: whether patients are shown by name, or by initials because someone else can see the screen."""

from functools import cache

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.names import initials_of


class PrivacySwitch(QObject):
    """Whether names are hidden; whoever draws a patient's name listens to `changed`. There is one: `switch()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_on = False

    @property
    def is_on(self) -> bool:
        """Whether patients are shown by their initials."""
        return self._is_on

    def set_on(self, on: bool) -> None:
        """Hide the names in every view at once, or show them again."""
        if on != self._is_on:
            self._is_on = on
            self.changed.emit()

    def toggle(self) -> None:
        """The other way round."""
        self.set_on(not self._is_on)


@cache
def switch() -> PrivacySwitch:
    """The one switch of this process."""
    return PrivacySwitch()


def shown_name(name: str) -> str:
    """A patient's name as it may be seen now."""
    return initials_of(name) if switch().is_on else name


def shown_detail(text: str) -> str:
    """What else tells who a patient is (birth date, MRN, telephone, address) as it may be seen now."""
    return _HIDDEN if switch().is_on and text else text


_HIDDEN = "•••"
