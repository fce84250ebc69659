"""How somebody left their window: its place on the screen, what was in front, and where it was divided."""

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from clinic_desktop.gui.screens import give_size
from clinic_desktop.gui.widgets.divide import DividePlace
from clinic_desktop.settings import SettingsFile


class KeptPlaces(QObject):
    """Keeps it in a person's own settings. Divides of one name stand alike, on whichever pages they are."""

    def __init__(self, window: QMainWindow, station: SettingsFile) -> None:
        super().__init__(window)
        self._window = window
        self._station = station
        self._divides: list[DividePlace] = []
        self._values = _values_in(station.read().divides)

    def restore(self) -> None:
        """Put the window where it was left."""
        give_size(self._window, _WIDTH, _HEIGHT)
        kept = self._station.read().window_geometry
        # Qt brings what lay on a screen that is gone to one that is there, and makes it as small as that is.
        if not kept or not self._window.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def take_in(self, divides: Iterable[DividePlace]) -> None:
        """Put divides where they were left, and keep them from now on."""
        for place in divides:
            if place.name in self._values:
                place.put(self._values[place.name])
            self._divides.append(place)
            place.changed.connect(lambda moved=place: self._on_moved(moved))

    def keep(self, view_in_front: str) -> None:
        """Write down how the window is left now, with what is in front, unless nothing is to be said of that."""
        place = bytes(self._window.saveGeometry().toBase64().data()).decode()
        self._station.keep(
            window_geometry=place,
            view_in_front=view_in_front or self._station.read().view_in_front,
            divides=" ".join(f"{name}={value}" for name, value in sorted(self._values.items())),
        )

    def _on_moved(self, moved: DividePlace) -> None:
        if moved.is_usual:
            self._values.pop(moved.name, None)
        else:
            self._values[moved.name] = moved.value
        for place in self._divides:
            if place.name == moved.name:
                place.put(moved.value)


def _values_in(kept: str) -> dict[str, int]:
    pairs = (word.partition("=") for word in kept.split())
    return {name: int(value) for name, _, value in pairs if name and value.isascii() and value.isdigit()}


_WIDTH, _HEIGHT = 1440, 900
