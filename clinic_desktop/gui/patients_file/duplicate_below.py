"""Under the list of patients: the record that is likely the chosen patient's too, with the way to merge the two."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.merging import DuplicatePair
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients_file.merge_panel import MergePanel
from clinic_desktop.gui.widgets.dialog_panel import scrolling

if TYPE_CHECKING:
    from clinic_desktop.domain.news import Changes
    from clinic_desktop.gui.workplace import Workplace


class DuplicateBelow(QWidget):
    """Asks for the likeliest duplicate of whoever is chosen; hidden while there is none.

    `room_wanted` tells how high it is going to be. It takes that height where there is room, and never makes the window
    higher: it scrolls.
    """

    room_wanted = Signal(int)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient_id: UUID | None = None
        self.panel: MergePanel | None = None
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        area, body = scrolling(self)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(area)
        if parent is not None:
            parent.installEventFilter(self)
        workplace.news.changed.connect(self._on_news)
        self.hide()

    def ask_for(self, patient_id: UUID | None) -> None:
        """Look whether somebody is in the file twice."""
        self._patient_id = patient_id
        if patient_id is None:
            self._show(())
            return
        self._workplace.run_latest(self, lambda clinic: clinic.duplicates.of(patient_id), done=self._show)

    def _show(self, pairs: Sequence[DuplicatePair]) -> None:
        ids = (pairs[0].left.id, pairs[0].right.id) if pairs else None
        if self.panel is not None and self.panel.ids == ids:
            return
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        if ids is not None:
            self.panel = MergePanel(self._workplace, *ids, is_short=True)
            self.panel.installEventFilter(self)
            page = self.parentWidget()
            if page is not None:
                self.panel.left.connect(page.setFocus)
            self._column.addWidget(self.panel)
        else:
            self.hide()
        self._fit()

    def _fit(self) -> None:
        """As high as the panel, but leaving the list above the rows that it takes in any case.

        The list makes room first: shown in the same turn of the loop, both would be squeezed for a moment.
        """
        page = self.parentWidget()
        if self.panel is None or page is None:
            self.room_wanted.emit(0)
            return
        height = min(self.panel.sizeHint().height(), max(page.height() - _LIST_AND_HEAD, _LEAST))
        self.room_wanted.emit(height)
        QTimer.singleShot(0, self, lambda: self._take(height))

    def _take(self, height: int) -> None:
        if self.panel is not None:
            self._height = height
            self.updateGeometry()
            self.show()

    def _on_news(self, changes: "Changes") -> None:
        if changes.touches("patient", "distinct_patients"):
            self.ask_for(self._patient_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another height, or the panel wants another.

        The panel's rows count once they are shown, and those that were read while it was hidden come with it: of them
        Qt asks for no other layout.
        """
        if event.type() in (_PANELS if watched is self.panel else _PAGES):
            self._fit()
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self._height, _LEAST))


_PANELS, _PAGES = (QEvent.Type.LayoutRequest, QEvent.Type.Show), (QEvent.Type.Resize,)
_LIST_AND_HEAD = 372
_LEAST = 120
