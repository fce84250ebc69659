"""Printing: the dialog, the pages it shows, the PDF it keeps, and the week that is written again and again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.exchange.paper.slips import slip
from clinic_desktop.exchange.paper.tables import day_sheets, status_words, week_list
from clinic_desktop.gui.news import News
from clinic_desktop.gui.paper.fallback import CSV_NAME, PDF_NAME, PaperFallback
from clinic_desktop.gui.paper.pages import Pages, page_rect, paint_page, paper_font, pdf_of, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText
from clinic_desktop.gui.paper.papers import PaperKind
from clinic_desktop.gui.paper.print_dialog import PrintDialog
from clinic_desktop.gui.paper.printing import PrintJob, printer_for
from clinic_desktop.gui.paper.small_pages import SlipPages
from clinic_desktop.gui.paper.table_pages import TablePages
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import NINE_OCLOCK, SmallClinic

TODAY = NINE_OCLOCK.date()
SCALE = 4


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def painted(pages: Pages, number: int = 0) -> QImage:
    size = page_rect(pages).size()
    image = QImage(round(size.width() * SCALE), round(size.height() * SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_page(painter, pages, number, SCALE)
    painter.end()
    return image


def day_pages(clinic: SmallClinic, count: int) -> TablePages:
    for number in range(count):
        clinic.store(clinic.an_appointment(NINE_OCLOCK + timedelta(hours=1, minutes=5 * number), minutes=5))
    lines = clinic.as_receptionist().papers.lines(TODAY, TODAY)
    names = {clinic.okafor.id: "Dr Amara Okafor"}
    return TablePages(day_sheets(lines, TODAY, names, clinic.settings(), now=clinic.clock.now))


def test_every_status_stands_whole_in_its_column(small_clinic: SmallClinic, dressed: object) -> None:
    now, settings = small_clinic.clock.now, small_clinic.settings()
    words = [status_words(status, Confirmation.CONFIRMED) for status in AppointmentStatus]
    metrics = QFontMetricsF(paper_font(PaperText.STRONG))
    (day,) = day_sheets((), TODAY, {small_clinic.okafor.id: "Dr Amara Okafor"}, settings, now=now)
    week = week_list((), TODAY, TODAY, settings, now=now)
    for paper, is_wide in ((day, False), (week, True)):
        shares = [column.share for column in paper.columns]
        width = page_rect(TablePages([paper], is_wide=is_wide)).width() - 2 * PaperMeasure.MARGIN
        assert paper.columns[-1].head == "Status"

        room = width * shares[-1] / sum(shares) - PaperMeasure.CELL_GAP

        assert max(map(metrics.horizontalAdvance, words)) <= room


@pytest.fixture
def dialog(workplace: Workplace, small_clinic: SmallClinic, qtbot: QtBot) -> Iterator[PrintDialog]:
    appointment = small_clinic.store(small_clinic.an_appointment(NINE_OCLOCK))
    made = PrintDialog(
        workplace, day=TODAY, appointment_id=appointment.id, patient_id=small_clinic.novak.id
    )  # fmt: skip
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: made.pages is not None)
    yield made
    qtbot.waitUntil(lambda: workplace.runner.is_idle)


def choose(dialog: PrintDialog, kind: PaperKind) -> None:
    button = dialog.kinds[kind]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2))


def told(dialog: PrintDialog) -> str:
    return " ".join(each.text() for each in dialog.message.findChildren(QLabel))


def test_a_chosen_appointment_can_have_its_slip_at_once(dialog: PrintDialog) -> None:
    assert dialog.kind is PaperKind.SLIP
    assert isinstance(dialog.pages, SlipPages)


def test_another_paper_is_shown_when_it_is_chosen(dialog: PrintDialog, workplace: Workplace, qtbot: QtBot) -> None:
    choose(dialog, PaperKind.DAY_SHEET)
    qtbot.waitUntil(lambda: isinstance(dialog.pages, TablePages))

    assert dialog.pages is not None
    assert dialog.pages.count == 2  # a sheet for each doctor
    dialog.whose.setCurrentIndex(1)
    dialog.whose.activated.emit(1)
    qtbot.waitUntil(lambda: dialog.pages is not None and dialog.pages.count == 1)


def test_a_wrong_day_is_told_at_its_field(dialog: PrintDialog, qtbot: QtBot) -> None:
    choose(dialog, PaperKind.WEEK_LIST)
    dialog.day.selectAll()
    QTest.keyClicks(dialog.day, "31.2.")

    shown = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert any("Type a day as" in words for words in shown)


def test_the_pages_are_saved_as_a_pdf(dialog: PrintDialog, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "slip.pdf"

    dialog.save_pdf(file)
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: "Saved as slip.pdf." in told(dialog))

    assert file.read_bytes().startswith(b"%PDF-")
    assert pages_in(file.read_bytes()) == 1


def test_a_folder_that_cannot_be_written_is_told(dialog: PrintDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.save_pdf(tmp_path / "nowhere" / "slip.pdf")

    qtbot.waitUntil(lambda: "cannot be written" in told(dialog))


def test_what_goes_to_a_printer_is_every_page(
    small_clinic: SmallClinic, tmp_path: Path, qtbot: QtBot, dialog: PrintDialog
) -> None:
    pages = day_pages(small_clinic, 60)
    printer = printer_for(pages, "Day sheet")
    file = tmp_path / "printed.pdf"
    printer.setOutputFormat(printer.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    done: list[bool] = []

    PrintJob(printer, pages, done.append, dialog)
    qtbot.waitUntil(lambda: bool(done))

    assert done == [True]
    assert pages_in(file.read_bytes()) == pages.count > 1


def test_rows_that_do_not_fit_go_on_the_next_page_and_none_is_lost(small_clinic: SmallClinic) -> None:
    pages = day_pages(small_clinic, 60)
    room = page_rect(pages).height() - 2 * PaperMeasure.MARGIN

    assert pages.count >= 60 * PaperMeasure.ROW / room
    assert pages_in(pdf_of(pages, "x")) == pages.count


def test_many_alerts_make_their_row_higher_so_that_none_is_cut(small_clinic: SmallClinic) -> None:
    before = day_pages(small_clinic, 20)
    assert before.count == 1
    alerts = ("Severe peanut allergy", "Penicillin allergy", "Uses a wheelchair", "Needs an interpreter", "Epilepsy")
    reader = small_clinic.as_receptionist()
    novak = reader.patients.open(small_clinic.novak.id).patient
    small_clinic.store(replace(novak, alerts=alerts))

    lines = reader.papers.lines(TODAY, TODAY)
    names = {small_clinic.okafor.id: "Dr Amara Okafor"}
    after = TablePages(day_sheets(lines, TODAY, names, small_clinic.settings(), now=small_clinic.clock.now))

    assert after.count > 1


def test_a_day_without_appointments_has_a_page_too(small_clinic: SmallClinic) -> None:
    assert day_pages(small_clinic, 0).count == 1


def test_the_slips_code_is_painted_module_by_module(small_clinic: SmallClinic) -> None:
    appointment = small_clinic.store(small_clinic.an_appointment(NINE_OCLOCK))
    paper = slip(small_clinic.as_receptionist().papers.slip(appointment.id), small_clinic.settings())
    pages = SlipPages(paper)
    image = painted(pages)
    margin, side = PaperMeasure.SLIP_MARGIN, PaperMeasure.QR
    left, top = margin, page_rect(pages).height() - margin - side - PaperMeasure.SLIP_LINE
    module = side / len(paper.modules)

    seen = tuple(
        tuple(
            image.pixelColor(
                round((left + (x + 0.5) * module) * SCALE), round((top + (y + 0.5) * module) * SCALE)
            ).lightness()
            < 128
            for x in range(len(paper.modules))
        )
        for y in range(len(paper.modules))
    )

    assert seen == paper.modules


def test_the_coming_week_is_written_whole(
    workplace: Workplace, small_clinic: SmallClinic, station: SettingsFile, tmp_path: Path, qtbot: QtBot
) -> None:
    small_clinic.store(small_clinic.an_appointment(NINE_OCLOCK + timedelta(days=2)))
    folder = tmp_path / "paper"
    station.write(station.read()._replace(paper_folder=str(folder)))
    fallback = PaperFallback(workplace, station)

    with qtbot.waitSignal(fallback.written):
        fallback.write()

    assert (folder / PDF_NAME).read_bytes().startswith(b"%PDF-")
    assert "Peter Novak" in (folder / CSV_NAME).read_text(encoding="utf-8-sig")
    assert sorted(file.name for file in folder.iterdir()) == [CSV_NAME, PDF_NAME]


def test_the_week_is_written_behind_a_lock_too(
    workplace: Workplace, small_clinic: SmallClinic, station: SettingsFile, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "paper"
    station.write(station.read()._replace(paper_folder=str(folder)))
    fallback = PaperFallback(workplace, station)
    workplace.clinic.account.lock()
    small_clinic.store(small_clinic.an_appointment(NINE_OCLOCK + timedelta(days=2)))
    locked: list[object] = []
    workplace.session_locked.connect(lambda: locked.append(None))

    with qtbot.waitSignal(fallback.written):
        fallback.write()

    assert "Peter Novak" in (folder / CSV_NAME).read_text(encoding="utf-8-sig")
    assert not locked


def test_a_doctors_station_keeps_everyones_week(
    small_clinic: SmallClinic, runner: TaskRunner, news: News, station: SettingsFile, tmp_path: Path, qtbot: QtBot
) -> None:
    small_clinic.store(small_clinic.an_appointment(practitioner_id=small_clinic.fischer.id))
    station.write(station.read()._replace(paper_folder=str(tmp_path / "paper")))
    doctors = Workplace(
        clinic=small_clinic.as_doctor(),
        runner=runner,
        news=news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
    )
    fallback = PaperFallback(doctors, station)

    with qtbot.waitSignal(fallback.written):
        fallback.write()

    assert "Peter Novak" in (tmp_path / "paper" / CSV_NAME).read_text(encoding="utf-8-sig")


def test_without_a_folder_nothing_is_written(workplace: Workplace, station: SettingsFile, qtbot: QtBot) -> None:
    fallback = PaperFallback(workplace, station)

    with qtbot.assertNotEmitted(fallback.written):
        fallback.write()
        qtbot.waitUntil(lambda: workplace.runner.is_idle)


def test_a_folder_that_is_gone_is_told_once(
    workplace: Workplace, station: SettingsFile, tmp_path: Path, qtbot: QtBot
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    station.write(station.read()._replace(paper_folder=str(in_the_way)))
    fallback = PaperFallback(workplace, station)
    told: list[str] = []
    workplace.notice_given.connect(lambda notice: told.append(notice.text))

    for _ in range(2):
        with qtbot.waitSignal(fallback.failed):
            fallback.write()

    assert len(told) == 1


@pytest.mark.parametrize(
    ("words", "is_alike"), [("–09:00", True), ("born 5 Nov 1980 (46)", True), ("(يوسف) 46", False)]
)
def test_figures_and_signs_stand_on_paper_as_they_are_typed_whichever_way_the_screen_runs(
    words: str, is_alike: bool, dressed: object
) -> None:
    pictures = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        picture = QImage(200, 30, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setLayoutDirection(direction)
        write(painter, QRectF(0, 0, 200, 30), words, font=paper_font(12), ink=QColor("black"))
        painter.end()
        pictures.append(picture)

    assert (pictures[0] == pictures[1]) is is_alike
