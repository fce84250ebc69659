"""Which appointments of a series are meant: this one, this and those that follow, or all that are to come."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QPushButton, QRadioButton, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.series import SeriesCard, SeriesScope
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import near_moment, sentence_case
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class SeriesScopeDialog(QDialog):
    """Asks before an appointment of a series is moved or cancelled; this one alone, unless another is chosen."""

    scope_chosen = Signal(object)

    def __init__(
        self, workplace: "Workplace", parent: QWidget | None, appointment: AppointmentLine, *, is_cancel: bool
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._appointment = appointment
        self._is_going = False
        title = (
            self.tr("Cancel an appointment that repeats") if is_cancel else self.tr("Move an appointment that repeats")
        )
        self.setWindowTitle(title)
        self.rhythm = label(" ", Look.MUTED)  # its place is held free until it has been read
        self._group = QButtonGroup(self)
        self.buttons = {scope: QRadioButton() for scope in SeriesScope}
        self.go_button = QPushButton(self.tr("Go on…"))
        set_look(self.go_button, Look.PRIMARY)
        self.back_button = QPushButton(self.tr("Leave it"))
        self.back_button.setAutoDefault(False)
        layout = panel_of(self)
        layout.addWidget(label(title, Look.TITLE, wraps=True))
        layout.addWidget(label(self._what(), wraps=True))
        layout.addWidget(self.rhythm)
        for button in self.buttons.values():
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.go_button))
        layout.addStrut(_WIDTH)
        self._say_how_many(None, None)
        self.buttons[SeriesScope.THIS].setChecked(True)
        self.go_button.setDefault(True)
        self.back_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(lambda *_: self._go())
        self.buttons[SeriesScope.THIS].setFocus()
        self._load()

    @property
    def scope(self) -> SeriesScope:
        """What is chosen."""
        return next(scope for scope, button in self.buttons.items() if button.isChecked())

    def _load(self) -> None:
        series_id = self._appointment.series_id
        assert series_id is not None
        self._workplace.run(
            lambda clinic: clinic.series.of(series_id), done=self._on_loaded, lane=Lane.READING, owner=self
        )

    def _on_loaded(self, card: SeriesCard) -> None:
        now = self._workplace.now()
        to_come = [each for each in card.lines if each.status is AppointmentStatus.BOOKED and each.starts_at >= now]
        following = sum(each.starts_at >= self._appointment.starts_at for each in to_come)
        self.rhythm.setText(sentence_case(card.words))
        self._say_how_many(following, len(to_come))

    def _say_how_many(self, following: int | None, every: int | None) -> None:
        def counted(words: str, number: int | None) -> str:
            return words if number is None else self.tr("{words} ({number})").format(words=words, number=number)

        self.buttons[SeriesScope.THIS].setText(self.tr("Only this one"))
        self.buttons[SeriesScope.FOLLOWING].setText(counted(self.tr("This and the following"), following))
        self.buttons[SeriesScope.ALL].setText(counted(self.tr("All that are to come"), every))

    def _what(self) -> str:
        wall = wall_time(self._appointment.starts_at, self._workplace.zone)
        when = near_moment(wall, self._workplace.today())
        return f"{shown_name(self._appointment.patient_name)} · {when} · {self._appointment.practitioner_name}"

    def _go(self) -> None:
        """Let what follows be made before this closes, each in a turn of its own, so that no key falls in between."""
        if not self._is_going:
            self._is_going = True
            QTimer.singleShot(0, self, self.accept)
            self.scope_chosen.emit(self.scope)


_WIDTH = 440
