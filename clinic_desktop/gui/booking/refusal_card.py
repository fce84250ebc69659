"""Why a time was refused, and every way on from there: the next free times, booking over, or which of two hours."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError, TimeOccursTwice
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import sentence_case
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine


class RefusalCard(QWidget):
    """The refusal's sentence with what can be done about it; hidden while nothing was refused."""

    offer_chosen = Signal(object)
    book_over_wanted = Signal(str)
    which_chosen = Signal(bool)

    def __init__(self, words_of: Callable[[Slot], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words_of = words_of
        self._message = MessageLine()
        self._offers = QGridLayout()
        self._offers.setSpacing(Space.XS)
        self.offer_buttons: list[QPushButton] = []
        self._offered: tuple[Slot, ...] = ()
        self.begin_over = QPushButton(self.tr("Book over it…"))
        set_look(self.begin_over, Look.LINK)
        self.begin_over.clicked.connect(self._on_begin_over)
        self.over_reason = QLineEdit()
        self.over_reason.setMaxLength(_LONGEST_REASON)
        self.over_reason.setPlaceholderText(self.tr("For instance: emergency, agreed with the doctor"))
        self.over_field = LabelledField(self.tr("Why is it booked over?"), self.over_reason)
        self.book_over = QPushButton(self.tr("Book over"))
        set_look(self.book_over, Look.DANGER)
        self.book_over.clicked.connect(self._on_book_over)
        self.over_reason.returnPressed.connect(self._on_book_over)
        self._over = QWidget()
        over = QHBoxLayout(self._over)
        over.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        over.setSpacing(Space.S)
        over.addWidget(self.over_field, 1)
        over.addWidget(self.book_over, 0, Qt.AlignmentFlag.AlignBottom)
        self.which_buttons = (QPushButton(), QPushButton())
        self._which = QWidget()
        which = QHBoxLayout(self._which)
        which.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        for later, button in enumerate(self.which_buttons):
            button.clicked.connect(lambda *_, later=bool(later): self.which_chosen.emit(later))
            which.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(self._message)
        layout.addLayout(self._offers)
        layout.addWidget(self._which)
        layout.addWidget(self.begin_over, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._over)
        self.clear()

    @property
    def sentence(self) -> str:
        """Why it was refused; empty while nothing was."""
        return self._message.text

    def set_over_words(self, begin: str, do: str) -> None:
        """What the two buttons say that book over."""
        self.begin_over.setText(begin)
        self.book_over.setText(do)

    def show_refusal(self, error: ClinicError, *, may_overbook: bool) -> None:
        """Show a refusal; `may_overbook` tells whether this person's role may book over."""
        self._message.say(error.sentence)
        refused = error if isinstance(error, BookingRefused) else None
        self._show_offers(refused.alternatives if refused is not None else ())
        self.begin_over.setVisible(refused is not None and refused.may_overbook and may_overbook)
        self._over.hide()
        self._which.setVisible(isinstance(error, TimeOccursTwice))
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
        self._over.hide()
        self._which.hide()
        self.begin_over.hide()
        self.hide()

    def _ask_which(self, error: TimeOccursTwice) -> None:
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
        for place, slot in enumerate(self._offered):
            button = QPushButton()
            button.clicked.connect(lambda *_, slot=slot: self.offer_chosen.emit(slot))
            self._offers.addWidget(button, place // _OFFERS_A_ROW, place % _OFFERS_A_ROW)
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


_MOST_OFFERS = 6
_OFFERS_A_ROW = 2
_LONGEST_REASON = 200
