"""The first question of the first start: a new clinic, one that is there already, or one out of a backup."""

from clinic_desktop.domain.bad_luck import SavedRecords
from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.widgets.choice_card import ChoiceCard


class WayStep(Step):
    """Which of the ways; all stay open until one of them is gone to its end."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Beginning"),
            self.tr("How does this PC begin?"),
            self.tr("A clinic is set up once, on its first PC. Every further PC joins it and then has the same diary."),
        )
        self.new = ChoiceCard(
            self.tr("Set up a new clinic"),
            self.tr("For the first PC, or the only one: name, opening hours and who looks after the program."),
            Icon.BUILDING_2,
        )
        self.join = ChoiceCard(
            self.tr("Join a clinic that is already there"),
            self.tr("For a further PC: an administrator of the clinic gives you a file for it, and tells you a code."),
            Icon.MONITOR_DOWN,
        )
        self.restore = ChoiceCard(
            self.tr("Restore a backup"),
            self.tr("For a PC in place of a lost one: you have a backup, and its recovery code."),
            Icon.ARCHIVE_RESTORE,
        )
        self.new.setChecked(True)
        self.cards: tuple[ChoiceCard, ...] = (self.new, self.join, self.restore)
        for card in self.cards:
            self.body.addWidget(card)
            card.entered.connect(self.enter_pressed)

    def show_saved(self, saved: SavedRecords) -> None:
        """Say whose records are here, whose accounts were lost; no other clinic can be set up or joined then."""
        self.question.setText(self.tr("Who administers these records?"))
        self.purpose.setText(saved.sentence)
        for card in (self.new, self.join):
            card.hide()
        self.new = self._administrator(saved)
        self.restore.set_purpose(
            self.tr(
                "If you have one made before the damage: the accounts come back with it, and the records as they stood "
                "then."
            )
        )
        self.cards = (self.new, self.restore)
        self.body.insertWidget(0, self.new)
        self.setTabOrder(self.new, self.restore)
        self.new.setChecked(True)
        self.new.entered.connect(self.enter_pressed)

    def _administrator(self, saved: SavedRecords) -> ChoiceCard:
        asked = {
            KeyPlace.RECOVERY_CODE: self.tr("You need the clinic's recovery code, from its safe."),
            KeyPlace.PASSPHRASE: self.tr("You need the passphrase with which this PC starts."),
            None: self.tr(
                "Nothing proves more than that: this PC opens the records for whoever uses this account of it."
            ),
        }[saved.proof]
        kept = self.tr("Name, address, time zone and opening hours stay as they are.") if saved.has_settings else ""
        return ChoiceCard(self.tr("Make a new administrator"), f"{asked} {kept}".strip(), Icon.KEY_ROUND)

    def take_focus(self) -> None:
        next(card for card in self.cards if card.isChecked()).setFocus()
