"""One person who could take a gap: why, how to reach them, and the button that books them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from clinic_desktop.domain.waiting_list import Candidate
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class GapRow(QWidget):
    """Stays the same object while the same person stands there, so that the focus survives news."""

    booking_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.candidate: Candidate | None = None
        self._name = ElidedLabel(look=Look.STRONG)
        self._phone = label("")
        self._reason = label("", Look.SECONDARY, wraps=True)
        self.book_button = QPushButton(self)
        self.book_button.setFixedWidth(_BUTTON)
        self.book_button.clicked.connect(lambda *_: self._on_book())
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.NONE, Space.S, Space.NONE, Space.S)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS // 2)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._phone, 0, 1)
        grid.addWidget(self._reason, 1, 0, 1, 2)
        grid.addWidget(self.book_button, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)

    def show_candidate(self, candidate: Candidate, *, when: str) -> None:
        """Show somebody; `when` is the time the button books, which is said where it is not the gap's own start."""
        self.candidate = candidate
        name = shown_name(candidate.line.patient_name)
        self._name.setText(name)
        self._phone.setText(shown_detail(candidate.line.phone) or self.tr("no number"))
        self._reason.setText(f"{candidate.line.type_name} · {candidate.reason}")
        full = self.tr("Book {name}").format(name=name)
        words = self.tr("Book {name} {when}").format(name=name, when=when) if when else full
        metrics = self.book_button.fontMetrics()
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _BUTTON - 2 * Space.M - Space.XS)
        self.book_button.setText(elided.replace("&", "&&"))
        self.book_button.setToolTip(self._what_happens(words))
        self.book_button.setAccessibleName(self._what_happens(words))

    def _what_happens(self, words: str) -> str:
        assert self.candidate is not None
        line = self.candidate.line
        if not line.has_words:
            return words
        if line.entry.keeps_appointment:
            return self.tr("{book}; {when} is kept as well").format(book=words, when=line.has_words)
        return self.tr("{book}; {when} goes back").format(book=words, when=line.has_words)

    def _on_book(self) -> None:
        if self.candidate is not None:
            self.booking_wanted.emit(self.candidate)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


_BUTTON = 164
