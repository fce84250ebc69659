"""A page of departments, rooms or types: add, change, put in order, retire, bring back."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Generic
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.staff.add_dialog import AddDialog
from clinic_desktop.gui.staff.list_and_card import ListAndCardPage
from clinic_desktop.gui.staff.record_card import NamedForm, RecordCard
from clinic_desktop.gui.staff.record_verbs import Details, RecordVerbs, Shown
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.row_order import RowOrder
from clinic_desktop.gui.widgets.row_table import RowTable
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable


class RecordPage(ListAndCardPage[Shown], Generic[Shown, Details]):
    """Lists the records in the clinic's order; retired ones are shown when they are asked for."""

    def __init__(
        self,
        workplace: Workplace,
        make_form: "Callable[[], NamedForm[Shown, Details]]",
        verbs: RecordVerbs[Shown, Details],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent)
        self._make_form = make_form
        self._verbs = verbs
        self.record_card = RecordCard(workplace, make_form, verbs)
        self.retired_box = QCheckBox(self.tr("Show retired ones"))
        self.tools.addWidget(self.retired_box)
        self.retired_box.toggled.connect(lambda *_: self.start_anew())
        self.record_card.retire_button.clicked.connect(lambda *_: self.retire())
        self.record_card.bring_back_button.clicked.connect(lambda *_: self.bring_back())

    def build_records(self, *, title: str, add_text: str, table: RowTable[Shown], empty: EmptyState) -> None:
        """Put the page together, its rows to be dragged."""
        self.build(title=title, add_text=add_text, table=table, card=self.record_card, empty=empty)
        self.order = RowOrder(self.view)
        self.order.dropped.connect(self._on_dropped)
        self.order.stepped.connect(self.move_chosen)
        self.say_below(self.tr("Drag a row to put it elsewhere, or press Alt+Up and Alt+Down."))

    @property
    def active(self) -> bool | None:
        """Which records are asked for: the active ones, or (None) the retired ones too."""
        return None if self.retired_box.isChecked() else True

    def retire_words(self) -> str:
        """What happens when a record of this kind is retired."""
        return ""

    def show_row(self, row: Shown | None) -> None:
        self.record_card.show_record(row)

    def add(self) -> None:
        form, verb = self._make_form(), self._verbs.add
        text = self.add_button.text()
        dialog = AddDialog(text, text, form, self.window())

        def added(record: Shown) -> None:
            dialog.accept()
            self.choose(record.id)
            self.workplace.say(self.tr("Added {name}.").format(name=record.name))

        def add(details: Details) -> None:
            self.workplace.run(lambda clinic: verb(clinic, details), done=added, refused=dialog.refuse, owner=dialog)

        dialog.add_requested.connect(add)
        dialog.open()

    def retire(self) -> None:
        """Retire the chosen record, once that is confirmed."""
        record, verb = self.record_card.shown, self._verbs.retire
        if record is None:
            return
        chosen = record
        dialog = AskDialog(
            self.tr("Retire {name}?").format(name=chosen.name),
            self.retire_words(),
            self.tr("Retire it"),
            is_danger=True,
            zone=self.workplace.zone,
            parent=self.window(),
        )

        def retired(stored: Shown) -> None:
            dialog.accept()
            words = self.tr("{name} is retired.").format(name=stored.name)
            self.workplace.say(words, undo=lambda: self._bring_back(stored.id, stored.version))

        def retire() -> None:
            self.workplace.run(
                lambda clinic: verb(clinic, chosen.id, chosen.version),
                done=retired,
                refused=dialog.refuse,
                owner=dialog,
            )

        dialog.confirmed.connect(retire)
        dialog.open()

    def move_chosen(self, by: int) -> None:
        """Have the chosen row stand one place further up (-1) or down (+1)."""
        keys = self._keys()
        chosen = self.view.chosen_key
        if chosen not in keys:
            return
        place = keys.index(chosen) + by
        if 0 <= place < len(keys):
            keys.remove(chosen)
            keys.insert(place, chosen)
            self._put_in_order(keys, chosen)

    def _on_dropped(self, key: Hashable, place: int) -> None:
        keys = self._keys()
        if key not in keys:
            return  # somebody took it away while it was being dragged
        before = keys.index(key)
        keys.remove(key)
        keys.insert(place - (place > before), key)
        self._put_in_order(keys, key)

    def _keys(self) -> list[Hashable]:
        return [self.table.key_of(row) for row in self.table.rows]

    def _put_in_order(self, keys: list[Hashable], moved: Hashable) -> None:
        """Show the rows in another order at once, and have it kept."""
        before = self._keys()
        if keys == before:
            return
        row = self.table.row_at(self.table.index_of(moved))
        name = "" if row is None else row.name
        words = self.tr("{name} stands in place {number} now.").format(name=name, number=keys.index(moved) + 1)
        self.put_in_order(keys)
        self._keep_order(keys, lambda: self.workplace.say(words, undo=lambda: self._take_order_back(before)))

    def _take_order_back(self, before: list[Hashable]) -> None:
        self._keep_order(before, lambda: self.workplace.say(self.tr("The order is as it was.")))

    def _keep_order(self, keys: list[Hashable], kept: "Callable[[], object]") -> None:
        ids, order = [key for key in keys if isinstance(key, UUID)], self._verbs.order

        def refused(error: ClinicError) -> None:
            self.workplace.say(error.sentence, kind=NoticeKind.PROBLEM)
            self.mark_stale()

        self.workplace.run(lambda clinic: order(clinic, ids), done=lambda _: kept(), refused=refused, owner=self)

    def bring_back(self) -> None:
        """Have the chosen record in use again."""
        record = self.record_card.shown
        if record is not None:
            self._bring_back(record.id, record.version)

    def _bring_back(self, record_id: UUID, version: int) -> None:
        verb = self._verbs.bring_back
        self.workplace.run(lambda clinic: verb(clinic, record_id, version), done=self._on_brought_back, owner=self)

    def _on_brought_back(self, record: Shown) -> None:
        self.choose(record.id)
        self.workplace.say(self.tr("{name} is in use again.").format(name=record.name))
