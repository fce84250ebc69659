"""The frame of the patient's desk: the whole screen, one page at a time, languages and countdown at its foot."""

from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patient_desk.desk_foot import DeskFoot
from clinic_desktop.gui.patient_desk.desk_idle import DeskIdle
from clinic_desktop.gui.patient_desk.desk_languages import DeskLanguages
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskMessage
from clinic_desktop.gui.patient_desk.desk_stack import DeskStack, Makers, edges_in
from clinic_desktop.gui.scanner import SlipScanner
from clinic_desktop.gui.turns import paint_in_turns
from clinic_desktop.gui.widgets.message_line import MessageKind


class DeskWindow(QWidget):
    """Shows pages by their names, each made when it is gone to and destroyed when it is left.

    Nothing closes it but `let_close`. `left` tells that the person is to go, of their own will or because nobody has
    touched anything for a while; `staff_wanted` that somebody asks for the way out of the mode, and
    `slip_scanned` that a slip was read for which the page has no use.
    """

    left = Signal()
    staff_wanted = Signal()
    slip_scanned = Signal(object)

    def __init__(self, languages: DeskLanguages, *, idle_seconds: int) -> None:
        super().__init__()
        self.setObjectName("desk")
        paint_in_turns(self)
        self._languages = languages
        self.stack = DeskStack()
        self._may_close = False
        self._is_home_quiet = False
        self._is_low = False
        self.idle = DeskIdle(idle_seconds, self)
        self.scanner = SlipScanner(self)
        self.notice = DeskMessage()
        self._notice_clock = QTimer(self)
        self._notice_clock.setSingleShot(True)
        self._notice_clock.setInterval(_NOTICE_LASTS)
        self.foot = DeskFoot(languages)
        self._lay_out()
        self._connect()
        self.retranslate()

    # pages

    @property
    def page(self) -> DeskPage | None:
        """The page that is shown."""
        return self.stack.page

    @property
    def back_button(self) -> DeskButton:
        """The way back."""
        return self.stack.back_button

    def begin(self, makers: Makers, first: str, *, signed_in: bool) -> None:
        """Show the first of other pages; whatever was shown before is gone for good."""
        self.wipe()
        self.foot.set_signed_in(signed_in)
        self._is_home_quiet = not signed_in
        self.stack.begin(makers, first)

    def go(self, name: str) -> None:
        """Show the page of a name above the one that is shown; the first one's name leads back to that."""
        self.stack.go(name)

    def go_back(self) -> None:
        """One step back: within the page, or to the page before it."""
        self.stack.go_back()

    def say(self, sentence: str, kind: MessageKind = MessageKind.GOOD_TO_KNOW) -> None:
        """Tell something below the page, for a while."""
        self.notice.say(sentence, kind)
        self._notice_clock.start()

    def wipe(self) -> None:
        """Leave no trace of whoever was here: pages, their dialogs, notices, and what was copied."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for dialog in self.findChildren(QDialog):
            dialog.hide()
            dialog.deleteLater()
        self.stack.wipe()
        self._notice_clock.stop()
        self.notice.clear()
        QGuiApplication.inputMethod().reset()
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():
            clipboard.clear(clipboard.Mode.Selection)

    def let_close(self) -> None:
        """Close, now that staff said so."""
        self._may_close = True
        self.idle.stop()
        self.wipe()
        self.close()

    def retranslate(self) -> None:
        """Say everything anew in the language of the moment."""
        self.setWindowTitle(self.tr("Patient's desk"))
        self.notice.clear()
        self.stack.retranslate()
        self.foot.retranslate()
        self._count()

    def _count(self) -> None:
        """Count while there is something to forget."""
        if self.stack.count == 1 and self._is_home_quiet and self._languages.is_as_at_first:
            self.idle.stop()
            self.foot.show_seconds(None)
        elif self.stack.count:
            self.idle.start()

    # the frame

    def _lay_out(self) -> None:
        self._below = QVBoxLayout()
        self._below.setSpacing(Space.M)
        self._below.addWidget(self.notice)
        self._below.addWidget(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self.stack, 1)
        layout.addLayout(self._below)
        self._fit()

    def _fit(self) -> None:
        """Where there is little height the languages stand below the page and scroll, so that more of it is seen."""
        is_low = self.height() < _LOW
        if is_low != self._is_low:
            self._is_low = is_low
            if is_low:
                self.stack.set_tail(self.foot.tongues)
            else:
                self.foot.take_back_tongues()
        side, edge = edges_in(self.width(), self.height())
        self.stack.set_edges(side, edge)
        self._below.setContentsMargins(side, Space.S, side, max(Space.M, edge - Space.L))

    def _connect(self) -> None:
        self.stack.turned.connect(self._count)
        self.foot.left.connect(self.left)
        self.foot.staff_wanted.connect(self.staff_wanted)
        self.idle.expired.connect(self.left)
        self.idle.seconds_left_changed.connect(self.foot.show_seconds)
        self._notice_clock.timeout.connect(self.notice.clear)
        self._languages.changed.connect(self.retranslate)
        self.scanner.slip_scanned.connect(self._on_slip_scanned)
        QShortcut(_WAY_OUT, self).activated.connect(self.staff_wanted)

    def _on_slip_scanned(self, appointment_id: UUID) -> None:
        page = self.page
        if page is None or not page.take_slip(appointment_id):
            self.slip_scanned.emit(appointment_id)

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif not self.scanner.take(event.text()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and not self._may_close and self.isVisible():
            QTimer.singleShot(0, self, self._fill_screen)

    def _fill_screen(self) -> None:
        if not self._may_close and self.isVisible() and not self.isFullScreen():
            self.showFullScreen()

    def closeEvent(self, event: QCloseEvent) -> None:
        application = QApplication.instance()
        is_logging_off = isinstance(application, QApplication) and application.isSavingSession()
        event.setAccepted(self._may_close or is_logging_off)


_WAY_OUT = "Ctrl+Shift+Q"
_NOTICE_LASTS = 12_000
_LOW = 560
