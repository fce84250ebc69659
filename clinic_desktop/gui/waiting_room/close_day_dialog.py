"""Closing the day: who never came, and whose visit nobody completed, each with a tick."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_room import DayClosed, OpenEnds, Seen
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.privacy import switch as privacy
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day, sentence_case
from clinic_desktop.gui.widgets.card import label, line, section_label
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, scrolling
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class CloseDayDialog(QDialog):
    """Reads what is open and asks for it to be closed; the opener does it and calls show_done() or refuse()."""

    close_requested = Signal(object, object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_busy = False
        self.setWindowTitle(self.tr("Close the day"))
        self._ticks: dict[AppointmentLine, QCheckBox] = {}
        self._no_shows: tuple[AppointmentLine, ...] = ()
        self._unfinished: tuple[AppointmentLine, ...] = ()
        self._words = label(self.tr("Looking for what is still open…"), Look.MUTED, wraps=True)
        self.message = MessageLine()
        area, body = scrolling(self)
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._list.setSpacing(Space.S)
        self._list.addStretch(1)
        self.leave_button = QPushButton(self.tr("Not now"))
        self.close_button = QPushButton(self.tr("Close the day"))
        set_look(self.close_button, Look.PRIMARY)
        layout = panel_of(self)
        layout.addWidget(label(self.tr("Close the day"), Look.TITLE))
        layout.addWidget(self._words)
        layout.addWidget(self.message)
        layout.addWidget(area, 1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.leave_button, self.close_button))
        self.close_button.setDefault(True)
        self.close_button.setEnabled(False)
        self.leave_button.clicked.connect(self.reject)
        self.close_button.clicked.connect(lambda *_: self._request())
        privacy().changed.connect(self._name_ticks)
        fit_on_screen(self, _WIDTH, _LEAST_HEIGHT)
        self._read()

    def ticks(self) -> tuple[QCheckBox, ...]:
        """The ticks, in the order in which they stand."""
        return tuple(self._ticks.values())

    def refuse(self, error: ClinicError) -> None:
        """Say why nothing was closed."""
        self._is_busy = False
        self.message.say(error.sentence, MessageKind.ERROR)

    def show_done(self, done: DayClosed) -> None:
        """Name what could not be closed, and what is open still; with nothing refused the dialog goes."""
        self._is_busy = False
        if not done.refused:
            self.accept()
            return
        told = [f"{shown_name(one.patient_name)}: {sentence}" for one, sentence in done.refused]
        self.message.say("\n".join(told), MessageKind.WARNING)
        self._read()

    def _read(self) -> None:
        self._workplace.run(
            lambda clinic: clinic.waiting.open_ends(),
            done=self._on_read,
            refused=self.refuse,
            lane=Lane.READING,
            owner=self,
        )

    def _on_read(self, ends: OpenEnds) -> None:
        self._no_shows, self._unfinished = ends.untouched, ends.unfinished
        self._clear()
        self._add_group(self.tr("Never came: mark as no-show"), ends.untouched)
        self._add_group(self.tr("Came, but not completed: complete"), ends.unfinished)
        if self._ticks:
            words = self.tr(
                "Untick whoever shall stay as they are. Everything ticked is one change that Undo takes back."
            )
        else:
            words = self.tr("Nothing is open: everyone came, was cancelled, or is marked already.")
        self._words.setText(words)
        self._name_ticks()
        self._say_what_it_does()
        self.leave_button.setText(self.tr("Not now") if self._ticks else self.tr("Close this window"))
        fit_on_screen(self, _WIDTH, min(_HEIGHT, _LEAST_HEIGHT + len(self._ticks) * _ROW))
        (self.close_button if self._ticks else self.leave_button).setFocus()

    def _clear(self) -> None:
        while self._list.count() > 1:
            widget = self._list.takeAt(0).widget()  # type: ignore[union-attr] # there is one more than the stretch
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._ticks = {}

    def _add_group(self, heading: str, lines: Iterable[AppointmentLine]) -> None:
        for number, one in enumerate(lines):
            if number == 0:
                self._list.insertWidget(self._list.count() - 1, section_label(heading))
            tick = QCheckBox()
            tick.setChecked(True)
            tick.toggled.connect(lambda *_: self._say_what_it_does())
            self._list.insertWidget(self._list.count() - 1, tick)
            self._ticks[one] = tick

    def _name_ticks(self) -> None:
        zone, today = self._workplace.zone, self._workplace.today()
        for one, tick in self._ticks.items():
            starts = wall_time(one.starts_at, zone)
            day = "" if starts.date() == today else f"{sentence_case(near_day(starts.date(), today))} "
            words = f"{day}{clock(starts)} · {shown_name(one.patient_name)} · {shorter_name(one.practitioner_name)}"
            tick.setText(words.replace("&", "&&"))

    def _chosen(self, lines: Iterable[AppointmentLine]) -> list[AppointmentLine]:
        return [one for one in lines if self._ticks[one].isChecked()]

    def _say_what_it_does(self) -> None:
        missed, unfinished = len(self._chosen(self._no_shows)), len(self._chosen(self._unfinished))
        parts = []
        if missed:
            parts.append(self.tr("Mark {count} as no-show").format(count=missed))
        if unfinished:
            complete = self.tr("complete {count}") if parts else self.tr("Complete {count}")
            parts.append(complete.format(count=unfinished))
        self.close_button.setText(", ".join(parts) or self.tr("Close the day"))
        self.close_button.setEnabled(bool(parts))

    def _request(self) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self.message.clear()
        self.close_requested.emit(_seen(self._chosen(self._no_shows)), _seen(self._chosen(self._unfinished)))


def _seen(lines: Iterable[AppointmentLine]) -> tuple[Seen, ...]:
    return tuple(Seen(id=one.id, version=one.version) for one in lines)


_WIDTH, _HEIGHT = 560, 600
_LEAST_HEIGHT, _ROW = 250, 32
