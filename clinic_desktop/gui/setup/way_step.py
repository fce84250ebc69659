"""The first question of the first start: a new clinic, or one that is there already."""

from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.widgets.choice_card import ChoiceCard


class WayStep(Step):
    """Which of the two ways; both stay open until one of them is gone to its end."""

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
        self.new.setChecked(True)
        for card in (self.new, self.join):
            self.body.addWidget(card)
            card.entered.connect(self.enter_pressed)

    @property
    def is_joining(self) -> bool:
        """Whether the clinic is there already."""
        return self.join.isChecked()

    def take_focus(self) -> None:
        (self.join if self.is_joining else self.new).setFocus()
