"""Possible duplicates: the whole file searched for people entered twice, each pair compared, and the merges made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop.domain.merging import DuplicateList, DuplicatePair, MergeLine
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui import privacy
from clinic_desktop.gui.actions import Command, MenuPlace, in_menu
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patients_file.duplicate_list import RowList, merges_model, pairs_model
from clinic_desktop.gui.patients_file.file_search import FileSearch
from clinic_desktop.gui.patients_file.merge_panel import MergePanel
from clinic_desktop.gui.patients_file.past_merge import PastMerge
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.progress_line import ProgressLine
from clinic_desktop.gui.widgets.segmented import SegmentedButtons
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

_PAIRS, _MERGES = "pairs", "merges"


class DuplicatesPage(Page):
    """The pairs at the left, the chosen one compared at the right; merges that were made stand behind a second button.

    What is chosen stays while colleagues change things; a pair that is done with gives its place to the next.
    """

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.search = FileSearch(workplace, self)
        self._found: DuplicateList | None = None
        self.panel: MergePanel | None = None
        self.past = PastMerge(workplace)
        self.pairs, self.merges = pairs_model(self), merges_model(self)
        self.list = RowList()
        self.list.setModel(self.pairs)
        self.which = SegmentedButtons()
        self.search_button = QPushButton()
        self.stop_button = QPushButton(self.tr("Stop"))
        self.progress = ProgressLine()
        self._sentence = label("", Look.MUTED)
        self.empty = EmptyState(Icon.USERS, "", "", action_text=self.tr("Search the file"))
        self.set_title(self.tr("Possible duplicates"))
        self._lay_out()
        self._connect()
        self._settle()

    def _lay_out(self) -> None:
        set_look(self.search_button, Look.PRIMARY)
        self.which.add(_PAIRS, self.tr("To look at"))
        self.which.add(_MERGES, self.tr("Merged"))
        self.which.setAccessibleName(self.tr("What is listed"))
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(self.title, Look.TITLE))
        head.addSpacing(Space.S)
        head.addWidget(self._sentence, 1)
        head.addWidget(self.progress, 1)
        head.addWidget(self.stop_button)
        head.addWidget(self.which)
        head.addWidget(self.search_button)
        edge = Space.S - 2
        self._list_card = Card()
        self._list_card.setFixedWidth(_LIST_WIDTH)
        self._list_card.body.setContentsMargins(edge, edge, edge, edge)
        self._list_card.body.addWidget(self.list)
        self._area, self._floor = scrolling(self)
        self._column = QVBoxLayout(self._floor)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._column.addWidget(self.past)
        self._column.addStretch(1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.L)
        row.addWidget(self._list_card)
        row.addWidget(self._area, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.search_button.clicked.connect(lambda *_: self.begin())
        self.empty.action_requested.connect(self.begin)
        self.stop_button.clicked.connect(lambda *_: self.search.stop())
        self.search.progressed.connect(self._on_progress)
        self.search.ended.connect(self._on_ended)
        self.which.chosen.connect(lambda *_: self._on_which())
        self.list.activated.connect(lambda *_: self._go_to_panel())
        privacy.switch().changed.connect(self.list.viewport().update)
        self._follow_choice()

    def _follow_choice(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._on_chosen(now))

    # What is done

    def begin(self) -> None:
        """Search the whole file."""
        focus = QApplication.focusWidget()
        had_focus = focus is self.search_button or (focus is not None and self.empty.isAncestorOf(focus))
        self.which.set_current(_PAIRS)
        self._on_which()
        self.search.begin()
        self._on_progress(0.0)
        self._settle()
        if had_focus:
            self.stop_button.setFocus()

    def choose(self, ids: tuple[UUID, UUID]) -> None:
        """Compare a pair of the list."""
        self.list.setCurrentIndex(self.pairs.index_of(ids))

    def _merge(self) -> None:
        if self.panel is not None and self._shows_pairs:
            self.panel.merge()

    def _on_progress(self, done: float) -> None:
        words = self.tr("Comparing everyone with everyone… {percent} %").format(percent=round(done * 100))
        self.progress.show_progress(done, words)

    def _on_ended(self, found: DuplicateList | None) -> None:
        had_focus = self.stop_button.hasFocus()
        if found is None:
            self.workplace.say(self.tr("The search was stopped. What was found before still stands."))
        else:
            self._show(found)
        self._settle()
        if had_focus:
            self.setFocus()

    def _on_which(self) -> None:
        self.list.setModel(self.pairs if self._shows_pairs else self.merges)
        self._follow_choice()
        self._choose_first()
        self._settle()

    def _go_to_panel(self) -> None:
        panel = self.panel
        if panel is not None:
            first = next((row for row in panel.rows.values() if row.is_open), None)
            (first or panel.merge_button).setFocus()

    def _on_chosen(self, index: QModelIndex) -> None:
        if self._shows_pairs:
            self._compare(self.pairs.row_at(index))
        else:
            self.past.show_merge(self.merges.row_at(index))

    def _compare(self, pair: DuplicatePair | None) -> None:
        """Show a pair; the panel of the same pair stays as it is, with what was chosen on it."""
        if self.panel is not None:
            if pair is not None and self.panel.ids == (pair.left.id, pair.right.id):
                return
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        if pair is None:
            return
        self.panel = MergePanel(self.workplace, pair.left.id, pair.right.id)
        self.panel.left.connect(self.setFocus)
        self._column.insertWidget(0, self.panel)

    # What is shown

    @property
    def _shows_pairs(self) -> bool:
        return self.which.current == _PAIRS

    def reload(self) -> None:
        def read(clinic: "Clinic") -> tuple[DuplicateList | None, Sequence[MergeLine]]:
            return clinic.duplicates.standing(), clinic.merging.merges()

        self.workplace.run_latest(self, read, done=self._on_read)

    def _on_read(self, both: tuple[DuplicateList | None, Sequence[MergeLine]]) -> None:
        found, merges = both
        self.merges.set_rows(merges)
        if found is not None:
            self._show(found)
        if not self._shows_pairs:
            self.past.show_merge(self.merges.row_at(self.list.currentIndex()))
            self._choose_first()
        self._settle()

    def _show(self, found: DuplicateList) -> None:
        self._found = found
        at = self.list.currentIndex().row() if self._shows_pairs else -1
        self.pairs.set_rows(found.pairs)
        if self._shows_pairs:
            if not self.list.currentIndex().isValid() and at >= 0 and found.pairs:
                self.list.setCurrentIndex(self.pairs.index(min(at, len(found.pairs) - 1)))
            self._choose_first()

    def _choose_first(self) -> None:
        model = self.pairs if self._shows_pairs else self.merges
        index = self.list.currentIndex()
        if not index.isValid() and model.rowCount():
            self.list.setCurrentIndex(model.index(0))
        else:
            self._on_chosen(index)

    def _settle(self) -> None:
        """Show what belongs to where things stand: searching, found, nothing found, never searched."""
        is_running, found = self.search.is_running, self._found
        self.progress.setVisible(is_running)
        self.stop_button.setVisible(is_running)
        self._sentence.setHidden(is_running)
        self.search_button.setEnabled(not is_running)
        self.search_button.setText(self.tr("Search the file") if found is None else self.tr("Search again"))
        self._sentence.setText(self._found_words())
        if self.panel is not None:
            self.panel.setVisible(self._shows_pairs)
        self.past.setVisible(not self._shows_pairs)
        rows = self.pairs.rowCount() if self._shows_pairs else self.merges.rowCount()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.setFocusProxy(self.list if rows else self.empty)
        self.search_button.setVisible(bool(rows) and self._shows_pairs and not is_running)
        if not rows:
            self._say_empty(found)
        count = 0 if found is None else found.count
        self.which.button(_PAIRS).setText(
            self.tr("To look at · {count}").format(count=count) if found else self.tr("To look at")
        )
        self.set_figures(self._found_words())

    def _found_words(self) -> str:
        found = self._found
        if found is None:
            return ""
        when = near_moment(found.found_at.astimezone(self.workplace.zone), self.workplace.today())
        words = self.tr("{people} patients searched {when}").format(people=f"{found.people:,}", when=when)
        return f"{words} · {self.tr('many have changed since')}" if found.is_old else words

    def _say_empty(self, found: DuplicateList | None) -> None:
        if not self._shows_pairs:
            words = (
                self.tr("Nothing merged yet"),
                self.tr("Records that were merged stand here, to be taken apart again."),
            )
        elif self.search.is_running:
            words = (
                self.tr("Searching…"),
                self.tr("Go on with your work meanwhile; the pairs stand here when it is done."),
            )
        elif found is None:
            words = (
                self.tr("Is anyone entered twice?"),
                self.tr("The file is searched for records of one person, by name, birth date, phone and address."),
            )
        else:
            words = (
                self.tr("Nobody is entered twice"),
                self.tr("As far as can be told, every record is another person's."),
            )
        self.empty.set_words(*words)
        self.empty.offer_action(self._shows_pairs and not self.search.is_running)

    # As a page

    def cares(self, changes: Changes) -> bool:
        return changes.touches("patient", "distinct_patients", "patient_merge")

    def commands(self) -> Sequence[Command]:
        return in_menu(
            MenuPlace.PATIENTS,
            "duplicates",
            Command(
                name="search_duplicates",
                text=self.tr("&Search the file for duplicates"),
                run=self.begin,
                shortcut="Ctrl+Shift+F",
                icon=Icon.SEARCH,
            ),
            Command(
                name="merge_pair",
                text=self.tr("&Merge these two"),
                run=self._merge,
                shortcut="Ctrl+Return",
                icon=Icon.MERGE,
            ),
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self.window().isVisible():  # closing or signing out waits for nothing
            self.search.stop()


_LIST_WIDTH = 360
