"""The first page of the desk: a welcome, and the ways that somebody may have come for."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_parts import DeskLabel, DeskRow, DeskTile
from clinic_desktop.gui.patient_desk.desk_sentences import long_day
from clinic_desktop.gui.patient_desk.kiosk_page import KioskRoom
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import clock

START, CHECK_IN, SIGN_IN, REGISTER = "start", "check-in", "sign-in", "register"


class StartPage(DeskPage):
    """Knows nobody, and waits."""

    def __init__(self, room: KioskRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.check_in_tile = DeskTile(Icon.CALENDAR_CHECK, least_height=Measure.DESK_WAY)
        self.sign_in_tile = DeskTile(Icon.LOG_IN, least_height=Measure.DESK_WAY)
        self.register_tile = DeskTile(Icon.USER_PLUS, least_height=Measure.DESK_WAY)
        row = DeskRow(_THREE_TILES)
        for tile, name in (
            (self.check_in_tile, CHECK_IN),
            (self.sign_in_tile, SIGN_IN),
            (self.register_tile, REGISTER),
        ):
            tile.clicked.connect(lambda *_, to=name: self.go.emit(to))
            row.add(tile)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self.nothing_here = DeskLabel("", Look.HEADING)
        rows.addWidget(row)
        rows.addWidget(self.nothing_here)
        rows.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN)
        self._clock.timeout.connect(self.retitled)
        self.retranslate()
        self.show_ways()

    def title(self) -> str:
        return self.tr("Welcome to {clinic}").format(clinic=self._room.face.clinic_name)

    def subtitle(self) -> str:
        now = self._room.wall_now()
        return self.tr("{day}, {time}").format(day=long_day(now), time=clock(now))

    def show_ways(self) -> None:
        """Offer what the clinic lets this desk do."""
        face = self._room.face
        self.check_in_tile.setVisible(face.may_check_in)
        self.sign_in_tile.setVisible(face.may_sign_in)
        self.register_tile.setVisible(face.may_register)
        self.nothing_here.setVisible(not (face.may_check_in or face.may_sign_in or face.may_register))

    def retranslate(self) -> None:
        self.check_in_tile.set_words(
            self.tr("I have an appointment today"), self.tr("Check in with your slip or your date of birth")
        )
        self.sign_in_tile.set_words(self.tr("Sign in"), self.tr("Book, move or cancel appointments"))
        self.register_tile.set_words(self.tr("I am new here"), self.tr("Make an account of your own"))
        self.nothing_here.setText(self.tr("Please go to the front desk: they will help you."))

    def focus_first(self) -> None:
        tiles = (self.check_in_tile, self.sign_in_tile, self.register_tile)
        first = next((tile for tile in tiles if not tile.isHidden()), None)
        if first is not None:
            first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


_THREE_TILES = 840
_LOOK_AGAIN = 5_000
