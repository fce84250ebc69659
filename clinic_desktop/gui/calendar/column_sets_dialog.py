"""The column sets of this station: kept under a name, renamed, given other columns, removed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.gui.calendar.column_desk import ColumnDesk
from clinic_desktop.gui.calendar.column_sets import LONGEST_NAME, ColumnSet, shortcut_of
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.key_hint import KeyHint
from clinic_desktop.gui.widgets.labelled_field import LabelledField


class ColumnSetsDialog(QDialog):
    """Keeps what the calendar shows now; every change holds at once."""

    def __init__(self, desk: ColumnDesk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[QWidget] = []
        self.setWindowTitle(self.tr("Column sets"))
        self._none = label(
            self.tr("None yet. Show the columns you want, put them in order by their heads, and keep them here."),
            Look.MUTED,
            wraps=True,
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("For instance: Mornings, Cardiology"))
        self.name_field = LabelledField(self.tr("Keep the columns shown now as"), self.name, keeps_room=True)
        self.close_button = QPushButton(self.tr("Close"))
        self.keep_button = QPushButton()
        set_look(self.keep_button, Look.PRIMARY)
        layout = panel_of(self)
        layout.addWidget(label(self.tr("Column sets"), Look.TITLE))
        layout.addWidget(self._none)
        layout.addLayout(self._grid)
        layout.addWidget(line())
        layout.addWidget(self.name_field)
        layout.addStretch(1)
        layout.addLayout(foot_of(self.close_button, self.keep_button))
        self.setMinimumWidth(_WIDTH)
        self.keep_button.setDefault(True)
        self.name.textEdited.connect(lambda *_: self.name_field.complain(""))
        self.close_button.clicked.connect(self.accept)
        self.keep_button.clicked.connect(lambda *_: self._keep())
        desk.sets_changed.connect(self._fill)
        self._fill()
        self.name.setFocus()

    def _fill(self) -> None:
        for widget in self._rows:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows = []
        for row, one in enumerate(self._desk.sets):
            self._add_row(row, one)
        self._none.setVisible(not self._desk.sets)
        free = self._desk.free_numbers()
        self.name.setEnabled(bool(free))
        self.keep_button.setEnabled(bool(free))
        if free:
            self.keep_button.setText(self.tr("Keep on {keys}").format(keys=shortcut_of(free[0])))
        else:
            self.keep_button.setText(self.tr("Keep"))
            self.name_field.complain(self.tr("All eight keys are taken. Replace or remove a set."))

    def _add_row(self, row: int, one: ColumnSet) -> None:
        name = QLineEdit(one.name)
        name.setMaxLength(LONGEST_NAME)
        name.setAccessibleName(self.tr("Name of the set on {keys}").format(keys=one.shortcut))
        name.editingFinished.connect(lambda: self._rename(one, name))
        replace = QPushButton(self.tr("Use the columns shown"))
        replace.setAccessibleName(self.tr("{name}: use the columns shown").format(name=one.name))
        replace.setAutoDefault(False)
        replace.clicked.connect(lambda *_: self._desk.keep(name.text().strip() or one.name, one.number))
        remove = QPushButton()
        words = self.tr("Remove {name}").format(name=one.name)
        remove.setToolTip(words)
        remove.setAccessibleName(words)
        remove.setAutoDefault(False)
        remove.setFixedWidth(Measure.CONTROL)
        set_icon(remove, Icon.X, "muted", size=Measure.ICON)
        remove.clicked.connect(lambda *_: self._desk.remove(one))
        for column, widget in enumerate((KeyHint(one.shortcut), name, replace, remove)):
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
            self._rows.append(widget)

    def _rename(self, one: ColumnSet, field: QLineEdit) -> None:
        name = field.text().strip()
        if name and name != one.name and one in self._desk.sets:
            self._desk.rename(one, name)
        elif not name:
            field.setText(one.name)

    def _keep(self) -> None:
        name, free = self.name.text().strip(), self._desk.free_numbers()
        if not name:
            self.name_field.complain(self.tr("Type a name for these columns."))
            self.name.setFocus()
        elif free:
            self.name.clear()
            self._desk.keep(name, free[0])


_WIDTH = 520
