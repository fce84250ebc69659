"""The overview: the clinic's figures as cards, pictures and a table; each opens what it was counted from."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.overview import LOST, Behind, Days, FigureQuery, Missed, Overview, PractitionerFigures
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui.actions import Command
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.overview import behind
from clinic_desktop.gui.overview import figure_tables as tables
from clinic_desktop.gui.overview.bars import AppointmentBars, bar_name, series
from clinic_desktop.gui.overview.behind_dialog import BehindDialog
from clinic_desktop.gui.overview.chart_card import ChartCard
from clinic_desktop.gui.overview.figure_card import FigureCard, card_words
from clinic_desktop.gui.overview.figures_words import lead_words, minutes, number, percent, tr, week_sentence
from clinic_desktop.gui.overview.heat_map import HeatMap
from clinic_desktop.gui.overview.overview_head import OverviewHead
from clinic_desktop.gui.overview.practitioners_card import PractitionersCard
from clinic_desktop.gui.overview.rows_chart import Lying, RowsChart
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.times import weekday_words
from clinic_desktop.gui.widgets.dialog_opening import open_soon
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.turns import Turns
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.gui.overview.pictures_page import Sheet


class OverviewPage(Page):
    """Shows some days; the answer that was asked for last wins."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.set_title(self.tr("Overview"))
        self.overview: Overview | None = None
        self.dialog: BehindDialog | None = None
        self._columns = 0
        self._area, self._floor = scrolling(self)
        self.head = OverviewHead(workplace.today(), self._floor)
        self._is_whole = False
        self._turns = Turns(self)
        self._lay_out()
        self._turns.take(self._make_parts(), self._on_made)

    def _make_parts(self) -> Iterator[None]:
        yield
        self.cards = [FigureCard(self._floor) for _ in range(_CARDS)]
        yield
        self.bars, self.week = AppointmentBars(), HeatMap()
        self.bars_card = ChartCard("bars", tr("Appointments"), self.bars, series(), self._floor)
        self.week_card = ChartCard("week", tr("How full the week is"), self.week, (), self._floor)
        yield
        nobody = tr("Nobody was expected in these days.")
        self.weekdays = RowsChart(tr("No-shows by weekday"), nobody, token="danger")
        self.leads = RowsChart(tr("No-shows by how early it was booked"), nobody, token="danger")
        self.waits = RowsChart(tr("Waits by practitioner"), tr("Nobody was called in in these days."))
        yield
        self.weekdays_card = ChartCard("weekdays", tr("No-shows by weekday"), self.weekdays, (), self._floor)
        self.leads_card = ChartCard("leads", tr("No-shows by how early it was booked"), self.leads, (), self._floor)
        self.waits_card = ChartCard("waits", tr("Longest waits"), self.waits, (), self._floor)
        yield
        self.practitioners = PractitionersCard(self._floor)
        self._column.insertWidget(2, self.practitioners)
        yield
        self._is_whole = True
        self._connect()
        self._arrange(self.width())
        yield

    @property
    def is_shown(self) -> bool:
        """Whether the page is whole and shows all figures that were read."""
        return self._is_whole and self.overview is not None and not self._turns.is_under_way

    def _on_made(self) -> None:
        if self.overview is not None:
            self._on_overview(self.overview)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self._floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addWidget(self.head)
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        column.addLayout(self._grid)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self.head.changed.connect(self.reload)
        self.head.csv.clicked.connect(lambda *_: self._ask_for_file("csv", self.tr("CSV (*.csv)")))
        self.head.pdf.clicked.connect(lambda *_: self._ask_for_file("pdf", self.tr("PDF (*.pdf)")))
        for place, card in enumerate(self.cards):
            card.opened.connect(lambda number=place: self._open_card(number))
        self.bars_card.opened.connect(self._open_bar)
        self.week_card.opened.connect(self._open_hour)
        self.weekdays_card.opened.connect(self._open_weekday)
        self.leads_card.opened.connect(self._open_lead)
        self.waits_card.opened.connect(lambda one: self._open_practitioner(one, Behind.WAITED))
        self.practitioners.opened.connect(lambda one: self._open_practitioner(one, Behind.ALL))

    # as a page

    def commands(self) -> Sequence[Command]:
        step = self.head.step
        return (
            Command(name="step_back", text=self.tr("Time before"), run=lambda: step(-1), shortcut="Ctrl+Left"),
            Command(name="step_on", text=self.tr("Time after"), run=lambda: step(1), shortcut="Ctrl+Right"),
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches(
            "appointment",
            "patient",
            "practitioner",
            "department",
            "weekly_pattern",
            "availability_exception",
            "closure",
        )

    def reload(self) -> None:
        days, department_id = self.head.shown.days, self.head.department_id
        self.workplace.run_latest(
            (self, "overview"),
            lambda clinic: clinic.reports.overview(days.first, days.last, department_id),
            done=self._on_overview,
            owner=self,
        )
        self.workplace.run_latest(
            (self, "departments"),
            lambda clinic: clinic.staff.departments(),
            done=self._on_departments,
            owner=self,
        )

    def _on_departments(self, found: Sequence[DepartmentLine]) -> None:
        self.head.show_departments(found)

    def _on_overview(self, overview: Overview) -> None:
        self.overview = overview
        if self._is_whole:
            self._turns.take(self._show_figures(overview))

    def _show_figures(self, overview: Overview) -> Iterator[None]:
        for card, words in zip(self.cards, card_words(overview), strict=True):
            card.show_words(words)
        yield
        self.bars.show_bars(overview.bars, overview.step)
        self.week.show_week(overview.week)
        self.week_card.say(week_sentence(overview.week))
        yield
        self._show_missed(overview)
        self._show_waits(overview.practitioners)
        yield
        self.practitioners.show_rows(overview.practitioners)
        yield
        for chart, table in (
            (self.bars_card, tables.of_bars(overview)),
            (self.week_card, tables.of_week(overview)),
            (self.weekdays_card, tables.of_weekdays(overview)),
            (self.leads_card, tables.of_leads(overview)),
            (self.waits_card, tables.of_waits(overview.practitioners)),
        ):
            chart.show_table(table)
            yield

    def _show_missed(self, overview: Overview) -> None:
        of_days = [(n, weekday_words(n), one) for n, one in enumerate(overview.by_weekday) if one.due]
        of_leads = [(n, lead_words(n), one) for n, one in enumerate(overview.by_lead) if one.due]
        for chart, told in ((self.weekdays, of_days), (self.leads, of_leads)):
            most = max((one.rate or 0 for _, _, one in told), default=0) or 1
            rows = [_missed(key, name, one, most) for key, name, one in told]
            worst = max(rows, key=lambda row: row.length or 0, default=None)
            chart.show_rows(rows, "" if worst is None else f"{worst.name}: {worst.words}")

    def _show_waits(self, found: Sequence[PractitionerFigures]) -> None:
        waited = sorted((one for one in found if one.median_wait is not None), key=lambda one: -(one.median_wait or 0))
        most = max((one.ninth_decile_wait or 0 for one in waited), default=0) or 1
        rows = [
            Lying(
                key=one.practitioner_id,
                name=one.name,
                value=minutes(one.median_wait),
                words=tr("half waited %1 or less, 90 % waited %2 or less")
                .replace("%1", minutes(one.median_wait))
                .replace("%2", minutes(one.ninth_decile_wait)),
                length=(one.median_wait or 0) / most,
                mark=(one.ninth_decile_wait or 0) / most,
            )
            for one in waited[:_MOST_WAITS]
        ]
        self.waits.show_rows(rows, f"{rows[0].name}: {rows[0].words}" if rows else "")
        self.waits_card.say(tr("The bar is the median, the line what 90 % did not exceed.") if rows else "")

    # what is behind

    def _query(self, days: Days, what: Behind = Behind.ALL) -> FigureQuery:
        return FigureQuery(days=days, what=what, department_id=self.head.department_id)

    def _show(self, dialog: BehindDialog) -> None:
        self.dialog = dialog
        open_soon(dialog, self)

    def _open(self, title: str, query: FigureQuery) -> None:
        self._show(behind.appointments(self.workplace, title, query, self.window()))

    def _open_card(self, place: int) -> None:
        overview = self.overview
        if overview is None:
            return
        when, days = self.head.shown.words, overview.days
        if place == 0:
            title = tr("Patients registered, %1").replace("%1", when)
            self._show(behind.patients(self.workplace, title, overview, self.window()))
        elif place == 1:
            title = tr("Practitioners, %1").replace("%1", when)
            self._show(behind.practitioners(self.workplace, title, overview, self.window()))
        elif place == _RATE:
            query = behind.narrowed(self._query(days), statuses=(AppointmentStatus.NOSHOW,))
            self._open(tr("No-shows, %1").replace("%1", when), query)
        else:
            what = Behind.WAITED if place == _WAIT else Behind.ALL
            name = tr("Who waited, %1") if place == _WAIT else tr("Appointments, %1")
            self._open(name.replace("%1", when), self._query(days, what))

    def _open_bar(self, days: Days) -> None:
        if self.overview is not None:
            name = bar_name(days, self.overview.step)
            self._open(tr("Appointments, %1").replace("%1", name), self._query(days))

    def _open_hour(self, key: tuple[int, int]) -> None:
        if self.overview is not None:
            statuses = tuple(one for one in AppointmentStatus if one.holds_time)
            query = self._query(self.overview.week.days)
            query = behind.narrowed(query, weekday=key[0], hour=key[1], statuses=statuses)
            self._open(f"{weekday_words(key[0])}, {key[1]}:00–{key[1] + 1}:00", query)

    def _open_weekday(self, weekday: int) -> None:
        if self.overview is not None:
            query = behind.narrowed(self._query(self.overview.days), weekday=weekday, statuses=LOST[:1])
            self._open(tr("No-shows, %1").replace("%1", weekday_words(weekday)), query)

    def _open_lead(self, place: int) -> None:
        if self.overview is not None:
            query = behind.narrowed(self._query(self.overview.days, Behind.DUE), lead=place, statuses=LOST[:1])
            self._open(tr("No-shows, booked: %1").replace("%1", lead_words(place)), query)

    def _open_practitioner(self, practitioner_id: object, what: Behind) -> None:
        overview = self.overview
        if overview is None:
            return
        one = next((one for one in overview.practitioners if one.practitioner_id == practitioner_id), None)
        if one is not None:
            query = behind.narrowed(self._query(overview.days, what), practitioner_id=one.practitioner_id)
            self._open(f"{one.name}, {self.head.shown.words}", query)

    # out

    def _ask_for_file(self, ending: str, kind: str) -> None:
        name = f"{self.title} {self.head.shown.words}.{ending}"
        dialog = QFileDialog(self, self.tr("Save the figures"), name, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save(Path(file)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write what is shown there, as PDF or as CSV by the file's name, and say so."""
        overview = self.overview
        if overview is None:
            return
        from clinic_desktop.gui.overview.figures_out import content_of

        title = f"{self.title}, {self.head.shown.words}"
        settings, now = self.workplace.settings, self.workplace.wall_now()
        sheet = self._sheet(title) if file.suffix == ".pdf" else None

        def write(_: object) -> str:
            try:
                file.write_bytes(content_of(overview, title, settings, now, sheet))
            except OSError:
                return self.tr("The file cannot be written there. Choose another folder.")
            return ""

        def say(problem: str) -> None:
            words = problem or self.tr("Saved as {name}.").format(name=file.name)
            self.workplace.say(words, kind=NoticeKind.PROBLEM if problem else NoticeKind.DONE)

        self.workplace.run(write, done=say, lane=Lane.READING, owner=self)

    def _sheet(self, title: str) -> "Sheet":
        """The cards and the pictures for paper, painted here and now, as they stand."""
        from clinic_desktop.gui.overview.pictures_page import SHARES, Sheet, taken

        third = SHARES // 3
        cards = (self.bars_card, 16), (self.week_card, 14)
        small = [(one, third) for one in self._small()]
        rows = [
            [
                taken(one.heading.text(), one.chart, share=share, legend=one.legend, note=one.note.text())
                for one, share in row
            ]
            for row in (cards, small)
        ]
        assert self.overview is not None
        return Sheet(title=title, cards=card_words(self.overview), rows=rows)

    # how it lies

    def _arrange(self, width: int) -> None:
        """Side by side where there is room, below each other where there is not."""
        columns = _COLUMNS if width >= _WIDE else _COLUMNS // 3 if width >= _MEDIUM else 10
        if columns == self._columns:
            return
        self._columns = columns
        wide = width >= _WIDE
        per_row = 5 if wide else 3 if width >= _MEDIUM else 2
        for number_of_card, card in enumerate(self.cards):
            row, place = divmod(number_of_card, per_row)
            share = _COLUMNS // per_row
            self._grid.addWidget(card, row, place * share, 1, share)
        row = -(-len(self.cards) // per_row)
        charts = [(self.bars_card, 16), (self.week_card, 14), *((one, 10) for one in self._small())]
        place = 0
        for chart_card, share in charts:
            span = share if wide else _COLUMNS
            if place + span > _COLUMNS:
                row, place = row + 1, 0
            self._grid.addWidget(chart_card, row, place, 1, span)
            place += span
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def _small(self) -> tuple[ChartCard, ...]:
        return self.weekdays_card, self.leads_card, self.waits_card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_whole:
            return
        self._arrange(self.width())
        self.practitioners.view.set_height(_ROWS_SEEN * Measure.ROW)


def _missed(key: int, name: str, one: Missed, most: float) -> Lying:
    words = tr("%1 of %2 did not come").replace("%1", number(one.missed)).replace("%2", number(one.due))
    return Lying(key=key, name=name, value=percent(one.rate), words=words, length=(one.rate or 0) / most)


_CARDS, _RATE, _WAIT = 5, 3, 4
_COLUMNS, _WIDE, _MEDIUM, _ROWS_SEEN, _MOST_WAITS = 30, 1000, 620, 14, 7
