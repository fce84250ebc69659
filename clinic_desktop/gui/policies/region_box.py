"""Choosing a country by its name."""

from functools import cache

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.searchable_box import SearchableBox


class RegionBox(SearchableBox):
    """Every country in which there are telephones, by name; any part of the name finds it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        for name, region in _regions():
            self.addItem(f"{name} ({region})", region)

    @property
    def region(self) -> str:
        """The two letters of the country that is chosen."""
        return str(self.currentData())

    def set_region(self, region: str) -> None:
        """Choose a country, telling nobody."""
        if place_of(self, region) < 0:
            self.addItem(region, region)
        self.setCurrentIndex(place_of(self, region))


@cache
def _regions() -> list[tuple[str, str]]:
    import phonenumbers  # its tables are large

    named = ((QLocale.territoryToString(QLocale.codeToTerritory(code)), code) for code in _codes(phonenumbers))
    return sorted((name if name != _UNKNOWN else code, code) for name, code in named)


def _codes(phonenumbers: object) -> list[str]:
    return sorted(getattr(phonenumbers, "SUPPORTED_REGIONS"))  # noqa: B009 (the library has no types)


_UNKNOWN = QLocale.territoryToString(QLocale.Country.AnyTerritory)
