"""Leave, blocks and extra hours that are to come, and the way to enter more than a week shows."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.availability import AvailabilityException
from clinic_desktop.gui.hours.hours_words import exception_words
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import day_from
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField


class ComingList(QWidget):
    """`leave_wanted` carries first day, last day and the reason; `removal_wanted` an exception of the list."""

    leave_wanted = Signal(object, object, str)
    removal_wanted = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self.remove_buttons: list[QPushButton] = []
        self._shown: tuple[AvailabilityException, ...] | None = None
        self._none = label(self.tr("No leave and no extra hours to come."), Look.MUTED, wraps=True)
        self._asked = label("", Look.MUTED, wraps=True)
        self._asked.hide()
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._list.setSpacing(Space.XS)
        self.first, self.last, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.first.setPlaceholderText(self.tr("24 Dec"))
        self.last.setPlaceholderText(self.tr("the same day"))
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(self.tr("Holiday, conference…"))
        self.first_field = LabelledField(self.tr("Leave from"), self.first)
        self.last_field = LabelledField(self.tr("until"), self.last)
        self.reason_field = LabelledField(self.tr("Reason"), self.reason)
        self.add_button = QPushButton(self.tr("Add to the plan"))
        grid = QGridLayout()
        grid.setSpacing(Space.S)
        grid.addWidget(self.first_field, 0, 0)
        grid.addWidget(self.last_field, 0, 1)
        grid.addWidget(self.reason_field, 1, 0, 1, 2)
        grid.addWidget(self.add_button, 2, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(section_label(self.tr("Leave, blocks and extra hours")))
        layout.addWidget(self._none)
        layout.addWidget(self._rows)
        layout.addSpacing(Space.S)
        layout.addLayout(grid)
        layout.addWidget(self._asked)
        for edit in (self.first, self.last, self.reason):
            edit.returnPressed.connect(self._on_add)
        self.first.textEdited.connect(lambda *_: self.first_field.complain(""))
        self.last.textEdited.connect(lambda *_: self.last_field.complain(""))
        self.add_button.clicked.connect(lambda *_: self._on_add())

    def show_coming(self, exceptions: Sequence[AvailabilityException], today: date) -> None:
        """List these."""
        self._today = today
        if tuple(exceptions) == self._shown:
            return
        self._shown = tuple(exceptions)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.remove_buttons = []
        for exception in exceptions[:_MOST]:
            self._list.addWidget(self._row(exception, today))
        if len(exceptions) > _MOST:
            self._list.addWidget(label(self.tr("and {count} more").format(count=len(exceptions) - _MOST), Look.MUTED))
        self._none.setVisible(not exceptions)
        self._rows.setVisible(bool(exceptions))

    def show_asked(self, count: int) -> None:
        """Say how many appointments reception is still to move."""
        one = self.tr("One appointment waits for reception to move it.")
        many = self.tr("{count} appointments wait for reception to move them.").format(count=count)
        self._asked.setText(one if count == 1 else many)
        self._asked.setVisible(count > 0)

    def _row(self, exception: AvailabilityException, today: date) -> QWidget:
        when, what = exception_words(exception, today)
        words = QVBoxLayout()
        words.setSpacing(Space.NONE)
        go = QPushButton(when)
        set_look(go, Look.LINK)
        go.setAccessibleName(self.tr("Show the week of {when}").format(when=when))
        go.clicked.connect(lambda *_: self.day_wanted.emit(exception.first_day))
        head = QHBoxLayout()
        head.addWidget(go)
        head.addStretch(1)
        words.addLayout(head)
        words.addWidget(ElidedLabel(what, look=Look.SECONDARY))
        remove = QPushButton()
        remove.setFixedWidth(Measure.CONTROL)
        set_look(remove, Look.SQUARE)
        set_icon(remove, Icon.X, "muted")
        remove.setToolTip(self.tr("Take it out of the plan"))
        remove.setAccessibleName(self.tr("Take out: {when}, {what}").format(when=when, what=what))
        remove.clicked.connect(lambda *_: self.removal_wanted.emit(exception))
        self.remove_buttons.append(remove)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addLayout(words, 1)
        layout.addWidget(remove)
        return row

    def _on_add(self) -> None:
        first = day_from(self.first.text(), self._today)
        last = day_from(self.last.text(), self._today) if self.last.text().strip() else first
        if first is None:
            self.first_field.complain(self.tr("Type a day, for instance 24 Dec or tomorrow."))
            self.first.setFocus()
            return
        if last is None or last < first:
            self.last_field.complain(self.tr("Type a day that is not before the first."))
            self.last.setFocus()
            return
        self.leave_wanted.emit(first, last, self.reason.text().strip())
        for edit in (self.first, self.last, self.reason):
            edit.clear()


_MOST = 8
