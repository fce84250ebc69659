"""The overview by keys and clicks: its days, its pictures, what is behind each figure, and its files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBitmap, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.exchange.paper.tables import clinic_head
from clinic_desktop.gui import privacy
from clinic_desktop.gui.news import News
from clinic_desktop.gui.overview.figure_card import card_words
from clinic_desktop.gui.overview.overview_page import OverviewPage
from clinic_desktop.gui.overview.pictures_page import SHARES, FiguresPages, Sheet, taken
from clinic_desktop.gui.overview.spans import Stretch
from clinic_desktop.gui.paper.pages import page_rect, paint_page
from clinic_desktop.gui.paper.table_pages import TablePages
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.workplace import Workplace
from tests.builders import SmallClinic

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, small_clinic: SmallClinic, runner: TaskRunner, news: News) -> Iterator[OverviewPage]:
    """The admin's, of a clinic with a visit that is over and one that was missed."""
    now = small_clinic.clock.now
    for hours, status in ((-1, AppointmentStatus.FULFILLED), (-2, AppointmentStatus.NOSHOW)):
        starts_at = now + timedelta(hours=hours)
        came = status is AppointmentStatus.FULFILLED
        small_clinic.store(
            small_clinic.an_appointment(
                starts_at,
                status=status,
                booked_at=starts_at - timedelta(days=4),
                arrived_at=starts_at - timedelta(minutes=10) if came else None,
                in_room_at=starts_at + timedelta(minutes=2) if came else None,
            )
        )
    place = Workplace(
        clinic=small_clinic.as_admin(),
        runner=runner,
        news=news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
    )
    made = OverviewPage(place)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    qtbot.waitUntil(lambda: made.is_shown)
    yield made
    privacy.switch().set_on(False)


def behind(qtbot: QtBot, page: OverviewPage) -> list[tuple[str, ...]]:
    """What the list behind a figure shows, which is closed again."""
    qtbot.waitUntil(lambda: page.dialog is not None and page.dialog.isVisible() and bool(page.dialog.table.rows))
    dialog = page.dialog
    assert dialog is not None
    rows = [tuple(column.text(row) for column in dialog.table.columns) for row in dialog.table.rows]
    with qtbot.waitSignal(dialog.destroyed):
        QTest.mouseClick(dialog.close_button, LEFT)
    page.dialog = None
    return rows


def test_the_cards_say_what_happened(page: OverviewPage) -> None:
    names = [card.accessibleName() for card in page.cards]

    assert names[0].startswith("Patients: 2.")
    assert names[2] == "Appointments: 2. 1 no-show · 1 completed"
    assert names[3].startswith("No-show rate: 50 %")
    assert names[4] == "Median wait: 12 min. 90 % waited 12 min or less"


def test_each_card_opens_its_list_by_click_and_by_key(qtbot: QtBot, page: OverviewPage) -> None:
    for place, expected in ((0, 2), (1, 2), (2, 2), (3, 1), (4, 1)):
        if place % 2:
            page.cards[place].setFocus()
            QTest.keyClick(page.cards[place], Qt.Key.Key_Return)
        else:
            QTest.mouseClick(page.cards[place], LEFT)
        assert len(behind(qtbot, page)) == expected


def test_no_name_is_seen_behind_a_figure_while_names_are_hidden(qtbot: QtBot, page: OverviewPage) -> None:
    privacy.switch().set_on(True)
    QTest.mouseClick(page.cards[3], LEFT)

    (row,) = behind(qtbot, page)

    assert "Peter Novak" not in row
    assert "No-show" in row


@pytest.mark.parametrize("chart", ["bars", "week", "weekdays", "leads", "waits"])
def test_the_parts_of_each_picture_open_what_they_stand_for(qtbot: QtBot, page: OverviewPage, chart: str) -> None:
    picture = getattr(page, chart)
    parts = picture.shown()
    says = {"bars": "1 completed", "week": ": 3 %"}.get(chart, "")
    wanted = next(part for part in parts if says in part.words)

    QTest.mouseClick(picture, LEFT, Qt.KeyboardModifier.NoModifier, wanted.box.center().toPoint())

    assert behind(qtbot, page)
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_End)
    assert picture.accessibleDescription() == parts[-1].words


def test_a_picture_is_a_table_behind_a_key(qtbot: QtBot, page: OverviewPage) -> None:
    card = page.leads_card
    card.as_table.setFocus()

    QTest.keyClick(card.as_table, Qt.Key.Key_Space)

    assert card.view is not None
    assert card.view.isVisible()
    assert not card.chart.isVisible()
    assert ("3–7 days", "2", "1", "50 %") in card.table.rows


