"""Two records beside each other, what is kept of each, and the two ways out: one person, or two."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError
from clinic_desktop.domain.merging import (
    CAN_BE_BOTH,
    Comparison,
    Keep,
    MergeDone,
    MergeField,
    MergeRequest,
    MergeSide,
    TakenApart,
    turned,
    usual_choices,
    values_of,
)
from clinic_desktop.gui import privacy
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients_file.merge_row import Kept, MergeHeads, MergeRow
from clinic_desktop.gui.patients_file.merge_words import caption_of, name_and_number, say_the_same, short_name, value_of
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.gui.workplace import Workplace


class MergePanel(Card):
    """Reads the two records itself and again when one changes; what was chosen stays.

    `is_short` leaves out what both say alike. `merged` and `told_apart` tell that the pair is done with; it says so to
    the person as well, with the way back. `left` tells that the keyboard was here when it was decided.
    """

    merged = Signal(object)
    told_apart = Signal()
    left = Signal()

    def __init__(
        self,
        workplace: "Workplace",
        left_id: UUID,
        right_id: UUID,
        parent: QWidget | None = None,
        *,
        is_short: bool = False,
    ) -> None:
        super().__init__(parent, stripe="arrived")
        self._workplace = workplace
        self.ids = (left_id, right_id)
        self._is_short = is_short
        self.comparison: Comparison | None = None
        self._keeps_left = True
        self._is_turned = False
        self._has_keyboard = False
        self._chosen: dict[MergeField, Kept] = {}
        self.rows: dict[MergeField, MergeRow] = {}
        self._heading = label(self.tr("Likely the same person"), Look.HEADING)
        self._reason = label("", Look.MUTED, wraps=True)
        self._heads = MergeHeads()
        self._table = QVBoxLayout()
        self.message = MessageLine()
        self.merge_button = QPushButton()
        self.apart_button = QPushButton(self.tr("Not the same person"))
        self.other_button = QPushButton()
        self._promise = ElidedLabel(self.tr("A merge can be taken apart again."), Look.MUTED)
        self._lay_out()
        self.merge_button.clicked.connect(lambda *_: self.merge())
        self.apart_button.clicked.connect(lambda *_: self._tell_apart())
        self.other_button.clicked.connect(lambda *_: self._keep_other())
        workplace.news.changed.connect(self._on_news)
        privacy.switch().changed.connect(self._show_words)
        self._read()

    def _lay_out(self) -> None:
        set_look(self.merge_button, Look.PRIMARY)
        set_look(self.other_button, Look.LINK)
        trailing = Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight
        self._reason.setAlignment(trailing | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        for button in (self.merge_button, self.apart_button, self.other_button):
            button.setEnabled(False)
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        head.addWidget(self._heading)
        head.addWidget(self._reason, 1)
        self._table.setSpacing(Space.NONE)
        self._table.addWidget(self._heads)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.merge_button)
        foot.addWidget(self.apart_button)
        foot.addSpacing(Space.S)
        foot.addWidget(self._promise, 1)
        other = QHBoxLayout()
        other.addWidget(self.other_button)
        other.addStretch(1)
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.body.addLayout(head)
        self.body.addLayout(self._table)
        self.body.addWidget(self.message)
        self.body.addLayout(foot)
        self.body.addLayout(other)

    # What is done

    def merge(self) -> None:
        """Make the two one, as chosen."""
        seen = self.comparison
        if seen is None or not self.merge_button.isEnabled():
            return
        kept, merged = self._sides(seen)
        request = MergeRequest(
            kept_id=kept.patient.id,
            kept_version=kept.patient.version,
            merged_id=merged.patient.id,
            merged_version=merged.patient.version,
            choices={field: self._keep_of(row.kept) for field, row in self.rows.items() if row.is_open},
        )
        self._note_focus()
        self.merge_button.setEnabled(False)
        self._workplace.run(
            lambda clinic: clinic.merging.merge(request), done=self._on_merged, refused=self._on_refused, owner=self
        )

    def _tell_apart(self) -> None:
        self._note_focus()
        one, other = self.ids
        self._workplace.run(
            lambda clinic: clinic.duplicates.not_same(one, other),
            done=lambda _: self._on_told_apart(),
            refused=self._on_refused,
            owner=self,
        )

    def _keep_other(self) -> None:
        self._keeps_left = not self._keeps_left
        self._show()

    def _on_merged(self, done: MergeDone) -> None:
        undo = partial(take_apart, self._workplace, done.merge_id)
        self._workplace.say(done.words, undo=undo)
        self.merged.emit(done)
        self._leave()

    def _on_told_apart(self) -> None:
        one, other = self.ids
        words = self.tr("These two are kept as two people and not shown again.")

        def undo() -> None:
            self._workplace.run(lambda clinic: clinic.duplicates.perhaps_same(one, other), owner=self._workplace)

        self._workplace.say(words, undo=undo)
        self.told_apart.emit()
        self._leave()

    def _note_focus(self) -> None:
        focus = QApplication.focusWidget()
        self._has_keyboard = focus is not None and self.isAncestorOf(focus)

    def _leave(self) -> None:
        """What had the focus is gone with the decision; whoever shows this panel knows where to go on."""
        if self._has_keyboard:
            self.left.emit()

    def _on_refused(self, error: ClinicError) -> None:
        self.message.say(error.sentence)
        if isinstance(error, ChangedMeanwhile):
            self._read()
        else:
            self._allow()

    # What is shown

    def _read(self) -> None:
        one, other = self.ids
        self._workplace.run_latest(
            (self, "pair"),
            lambda clinic: clinic.merging.compare(one, other),
            done=self._on_read,
            refused=self._on_refused,
            lane=Lane.READING,
            owner=self,
        )

    def _on_read(self, seen: Comparison) -> None:
        if self.comparison is None:
            self._is_turned = not seen.keeps_left
        if self._is_turned:
            seen = turned(seen)
        if seen == self.comparison:
            self._allow()
            return
        self.comparison = seen
        self._show()

    def _on_news(self, changes: "Changes") -> None:
        if not changes.touches("patient", "appointment", "waiting_entry"):
            return
        if changes.touched.get("patient", frozenset()).isdisjoint(self.ids) and not changes.touches("appointment"):
            return
        self._read()

    def _show(self) -> None:
        """Lay the rows out anew; a row that the person set stays as it was set."""
        seen = self.comparison
        if seen is None:
            return
        focused = next((field for field, row in self.rows.items() if row.hasFocus()), None)
        while self._table.count() > 1:
            item = self._table.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        kept, merged = self._sides(seen)
        usual = usual_choices(kept.patient, merged.patient)
        for field in MergeField:
            self._add_row(seen, field, usual[field])
        self._add_fixed(self.tr("Appointments"), seen.left.appointments, seen.right.appointments)
        if seen.left.waiting or seen.right.waiting:
            self._add_fixed(self.tr("Waiting list"), seen.left.waiting, seen.right.waiting)
        if focused in self.rows:
            self.rows[focused].setFocus()
        self._show_words()
        self._say_what_to_mind(seen)
        self._allow()

    def _add_row(self, seen: Comparison, field: MergeField, usual: Keep) -> None:
        left, right = values_of(field, seen.left.patient), values_of(field, seen.right.patient)
        words = value_of(field, seen.left), value_of(field, seen.right)
        is_told = any(words) and field is not MergeField.REMINDERS and not (self._is_short and words[0] == words[1])
        if left == right and not is_told:
            return
        if left == right or say_the_same(field, *words):
            kept = Kept.EQUAL
        else:
            kept = self._chosen.get(field, self._kept_of(usual))
        row = MergeRow(caption_of(field), *words, kept, can_be_both=field in CAN_BE_BOTH)
        row.chosen.connect(partial(self._chosen.__setitem__, field))
        self.rows[field] = row
        self._table.addWidget(row)

    def _add_fixed(self, caption: str, left: int, right: int) -> None:
        self._table.addWidget(MergeRow(caption, str(left), str(right), Kept.BOTH, is_fixed=True))

    def _show_words(self) -> None:
        seen = self.comparison
        if seen is None:
            return
        for field, row in self.rows.items():
            row.set_values(value_of(field, seen.left), value_of(field, seen.right))
        self._heads.show_names(name_and_number(seen.left.patient), name_and_number(seen.right.patient))
        kept, merged = (shown_name(side.patient.full_name) for side in self._sides(seen))
        self._reason.setText(seen.reason)
        self.merge_button.setText(self.tr("Merge into {name}").format(name=short_name(kept)))
        self.other_button.setText(self.tr("Merge into {name} instead").format(name=short_name(merged)))
        numbers = tuple(side.patient.mrn for side in self._sides(seen))
        if kept == merged:  # namesakes are told apart by their numbers
            self.merge_button.setText(self.tr("Merge into MRN {number}").format(number=numbers[0]))
            self.other_button.setText(self.tr("Merge into MRN {number} instead").format(number=numbers[1]))

    def _say_what_to_mind(self, seen: Comparison) -> None:
        if seen.refusal:
            self.message.say(seen.refusal, MessageKind.WARNING, aloud=False)
        elif seen.overlaps:
            wall = seen.overlaps[0][0].starts_at.astimezone(self._workplace.zone)
            when = near_moment(wall, self._workplace.today())
            words = self.tr(
                "Both have an appointment at the same time: {when}. Both stay; cancel one if it is too much."
            )
            self.message.say(words.format(when=when), MessageKind.WARNING, aloud=False)
        elif seen.is_told_apart:
            words = self.tr("Someone found these to be two people before.")
            self.message.say(words, MessageKind.GOOD_TO_KNOW, aloud=False)
        else:
            self.message.clear()

    def _allow(self) -> None:
        seen = self.comparison
        can_merge = seen is not None and not seen.refusal
        self.merge_button.setEnabled(can_merge)
        self.other_button.setEnabled(can_merge)
        self.apart_button.setEnabled(seen is not None and not seen.is_told_apart)

    def _sides(self, seen: Comparison) -> tuple[MergeSide, MergeSide]:
        """The record that is kept, and the one that goes into it."""
        return (seen.left, seen.right) if self._keeps_left else (seen.right, seen.left)

    def _keep_of(self, kept: Kept) -> Keep:
        if kept is Kept.BOTH:
            return Keep.BOTH
        return Keep.KEPT if (kept is Kept.LEFT) == self._keeps_left else Keep.MERGED

    def _kept_of(self, keep: Keep) -> Kept:
        if keep is Keep.BOTH:
            return Kept.BOTH
        return Kept.LEFT if (keep is Keep.KEPT) == self._keeps_left else Kept.RIGHT


def take_apart(workplace: "Workplace", merge_id: UUID) -> None:
    """Make two records of a merge again, and say what came of it."""

    def done(apart: TakenApart) -> None:
        workplace.say(apart.words)

    workplace.run(lambda clinic: clinic.merging.take_apart(merge_id), done=done, owner=workplace)
