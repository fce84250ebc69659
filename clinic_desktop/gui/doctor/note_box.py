"""The note of a visit: a field that saves itself, how safe its text is, and both versions where there are two."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.doctor.note_keeper import NoteKeeper
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.sides import mirrored

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class NoteField(QPlainTextEdit):
    """A field of several lines; Tab goes on to what follows.

    `left` tells that the keyboard went elsewhere, `escaped` that Esc wants it to: that takes nothing back. `finished`
    tells of Ctrl and the Enter of the number pad; that of the letters is a command of the window.
    """

    finished = Signal()
    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(_LEAST)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _USUAL)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class NoteBox(QWidget):
    """Caption and state, the field, and below it, when somebody else wrote meanwhile, their version and three ways."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = NoteField()
        self.field.setAccessibleName(self.tr("Visit note"))
        self.field.setPlaceholderText(self.tr("What was found, what was done, what comes next. It saves itself."))
        self.keeper = NoteKeeper(workplace, self.field)
        self.state = ElidedLabel(look=Look.SECONDARY)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.message = MessageLine()
        self._elsewhere = MessageLine(kind=MessageKind.GOOD_TO_KNOW)
        self.theirs = TheirVersion()
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Visit note"), Look.MUTED))
        head.addWidget(self.state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.message)
        layout.addWidget(self._elsewhere)
        layout.addWidget(self.theirs)
        self.setFocusProxy(self.field)
        self.field.left.connect(self.keeper.write)
        self.keeper.state_changed.connect(self._on_state)
        self.keeper.failed.connect(self.message.say)
        self.keeper.parted.connect(self.theirs.show_note)
        self.theirs.both.clicked.connect(lambda *_: self.keeper.keep_both())
        self.theirs.mine.clicked.connect(lambda *_: self.keeper.keep_mine())
        self.theirs.take.clicked.connect(lambda *_: self.keeper.take_theirs())

    def tell_place(self, *, are_notes_here: bool) -> None:
        """At a PC that the shared server gives no notes, say so before anything is written."""
        words = self.tr("Notes are not shared with this PC: you do not see others, and yours stays here.")
        self._elsewhere.say("" if are_notes_here else words, aloud=not are_notes_here and not self._elsewhere.text)

    def _on_state(self, words: str) -> None:
        self.state.setText(words)
        if words:
            self.message.clear()


class TheirVersion(Card):
    """The note as somebody else wrote it while one was writing; the own version stays in the field above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, stripe="arrived")
        self.body.setContentsMargins(*mirrored(Space.L, Space.M, Space.M, Space.M))
        self.body.setSpacing(Space.S)
        self.body.addWidget(
            label(
                self.tr("This note was changed elsewhere meanwhile. Yours stands above, theirs here:"),
                Look.HEADING,
                wraps=True,
            )
        )
        self.words = label("", wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.words)
        self.both = QPushButton(self.tr("Keep both"))
        self.mine = QPushButton(self.tr("Keep mine"))
        self.take = QPushButton(self.tr("Take theirs"))
        set_look(self.both, Look.PRIMARY)
        self.body.addWidget(self.both)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.mine, 1)
        row.addWidget(self.take, 1)
        self.body.addLayout(row)
        self.hide()

    def show_note(self, note: str | None) -> None:
        """Show their version; None: there is but one again."""
        self.words.setText(note or self.tr("(the note was emptied)"))
        self.setVisible(note is not None)


_LEAST, _USUAL = Measure.CONTROL * 3, Measure.CONTROL * 5
