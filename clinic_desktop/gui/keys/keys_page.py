"""The administrator's page of the key: by which ways it opens, and another key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.keys import KeyPlace, KeyStanding
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.backups.backup_words import day_and_time
from clinic_desktop.gui.keys.key_verbs import KeyVerbs
from clinic_desktop.gui.keys.way_card import WayCard
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class KeysPage(Page):
    """Reads the ways anew whenever it is looked at."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._navigation: QWidget | None = None
        self.standing: KeyStanding | None = None
        self.set_title(self.tr("Keys of this PC"))
        self._area, self._floor = scrolling(self)
        self.warning = MessageLine(self._floor, kind=MessageKind.WARNING)
        self.cards = {place: WayCard(place, self._floor) for place in KeyPlace}
        self.age = label("", Look.MUTED, self._floor, wraps=True)
        self.change_button = QPushButton(self.tr("Change the key…"))
        self.verbs = KeyVerbs(workplace, self)
        self._lay_out()
        self.verbs.changed.connect(self.mark_stale)
        for place, card in self.cards.items():
            card.add_wanted.connect(lambda place=place: self._with_standing(lambda at: self.verbs.add(place, at)))
            card.drop_wanted.connect(lambda place=place: self.verbs.drop(place))
        self.change_button.clicked.connect(lambda *_: self._with_standing(self.verbs.change))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def stand_beside(self, navigation: QWidget) -> None:
        """Show the way to the other pages at the left."""
        self._navigation = navigation

    def left_side(self) -> QWidget | None:
        return self._navigation

    def cares(self, changes: Changes) -> bool:
        return False

    def reload(self) -> None:
        self.workplace.run_latest((self, "keys"), lambda clinic: clinic.keys.standing(), done=self._on_read)

    def _lay_out(self) -> None:
        change = Card(self._floor)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(label(self.tr("The key itself"), Look.STRONG))
        words.addWidget(self.age)
        row.addLayout(words, 1)
        row.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        change.body.addLayout(row)
        about = self.tr(
            "Everything the clinic keeps is encrypted on this computer. Its key opens by each of these ways; without "
            "any of them, nobody can read the records again."
        )
        column = QVBoxLayout(self._floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label(self.title, Look.TITLE))
        column.addWidget(label(about, Look.MUTED, wraps=True))
        column.addWidget(self.warning)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(change)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)

    def _with_standing(self, do: Callable[[KeyStanding], object]) -> None:
        if self.standing is not None:
            do(self.standing)

    def _on_read(self, standing: KeyStanding) -> None:
        self.standing = standing
        here = self.workplace
        for place, card in self.cards.items():
            way = standing.way(place)
            made_at = None if way is None else way.made_at
            card.show_standing(standing, "" if made_at is None else day_and_time(made_at, here.zone))
        has_code = standing.way(KeyPlace.RECOVERY_CODE) is not None
        missing = self.tr("There is no recovery code: if this computer loses the key, the records are lost with it.")
        self.warning.say("" if has_code else missing, aloud=False)
        since = "" if standing.since is None else day_and_time(standing.since, here.zone)
        words = self.tr("Change it when somebody may know it who should not, such as after a theft or a dismissal.")
        self.age.setText(self.tr("It was made on {when}. {words}").format(when=since, words=words) if since else words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.cards[KeyPlace.RECOVERY_CODE].add_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.mark_stale()
