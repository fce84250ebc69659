"""The banner for double bookings within a day: there until they are settled, at every desk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from clinic_desktop.domain.decisions import DecisionCard
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.sync.decision_words import DecisionWords
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.domain.syncing import SyncState
    from clinic_desktop.gui.workplace import Workplace


class UrgentStrip(QFrame):
    """A line for each, with the way to the conflict desk; folded it is one line, and never less.

    It lies below the page, so that nothing moves under the pointer when it comes. A double booking that is new unfolds
    it.
    """

    decisions_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._cards: tuple[DecisionCard, ...] = ()
        self.is_folded = False
        self._icon = QLabel()
        set_icon(self._icon, Icon.OCTAGON_ALERT, "danger", size=Measure.ICON)
        self.heading = ElidedLabel("", Look.STRONG)
        self.lines = tuple(ElidedLabel("") for _ in range(_MOST_LINES))
        self.decide_button = QPushButton(self.tr("Decide"))
        set_look(self.decide_button, Look.DANGER)
        self.fold_button = QToolButton()
        set_look(self.fold_button, Look.QUIET)
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS // 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.heading, 0, 1)
        grid.addWidget(self.decide_button, 0, 2)
        grid.addWidget(self.fold_button, 0, 3)
        for number, line in enumerate(self.lines, start=1):
            grid.addWidget(line, number, 1, 1, 3)
        self.hide()
        self.decide_button.clicked.connect(lambda *_: self.decisions_wanted.emit())
        self.fold_button.clicked.connect(lambda *_: self._fold(not self.is_folded))
        workplace.news.changed.connect(self._on_news)
        workplace.sync.changed.connect(self._on_sync)
        privacy.switch().changed.connect(self._show)
        self._read()

    @property
    def cards(self) -> tuple[DecisionCard, ...]:
        """What it tells of."""
        return self._cards

    def refresh(self) -> None:
        """A day is a day from now: what is to come comes nearer."""
        self._read()

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("conflict") or (self._cards and changes.touches("appointment", "patient")):
            self._read()

    def _on_sync(self, state: "SyncState") -> None:
        if bool(state.to_decide) != bool(self._cards):
            self._read()

    def _read(self) -> None:
        self._workplace.run_latest(
            ("urgent", id(self)),
            lambda clinic: tuple(clinic.decisions.urgent()),
            done=self._on_read,
            refused=lambda _: None,
            lane=Lane.READING,
            owner=self,
            is_beside=True,
        )

    def _on_read(self, cards: tuple[DecisionCard, ...]) -> None:
        known = {card.conflict_id for card in self._cards}
        is_new = any(card.conflict_id not in known for card in cards)
        self._cards = cards
        if is_new:
            self.is_folded = False
        self._show()
        if is_new:
            announce(self, self.heading.text())

    def _fold(self, folded: bool) -> None:
        self.is_folded = folded
        self._show()

    def _show(self) -> None:
        words = DecisionWords(self._workplace.zone, self._workplace.today())
        count = len(self._cards)
        many = self.tr("{count} double bookings within a day need a decision").format(count=count)
        self.heading.setText(self.tr("A double booking within a day needs a decision") if count == 1 else many)
        for number, line in enumerate(self.lines):
            is_there = number < count and not self.is_folded
            line.setVisible(is_there)
            if is_there:
                line.setText(words.banner(self._cards[number]))
        self.setAccessibleName(self.heading.text())
        fold = self.tr("Show them") if self.is_folded else self.tr("Fold; it stays until they are settled")
        self.fold_button.setToolTip(fold)
        self.fold_button.setAccessibleName(fold)
        icon = Icon.CHEVRON_UP if self.is_folded else Icon.CHEVRON_DOWN
        set_icon(self.fold_button, icon, "muted", size=Measure.ICON_SMALL)
        self.setVisible(bool(count))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.danger_soft)
        painter.fillRect(QRectF(0, 0, self.width(), Measure.HAIRLINE), now.danger)


_MOST_LINES = 3
