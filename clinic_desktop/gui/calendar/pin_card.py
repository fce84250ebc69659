"""A card on the pinboard: whose appointment it is, where it stands, and what became of it meanwhile."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.appointment_words import is_confirmed, shorter_name
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.pinboard import Pin
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day, sentence_case
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.carrying import Carrying
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.sides import mirrored
from clinic_desktop.gui.workplace import Workplace


class PinCard(QWidget):
    """Dragged off the board, or taken off it by its button or Del; see PinboardTray for what the signals bring."""

    taken = Signal(object)
    carried = Signal(QPoint, Qt.KeyboardModifier)
    let_go = Signal(QPoint)
    given_up = Signal()
    chosen = Signal()
    off_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: AppointmentLine | None = None
        carrying = Carrying(self)
        carrying.taken.connect(lambda: self.taken.emit(self._line))
        carrying.carried.connect(self.carried)
        carrying.let_go.connect(self.let_go)
        carrying.given_up.connect(self.given_up)
        self._is_current = False
        self._name = ElidedLabel(look=Look.STRONG)
        self._when = ElidedLabel(look=Look.SECONDARY)
        self._whom = ElidedLabel(look=Look.SECONDARY)
        self._meanwhile = label("", Look.WARNING, wraps=True)
        self.off_button = QPushButton()
        set_look(self.off_button, Look.QUIET)
        set_icon(self.off_button, Icon.X, "muted", size=Measure.ICON_SMALL)
        self.off_button.setToolTip(self.tr("Take it off the pinboard; the appointment stays as it is (Del)"))
        self.off_button.setAccessibleName(self.tr("Take it off the pinboard"))
        self.off_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.off_button.clicked.connect(lambda *_: self.off_wanted.emit())
        layout = QGridLayout(self)
        layout.setContentsMargins(*mirrored(Space.M, Space.S, Space.XS, Space.S))
        layout.setVerticalSpacing(Space.NONE)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self.off_button, 0, 1, Qt.AlignmentFlag.AlignTop)
        for row, widget in enumerate((self._when, self._whom, self._meanwhile), start=1):
            layout.addWidget(widget, row, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    @property
    def words(self) -> str:
        """All that the card says."""
        parts = (self._name.text(), self._when.text(), self._whom.text(), self._meanwhile.text())
        return ", ".join(part for part in parts if part)

    def show_pin(self, pin: Pin, workplace: Workplace, *, is_current: bool) -> None:
        """Show an appointment as it stands now, and what became of it since it was pinned."""
        self._line = pin.line
        self._is_current = is_current
        starts = wall_time(pin.line.starts_at, workplace.zone)
        day = sentence_case(near_day(starts.date(), workplace.today()))
        self._name.setText(shown_name(pin.line.patient_name))
        minutes = int((pin.line.ends_at - pin.line.starts_at).total_seconds() // 60)
        self._when.setText(self.tr("{day} {time} · {minutes} min").format(day=day, time=clock(starts), minutes=minutes))
        self._whom.setText(f"{pin.line.type_name} · {shorter_name(pin.line.practitioner_name)}")
        self._meanwhile.setText(self._words_of_change(pin))
        self._meanwhile.setVisible(bool(self._meanwhile.text()))
        self.setAccessibleName(self.words)
        self.setAccessibleDescription(self.tr("Ctrl+V puts it where the calendar's keyboard stands; Del takes it off."))
        self.update()

    def _words_of_change(self, pin: Pin) -> str:
        if pin.line.status is not pin.pinned.status:
            word = status_look(pin.line.status, confirmed=is_confirmed(pin.line)).word
            if pin.line.status is AppointmentStatus.ENTERED_IN_ERROR:
                return self.tr("The booking was taken back meanwhile.")
            return self.tr("Meanwhile: {status}").format(status=word)
        return self.tr("Moved by someone meanwhile.") if pin.is_elsewhere else ""

    # Qt's own names

    def event(self, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # as a shortcut it would cancel the appointment that is chosen in the calendar
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.off_wanted.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_ring = self.hasFocus()
        width = Measure.RING if has_ring else Measure.HAIRLINE
        painter.setPen(QPen(now.accent if has_ring or self._is_current else now.line_strong, width))
        painter.setBrush(now.raised)
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)
