"""One way to the key: what it is, whether it is there, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.keys import KeyPlace, KeyStanding
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.keys.key_words import meaning_of, way_words
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.pill import Pill


class WayCard(Card):
    """What its buttons want is done by the page."""

    add_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, place: KeyPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._words = words = way_words(place)
        self.pill = Pill()
        self._since = label("", Look.SECONDARY)
        self._meaning = label(words.meaning, Look.MUTED, wraps=True)
        self.add_button = QPushButton(words.add)
        self.drop_button = QPushButton(self.tr("Take away"))
        self.drop_button.setAccessibleName(self.tr("Take away: {way}").format(way=words.name))
        picture = QLabel()
        set_icon(picture, words.icon, "accent", size=Measure.ICON_LARGE)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(Space.XS)
        names.addWidget(label(words.name, Look.STRONG, wraps=True))
        names.addWidget(self._meaning)
        head.addLayout(names, 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        foot.setSpacing(Space.S)
        foot.addSpacing(Measure.ICON_LARGE + Space.M)
        foot.addWidget(self._since, 1)
        foot.addWidget(self.drop_button)
        foot.addWidget(self.add_button)
        self.body.addLayout(head)
        self.body.addWidget(self._foot)
        self.add_button.clicked.connect(lambda *_: self.add_wanted.emit())
        self.drop_button.clicked.connect(lambda *_: self.drop_wanted.emit())

    def show_standing(self, standing: KeyStanding, since: str) -> None:
        """Show whether this way is there; `since` is when it was made, in words."""
        way = standing.way(self.place)
        self._meaning.setText(meaning_of(self.place, standing))
        words, token, icon = self._state_of(standing)
        self.pill.show_words(words, token=token, icon=icon)
        self._since.setText(self.tr("Since {when}").format(when=since) if way is not None and since else "")
        is_lost = way is not None and not way.works
        again = self._words.add if way is None or is_lost else self._words.again
        self.add_button.setText(again)
        can_add = bool(again) and (self.place is not KeyPlace.KEYRING or standing.has_keyring)
        self.add_button.setVisible(can_add)
        self.drop_button.setVisible(way is not None)
        self._foot.setVisible(can_add or way is not None)
        may_go = standing.may_go(self.place)
        self.drop_button.setEnabled(may_go)
        self.drop_button.setToolTip(
            "" if may_go else self.tr("The only way by which the clinic opens at each start. Add another one first.")
        )

    def _state_of(self, standing: KeyStanding) -> tuple[str, str, Icon]:
        way = standing.way(self.place)
        if way is not None and not way.works:
            return self.tr("Opens no more"), "danger", Icon.OCTAGON_ALERT
        if way is not None and self.place is KeyPlace.FILE:
            return self.tr("In use"), "arrived", Icon.TRIANGLE_ALERT
        if way is not None:
            return self.tr("In use"), "confirmed", Icon.CIRCLE_CHECK
        if self.place is KeyPlace.RECOVERY_CODE:
            return self.tr("Missing"), "danger", Icon.OCTAGON_ALERT
        if self.place is KeyPlace.KEYRING and not standing.has_keyring:
            return self.tr("Not on this computer"), "done", Icon.MINUS
        return self.tr("Not used"), "done", Icon.MINUS
