"""What the overview shows as a file: CSV, or a PDF with the pictures, and a table for each of them."""

from datetime import datetime
from typing import TYPE_CHECKING

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.overview import Overview
from clinic_desktop.gui.overview.figure_tables import FigureTable, tables_of
from clinic_desktop.gui.overview.figures_words import tr
from clinic_desktop.gui.paper.pages import pdf_of
from clinic_desktop.gui.paper.table_pages import TablePages
from clinic_desktop.gui.times import clock, short_day

if TYPE_CHECKING:
    from clinic_desktop.exchange.paper.tables import TablePaper
    from clinic_desktop.gui.overview.pictures_page import Sheet


def content_of(
    overview: Overview, title: str, settings: ClinicSettings, now: datetime, sheet: "Sheet | None" = None
) -> bytes:
    """The bytes of the file: with a sheet of pictures a PDF, without a CSV; may be made in any thread."""
    from clinic_desktop.exchange.figures_csv import figures_csv

    tables = tables_of(overview)
    if sheet is None:
        return figures_csv((one.title, one.heads, one.rows) for one in tables).encode("utf-8-sig")
    printed = tr("Printed %1").replace("%1", f"{short_day(now.date())} {clock(now)}")
    from clinic_desktop.exchange.paper.tables import clinic_head
    from clinic_desktop.gui.overview.pictures_page import FiguresPages

    papers = TablePages([_paper(one, title, settings, printed) for one in tables], is_wide=True)
    return pdf_of(FiguresPages(sheet, clinic_head(settings), printed, papers), title)


def _paper(table: FigureTable, title: str, settings: ClinicSettings, printed: str) -> "TablePaper":
    from clinic_desktop.exchange.paper.tables import PaperColumn, PaperRow, TablePaper, clinic_head

    return TablePaper(
        head=clinic_head(settings),
        title=table.title,
        subtitle=title,
        columns=tuple(PaperColumn(head=head, share=2 if place == 0 else 1) for place, head in enumerate(table.heads)),
        rows=tuple(PaperRow(cells=tuple((cell, "") for cell in row)) for row in table.rows),
        nothing=tr("Nothing in these days."),
        printed_at=printed,
    )
