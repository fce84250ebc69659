"""The field in which a patient is found while one types, with what it finds laid out below it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.domain.slip_codes import appointment_of
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.patient_model import (
    PatientModel,
    RegisterOffer,
    SearchRow,
)
from clinic_desktop.gui.patients.patient_results import PatientResults
from clinic_desktop.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace

MOST_FOUND = 20
"""How many patients a search lists; whoever is looked for under so many others needs another letter typed."""


class PatientSearch(QWidget):
    """A search field. What is typed last wins; the arrow keys walk the list while the field keeps the focus.

    A slip's code, typed by a scanner, is no search: `slip_scanned` carries its appointment.
    """

    patient_chosen = Signal(object)
    register_wanted = Signal(str)
    slip_scanned = Signal(object)

    def __init__(
        self, workplace: "Workplace", parent: QWidget | None = None, *, may_register: bool | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        if may_register is None:
            role = workplace.account.role
            may_register = Permission.REGISTER_PATIENT in permissions_of(role)
        self._may_register = may_register
        self._is_enter_waiting = False
        self._answered = ""
        self.field = SearchField(self.tr("Find a patient, phone, date of birth…"), keys=SEARCH_KEYS, parent=self)
        self.field.setAccessibleName(self.tr("Find a patient by name, phone, date of birth or MRN"))
        self.setFocusProxy(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self.field)
        self.model = PatientModel(workplace.today(), self)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.installEventFilter(self)

    @cached_property
    def results(self) -> PatientResults:
        """What is laid out below the field; made when there is something to show for the first time."""
        made = PatientResults(self.model, self._workplace, self)
        made.hide()
        self.destroyed.connect(made.deleteLater)
        made.list.clicked.connect(lambda index: self._take(self.model.row_at(index)))
        return made

    @property
    def _is_open(self) -> bool:
        return "results" in self.__dict__ and self.results.isVisible()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    @property
    def is_answered(self) -> bool:
        """Whether what is listed was found for what stands in the field, and not for its first letters."""
        return self._answered == self.text

    def focus(self) -> None:
        """Go to the field, with what stands in it ready to be typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def go_on(self) -> None:
        """Go to the field, behind what stands in it: more is about to be typed."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)

    def set_text(self, text: str) -> None:
        """Search for this, as if it had been typed."""
        self.field.setText(text)

    def clear(self) -> None:
        """Empty the field and put the list away."""
        self.field.clear()
        self._close()

    def _on_text_changed(self) -> None:
        self._is_enter_waiting = False
        appointment_id = appointment_of(self.text)
        if appointment_id is not None:
            self.clear()
            self.slip_scanned.emit(appointment_id)
            return
        text = self.text
        if not text:
            self.model.set_rows(())
            self.field.set_found("")
            self._close()
            return
        self._workplace.run_latest(
            ("patient-search", id(self)),
            lambda clinic: clinic.patients.search(text, limit=MOST_FOUND),
            done=lambda found: self._on_found(text, found),
            refused=self._on_refused,
            owner=self,
        )

    def _on_found(self, text: str, found: list[PatientLine]) -> None:
        if text != self.text:
            return
        if len(found) >= MOST_FOUND:
            self.field.set_found(self.tr("{count}+ found").format(count=MOST_FOUND))
        else:
            self.field.set_found(self.tr("{count} found").format(count=len(found)))
        self._show_rows(found)
        # Enter typed ahead of the answer may take somebody only where there is nobody else to mistake them for.
        if self._is_enter_waiting and len(found) == 1:
            self._take(found[0])

    def _on_refused(self, error: ClinicError) -> None:
        self.field.set_found("")
        self._show_rows((), refusal=error.sentence)

    def _show_rows(self, found: "list[PatientLine] | tuple[PatientLine, ...]", *, refusal: str = "") -> None:
        self._answered = self.text
        # Whoever could not be looked for may well be registered already.
        offer = (RegisterOffer(text=self.text),) if self._may_register and not refusal else ()
        before = self.model.row_at(self.results.list.currentIndex())
        rows: list[SearchRow] = [*found, *offer]
        self.model.set_rows(rows)
        self.results.say(refusal or ("" if found else self.tr("Nobody of that name, phone or birth date.")))
        if not isinstance(before, PatientLine) or before not in rows:
            self.results.list.setCurrentIndex(self.model.index(0))
        if self.field.hasFocus():
            self._open()

    def _open(self) -> None:
        window = self.window()
        if self.results.parent() is not window:
            self.results.setParent(window)
        if not self.results.isVisible():
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one while widgets live
            self.results.show()
        self._place()
        self.results.raise_()

    def _close(self) -> None:
        if self._is_open:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.results.hide()

    def _place(self) -> None:
        window = self.window()
        field = QRect(self.mapTo(window, QPoint(0, 0)), self.size())
        width = min(max(field.width(), _NARROWEST), window.width() - 2 * Space.S)
        left = field.left() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else field.right() - width + 1
        left = max(Space.S, min(left, window.width() - width - Space.S))
        top = field.bottom() + 1 + Space.XS
        height = min(self.results.wanted_height(width), window.height() - top - Space.S)
        self.results.lay(QRect(left, top, width, height))

    def _take(self, row: SearchRow | None) -> None:
        if isinstance(row, PatientLine):
            self._close()
            self.patient_chosen.emit(row)
        elif isinstance(row, RegisterOffer):
            self._close()
            self.register_wanted.emit(row.text)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        is_open = self._is_open
        if _is_register_key(event) and self._may_register and self.text:
            self._close()
            self.register_wanted.emit(self.text)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            if is_open:
                self.results.walk(event)
            elif self.text and self.model.rowCount():
                self._open()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_open and self.is_answered:
                self._take(self.model.row_at(self.results.list.currentIndex()))
            else:
                self._is_enter_waiting = bool(self.text)
        elif key == Qt.Key.Key_Escape and is_open:
            self._close()
        elif key == Qt.Key.Key_Escape and self.text:
            self.clear()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if isinstance(event, QKeyEvent):
                if event.type() == QEvent.Type.ShortcutOverride:
                    return self._claims(event)
                if event.type() == QEvent.Type.KeyPress:
                    return self._on_key(event)
            elif isinstance(event, QFocusEvent) and _is_leaving(event):
                self._close()
        elif isinstance(watched, QWidget) and event.type() == QEvent.Type.MouseButtonPress:
            if not self._is_ours(watched):
                self._close()
        elif event.type() == QEvent.Type.Resize and watched is self.window():
            self._place()
        return False

    def _claims(self, event: QKeyEvent) -> bool:
        """Keep keys from the window's shortcuts while they mean something to the list."""
        is_ours = self._is_open and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_ours or (_is_register_key(event) and self._may_register and self.text):
            event.accept()
            return True
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        return (
            widget is self.results or self.results.isAncestorOf(widget) or widget is self or self.isAncestorOf(widget)
        )

    def hideEvent(self, event: QEvent) -> None:
        self._close()

    def sizeHint(self) -> QSize:
        return QSize(Measure.RIGHT_SIDE, self.field.sizeHint().height())


def _is_leaving(event: QFocusEvent) -> bool:
    return event.lostFocus() and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason


def _is_register_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier


SEARCH_KEYS = "Ctrl+K"
_NARROWEST = 420
