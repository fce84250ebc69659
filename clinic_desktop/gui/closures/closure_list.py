"""The clinic's own closing days that are to come, and the way to enter more of them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.day_painting import NOT_YET
from clinic_desktop.gui.closures.closures_words import closure_words, days_of
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import day_from
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField


class ClosureList(QWidget):
    """`closing_wanted` carries name, first and last day; `removal_wanted` a closure of the list."""

    closing_wanted = Signal(str, object, object)
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._shown: tuple[Closure, ...] | None = None
        self.remove_buttons: list[QPushButton] = []
        self._none = label(self.tr("No other closing days to come."), Look.MUTED)
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._list.setSpacing(Space.XS)
        self.name, self.first, self.last = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(self.tr("Inventory, company outing…"))
        self.first.setPlaceholderText(self.tr("24 Dec"))
        self.last.setPlaceholderText(self.tr("the same day"))
        self.name_field = LabelledField(self.tr("What for"), self.name)
        self.first_field = LabelledField(self.tr("Closed from"), self.first)
        self.last_field = LabelledField(self.tr("until"), self.last)
        self.add_button = QPushButton(self.tr("Add to the plan"))
        self._lay_out()
        for edit, field in (
            (self.name, self.name_field),
            (self.first, self.first_field),
            (self.last, self.last_field),
        ):
            edit.returnPressed.connect(self._on_add)
            edit.textEdited.connect(lambda *_, field=field: field.complain(""))
        self.add_button.clicked.connect(lambda *_: self._on_add())

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(Space.M)
        fields.addWidget(self.name_field, 3)
        fields.addWidget(self.first_field, 2)
        fields.addWidget(self.last_field, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(self._none)
        layout.addWidget(self._rows)
        layout.addLayout(fields)
        layout.addLayout(foot)

    def show_closures(self, closures: Sequence[Closure], today: date) -> None:
        """List these."""
        self._today = today
        if tuple(closures) == self._shown:
            return
        self._shown = tuple(closures)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.remove_buttons = []
        for closure in closures:
            self._list.addWidget(self._row(closure))
        self._none.setVisible(not closures)
        self._rows.setVisible(bool(closures))

    def complain(self, words: str) -> None:
        """Say what is wrong with the days; what was typed stays."""
        self.first_field.complain(words)
        self.first.setFocus()

    def clear(self) -> None:
        """Empty the fields once what was typed has been taken."""
        for edit in (self.name, self.first, self.last):
            edit.clear()
        self.name.setFocus()

    def _row(self, closure: Closure) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        when = label(days_of(closure.first_day, closure.last_day))
        when.setMinimumWidth(_DAYS)
        layout.addWidget(when)
        layout.addWidget(ElidedLabel(closure.name, look=Look.STRONG), 1)
        is_new = closure.id == NOT_YET
        words = self.tr("would be closed") if is_new else self.tr("closed")
        layout.addWidget(label(words, Look.HERE if is_new else Look.SECONDARY))
        remove = QPushButton()
        remove.setFixedWidth(Measure.CONTROL)
        set_look(remove, Look.SQUARE)
        set_icon(remove, Icon.X, "muted")
        remove.setToolTip(self.tr("Be open on these days"))
        remove.setAccessibleName(self.tr("Be open again: {what}").format(what=closure_words(closure)))
        remove.clicked.connect(lambda *_: self.removal_wanted.emit(closure))
        layout.addWidget(remove)
        self.remove_buttons.append(remove)
        return row

    def _on_add(self) -> None:
        name = self.name.text().strip()
        first = day_from(self.first.text(), self._today)
        last = day_from(self.last.text(), self._today) if self.last.text().strip() else first
        if not name:
            self.name_field.complain(self.tr("Say what the clinic is closed for."))
            self.name.setFocus()
        elif first is None:
            self.complain(self.tr("Type a day, for instance 24 Dec or tomorrow."))
        elif last is None or last < first:
            self.last_field.complain(self.tr("Type a day that is not before the first."))
            self.last.setFocus()
        elif last < self._today:
            self.complain(self.tr("These days are over. Type days that are to come."))
        else:
            self.closing_wanted.emit(name, first, last)


_DAYS = 220
