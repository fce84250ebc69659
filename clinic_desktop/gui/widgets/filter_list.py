"""A list of things to show or leave out, each with a tick in its own colour."""

from collections.abc import Hashable, Iterable

from anyascii import anyascii
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import section_label
from clinic_desktop.gui.widgets.check_row import CheckRow, FilterEntry
from clinic_desktop.gui.widgets.search_field import SearchField

__all__ = ["CheckRow", "FilterEntry", "FilterList"]


class FilterList(QWidget):
    """Which of some entries are wanted; new entries are, until they are unticked.

    Of very many entries only the first stand below one another, those that were chosen alone before the others; a
    field finds any of them by a part of its name, and Enter in it chooses what it found and nothing else. Where many
    are `expected`, what shows them is made beforehand.
    """

    chosen_changed = Signal(object)

    def __init__(self, heading: str, parent: QWidget | None = None, *, expected: int = 0) -> None:
        super().__init__(parent)
        self._entries: tuple[FilterEntry, ...] = ()
        self._rows: dict[Hashable, CheckRow] = {}
        self._spare: list[CheckRow] = []
        self._left_out: set[Hashable] = set()
        self._in_front: frozenset[Hashable] = frozenset()
        self._most = MOST_SHOWN
        self._heading = heading
        self.setAccessibleName(heading)
        self.all_button = _link(self.tr("All"), self)
        self.all_button.setAccessibleName(self.tr("{heading}: show all").format(heading=heading))
        self.all_button.clicked.connect(lambda *_: self.choose_all())
        self.more_button = _link("", self)
        self.more_button.clicked.connect(lambda *_: self._on_more())
        self._search: SearchField | None = None
        head = QHBoxLayout()
        head.addWidget(section_label(heading), 1)
        head.addWidget(self.all_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.NONE)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._layout.setSpacing(Space.XS)
        self._layout.addLayout(head)
        self._layout.addLayout(self._list)
        self._layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeading)
        if expected > MOST_SHOWN:
            self.search.hide()
        for _ in range(min(expected, MOST_SHOWN)):
            self._put_by(self._made())
        self._fit()

    @property
    def search(self) -> SearchField:
        """The field that finds an entry among many; made when there are as many for the first time."""
        if self._search is None:
            self._search = SearchField(self.tr("Find a name"), parent=self)
            self._search.setAccessibleName(self.tr("{heading}: find a name").format(heading=self._heading))
            self._search.setToolTip(self.tr("Enter shows only those found"))
            self._search.textChanged.connect(lambda *_: self._on_searched())
            self._search.returnPressed.connect(self._on_search_entered)
            self._layout.insertWidget(_BELOW_HEAD, self._search)
        return self._search

    def set_entries(self, entries: Iterable[FilterEntry]) -> None:
        """Show these lines; ticks stay with their keys, and rows that stay keep the focus."""
        wanted = tuple(entries)
        if wanted == self._entries and wanted:
            return
        self._entries = wanted
        if self._are_many or self._search is not None:
            self.search.setVisible(self._are_many)
        policy = self.all_button.sizePolicy()
        policy.setRetainSizeWhenHidden(self._are_many)  # nothing below it moves when it comes
        self.all_button.setSizePolicy(policy)
        self._fit()

    def chosen(self) -> frozenset[Hashable]:
        """The keys that are ticked."""
        return frozenset(entry.key for entry in self._entries) - self._left_out

    def choose_all(self) -> None:
        """Tick every line."""
        self.choose_only(entry.key for entry in self._entries)

    def choose_only(self, keys: Iterable[Hashable]) -> None:
        """Tick these lines and no others; told once."""
        wanted, before = frozenset(keys), self.chosen()
        self._left_out = {entry.key for entry in self._entries} - wanted
        self._in_front = self.chosen() if self._left_out else frozenset()
        for key, row in self._rows.items():
            _tick(row, on=key in wanted)
        self._fit()
        if self.chosen() != before:
            self.chosen_changed.emit(self.chosen())

    @property
    def _are_many(self) -> bool:
        return len(self._entries) > MOST_SHOWN

    def _found(self) -> list[FilterEntry]:
        words = plain(self._search.text()).split() if self._search is not None and self._are_many else []
        return [entry for entry in self._entries if all(word in plain(entry.text) for word in words)]

    def _fit(self) -> None:
        """Let the rows be those of the entries that are to be seen."""
        found = self._found()
        shown = (
            sorted(found, key=lambda entry: entry.key not in self._in_front)[: self._most] if self._are_many else found
        )
        self._take_away(self._rows.keys() - {entry.key for entry in shown})
        for place, entry in enumerate(shown):
            row = self._rows.get(entry.key)
            if row is None:
                row = self._rows[entry.key] = self._spare.pop() if self._spare else self._made()
            _tick(row, on=entry.key not in self._left_out)
            row.show_entry(entry)
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
            row.show()
        self.all_button.setVisible(self._are_many and bool(self._left_out))
        rest = len(found) - len(shown)
        self.more_button.setVisible(rest > 0 or len(shown) > MOST_SHOWN)
        self.more_button.setText(self.tr("Show more of {count}").format(count=rest) if rest else self.tr("Show fewer"))

    def _made(self) -> CheckRow:
        row = CheckRow(self)
        row.ticked.connect(self._on_toggled)
        row.only_requested.connect(self._on_only_requested)
        row.all_requested.connect(self.choose_all)
        return row

    def _take_away(self, keys: Iterable[Hashable]) -> None:
        for key in keys:
            gone = self._rows.pop(key)
            self._list.removeWidget(gone)
            self._put_by(gone)

    def _put_by(self, row: CheckRow) -> None:
        """Keep a row for another entry: making it anew and styling it takes longer than all else."""
        row.hide()
        row.show_entry(_NONE)
        self._spare.append(row)

    def _on_only_requested(self, key: Hashable) -> None:
        self.choose_only({key})

    def _on_toggled(self, key: Hashable, on: bool) -> None:
        (self._left_out.discard if on else self._left_out.add)(key)
        self.all_button.setVisible(self._are_many and bool(self._left_out))
        self.chosen_changed.emit(self.chosen())

    def _on_more(self) -> None:
        is_whole = self._most >= len(self._found())
        self._most = MOST_SHOWN if is_whole else self._most + _ADDED
        self._fit()

    def _on_searched(self) -> None:
        self._most = MOST_SHOWN
        self._fit()

    def _on_search_entered(self) -> None:
        found = self._found()
        if found and self.search.text().strip():
            self.choose_only(entry.key for entry in found)


def plain(text: str) -> str:
    """As a name is typed to be found: Łódź is lodz, Новак is novak."""
    return anyascii(text).casefold()


def _tick(row: CheckRow, *, on: bool) -> None:
    """Tick a row or not, telling nobody."""
    row.blockSignals(True)
    row.setChecked(on)
    row.blockSignals(False)


def _link(words: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    set_look(button, Look.LINK)
    return button


_NONE = FilterEntry(key="", text="")
MOST_SHOWN = 12
_ADDED = 36
_BELOW_HEAD = 1
