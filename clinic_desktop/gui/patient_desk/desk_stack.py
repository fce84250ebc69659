"""Pages that lie one above the other, with the title of the one on top and the way back above it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_page import DeskPage
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel
from clinic_desktop.gui.theme import Look, set_look

Makers = Mapping[str, Callable[[], DeskPage]]


class DeskStack(QWidget):
    """Shows pages by their names, each made when it is gone to and destroyed when it is left; `turned` tells each time.

    Its content keeps to the middle, at most so wide that a line can be read, and scrolls where it is too long.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: Makers = {}
        self._pages: list[DeskPage] = []
        self.back_button = DeskButton("", Look.QUIET)
        self.back_button.clicked.connect(self.go_back)
        self.title = DeskLabel("", Look.GREETING)
        self._subtitle = DeskLabel("", Look.MUTED)
        self._lay_out()
        self.retranslate()

    @property
    def page(self) -> DeskPage | None:
        """The page that is shown."""
        return self._pages[-1] if self._pages else None

    @property
    def count(self) -> int:
        """How many pages lie there, the one that is shown among them."""
        return len(self._pages)

    def begin(self, makers: Makers, first: str) -> None:
        """Show the first of other pages; whatever was shown before is gone for good."""
        self.wipe()
        self._makers = makers
        self.go(first)

    def go(self, name: str) -> None:
        """Show the page of a name above the one that is shown; the first one's name leads back to that."""
        if self._pages and self._pages[0].objectName() == name:
            while len(self._pages) > 1:
                self._drop()
            self._show_top()
            return
        if self._pages and self._pages[-1].objectName() == name:
            return
        page = self._makers[name]()
        page.setObjectName(name)
        page.done.connect(lambda: self._leave_page(page))
        page.go.connect(self.go)
        page.retitled.connect(self._show_title)
        if self._pages:
            self._pages[-1].hide()
        self._pages.append(page)
        self._place.addWidget(page, 1)
        self._show_top()

    def go_back(self) -> None:
        """One step back: within the page, or to the page before it."""
        if self._pages and not self._pages[-1].step_back():
            self._leave_page(self._pages[-1])

    def wipe(self) -> None:
        """Let all pages go, and what their titles say."""
        while self._pages:
            self._drop()
        self.title.clear()
        self._subtitle.clear()

    def retranslate(self) -> None:
        """Say everything anew in the language of the moment."""
        self.back_button.setText(self.tr("Back"))
        for page in self._pages:
            page.retranslate()
        self._show_title()

    def set_tail(self, tail: QWidget) -> None:
        """Show something below every page, scrolling with it."""
        self._column.addWidget(tail)

    def set_edges(self, side: int, top: int) -> None:
        """Keep so much room free beside and above the pages."""
        self._column.setContentsMargins(side, top, side, Space.L)

    def _drop(self) -> None:
        page = self._pages.pop()
        self._place.removeWidget(page)
        page.hide()
        page.setParent(None)
        page.deleteLater()

    def _leave_page(self, page: DeskPage) -> None:
        if page not in self._pages or page is self._pages[0]:
            return
        while page in self._pages:
            self._drop()
        self._show_top()

    def _show_top(self) -> None:
        page = self._pages[-1]
        page.show()
        self._area.verticalScrollBar().setValue(0)
        self.back_button.setVisible(len(self._pages) > 1)
        self.turned.emit()
        self._show_title()
        page.focus_first()

    def _show_title(self) -> None:
        page = self.page
        self.title.setText("" if page is None else page.title())
        self._subtitle.setText("" if page is None else page.subtitle())
        self._subtitle.setVisible(bool(self._subtitle.text()))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.S)
        words.addWidget(self.title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        head.addLayout(words, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        floor = QWidget()
        set_look(floor, Look.PLAIN)
        self._column = QVBoxLayout(floor)
        self._column.setSpacing(Space.XXL)
        self._column.addLayout(head)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(floor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)


def edges_in(width: int, height: int) -> tuple[int, int]:
    """How much room stays free beside the content of a window of that size, and above it."""
    is_small = min(width, height * 3 // 2) < _ROOMY
    edge = Space.XL if is_small else Measure.DESK_EDGE
    return max(edge, (width - Measure.DESK_WIDTH) // 2), edge


_ROOMY = 900
