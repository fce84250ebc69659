"""Sending pages to a printer, a page at each turn of the event loop so that the window stays live."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from clinic_desktop.gui.paper.pages import POINTS_PER_INCH, Pages, layout_of, paint_page
from clinic_desktop.gui.turns import in_a_turn


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(pages: Pages, title: str) -> QPrinter:
    """The usual printer, set to the paper of these pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(layout_of(pages))
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


class PrintJob(QObject):
    """Prints pages one after the other; `done` hears whether all of them went out."""

    def __init__(self, printer: QPrinter, pages: Pages, done: Callable[[bool], object], parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pages = pages
        self._done = done
        self._number = 0
        self._painter = QPainter()
        in_a_turn(self, self._begin)

    def _begin(self) -> None:
        if not self._painter.begin(self._printer):
            self._end(well=False)
            return
        self._go_on()

    def _go_on(self) -> None:
        if self._number:
            self._printer.newPage()
        paint_page(self._painter, self._pages, self._number, self._printer.resolution() / POINTS_PER_INCH)
        self._number += 1
        if self._number < self._pages.count:
            in_a_turn(self, self._go_on)
        else:
            self._end(well=self._painter.end())

    def _end(self, *, well: bool) -> None:
        self._done(well)
        self.deleteLater()
