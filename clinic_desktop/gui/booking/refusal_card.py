"""Why a time was refused, and every way on from there: the next free times, booking over, or which of two hours."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError, TimeOccursTwice
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import sentence_case
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine


class RefusalCard(QWidget):
    """The refusal's sentence with what can be done about it; hidden while nothing was refused.

    Each way on from there is made when it is first wanted.
    """

    offer_chosen = Signal(object)
    book_over_wanted = Signal(str)
    which_chosen = Signal(bool)

    def __init__(self, words_of: Callable[[Slot], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words_of = words_of
        self._begin_words, self._over_words = self.tr("Book over it…"), self.tr("Book over")
        self._message = MessageLine(self)
        self._offers = FlowLayout()
        self._offers.setSpacing(Space.XS)
        self.offer_buttons: list[QPushButton] = []
        self._offered: tuple[Slot, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._rows.setSpacing(Space.S)
        self._rows.addWidget(self._message)
        self._rows.addLayout(self._offers)
        # What stands beside it keeps its room, however many offers there are.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    @cached_property
    def begin_over(self) -> QPushButton:
        """Begins to book over."""
        made = QPushButton(self._begin_words, self)
        set_look(made, Look.LINK)
        made.hide()
        made.clicked.connect(self._on_begin_over)
        self._rows.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    @cached_property
    def over_reason(self) -> QLineEdit:
        """Where the reason is typed."""
        made = QLineEdit(self)
        made.setMaxLength(_LONGEST_REASON)
        made.setPlaceholderText(self.tr("For instance: emergency, agreed with the doctor"))
        made.returnPressed.connect(self._on_book_over)
        return made

    @cached_property
    def over_field(self) -> LabelledField:
        """The reason with its caption."""
        return LabelledField(self.tr("Why is it booked over?"), self.over_reason, self)

    @cached_property
    def book_over(self) -> QPushButton:
        """Books over, for the reason that was typed."""
        made = QPushButton(self._over_words, self)
        set_look(made, Look.DANGER)
        made.clicked.connect(self._on_book_over)
        return made

    @cached_property
    def _over(self) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.S)
        row.addWidget(self.over_field, 1)
        row.addWidget(self.book_over, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows.addWidget(made)
        return made

    @cached_property
    def which_buttons(self) -> tuple[QPushButton, QPushButton]:
        """Which of two hours is meant, the earlier one first."""
        made = QPushButton(self), QPushButton(self)
        for later, button in enumerate(made):
            button.clicked.connect(lambda *_, later=bool(later): self.which_chosen.emit(later))
        return made

    @cached_property
    def _which(self) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        for button in self.which_buttons:
            row.addWidget(button)
        self._rows.insertWidget(_BELOW_OFFERS, made)
        return made

    @property
    def sentence(self) -> str:
        """Why it was refused; empty while nothing was."""
        return self._message.text

    def set_over_words(self, begin: str, do: str) -> None:
        """What the two buttons say that book over."""
        self._begin_words, self._over_words = begin, do
        if "begin_over" in self.__dict__:
            self.begin_over.setText(begin)
        if "book_over" in self.__dict__:
            self.book_over.setText(do)

    def show_refusal(self, error: ClinicError, *, may_overbook: bool = False) -> None:
        """Show a refusal; `may_overbook` tells whether this person's role may book over."""
        self._message.say(error.sentence)
        refused = error if isinstance(error, BookingRefused) else None
        self._show_offers(refused.alternatives if refused is not None else ())
        self._hide_ways()
        if refused is not None and refused.may_overbook and may_overbook:
            self.begin_over.show()
        if isinstance(error, TimeOccursTwice):
            self._ask_which(error)
        self.show()

    def name_offers(self) -> None:
        """Say each offer anew: what the practitioners are called has become known."""
        for slot, button in zip(self._offered, self.offer_buttons, strict=True):
            button.setText(sentence_case(self._words_of(slot)))

    def clear(self) -> None:
        """Nothing is refused any more."""
        self._message.clear()
        self._hide_ways()
        self.hide()

    def _hide_ways(self) -> None:
        """Only what was made can be seen: few times are refused, and fewer booked over."""
        for name in ("_over", "_which", "begin_over"):
            made = self.__dict__.get(name)
            if isinstance(made, QWidget):
                made.hide()

    def _ask_which(self, error: TimeOccursTwice) -> None:
        self._which.show()
        self.which_buttons[0].setText(self.tr("The first {time}").format(time=clock(error.wall)))
        self.which_buttons[1].setText(self.tr("The second {time}, an hour later").format(time=clock(error.wall)))
        self.which_buttons[0].setFocus()

    def _show_offers(self, slots: tuple[Slot, ...]) -> None:
        for button in self.offer_buttons:
            self._offers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.offer_buttons = []
        self._offered = slots[:_MOST_OFFERS]
        for slot in self._offered:
            button = QPushButton()
            button.clicked.connect(lambda *_, slot=slot: self.offer_chosen.emit(slot))
            self._offers.addWidget(button)
            self.offer_buttons.append(button)
        self.name_offers()

    def _on_begin_over(self) -> None:
        self.begin_over.hide()
        self._over.show()
        self.over_reason.setFocus()

    def _on_book_over(self) -> None:
        reason = self.over_reason.text().strip()
        if not reason:
            self.over_field.complain(self.tr("Booking over needs a reason."))
            self.over_reason.setFocus()
            return
        self.over_field.complain("")
        self.book_over_wanted.emit(reason)


_BELOW_OFFERS = 2
_MOST_OFFERS = 6
_LONGEST_REASON = 200
