"""One policy on its page: what it is for, what it is, where it began, and what a change will do."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.policies.policy_facts import REGION, PolicyFact
from clinic_desktop.gui.policies.region_box import RegionBox
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.number_field import NumberField


class PolicyRow(QWidget):
    """Words at the left, the control at the right. `edited` tells of every change that a person makes."""

    edited = Signal()

    def __init__(self, fact: PolicyFact, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = fact
        self._group = group
        self._standing = fact.default
        self.title = label(fact.title, Look.STRONG, self)
        self.sentence = label(fact.sentence, Look.MUTED, self, wraps=True)
        self.control = self._made_control()
        self.control.setAccessibleName(fact.title)
        self.control.setAccessibleDescription(fact.sentence)
        self.title.setBuddy(self.control)
        self.default_words = label(self._about_default(), Look.SECONDARY, self)
        self.default_button = QPushButton(self.tr("Back to {value}").format(value=fact.words_of(fact.default)), self)
        self.default_button.setAccessibleName(self.tr("{title}: back to the default").format(title=fact.title))
        self.default_button.setToolTip(self.tr("The default, as every clinic begins"))
        set_look(self.default_button, Look.LINK)
        self.default_button.clicked.connect(lambda *_: self._on_back())
        self._lay_out()
        self._say()

    @cached_property
    def change(self) -> MessageLine:
        """What a change will do; made when something is changed for the first time, as few policies ever are."""
        made = MessageLine(self, kind=MessageKind.GOOD_TO_KNOW)
        self._grid.addWidget(made, 1, 0, 1, 2)
        return made

    @cached_property
    def fault(self) -> MessageLine:
        """What is wrong with it; made as `change` is."""
        made = MessageLine(self)
        self._grid.addWidget(made, 2, 0, 1, 2)
        return made

    @property
    def value(self) -> object:
        """What the control says."""
        if isinstance(self.control, RegionBox):
            return self.control.region
        return self.control.value() if isinstance(self.control, NumberField) else self.control.isChecked()

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than what stands."""
        return self.value != self._standing

    @property
    def words(self) -> str:
        """All that may be searched."""
        return f"{self._group} {self.fact.title} {self.fact.sentence}"

    def show_standing(self, value: object) -> None:
        """Show what stands, telling nobody."""
        self._standing = value
        self.put(value)

    def put(self, value: object) -> None:
        """Have the control say something, telling nobody."""
        self.control.blockSignals(True)
        if isinstance(self.control, RegionBox):
            self.control.set_region(str(value))
        elif isinstance(self.control, NumberField):
            self.control.setValue(int(str(value)))
        else:
            self.control.setChecked(bool(value))
        self.control.blockSignals(False)
        self._say()

    def complain(self, sentence: str) -> None:
        """Say what is wrong with it; an empty sentence says that all is well."""
        if sentence or "fault" in self.__dict__:
            self.fault.say(sentence)
        if sentence:
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_control(self) -> NumberField | QCheckBox | RegionBox:
        span = self.fact.range
        if self.fact.name == REGION:
            box = RegionBox(self)
            box.setMinimumWidth(_WIDTH)
            box.activated.connect(lambda *_: self._on_edited())
            return box
        if span is None:
            tick = QCheckBox(self.tr("Yes"), self)
            tick.toggled.connect(lambda *_: self._on_edited())
            return tick
        field = NumberField(span.least, span.most, suffix=f" {self.fact.unit}", step=span.step, parent=self)
        field.setMinimumWidth(_WIDTH)
        field.setGroupSeparatorShown(True)
        field.valueChanged.connect(lambda *_: self._on_edited())
        return field

    def _about_default(self) -> str:
        span, default = self.fact.range, self.fact.words_of(self.fact.default)
        if span is None:
            return self.tr("Default: {value}").format(value=default)
        words = self.tr("Default: {value} · {least} to {most}")
        return words.format(value=default, least=f"{span.least:,}", most=f"{span.most:,}")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.XS // 2)
        for widget in (self.title, self.sentence):
            left.addWidget(widget)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(Space.XS)
        right.addWidget(self.control, 0, Qt.AlignmentFlag.AlignTrailing)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.default_words)
        below.addWidget(self.default_button)
        right.addLayout(below)
        right.addStretch(1)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, _COLUMN)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _on_edited(self) -> None:
        self.complain("")
        self._say()
        if self.is_changed:
            announce(self.control, self.change.text)
        self.edited.emit()

    def _on_back(self) -> None:
        self.put(self.fact.default)
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _say(self) -> None:
        is_default = self.value == self.fact.default
        self.default_words.setVisible(is_default)
        self.default_button.setVisible(not is_default)
        if self.is_changed:
            was = self.fact.words_of(self._standing)
            words = self.tr("{will} Until you save, it is: {was}.")
            self.change.say(words.format(will=self.fact.will(self.value), was=was), aloud=False)
        elif "change" in self.__dict__:
            self.change.clear()


_WIDTH = 168
_COLUMN = 232
