"""Whose public holidays are kept: country, region, and the language of their names."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from clinic_desktop.domain.public_holidays import ENGLISH, HolidayChoice, HolidayCountry
from clinic_desktop.gui.closures.closures_words import country_words, language_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.searchable_box import SearchableBox


class HolidayChoiceBar(QWidget):
    """`chosen` carries another HolidayChoice; the bar shows it once it is given back."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._countries: tuple[HolidayCountry, ...] = ()
        self._choice = HolidayChoice()
        self.country = SearchableBox(self.tr("Choose a country"))
        self.region, self.language = SearchableBox(), ChoiceBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        row.addWidget(LabelledField(self.tr("Country"), self.country), 3)
        row.addWidget(LabelledField(self.tr("Region"), self.region), 3)
        row.addWidget(LabelledField(self.tr("Names in"), self.language), 2)
        self.country.activated.connect(lambda *_: self._on_country())
        self.region.activated.connect(lambda *_: self._on_part())
        self.language.activated.connect(lambda *_: self._on_part())

    def show_choice(self, countries: Sequence[HolidayCountry], choice: HolidayChoice) -> None:
        """Offer these countries, and have that choice stand."""
        if tuple(countries) != self._countries:
            self._countries = tuple(countries)
            named = sorted((country_words(one.code), one.code) for one in countries)
            _fill(self.country, named)
        if self.country.currentData() != choice.country or self._choice.country != choice.country:
            self._fill_parts(choice)
        self._choice = choice
        _put(self.country, choice.country)
        _put(self.region, choice.region)
        _put(self.language, choice.language)

    def _fill_parts(self, choice: HolidayChoice) -> None:
        country = next((one for one in self._countries if one.code == choice.country), HolidayCountry(code=""))
        _fill(self.region, [(self.tr("The whole country"), ""), *((one.name, one.code) for one in country.regions)])
        self.region.setEnabled(bool(country.regions))
        own = [(language_words(one), one) for one in country.languages if one != ENGLISH]
        usual = self.tr("English") if ENGLISH in country.languages or not own else self.tr("As usual there")
        _fill(self.language, [(usual, ""), *own])
        self.language.setEnabled(bool(own))

    def _on_country(self) -> None:
        code = self.country.currentData()
        if isinstance(code, str) and code != self._choice.country:
            self.chosen.emit(HolidayChoice(country=code))

    def _on_part(self) -> None:
        region, language = str(self.region.currentData() or ""), str(self.language.currentData() or "")
        wanted = replace(self._choice, region=region, language=language)
        if wanted != self._choice:
            self.chosen.emit(wanted)


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    box.clear()
    for words, key in choices:
        box.addItem(words, key)


def _put(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(box.findData(key) if key or isinstance(box, ChoiceBox) else max(box.findData(""), -1))
