"""The administrator's page Health: what to see to, the facts, what was slow, and a text for whoever helps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.health import Concern, StationHealth, concerns
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.health.check_line import CheckLine
from clinic_desktop.gui.health.health_words import Fact, concern_words, copied_words, facts_of
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.log_folder import open_log_folder
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.slow_tasks import SLOW_SECONDS, SlowTask
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class HealthPage(Page):
    """Shows how the station is whenever it is opened, and after its file was looked at."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._health: StationHealth | None = None
        self.set_title(self.tr("Health"))
        self._area, self._floor = scrolling(self)
        self.verdict = MessageLine(self._floor, kind=MessageKind.GOOD_TO_KNOW)
        self.lines = {concern: MessageLine(self._floor) for concern in Concern}
        self.check = CheckLine(workplace, self._floor)
        self.cards: list[FactCard] = []
        self.check_button = QPushButton(self.tr("Check the file"))
        self.logs_button = QPushButton(self.tr("Open the log folder"))
        self.copy_button = QPushButton(self.tr("Copy system information"))
        set_look(self.copy_button, Look.PRIMARY)
        self.slow = RowTable(self._slow_columns(), key=lambda task: task.name, parent=self)
        self._slow_card = Card(self._floor)
        self.slow_view = RowTableView(self.slow, self._slow_card, name="slow")
        self.slow_view.setAccessibleName(self.tr("What was slow"))
        self.slow_words = label("", Look.SECONDARY, wraps=True)
        self._lay_out()
        self._connect()

    def cares(self, changes: Changes) -> bool:
        return False  # it is read anew whenever it is looked at

    def reload(self) -> None:
        self.workplace.run_latest(self, lambda clinic: clinic.health.report(), done=self._on_report)

    def commands(self) -> Sequence[Command]:
        place, group = MenuPlace.EDIT, "health"
        return (
            Command(
                name="health_copy",
                text=self.tr("&Copy system information"),
                run=self.copy,
                shortcut="Ctrl+Shift+C",
                icon=Icon.COPY,
                menu=place,
                group=group,
            ),
            Command(
                name="health_check",
                text=self.tr("Chec&k the file"),
                run=self.check_file,
                shortcut="Ctrl+Shift+K",
                icon=Icon.CHECK_CHECK,
                menu=place,
                group=group,
            ),
            Command(
                name="health_logs",
                text=self.tr("Open the &log folder"),
                run=self.open_logs,
                icon=Icon.FOLDER_OPEN,
                menu=place,
                group=group,
            ),
        )

    def check_file(self) -> None:
        """Have every page of the file looked at."""
        if self.check_button.isEnabled():
            self.check_button.setEnabled(False)
            self.check.begin()

    def copy(self) -> None:
        """Put what a helper asks for on the clipboard."""
        if self._health is None:
            return
        place = self.workplace
        words = copied_words(self._health, place.sync.state, place.runner.slow.slowest, place.now())
        QGuiApplication.clipboard().setText(words)
        place.say(self.tr("Copied. No patient’s name is in it: paste it into your message."))

    def open_logs(self) -> None:
        """Show the folder of the logs in the computer's own way."""
        if words := open_log_folder():
            self.workplace.say(words, kind=NoticeKind.PROBLEM)

    # What is shown

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(self.title, Look.TITLE), 1)
        for button, tip in (
            (self.logs_button, self.tr("The program’s own notes of what went wrong; no patient’s name is in them")),
            (self.check_button, self.tr("Look at every page of the file (Ctrl+Shift+K)")),
            (self.copy_button, self.tr("For whoever helps you; without patients’ data (Ctrl+Shift+C)")),
        ):
            button.setToolTip(tip)
            head.addWidget(button)
        self._facts = FieldGrid((3, 2, 1), least=_LEAST_FACTS)
        self._slow_card.body.addWidget(label(self.tr("What was slow since the program was opened"), Look.HEADING))
        self._slow_card.body.addWidget(self.slow_words)
        self._slow_card.body.addWidget(self.slow_view)
        self.slow_view.set_height(_ROWS_SEEN * Measure.ROW)
        column = QVBoxLayout(self._floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addWidget(self.check)
        for line in (self.verdict, *self.lines.values()):
            column.addWidget(line)
        column.addWidget(self._facts)
        column.addWidget(self._slow_card)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)
        self.setFocusProxy(self.copy_button)

    def _connect(self) -> None:
        self.check_button.clicked.connect(lambda *_: self.check_file())
        self.logs_button.clicked.connect(lambda *_: self.open_logs())
        self.copy_button.clicked.connect(lambda *_: self.copy())
        self.check.ended.connect(self._on_check_ended)
        self.workplace.sync.changed.connect(lambda *_: self._show())

    def _on_report(self, health: StationHealth) -> None:
        self._health = health
        self._show()

    def _on_check_ended(self) -> None:
        self.check_button.setEnabled(True)
        self.mark_stale()

    def _show(self) -> None:
        health, place = self._health, self.workplace
        if health is None:
            return
        found = concerns(health, place.now())
        is_well = self.tr("Everything is as it should be.")
        self.verdict.say("" if found else is_well, aloud=False)
        for concern, line in self.lines.items():
            words = concern_words(concern, health) if concern in found else ""
            line.say(words, MessageKind.ERROR if concern in _URGENT else MessageKind.WARNING, aloud=False)
        groups = facts_of(health, place.sync.state, place.zone, place.now())
        while len(self.cards) < len(groups):
            self.cards.append(FactCard())
            self._facts.add(self.cards[-1])
        for card, (heading, facts) in zip(self.cards, groups, strict=True):
            card.show_facts(heading, facts)
        slowest = place.runner.slow.slowest
        self.slow.set_rows(slowest)
        self.slow_view.setVisible(bool(slowest))
        limit = round(SLOW_SECONDS * 1000)
        none = self.tr("Nothing took longer than {limit} ms.")
        some = self.tr("What took longer than {limit} ms, the slowest first. Whoever helps you knows these names.")
        self.slow_words.setText((some if slowest else none).format(limit=limit))

    def _slow_columns(self) -> tuple[Column[SlowTask], ...]:
        zone = self.workplace.zone
        return (
            Column(head=self.tr("What"), text=lambda task: task.name, share=52),
            Column(head=self.tr("Took"), text=lambda task: f"{task.seconds * 1000:,.0f} ms", share=16, is_strong=True),
            Column(head=self.tr("At"), text=lambda task: clock(wall_time(task.at, zone)), share=16),
            Column(head=self.tr("How often"), text=lambda task: f"{task.times:,}", share=16),
        )


class FactCard(Card):
    """A heading, and facts in two columns; what is not well is written in the colour of a warning, with a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = label("", Look.HEADING)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, ElidedLabel]] = []
        self.body.addWidget(self._heading)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    @property
    def told(self) -> dict[str, str]:
        """What it says, by the names of the facts."""
        return {name.text(): words.text() for name, words in self._rows if not name.isHidden()}

    def show_facts(self, heading: str, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        self._heading.setText(heading)
        while len(self._rows) < len(facts):
            name, words = label("", Look.MUTED), ElidedLabel("")
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row = len(self._rows)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(words, row, 1)
            self._rows.append((name, words))
        for number, (name, words) in enumerate(self._rows):
            is_shown = number < len(facts)
            name.setVisible(is_shown)
            words.setVisible(is_shown)
            if is_shown:
                name.setText(facts[number].name)
                words.setText(facts[number].words)
                words.setAccessibleName(f"{facts[number].name}: {facts[number].words}")
                set_look(words, Look.STRONG if facts[number].is_well else Look.WARNING)


_URGENT = frozenset({Concern.FILE_DAMAGED, Concern.DISK_FULL})
_ROWS_SEEN = 8
_LEAST_FACTS = 270
