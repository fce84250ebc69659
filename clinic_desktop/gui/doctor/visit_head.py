"""Who is in the room, for how long, what must be minded, and what they came with."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_desktop.domain.people import Sex
from clinic_desktop.domain.visits import Visit
from clinic_desktop.domain.waiting_room import Urgency, clock_of
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.patient_head import AlertsBox
from clinic_desktop.gui.patients.patient_model import born_and_age
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.waiting_room.board_words import clock_meaning, clock_words
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class VisitHead(QWidget):
    """The head of the panel; `show_visit` may come every few seconds and moves nothing that stays the same."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.where = label("", Look.MUTED)
        self.where.setTextFormat(Qt.TextFormat.RichText)
        self.name = label("", Look.TITLE, wraps=True)
        self._sex = QLabel()
        self.facts = ElidedLabel(look=Look.MUTED)
        self.alerts = AlertsBox()
        self._reason_head, self.reason = self._pair(self.tr("Reason"))
        self._note_head, self.desk_note = self._pair(self.tr("Desk note"))
        facts = QHBoxLayout()
        facts.setSpacing(Space.XS)
        facts.addWidget(self._sex)
        facts.addWidget(self.facts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.where)
        layout.addWidget(self.name)
        layout.addLayout(facts)
        for part in (self.alerts, self._reason_head, self._note_head):
            layout.addSpacing(Space.S if part is self.alerts else Space.XS)
            layout.addWidget(part)
            if part is self._reason_head:
                layout.addWidget(self.reason)
        layout.addWidget(self.desk_note)

    def _pair(self, caption: str) -> tuple[QLabel, QLabel]:
        words = label("", wraps=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setAccessibleName(caption)
        return label(caption, Look.MUTED), words

    def show_visit(self, visit: Visit) -> None:
        """Show this visit as it stands."""
        self._show_where(visit)
        self.name.setText(breakable(shown_name(visit.line.patient_name)))
        icon = {Sex.FEMALE: Icon.VENUS, Sex.MALE: Icon.MARS}.get(visit.sex)
        self._sex.setVisible(icon is not None)
        if icon is not None:
            set_icon(self._sex, icon, "muted", size=Measure.ICON_SMALL)
        sex = {Sex.FEMALE: self.tr("Female"), Sex.MALE: self.tr("Male"), Sex.OTHER: self.tr("Other")}.get(visit.sex, "")
        self._sex.setToolTip(sex)
        self._sex.setAccessibleName(sex)
        first = [self.tr("first visit")] if visit.is_first else []
        self.facts.setText(" · ".join([born_and_age(visit.birth_date, self._workplace.today()), *first]))
        self.alerts.show_alerts(visit.alerts)
        for head, words, text in (
            (self._reason_head, self.reason, visit.line.reason),
            (self._note_head, self.desk_note, visit.desk_note),
        ):
            words.setText(breakable(text))
            head.setVisible(bool(text))
            words.setVisible(bool(text))

    def _show_where(self, visit: Visit) -> None:
        counted = clock_of(visit.line, self._workplace.now(), self._workplace.settings.policies)
        room = visit.line.room
        place = self.tr("Now in {room}").format(room=_in_words(room)) if room else self.tr("Now in the room")
        if counted is None:
            self.where.setText(escape(place))
            return
        words = escape(clock_words(counted))
        if counted.urgency is Urgency.OVER:
            words = f'<span style="color:{theme.current().arrived.name()}">{words}</span>'
        self.where.setText(f"{escape(place)} · {words}")
        self.where.setAccessibleName(f"{place}, {clock_meaning(counted)}")


def _in_words(room: str) -> str:
    """A room within a sentence: "room 2" of Room 2; a name that is more than that stays as it is."""
    first, _, rest = room.partition(" ")
    return f"{first.lower()} {rest}" if rest.isdigit() else room
