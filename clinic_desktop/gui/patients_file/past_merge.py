"""A merge that was made: what went into what, what would go back, and the way to take it apart."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.merging import MergeLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_model import facts_of
from clinic_desktop.gui.patients_file.merge_panel import take_apart
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typed_dates import near_moment
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class PastMerge(Card):
    """Shows one merge; hidden while there is none. Taking it apart is asked for with what it means standing there."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._merge: MergeLine | None = None
        self._heading = ElidedLabel("", Look.HEADING)
        self._when = label("", Look.MUTED, wraps=True)
        self._kept, self._merged = ElidedLabel("", Look.SECONDARY), ElidedLabel("", Look.SECONDARY)
        self._goes_back = label("", wraps=True)
        self.apart_button = QPushButton(self.tr("Take apart"))
        foot = QHBoxLayout()
        foot.addWidget(self.apart_button)
        foot.addStretch(1)
        self.body.setSpacing(Space.S)
        for widget in (self._heading, self._when, self._merged, self._kept, self._goes_back):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        self.apart_button.clicked.connect(lambda *_: self._take_apart())
        privacy.switch().changed.connect(self._on_privacy_changed)
        self.hide()

    def show_merge(self, merge: MergeLine | None) -> None:
        """Show a merge, or none."""
        self._merge = merge
        for widget in (self._heading, self._when, self._merged, self._kept, self._goes_back, self.apart_button):
            widget.setVisible(merge is not None)
        if merge is None:
            return
        kept, merged = privacy.shown_name(merge.kept.full_name), privacy.shown_name(merge.merged.full_name)
        today = self._workplace.today()
        self._heading.setText(self.tr("{merged} into {kept}").format(merged=merged, kept=kept))
        when = near_moment(merge.merged_at.astimezone(self._workplace.zone), today)
        self._when.setText(self.tr("Merged {when} by {name}").format(when=when, name=merge.merged_by))
        self._merged.setText(f"{merged} · {privacy.shown_detail(facts_of(merge.merged, today))}")
        self._kept.setText(f"{kept} · {privacy.shown_detail(facts_of(merge.kept, today))}")
        self.apart_button.setVisible(merge.taken_apart_at is None)
        if merge.taken_apart_at is not None:
            self._goes_back.setText(self.tr("This merge was taken apart; both records stand by themselves again."))
            return
        self._goes_back.setText(self._going_back(merge, merged))

    def _going_back(self, merge: MergeLine, name: str) -> str:
        parts = []
        if merge.appointments == 1:
            parts.append(self.tr("one appointment"))
        elif merge.appointments:
            parts.append(self.tr("{count} appointments").format(count=merge.appointments))
        if merge.other_records:
            parts.append(
                self.tr("{count} entries of waiting list, series and messages").format(count=merge.other_records)
            )
        goes = self.tr("Taking it apart gives {name} an own record again").format(name=name)
        if parts:
            goes = self.tr("{goes}, with {what}").format(goes=goes, what=self.tr(" and ").join(parts))
        return self.tr("{goes}. What was changed since stays with the kept record.").format(goes=goes)

    def _on_privacy_changed(self) -> None:
        self.show_merge(self._merge)

    def _take_apart(self) -> None:
        if self._merge is not None:
            take_apart(self._workplace, self._merge.id)
