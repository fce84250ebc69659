"""All policies, one card to a group: made bit by bit, and found by a word."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.clinic import Policies
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.policies.policy_facts import PolicyGroup, groups
from clinic_desktop.gui.policies.policy_row import PolicyRow
from clinic_desktop.gui.staff.staff_rows import folded
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label, line


class PolicyList(QWidget):
    """The groups below the first are made a turn of the event loop later each, or when something needs them all."""

    edited = Signal()

    def __init__(self, standing: Policies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self._rows: dict[str, PolicyRow] = {}
        self._lines: dict[str, QWidget] = {}
        self._cards: list[tuple[Card, list[PolicyRow]]] = []
        self._left: Iterator[PolicyGroup] = iter(groups())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._column.setSpacing(Space.L)
        self._make_group()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._on_next)
        self._next.start()

    @property
    def rows(self) -> dict[str, PolicyRow]:
        """Every policy's row by the policy's name."""
        while self._make_group():
            pass
        return self._rows

    @property
    def changes(self) -> dict[str, Any]:  # Any: of the policies' own types
        """What the rows say that does not stand."""
        return {name: row.value for name, row in self._rows.items() if row.is_changed}

    def show_standing(self, standing: Policies, *, but: dict[str, Any] | None = None) -> None:  # Any: as above
        """Show what stands, telling nobody; the rows of `but` go on saying what was chosen there."""
        self._standing = standing
        for name, row in self._rows.items():
            row.show_standing(getattr(standing, name))
            if but and name in but:
                row.put(but[name])

    def look_for(self, text: str) -> int:
        """Show the policies that speak of all these words; how many do."""
        words = folded(text).split()
        found = {row for row in self.rows.values() if all(word in folded(row.words) for word in words)}
        for card, rows in self._cards:
            shown = [row for row in rows if row in found]
            if shown == [row for row in rows if not row.isHidden()]:
                continue
            card.hide()  # else it would be laid out anew for each row that is shown
            for row in rows:
                row.setVisible(row in found)
                if row.fact.name in self._lines:
                    self._lines[row.fact.name].setVisible(row in shown[1:])
            card.setVisible(bool(shown))
        return len(found)

    def first_shown(self) -> PolicyRow | None:
        """The first of those that are to be seen."""
        return next((row for row in self.rows.values() if not row.isHidden()), None)

    def _make_group(self) -> bool:
        """Make the next card; whether there was one to be made."""
        group = next(self._left, None)
        if group is None:
            return False
        card = Card(self)
        card.body.addWidget(label(group.title, Look.HEADING, card))
        made: list[PolicyRow] = []
        for fact in group.facts:
            row = PolicyRow(fact, group.title, card)
            row.show_standing(getattr(self._standing, fact.name))
            row.edited.connect(self.edited)
            if made:
                self._lines[fact.name] = line(card)
                card.body.addWidget(self._lines[fact.name])
            card.body.addWidget(row)
            made.append(row)
            self._rows[fact.name] = row
        self._cards.append((card, made))
        self._column.addWidget(card)
        return True

    def _on_next(self) -> None:
        if self._make_group():
            self._next.start()
