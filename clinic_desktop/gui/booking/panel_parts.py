"""What stands in the side panel once somebody is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.gui.booking.appointment_facts import AppointmentFacts
from clinic_desktop.gui.booking.verb_buttons import VerbButtons
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.patient_card import PatientCardView
from clinic_desktop.gui.patients.patient_head import PatientHead
from clinic_desktop.gui.patients.visit_notes import VisitNotes
from clinic_desktop.gui.series.series_line import SeriesLine
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class PanelParts:
    """Who it is, the appointment, what can be done with it, and the patient's card, below one another on a floor.

    The button that closes is a cross at the head, or, with `back_words`, says above it where it leads to.
    """

    def __init__(self, floor: QWidget, workplace: "Workplace", *, back_words: str = "") -> None:
        permissions = permissions_of(workplace.account.role)
        self.head = PatientHead(workplace.today(), floor)
        self.message = MessageLine(floor)
        self.facts = AppointmentFacts(workplace, floor)
        self.series = SeriesLine(workplace, floor)
        self.notes = VisitNotes(workplace, floor)
        self.buttons = VerbButtons(floor)
        self.book_button = QPushButton(floor)
        set_look(self.book_button, Look.PRIMARY)
        self.patient_card = PatientCardView(
            workplace,
            floor,
            may_change=Permission.CHANGE_PATIENT in permissions,
            may_give_sign_in=Permission.REGISTER_PATIENT in permissions,
            may_archive=Permission.ARCHIVE_PATIENT in permissions,
        )
        self.close_button = _back_button(floor, back_words) if back_words else _close_button(floor)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        if back_words:
            column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for widget in (self.message, self.head.alerts, self.facts, self.series, self.buttons, self.book_button):
            column.addWidget(widget)
        column.addWidget(self.notes)
        column.addWidget(self.patient_card)
        column.addWidget(self.facts.changes)
        column.addStretch(1)


def _back_button(floor: QWidget, words: str) -> QPushButton:
    button = QPushButton(words, floor)
    button.setToolTip(QCoreApplication.translate("SidePanel", "Back (Esc)"))
    set_look(button, Look.LINK)
    icon = Icon.ARROW_RIGHT if QGuiApplication.isRightToLeft() else Icon.ARROW_LEFT
    set_icon(button, icon, "accent", size=Measure.ICON_SMALL)
    return button


def _close_button(floor: QWidget) -> QToolButton:
    button = QToolButton(floor)
    button.setToolTip(QCoreApplication.translate("SidePanel", "Close (Esc)"))
    button.setAccessibleName(QCoreApplication.translate("SidePanel", "Close"))
    set_look(button, Look.QUIET)
    set_icon(button, Icon.X, "muted", size=Measure.ICON_SMALL)
    return button
