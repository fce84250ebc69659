"""Where somebody is signed in: each session of this station, what other stations told, and how to end them."""

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.signed_in import SignedInHere, SignInElsewhere, WhereSignedIn
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.staff.staff_words import last_sign_in_words
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.pill import Pill
from clinic_desktop.gui.workplace import Workplace


class SessionsDialog(QDialog):
    """Lists them; the opener ends what is asked for and shows what is left."""

    end_wanted = Signal(object)
    end_all_wanted = Signal()

    def __init__(self, workplace: Workplace, name: str, where: WhereSignedIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        heading = self.tr("Where {name} is signed in").format(name=name)
        self.setWindowTitle(heading)
        self.end_buttons: dict[UUID, QPushButton] = {}
        self.message = MessageLine(self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self._list: QWidget | None = None
        self.about = label("", Look.MUTED, self, wraps=True)
        self.end_all_button = QPushButton(self.tr("End all sessions…"))
        self.end_all_button.setAutoDefault(False)
        set_look(self.end_all_button, Look.DANGER)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setDefault(True)
        panel = panel_of(self)
        panel.addWidget(ElidedLabel(heading, Look.TITLE))
        panel.addLayout(self._lines)
        panel.addWidget(self.about)
        panel.addWidget(self.message)
        panel.addStretch(1)
        panel.addWidget(line())
        panel.addLayout(foot_of(self.end_all_button, self.close_button))
        panel.addStrut(_WIDTH)
        self.close_button.clicked.connect(self.accept)
        self.end_all_button.clicked.connect(self.end_all_wanted)
        self.show_where(where)

    def show_where(self, where: WhereSignedIn) -> None:
        """List these."""
        self.message.clear()
        if self._list is not None:
            self._lines.removeWidget(self._list)
            self._list.deleteLater()
        self._list = QWidget(self)
        self.end_buttons = {}
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.M)
        for session in where.here:
            rows.addLayout(self._here(where.station_name, session))
        for told in where.elsewhere:
            rows.addLayout(self._elsewhere(told))
        self._lines.addWidget(self._list)
        self._list.show()
        self.about.setText(self._about(where))
        self.end_all_button.setVisible(any(not one.is_own for one in where.here) or bool(where.elsewhere))
        self.close_button.setFocus()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was not ended."""
        self.message.say(error.sentence)
        for button in self.end_buttons.values():
            button.setEnabled(True)

    def _about(self, where: WhereSignedIn) -> str:
        if not where.here and not where.elsewhere:
            return self.tr("They are not signed in, neither at this PC nor, as far as is known here, at another.")
        if where.elsewhere:
            return self.tr(
                "Other stations tell of signing in, not of signing out. To end what is open there, end all sessions."
            )
        return self.tr("A session that is ended closes at once; what is typed there and not saved is lost.")

    def _here(self, station: str, session: SignedInHere) -> QHBoxLayout:
        words = self.tr("Since {began}, last used {used}").format(
            began=self._when(session.started_at), used=self._when(session.last_used_at)
        )
        if session.is_own:
            words = self.tr("Since {began}: this window").format(began=self._when(session.started_at))
        row = self._row(self.tr("{station}, this PC").format(station=station), words)
        if session.is_locked:
            locked = Pill(self)
            locked.show_words(self.tr("Locked"), icon=Icon.LOCK)
            row.addWidget(locked)
        if not session.is_own:
            row.addWidget(self._end_button(session))
        return row

    def _elsewhere(self, told: SignInElsewhere) -> QHBoxLayout:
        station = told.station_name or self.tr("Another station")
        return self._row(station, self.tr("Signed in {when}").format(when=self._when(told.at)))

    def _row(self, heading: str, words: str) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(Space.NONE)
        texts.addWidget(ElidedLabel(heading, Look.STRONG))
        texts.addWidget(label(words, Look.MUTED, self))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        picture = QLabel(self)
        set_icon(picture, Icon.MONITOR, "muted", size=Measure.ICON_LARGE)
        row.addWidget(picture)
        row.addLayout(texts, 1)
        return row

    def _end_button(self, session: SignedInHere) -> QPushButton:
        button = QPushButton(self.tr("End"), self)
        button.setAutoDefault(False)
        button.setToolTip(self.tr("Sign them out here"))
        began = self._when(session.started_at)
        button.setAccessibleName(self.tr("End the session that began {when}").format(when=began))

        def end() -> None:
            button.setEnabled(False)
            self.end_wanted.emit(session.id)

        button.clicked.connect(lambda *_: end())
        self.end_buttons[session.id] = button
        return button

    def _when(self, at: datetime) -> str:
        return last_sign_in_words(at, self._workplace.now(), self._workplace.zone)


_WIDTH = 440
