"""The administrator's page of sync: this station, all of them, who sends messages, and what happened in plain words."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.message_settings import MessageSetUp
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.syncing import LogLine, StationLine, SyncMode, SyncState
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.sync.hub_dialogs import HubVerb
from clinic_desktop.gui.sync.station_card import StationCard
from clinic_desktop.gui.sync.stations_card import StationsCard
from clinic_desktop.gui.sync.sync_verbs import SyncVerbs
from clinic_desktop.gui.sync_words import moment_words
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typed_dates import sentence_case
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class SyncPage(Page):
    """Shows how things stand as they change, and asks the shared server only while it is looked at."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._names: dict[object, str] = {}
        self._set_up: MessageSetUp | None = None
        self.set_title(self.tr("Sync and stations"))
        self._area, self._floor = scrolling(self)
        self.station = StationCard(workplace, self._floor)
        self.stations = StationsCard(workplace, self._floor)
        self.sender_words = label("", wraps=True)
        self.send_button = QPushButton(self.tr("Send from this station"))
        self.log = RowTable(self._log_columns(), key=lambda row: row, parent=self)
        self.log_view = RowTableView(self.log, name="sync-log")
        self.log_view.set_height(_ROWS_SEEN * Measure.ROW)
        self.log_view.setAccessibleName(self.tr("What happened"))
        self.verbs = SyncVerbs(workplace, self)
        self._often = QTimer(self)
        self._often.setInterval(_A_MINUTE)
        self._often.timeout.connect(self._ask_stations)
        self._lay_out()
        self._connect()
        self._show_mode(workplace.sync.state)

    def cares(self, changes: Changes) -> bool:
        return changes.touches("station", "message_settings")

    def reload(self) -> None:
        self.workplace.run_latest((self, "log"), lambda clinic: clinic.sync.log(limit=_MOST_LINES), done=self._on_log)
        self.workplace.run_latest((self, "sender"), lambda clinic: clinic.messages.set_up(), done=self._on_set_up)
        self._ask_stations()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label(self.title, Look.TITLE))
        column.addWidget(self.station)
        column.addWidget(self.stations)
        self._sender_card = Card()
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.sender_words, 1)
        row.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignTop)
        self._sender_card.body.addWidget(label(self.tr("Messages to patients"), Look.HEADING))
        self._sender_card.body.addLayout(row)
        column.addWidget(self._sender_card)
        self._log_card = Card()
        self._log_card.body.addWidget(label(self.tr("What happened"), Look.HEADING))
        self._log_card.body.addWidget(self.log_view)
        column.addWidget(self._log_card)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        verbs, station = self.verbs, self.station
        verbs.changed.connect(self.mark_stale)
        station.connect_wanted.connect(verbs.connect_station)
        station.make_wanted.connect(lambda: verbs.run(HubVerb.MAKE, None))
        station.sync_wanted.connect(lambda: verbs.do(lambda clinic: clinic.sync.sync_now()))
        station.pause_wanted.connect(lambda: verbs.do(lambda clinic: clinic.sync.pause()))
        station.resume_wanted.connect(lambda: verbs.do(lambda clinic: clinic.sync.resume()))
        station.leave_wanted.connect(verbs.leave)
        self.stations.verb_wanted.connect(verbs.run)
        self.send_button.clicked.connect(lambda *_: verbs.send_from_here())
        self.workplace.sync.changed.connect(self._on_sync)

    # what is shown

    def _on_sync(self, state: SyncState) -> None:
        before = self.station.pill.text
        self.station.show_state(state)
        self._show_mode(state)
        if self.station.pill.text != before:
            self.mark_stale()

    def _show_mode(self, state: SyncState) -> None:
        is_on = state.mode is not SyncMode.OFF
        self.stations.setVisible(is_on)
        self._show_sender()

    def _ask_stations(self) -> None:
        if self.workplace.sync.state.mode is SyncMode.OFF or not self.isVisible():
            return
        self.workplace.run_latest(
            (self, "stations"),
            lambda clinic: clinic.sync.stations(),
            done=self._on_stations,
            refused=lambda error: self.stations.say(error.sentence),
            lane=Lane.NETWORK,
            owner=self,
        )

    def _on_stations(self, stations: Sequence[StationLine]) -> None:
        self._names = {row.station_id: row.name for row in stations}
        self.stations.show_stations(stations)
        if self.workplace.sync.state.mode is not SyncMode.IN_SYNC:
            self.stations.say(self.tr("The shared server is not asked now: this is what was known last."))
        self.station.name = next((row.name for row in stations if row.is_own), "")
        self.station.show_state(self.workplace.sync.state)
        self._show_sender()

    def _on_set_up(self, set_up: MessageSetUp) -> None:
        self._set_up = set_up
        self._show_sender()

    def _show_sender(self) -> None:
        set_up, is_on = self._set_up, self.workplace.sync.state.mode is not SyncMode.OFF
        self._sender_card.setVisible(is_on and set_up is not None and set_up.settings.switched_on)
        if set_up is None:
            return
        name = self._names.get(set_up.settings.station_id, self.tr("another station"))
        here = self.tr("Reminders and confirmations leave from this station, while the program runs here.")
        there = self.tr("Reminders and confirmations leave from {name}, while the program runs there.")
        self.sender_words.setText(here if set_up.sends_here else there.format(name=name))
        self.send_button.setVisible(not set_up.sends_here)

    def _on_log(self, lines: Sequence[LogLine]) -> None:
        self.log.set_rows(_told_apart(lines))
        self._log_card.setVisible(bool(lines))

    def _log_columns(self) -> tuple[Column["_LogRow"], ...]:
        return (
            Column(head=self.tr("When"), text=self._log_when, share=18, ink=lambda _: "muted"),
            Column(head=self.tr("What"), text=lambda row: row.line.sentence, share=82),
        )

    def _log_when(self, row: "_LogRow") -> str:
        return sentence_case(moment_words(row.line.at, self.workplace.zone, self.workplace.today()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.station.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._often.start()
        self.mark_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        self._often.stop()
        super().hideEvent(event)


class _LogRow(NamedTuple):
    """A line, and how many of the same moment and words are older."""

    line: LogLine
    older: int


def _told_apart(lines: Sequence[LogLine]) -> list[_LogRow]:
    """The lines, latest first, of which two may say the same in one moment."""
    seen: Counter[LogLine] = Counter()
    rows = []
    for line in reversed(lines):
        rows.append(_LogRow(line, seen[line]))
        seen[line] += 1
    return rows[::-1]


_A_MINUTE = 60_000
_MOST_LINES = 100
_ROWS_SEEN = 10
