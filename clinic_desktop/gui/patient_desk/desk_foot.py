"""The foot of the patient's desk: the languages, the countdown with the way out of one's own pages, and staff's way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk.desk_languages import LANGUAGES, DeskLanguages
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel, DeskRow
from clinic_desktop.gui.theme import Look


class DeskFoot(DeskRow):
    """`left` tells that the person wants to go; `staff_wanted` that a member of staff wants to end the mode."""

    left = Signal()
    staff_wanted = Signal()

    def __init__(self, languages: DeskLanguages, parent: QWidget | None = None) -> None:
        super().__init__(_ONE_LINE, parent)
        self._languages = languages
        self._is_signed_in = False
        self._seconds: int | None = None
        self.language_buttons = {each.code: DeskButton(each.own_name, Look.QUIET) for each in LANGUAGES}
        for code, button in self.language_buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda *_, chosen=code: self._on_language(chosen))
        self.staff_button = DeskButton("", Look.QUIET)
        self.leave_button = DeskButton()
        self._countdown = DeskLabel("", Look.MUTED)
        self._countdown.setWordWrap(False)
        self.staff_button.clicked.connect(lambda *_: self.staff_wanted.emit())
        self.leave_button.clicked.connect(lambda *_: self.left.emit())
        self.tongues, rest = QWidget(), QWidget()
        for holder, widgets in (
            (self.tongues, tuple(self.language_buttons.values())),
            (rest, (self._countdown, self.leave_button, self.staff_button)),
        ):
            row = QHBoxLayout(holder)
            row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
            row.setSpacing(Space.S)
            if holder is rest:
                row.addStretch(1)
            for widget in widgets:
                row.addWidget(widget)
            if holder is self.tongues:
                row.addStretch(1)
        self.row.setSpacing(Space.S)
        self.add(self.tongues, rest, stretch=0)
        self.row.setStretch(1, 1)
        self.show_seconds(None)

    @property
    def countdown(self) -> str:
        """What it says about the time that is left; empty while nothing is counted."""
        return self._countdown.text()

    def take_back_tongues(self) -> None:
        """Have the languages here again."""
        self.row.insertWidget(0, self.tongues)

    def set_signed_in(self, signed_in: bool) -> None:
        """Whether somebody is signed in, or only began something."""
        self._is_signed_in = signed_in
        self.retranslate()

    def show_seconds(self, seconds: int | None) -> None:
        """How long until everything is forgotten; None while there is nothing to forget."""
        self._seconds = seconds
        counts = seconds is not None or self._is_signed_in
        self._countdown.setVisible(counts)
        self.leave_button.setVisible(counts)
        if seconds is None:
            self._countdown.clear()
            return
        words = (
            self.tr("Signs out by itself in {seconds} s")
            if self._is_signed_in
            else self.tr("Begins anew by itself in {seconds} s")
        )
        self._countdown.setText(words.format(seconds=seconds))

    def retranslate(self) -> None:
        """Say everything anew in the language of the moment."""
        self.leave_button.setText(self.tr("Sign out") if self._is_signed_in else self.tr("Begin anew"))
        self.staff_button.setText(self.tr("Staff"))
        self.staff_button.setAccessibleDescription(self.tr("For those who work here: leave the patient's desk"))
        for code, button in self.language_buttons.items():
            button.setChecked(code == self._languages.current.code)
        self.show_seconds(self._seconds)

    def _on_language(self, code: str) -> None:
        self._languages.speak(code)


_ONE_LINE = 900
