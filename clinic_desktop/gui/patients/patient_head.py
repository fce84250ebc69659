"""Who somebody is, and what must be minded: the head of a card."""

from datetime import date
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_desktop.domain.people import Sex
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.patient_model import born_and_age
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class PatientHead(QWidget):
    """Name, sex, birth date, age and MRN; the box of `alerts` is laid out by whoever shows the head."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._name = label("", Look.TITLE, wraps=True)
        self._sex = QLabel()
        self._facts = ElidedLabel(look=Look.MUTED)
        self.alerts = AlertsBox()
        facts = QHBoxLayout()
        facts.setSpacing(Space.XS)
        facts.addWidget(self._sex)
        facts.addWidget(self._facts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._name)
        layout.addLayout(facts)

    def show_known(self, name: str, mrn: str, alerts: tuple[str, ...]) -> None:
        """Show what an appointment's line knows, until the record is there."""
        shown = breakable(shown_name(name))
        if self._name.text() != shown:
            self._sex.hide()
            self._facts.setText(self._mrn_words(mrn))
        self._name.setText(shown)
        self.alerts.show_alerts(alerts)

    def show_patient(self, *, name: str, mrn: str, birth_date: date | None, sex: Sex, alerts: tuple[str, ...]) -> None:
        """Show a whole record."""
        self._name.setText(breakable(shown_name(name)))
        icon = {Sex.FEMALE: Icon.VENUS, Sex.MALE: Icon.MARS}.get(sex)
        self._sex.setVisible(icon is not None)
        if icon is not None:
            set_icon(self._sex, icon, "muted", size=Measure.ICON_SMALL)
        words = {Sex.FEMALE: self.tr("Female"), Sex.MALE: self.tr("Male"), Sex.OTHER: self.tr("Other")}.get(sex, "")
        self._sex.setToolTip(words)
        self._sex.setAccessibleName(words)
        self._facts.setText(f"{born_and_age(birth_date, self._today)} · {self._mrn_words(mrn)}")
        self.alerts.show_alerts(alerts)

    def _mrn_words(self, mrn: str) -> str:
        return self.tr("MRN {number}").format(number=shown_detail(mrn))


class AlertsBox(QWidget):
    """Allergies and access needs on a red ground, the first of them in bold; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", Look.DANGER, wraps=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        layout.addWidget(self._words)
        self.hide()

    @property
    def text(self) -> str:
        """The alerts as they are read."""
        return self.accessibleName()

    def show_alerts(self, alerts: tuple[str, ...]) -> None:
        """Show these; none hides the box."""
        self.setVisible(bool(alerts))
        self.setAccessibleName(" · ".join(alerts))
        # The only rich text of a card: what people typed is escaped before it is dressed.
        first, *others = [escape(breakable(alert)) for alert in alerts] or [""]
        self._words.setText(" · ".join([f"<b>{first}</b>", *others]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().danger_soft)
        painter.drawRoundedRect(QRectF(self.rect()), Measure.RADIUS, Measure.RADIUS)