def test_other_days_are_shown_by_click_and_typed(qtbot: QtBot, page: OverviewPage) -> None:
    QTest.mouseClick(page.head.stretches.button(Stretch.WEEK), LEFT)
    qtbot.waitUntil(lambda: page.overview is not None and page.overview.days.number == 7)
    QTest.mouseClick(page.head.later, LEFT)
    qtbot.waitUntil(lambda: page.overview is not None and page.overview.this.appointments == 0)

    QTest.mouseClick(page.head.stretches.button(Stretch.OWN), LEFT)
    for field, typed in ((page.head.first, "24.11.2026"), (page.head.last, "24.11.2026")):
        field.clear()
        QTest.keyClicks(field, typed)
    QTest.mouseClick(page.head.apply, LEFT)

    qtbot.waitUntil(lambda: page.overview is not None and page.overview.days.number == 1)
    assert page.overview is not None
    assert page.overview.this.appointments == 2


def test_days_in_the_wrong_order_are_refused_in_words(qtbot: QtBot, page: OverviewPage) -> None:
    QTest.mouseClick(page.head.stretches.button(Stretch.OWN), LEFT)
    page.head.last.clear()
    QTest.keyClicks(page.head.last, "1.1.2026")
    QTest.keyClick(page.head.last, Qt.Key.Key_Return)

    assert "before the first" in page.head.message.text


def test_a_colleague_s_booking_is_counted_at_once(qtbot: QtBot, page: OverviewPage, small_clinic: SmallClinic) -> None:
    small_clinic.store(small_clinic.an_appointment())

    qtbot.waitUntil(lambda: page.overview is not None and page.overview.this.appointments == 3)


def test_a_department_is_chosen_by_key(qtbot: QtBot, page: OverviewPage, small_clinic: SmallClinic) -> None:
    small_clinic.store(replace(small_clinic.stored(small_clinic.okafor), department_id=None))
    qtbot.waitUntil(lambda: page.head.department.count() == 2)

    QTest.keyClick(page.head.department, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: page.overview is not None and page.overview.this.appointments == 0)


def test_what_is_shown_is_saved_as_csv_and_pdf(qtbot: QtBot, page: OverviewPage, tmp_path: Path) -> None:
    said: list[str] = []
    page.workplace.notice_given.connect(lambda notice: said.append(notice.text))
    for name in ("figures.csv", "figures.pdf"):
        page.save(tmp_path / name)
    qtbot.waitUntil(lambda: len(said) == 2)

    assert "No-show rate,50 %" in (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "figures.pdf").read_bytes().startswith(b"%PDF")
    page.save(tmp_path / "nowhere" / "figures.csv")
    qtbot.waitUntil(lambda: len(said) == 3)
    assert "Choose another folder" in said[-1]


def test_on_paper_the_pictures_lie_within_the_sheet_whatever_prints_it(
    qtbot: QtBot, page: OverviewPage, small_clinic: SmallClinic
) -> None:
    charts = (page.bars_card, page.week_card), (page.weekdays_card, page.leads_card, page.waits_card)
    rows = [[taken(one.heading.text(), one.chart, share=SHARES // len(row)) for one in row] for row in charts]
    assert page.overview is not None
    sheet = Sheet(title="Overview", cards=card_words(page.overview), rows=rows)
    pages = FiguresPages(sheet, clinic_head(small_clinic.settings()), "Printed", TablePages([], is_wide=True))

    drawn = []
    for dots_per_inch in (72, 300):
        size = (page_rect(pages).size() * dots_per_inch / 72).toSize()
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.setDotsPerMeterX(round(dots_per_inch / 0.0254))
        paper.setDotsPerMeterY(round(dots_per_inch / 0.0254))
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        paint_page(painter, pages, 0, dots_per_inch / 72)
        painter.end()
        drawn.append(inked(paper))

    small, large = drawn
    assert pages.count == 1
    assert small.left() == pytest.approx(40, abs=3)
    assert small.right() <= 842 - 40
    assert small.bottom() <= 595 - 40
    for one, other in ((small.right(), large.right()), (small.bottom(), large.bottom())):
        assert other * 72 / 300 == pytest.approx(one, abs=3)


def inked(paper: QImage) -> QRect:
    """The smallest box around all that is not white."""
    return QRegion(QBitmap.fromImage(paper.createMaskFromColor(0xFFFFFFFF, Qt.MaskMode.MaskInColor))).boundingRect()
