"""The table of rows, held to Qt's contract and to staying calm."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Space, TextSize, Weight
from clinic_desktop.gui.widgets.row_table import CellRole, Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import CellDelegate, RowTableView


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    name: str
    watts: int = 40
    broken: bool = False


@pytest.fixture
def lamps() -> RowTable[Lamp]:
    columns: tuple[Column[Lamp], ...] = (
        Column(head="Lamp", text=lambda lamp: lamp.name, share=2, is_strong=True),
        Column(head="Watts", text=lambda lamp: str(lamp.watts), share=1, ink=lambda _: "muted"),
    )
    return RowTable(columns, key=lambda lamp: lamp.name, is_faint=lambda lamp: lamp.broken)


def names(table: RowTable[Lamp]) -> list[str]:
    return [row.name for row in table.rows]


def test_the_table_keeps_qts_contract_while_rows_come_go_and_move(
    lamps: RowTable[Lamp], qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(lamps)  # type: ignore[no-untyped-call]  # pytest-qt has no types for it

    lamps.set_rows([Lamp(name="desk"), Lamp(name="hall"), Lamp(name="cellar")])
    lamps.set_rows([Lamp(name="cellar", watts=60), Lamp(name="garden"), Lamp(name="desk")])

    assert names(lamps) == ["cellar", "garden", "desk"]
    assert lamps.index(0, 1).data() == "60"


def test_only_the_row_that_changed_is_told(lamps: RowTable[Lamp]) -> None:
    lamps.set_rows([Lamp(name="desk"), Lamp(name="hall")])
    told: list[int] = []
    lamps.dataChanged.connect(lambda first, last: told.extend((first.row(), last.row())))

    lamps.set_rows([Lamp(name="desk"), Lamp(name="hall", watts=100)])

    assert told == [1, 1]


def test_a_row_that_takes_no_part_is_written_faintly_in_every_column(lamps: RowTable[Lamp]) -> None:
    lamps.set_rows([Lamp(name="desk"), Lamp(name="hall", broken=True)])

    assert [lamps.index(0, column).data(CellRole.INK) for column in (0, 1)] == ["text", "muted"]
    assert [lamps.index(1, column).data(CellRole.INK) for column in (0, 1)] == ["faint", "faint"]


def test_the_heads_are_the_columns(lamps: RowTable[Lamp]) -> None:
    heads = [lamps.headerData(number, Qt.Orientation.Horizontal) for number in range(lamps.columnCount())]

    assert heads == ["Lamp", "Watts"]


def test_the_whole_row_under_a_pointer_that_rests_is_lit_when_what_lay_over_it_goes(
    lamps: RowTable[Lamp], qtbot: QtBot
) -> None:
    lamps.set_rows([Lamp(name="desk"), Lamp(name="hall"), Lamp(name="cellar")])
    view = RowTableView(lamps)
    qtbot.addWidget(view)
    view.resize(320, 400)
    view.show()
    there = QPointF(5, view.rowViewportPosition(1) + 5)
    everywhere = view.viewport().mapToGlobal(there)

    QApplication.sendEvent(view, QEnterEvent(QPointF(view.mapFromGlobal(everywhere)), there, everywhere))

    assert view.hovered_row == 1
    for row, is_lit in ((0, False), (1, True)):
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.state |= QStyle.StateFlag.State_MouseOver  # as Qt has it of one cell
        CellDelegate().initStyleOption(option, lamps.index(row, 0))
        assert bool(option.state & QStyle.StateFlag.State_MouseOver) is is_lit


def test_what_is_not_to_be_cut_is_drawn_to_its_last_letter(qtbot: QtBot) -> None:
    days = [f"{day} {month} {year}" for day in (8, 21, 28) for month in ("May", "Sep") for year in range(1940, 2000)]
    columns: tuple[Column[Lamp], ...] = (
        Column(head="Lit", text=lambda lamp: lamp.name, share=1, is_whole=True),
        Column(head="Note", text=lambda _: "", share=9),
    )
    letters = QFontMetrics(theme.font(TextSize.BODY, Weight.REGULAR))
    for day in days:
        table = RowTable(columns, key=lambda lamp: lamp.name)
        view = RowTableView(table)
        qtbot.addWidget(view)
        view.resize(320, 200)
        table.set_rows([Lamp(name=day)])

        room = view.columnWidth(0) - 2 * (Space.M - 1)
        assert letters.elidedText(day, Qt.TextElideMode.ElideRight, room) == day


def test_a_part_is_drawn_as_a_bar_where_there_is_room_beside_its_words(qtbot: QtBot) -> None:
    def drawn(watts: int, width: int) -> QImage:
        columns: tuple[Column[Lamp], ...] = (
            Column(head="Light", text=lambda _: "some", share=1, bar=lambda lamp: lamp.watts / 100),
        )
        table = RowTable(columns, key=lambda lamp: lamp.name)
        view = RowTableView(table)
        qtbot.addWidget(view)
        view.setMinimumWidth(0)
        table.set_rows([Lamp(name="desk", watts=watts)])
        view.resize(width, 200)
        view.fit_columns()
        cell = QImage(width, 40, QImage.Format.Format_RGB32)
        cell.fill(Qt.GlobalColor.white)
        painter, option = QPainter(cell), QStyleOptionViewItem()
        option.rect = cell.rect()
        view.itemDelegate().paint(painter, option, table.index(0, 0))
        painter.end()
        return cell

    assert drawn(20, 300) != drawn(80, 300)
    assert drawn(20, 100) == drawn(80, 100)
