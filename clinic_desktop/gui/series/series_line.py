"""The series beside one of its appointments: which one it is, how often it returns, and the others one click away."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.recurrence import ordinal
from clinic_desktop.domain.series import SeriesCard
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.appointment_words import is_confirmed
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.sync_mark import sync_mark
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment, sentence_case
from clinic_desktop.gui.widgets.link_button import LinkButton

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class SeriesLine(QWidget):
    """One link that unfolds the others, each a link to itself; hidden for an appointment without a series.

    `appointment_wanted` carries the line of the one that was pressed, `appointment_neared` of one that may be so in a
    moment.
    """

    appointment_wanted = Signal(object)
    appointment_neared = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._card: SeriesCard | None = None
        self._line_id: UUID | None = None
        self.link = QPushButton(self)
        set_look(self.link, Look.LINK)
        set_icon(self.link, Icon.REPEAT, "accent", size=Measure.ICON_SMALL)
        self.link.setCheckable(True)
        self.link.toggled.connect(lambda *_: self._show_others())
        self.others: list[LinkButton] = []
        self._listed: list[tuple[AppointmentLine, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.link)
        self.hide()

    def show_series(self, card: SeriesCard | None, line: AppointmentLine | None) -> None:
        """Show the series of an appointment, or nothing; the list stays unfolded while the series is the same."""
        if card is None or line is None:
            self.forget()
            return
        if self._card is None or self._card.series.id != card.series.id:
            self.link.setChecked(False)
        self._card = card
        standing = [each for each in card.lines if each.status is not AppointmentStatus.CANCELLED]
        place = next((number for number, each in enumerate(standing, start=1) if each.id == line.id), None)
        words = card.rhythm
        if place is not None:
            words = self.tr("{which} of {every} · {rhythm}").format(
                which=ordinal(place), every=len(standing), rhythm=card.rhythm
            )
        self.link.setText(words)
        self.link.setToolTip(sentence_case(card.words))
        self._line_id = line.id
        self._show_others()
        self.show()

    def forget(self) -> None:
        """Show no series."""
        self._card = None
        self.link.setChecked(False)
        self.hide()

    @property
    def shown(self) -> frozenset[UUID]:
        """The ids of the appointments that are listed."""
        return frozenset() if self._card is None else frozenset(each.id for each in self._card.lines)

    def _show_others(self) -> None:
        lines = self._card.lines if self._card is not None and self.link.isChecked() else ()
        listed = [(each, self._words_of(each)) for each in lines]
        if listed != self._listed:
            self._listed = listed
            self._list_others()
        for (each, _), button in zip(listed, self.others, strict=True):
            button.setEnabled(each.id != self._line_id)

    def _list_others(self) -> None:
        if self.window().focusWidget() in self.others:
            self.link.setFocus()  # or the keyboard would go anywhere
        for button in self.others:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.others = []
        for each, words in self._listed:
            button = LinkButton(words, self)
            button.neared.connect(lambda each=each: self.appointment_neared.emit(each))
            button.clicked.connect(lambda *_, each=each: self.appointment_wanted.emit(each))
            self._column.addWidget(button)
            self.others.append(button)

    def _words_of(self, line: AppointmentLine) -> str:
        when = near_moment(wall_time(line.starts_at, self._workplace.zone), self._workplace.today())
        status = status_look(line.status, confirmed=is_confirmed(line)).word
        mark = sync_mark(line)
        return " · ".join([sentence_case(when), status, *([] if mark is None else [mark.short])])
