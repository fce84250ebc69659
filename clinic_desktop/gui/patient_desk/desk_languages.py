"""The languages of the patient's desk, and the switch between them while the program runs."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from clinic_desktop import paths


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLanguage:
    """A language by its code and by the name that its speakers look for."""

    code: str
    own_name: str
    written_as_in: str

    @property
    def locale(self) -> QLocale:
        """How dates and numbers are written in it."""
        return QLocale(self.written_as_in)


LANGUAGES = (
    DeskLanguage(code="en", own_name="English", written_as_in="en_GB"),
    DeskLanguage(code="de", own_name="Deutsch", written_as_in="de_DE"),
    # As in the Emirates: with the figures that the clinic's clocks, rooms and slips bear too.
    DeskLanguage(code="ar", own_name="العربية", written_as_in="ar_AE"),
    DeskLanguage(code="pt", own_name="Português", written_as_in="pt_PT"),
)
"""The day stands before the month in all of them, so that a birth date is read as it was meant."""


class DeskLanguages(QObject):
    """Speaks one of the languages at a time, in every window of the program; `changed` tells that it is another now.

    `give_back` puts things as they were: the staff's own language.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = QLocale()
        self._direction = QGuiApplication.layoutDirection()
        self._translators: list[QTranslator] = []
        self._first = self._current = _nearest(self._before)
        offer_arabic_letters()

    @property
    def current(self) -> DeskLanguage:
        """The language that is spoken now."""
        return self._current

    def speak(self, code: str) -> None:
        """Change the language of everything that is said from now on."""
        language = next(each for each in LANGUAGES if each.code == code)
        self._silence()
        self._current = language
        QLocale.setDefault(language.locale)
        for translator in _translators_of(language):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)
        QGuiApplication.setLayoutDirection(language.locale.textDirection())
        self.changed.emit()

    @property
    def is_as_at_first(self) -> bool:
        """Whether nobody has chosen another language than the station's."""
        return self._current is self._first

    def begin_anew(self) -> None:
        """Speak the station's language to the next person."""
        self.speak(self._first.code)

    def give_back(self) -> None:
        """Speak as before the first change."""
        self._silence()
        QLocale.setDefault(self._before)
        QGuiApplication.setLayoutDirection(self._direction)

    def _silence(self) -> None:
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()


def _nearest(locale: QLocale) -> DeskLanguage:
    return next((each for each in LANGUAGES if each.locale.language() is locale.language()), LANGUAGES[0])


@cache
def _translators_of(language: DeskLanguage) -> list[QTranslator]:
    """Qt's own words and the program's; none for English, in which it is written.

    Read once, and never let go: whoever has just been told of another language may still look into those before.
    """
    if language.code == "en":
        return []
    found = []
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("clinic", str(paths.resources() / "translations")),
    ):
        translator = QTranslator()
        if translator.load(f"{name}_{language.code}", folder):
            found.append(translator)
    return found


def offer_arabic_letters() -> None:
    """Let what the program's own font lacks be written in the bundled one, wherever it has no Arabic letters."""
    font = QApplication.font()
    if _ARABIC in font.families():
        return
    for file in sorted((paths.resources() / "fonts").glob("NotoSansArabic-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    font.setFamilies([*font.families(), _ARABIC])
    QApplication.setFont(font)


_ARABIC = "Noto Sans Arabic"
