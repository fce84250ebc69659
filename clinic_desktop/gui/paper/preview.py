"""Pages as they will come out, below one another; only what is seen is painted."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.paper.pages import Pages, page_rect, paint_page


class PaperPreview(QScrollArea):
    """Shows pages as wide as there is room, a single one whole, small ones no larger than twice their size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._floor = _Floor(self)
        self.setWidget(self._floor)
        self.setWidgetResizable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Preview"))

    @property
    def pages(self) -> Pages | None:
        """What is shown."""
        return self._floor.pages

    def show_pages(self, pages: Pages | None) -> None:
        """Show these pages, from the first on."""
        self._floor.pages = pages
        self._floor.fit(self.viewport().size())
        self.verticalScrollBar().setValue(0)
        self._floor.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._floor.fit(self.viewport().size())


class _Floor(QWidget):
    """What the pages lie on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self._scale = 1.0

    def fit(self, room: QSize) -> None:
        """Be as wide as the room, and as high as the pages need."""
        if self.pages is None or not self.pages.count:
            self.resize(room)
            return
        page = page_rect(self.pages)
        self._scale = min((room.width() - 2 * Space.L) / page.width(), _LARGEST)
        if self.pages.count == 1:
            self._scale = min(self._scale, (room.height() - 2 * Space.L) / page.height())
        height = round(self.pages.count * (page.height() * self._scale + Space.L) + Space.L)
        self.resize(room.width(), max(height, room.height()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.current().background)
        if self.pages is None:
            return
        page = page_rect(self.pages)
        width, height = page.width() * self._scale, page.height() * self._scale
        left = (self.width() - width) / 2
        for number in range(self.pages.count):
            sheet = QRectF(left, Space.L + number * (height + Space.L), width, height)
            if sheet.intersects(QRectF(event.rect())):
                painter.fillRect(sheet, theme.load("light").surface)
                painter.setPen(QPen(theme.current().line_strong))
                painter.drawRect(sheet)
                painter.save()
                painter.setClipRect(sheet)
                painter.translate(sheet.topLeft())
                paint_page(painter, self.pages, number, self._scale)
                painter.restore()


_LARGEST = 2.0
