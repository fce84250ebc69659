"""Calls that wait: half-finished bookings as small chips at the foot of the window, each taken up with one click."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.privacy import shown_name, switch
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.widgets.card import label

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from clinic_desktop.gui.booking.booking_dialog import BookingDialog
    from clinic_desktop.gui.widgets.ask_dialog import AskDialog
    from clinic_desktop.gui.workplace import Workplace


class ParkedCalls(QFrame):
    """A strip above the status strip; hidden while nobody waits.

    A parked booking is its dialog, hidden as it stood: what was typed, chosen and filtered is all still in it. It lasts
    through the lock, and ends with the session.
    """

    changed = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._chips: list[ParkedChip] = []
        self._forgotten: ParkedChip | None = None
        set_look(self, Look.STATUS_STRIP)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        self._row.setSpacing(Space.S)
        self._row.addWidget(label(self.tr("Parked calls"), Look.SECONDARY))
        self._row.addStretch(1)
        self.setAccessibleName(self.tr("Parked calls"))
        self.hide()
        switch().changed.connect(self._on_privacy_changed)

    @property
    def chips(self) -> "tuple[ParkedChip, ...]":
        """The calls that wait, the latest last."""
        return tuple(self._chips)

    def park(self, dialog: "BookingDialog") -> None:
        """Let a booking wait here; it has hidden itself."""
        self._add(ParkedChip(dialog, self._workplace.wall_now(), self))

    def take_up_last(self) -> None:
        """Go on with the call that was parked last."""
        if self._chips:
            self.take_up(self._chips[-1])

    def take_up(self, chip: "ParkedChip") -> None:
        """Go on with a call, exactly as it was."""
        self._remove(chip)
        if shiboken6.isValid(chip.dialog):
            chip.dialog.take_up()
        chip.deleteLater()

    def forget(self, chip: "ParkedChip") -> None:
        """Let a call go; the notice brings it back."""
        self._end_forgotten()
        self._remove(chip)
        self._forgotten = chip
        words = self.tr("Parked call of {name} is forgotten.").format(name=chip.name)
        self._workplace.say(words, undo=self._on_remembered)

    def _add(self, chip: "ParkedChip") -> None:
        self._chips.append(chip)
        self._row.insertWidget(len(self._chips), chip)
        chip.take_up_wanted.connect(self.take_up)
        chip.forget_wanted.connect(self.forget)
        chip.show()
        self.show()
        self.changed.emit()

    def _remove(self, chip: "ParkedChip") -> None:
        self._chips.remove(chip)
        self._row.removeWidget(chip)
        chip.take_up_wanted.disconnect()
        chip.forget_wanted.disconnect()
        chip.hide()
        self.setVisible(bool(self._chips))
        self.changed.emit()

    def _end_forgotten(self) -> None:
        chip, self._forgotten = self._forgotten, None
        if chip is not None:
            if shiboken6.isValid(chip.dialog):
                chip.dialog.reject()
                chip.dialog.deleteLater()
            chip.deleteLater()

    def _on_remembered(self) -> None:
        chip, self._forgotten = self._forgotten, None
        if chip is not None:
            self._add(chip)

    def _on_privacy_changed(self) -> None:
        for chip in self._chips:
            chip.show_words()


def leaving_question(
    chips: "Sequence[ParkedChip]", words: str, zone: "ZoneInfo", parent: QWidget, *, is_locked: bool = False
) -> "AskDialog":
    """Ask whether to leave though these calls are parked; `words` are what somebody says who does.

    Over a locked window, which shows nothing about a patient, it names nobody.
    """
    from clinic_desktop.gui.widgets.ask_dialog import AskDialog

    translate = QCoreApplication.translate
    if len(chips) == 1:
        heading = translate("parked", "A call is still parked")
        sentence = translate("parked", "What was typed for {names} is not booked yet, and would be lost.")
    else:
        heading = translate("parked", "{count} calls are still parked").format(count=len(chips))
        sentence = translate("parked", "What was typed for {names} is not booked yet, and would all be lost.")
    if is_locked:
        sentence = translate(
            "parked", "What was typed is not booked yet, and would be lost. Unlock to see whose it is."
        )
    names = ", ".join(chip.name for chip in chips)
    dialog = AskDialog(heading, sentence.format(names=names), words, zone=zone, is_danger=True, parent=parent)
    dialog.back_button.setText(translate("parked", "Stay"))
    dialog.back_button.setDefault(True)
    dialog.back_button.setFocus()
    return dialog


class ParkedChip(QWidget):
    """One call: who, for when, since when; a click goes on with it, the cross forgets it."""

    take_up_wanted = Signal(QObject)
    forget_wanted = Signal(QObject)

    def __init__(self, dialog: "BookingDialog", since: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dialog = dialog
        self._since = since
        self.button = QPushButton()
        set_look(self.button, Look.CHIP)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self.button.clicked.connect(lambda *_: self.take_up_wanted.emit(self))
        self.cross = QToolButton()
        set_look(self.cross, Look.QUIET)
        self.cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self.cross, Icon.X, "muted", size=Measure.ICON_SMALL)
        self.cross.clicked.connect(lambda *_: self.forget_wanted.emit(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self.button)
        layout.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_words()

    @property
    def name(self) -> str:
        """Whose call it is, as it may be seen now."""
        patient = self.dialog.patient.patient
        if patient is not None:
            return shown_name(patient.full_name)
        return shown_name(self.dialog.patient.search.text) or self.tr("a new patient")

    def show_words(self) -> None:
        """Say who and when."""
        name = self.name[:1].upper() + self.name[1:]
        since = self.tr("since {time}").format(time=clock(self._since))
        parts = (name, self.dialog.when_words, since)
        self.button.setText(" · ".join(part for part in parts if part))
        self.button.setToolTip(self.tr("Go on with this call"))
        self.cross.setToolTip(self.tr("Forget this call"))
        self.cross.setAccessibleName(self.tr("Forget the call of {name}").format(name=self.name))
