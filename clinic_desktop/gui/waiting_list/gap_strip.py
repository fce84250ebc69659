"""A gap that was folded: one line at the foot of the window, and the way back to who could take it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.waiting_list.gap_card import GapCard
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class GapStrip(QFrame):
    """There while the card of a gap is folded; it has room of its own, so that it covers nothing."""

    def __init__(self, card: GapCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.STATUS_STRIP)
        icon = QLabel()
        set_icon(icon, Icon.CALENDAR_CLOCK, "accent", size=Measure.ICON_SMALL)
        self._card = card
        self._words = ElidedLabel("", Look.SECONDARY)
        self.show_button = QPushButton(self.tr("Show who"))
        set_look(self.show_button, Look.LINK)
        self.cross = QToolButton()
        set_look(self.cross, Look.QUIET)
        set_icon(self.cross, Icon.X, "muted", size=Measure.ICON_SMALL)
        self.cross.setToolTip(self.tr("Put this gap away"))
        self.cross.setAccessibleName(self.tr("Put this gap away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.S)
        for widget in (icon, self._words, self.show_button, self.cross):
            row.addWidget(widget)
        row.addStretch(1)
        self.hide()
        self.show_button.clicked.connect(lambda *_: card.unfold())
        self.cross.clicked.connect(lambda *_: card.put_away())
        card.folded.connect(self._on_folded)

    def _on_folded(self, is_folded: bool) -> None:
        self._words.setText(self._card.words)
        self.setAccessibleName(self._card.words)
        self.setVisible(is_folded)
