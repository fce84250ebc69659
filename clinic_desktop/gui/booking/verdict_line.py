"""What the rules say of the time that stands in a form, while one types: free, needs a reason, or not possible."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from clinic_desktop.domain.verdict import Verdict, VerdictKind, WishedTime
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.domain.sheets import Slot
    from clinic_desktop.gui.workplace import Workplace


class VerdictLine(QWidget):
    """One line that keeps its place, so that nothing moves when it speaks; the nearest free times are links in it."""

    offer_chosen = Signal(object)

    def __init__(
        self, workplace: "Workplace", words_of: "Callable[[Slot], str]", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._words_of = words_of
        self._wish: WishedTime | None = None
        self._verdict: Verdict | None = None
        self._icon = QLabel(self)
        self._words = ElidedLabel(look=Look.SECONDARY, parent=self)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.offer_buttons = (QPushButton(self), QPushButton(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS + Space.XS // 2)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        for place, button in enumerate(self.offer_buttons):
            set_look(button, Look.LINK)
            button.setAutoDefault(False)
            button.clicked.connect(lambda *_, place=place: self._on_offer(place))
            button.hide()
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(Space.XL)
        theme.switch().changed.connect(self._colour)

    @property
    def verdict(self) -> Verdict | None:
        """What was said last; None while nothing is asked, or the answer is on its way."""
        return self._verdict

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def ask(self, wish: WishedTime | None) -> None:
        """Say what holds for this wish from now on; None says nothing."""
        if wish == self._wish:
            return
        self._wish = wish
        self.ask_again()

    def ask_again(self) -> None:
        """Look once more: something was booked or held meanwhile."""
        wish = self._wish
        if wish is None:
            self._show(None)
            return
        self._workplace.run_latest(
            ("verdict", id(self)),
            lambda clinic: clinic.scheduling.check(wish),
            done=self._show,
            refused=lambda _: self._show(None),
            owner=self,
        )

    def _show(self, verdict: Verdict | None) -> None:
        self._verdict = verdict
        words = "" if verdict is None else verdict.words or self.tr("Free")
        self._words.setText(words)
        self._words.setToolTip(words)
        self._icon.setVisible(verdict is not None)
        self._colour()
        offers = () if verdict is None else self._short(verdict.alternatives)
        for place, button in enumerate(self.offer_buttons):
            button.setVisible(place < len(offers))
            if place < len(offers):
                button.setText(self._words_of(offers[place]))
                button.setToolTip(self.tr("Take this free time"))

    def _short(self, offers: "Sequence[Slot]") -> "Sequence[Slot]":
        """The nearest and, where both are of one day, the second."""
        near = [slot for slot in offers[:2] if abs(slot.starts_at - offers[0].starts_at) < _A_DAY]
        return near if len(near) > 1 and near[0].practitioner_id == near[1].practitioner_id else offers[:1]

    def _colour(self) -> None:
        if self._verdict is None:
            return
        icon, token = _LOOKS[self._verdict.kind]
        set_icon(self._icon, icon, token, size=Measure.ICON_SMALL)
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().tokens()[token])
        self._words.setPalette(palette)
        self._words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def _on_offer(self, place: int) -> None:
        if self._verdict is not None and place < len(self._verdict.alternatives):
            self.offer_chosen.emit(self._verdict.alternatives[place])


_A_DAY = timedelta(hours=12)
_LOOKS = {
    VerdictKind.FITS: (Icon.CHECK, "accent"),
    VerdictKind.NEEDS_REASON: (Icon.TRIANGLE_ALERT, "arrived"),
    VerdictKind.NEVER: (Icon.CIRCLE_ALERT, "danger"),
}
