"""The clinic's stations: what each is for, when it was seen last, which program it runs, and what an admin can do."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.syncing import StationLine
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.sync.hub_dialogs import HubVerb, profile_words
from clinic_desktop.gui.sync_words import ago_words, moment_words
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class StationsCard(Card):
    """Lists the stations; `verb_wanted` brings a HubVerb and the station that is chosen, None for a new one."""

    verb_wanted = Signal(object, object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.table = RowTable(
            self._columns(), key=lambda row: row.station_id, is_faint=lambda row: row.is_revoked, parent=self
        )
        self.view = RowTableView(self.table, name="stations")
        self.view.set_height(_ROWS_SEEN * Measure.ROW)  # the page scrolls, so that most clinics see all of theirs
        self.view.setAccessibleName(self.tr("Stations"))
        self.message = MessageLine(kind=MessageKind.WARNING)
        self.make_button = QPushButton(self.tr("Make a station…"))
        set_look(self.make_button, Look.PRIMARY)
        self.buttons = {
            HubVerb.RENAME: QPushButton(self.tr("Rename…")),
            HubVerb.ALLOW_FULL_PULL: QPushButton(self.tr("Allow a full pull…")),
            HubVerb.REVOKE: QPushButton(self.tr("Revoke…")),
        }
        set_look(self.buttons[HubVerb.REVOKE], Look.DANGER)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(label(self.tr("All stations"), Look.HEADING), 1)
        head.addWidget(self.make_button)
        foot = FlowLayout()
        for verb, button in self.buttons.items():
            button.clicked.connect(partial(self._on_verb, verb))
            foot.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.message)
        self.body.addWidget(self.view)
        self.body.addLayout(foot)
        self.make_button.clicked.connect(lambda *_: self.verb_wanted.emit(HubVerb.MAKE, None))
        self.view.row_chosen.connect(lambda *_: self._offer())
        self._offer()

    @property
    def chosen(self) -> StationLine | None:
        """The station that is chosen."""
        return self.table.row_at(self.view.currentIndex())

    def show_stations(self, stations: Sequence[StationLine]) -> None:
        """Show these; the chosen one stays chosen."""
        chosen = self.view.chosen_key
        self.message.clear()
        self.table.set_rows(sorted(stations, key=lambda row: (row.is_revoked, not row.is_own, row.name.casefold())))
        self.table.tell_anew()  # what was seen a minute ago was seen two minutes ago by now
        if chosen is None or not self.view.choose(chosen):
            self.view.step(1)
        self.view.setVisible(bool(stations))
        self._offer()

    def say(self, sentence: str) -> None:
        """Say why the list may be old; what is known already stays."""
        self.message.say(sentence, aloud=False)
        self.view.setVisible(bool(self.table.rows))
        self._offer()

    def _columns(self) -> Sequence[Column[StationLine]]:
        return (
            Column(head=self.tr("Name"), text=lambda row: row.name, share=26, is_strong=True),
            Column(head=self.tr("For"), text=lambda row: profile_words()[row.profile], share=20),
            Column(head=self.tr("Last seen"), text=self._seen, share=20),
            Column(head=self.tr("Program"), text=lambda row: row.program or "–", share=14),
            Column(
                head=self.tr("State"),
                text=self._state,
                share=20,
                ink=self._ink,
                icon=lambda row: Icon.MONITOR_X if row.is_revoked else Icon.MONITOR,
            ),
        )

    def _seen(self, row: StationLine) -> str:
        if row.last_seen_at is None:
            return self.tr("not yet")
        now, zone = self._workplace.now(), self._workplace.zone
        is_near = (now - row.last_seen_at).total_seconds() < _NEAR
        return ago_words(row.last_seen_at, now) if is_near else moment_words(row.last_seen_at, zone, now.date())

    def _state(self, row: StationLine) -> str:
        if row.is_revoked:
            return self.tr("Revoked")
        if row.is_own:
            return self.tr("This station")
        return self.tr("Connected") if row.enrolled_at is not None else self.tr("Not set up yet")

    def _ink(self, row: StationLine) -> str:
        return "danger" if row.is_revoked else "accent" if row.is_own else "muted"

    def _on_verb(self, verb: HubVerb, *_: object) -> None:
        if self.chosen is not None:
            self.verb_wanted.emit(verb, self.chosen)

    def _offer(self) -> None:
        chosen = self.chosen
        for button in self.buttons.values():
            button.setVisible(bool(self.table.rows))
            button.setEnabled(chosen is not None and not chosen.is_revoked)


_NEAR = 3600
_ROWS_SEEN = 12
