"""One booked appointment that would lose its time: who, when, and the new times that there are."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment, sentence_case
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.flow_layout import FlowLayout


class StrandedRow(QWidget):
    """Its new times are buttons of which one may be down; `chosen` tells which, or None when it is up again.

    The `doctor` is named where the appointments of several are listed.
    """

    chosen = Signal(object, object)

    def __init__(
        self, booked: AppointmentLine, zone: ZoneInfo, today: date, parent: QWidget | None = None, *, doctor: str = ""
    ) -> None:
        super().__init__(parent)
        self.booked = booked
        self.slot: Slot | None = None
        self.slots: tuple[Slot, ...] | None = None
        self.buttons: list[QPushButton] = []
        self._zone, self._today = zone, today
        self._name = ElidedLabel(look=Look.STRONG)
        when = sentence_case(near_moment(wall_time(booked.starts_at, zone), today))
        facts = (when, booked.type_name, doctor)
        self._when = ElidedLabel(" · ".join(each for each in facts if each), look=Look.SECONDARY)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._flow.setSpacing(Space.XS)
        self._outcome = label("", Look.SECONDARY, wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.S, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        for widget in (self._name, self._when, self._chips, self._outcome, line()):
            layout.addWidget(widget)
        self.repaint_name()
        self._tell()

    def repaint_name(self) -> None:
        """The name as it may be seen now."""
        self._name.setText(shown_name(self.booked.patient_name))

    def show_slots(self, slots: Sequence[Slot], names: dict[UUID, str]) -> None:
        """Offer these times; `names` are those of other practitioners. The chosen one stays."""
        offered = tuple(slots)
        if self.slot is not None and self.slot not in offered:
            offered = (self.slot, *offered)
        if offered == self.slots:
            return
        focused = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), None)
        self.slots = offered
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(slot, names) for slot in offered]
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()
        self._tell()

    def choose(self, slot: Slot | None) -> None:
        """Have that time chosen, or none, without telling."""
        self.slot = slot
        for button, one in zip(self.buttons, self.slots or (), strict=True):
            button.setChecked(one == slot)
        self._tell()

    def _button(self, slot: Slot, names: dict[UUID, str]) -> QPushButton:
        when = sentence_case(near_moment(wall_time(slot.starts_at, self._zone), self._today))
        words = when
        if slot.practitioner_id != self.booked.practitioner_id:
            words = self.tr("{when}, {doctor}").format(when=when, doctor=names.get(slot.practitioner_id, ""))
        button = QPushButton(words, self._chips)
        button.setCheckable(True)
        button.setChecked(slot == self.slot)
        set_look(button, Look.CHIP)
        button.setAccessibleName(
            self.tr("Move {name} to {when}").format(name=shown_name(self.booked.patient_name), when=words)
        )
        button.clicked.connect(lambda *_: self._on_clicked(slot))
        self._flow.addWidget(button)
        button.show()
        return button

    def _on_clicked(self, slot: Slot) -> None:
        self.choose(None if slot == self.slot else slot)
        self.chosen.emit(self.booked.id, self.slot)

    def _tell(self) -> None:
        """Say what there is to say where no button does."""
        if self.slots is None:
            words = self.tr("Looking for other times…")
        elif not self.slots:
            words = self.tr("No free time within two months")
        else:
            words = ""
        self._outcome.setText(words)
        self._outcome.setVisible(bool(words))
        self._chips.setVisible(bool(self.slots))
