"""Names that are very long, or written from right to left, stay within the room there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.typography import breakable
from tests.builders import a_patient

from .front_desk import FrontDesk, a_front_desk

LONG_NAME = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


@pytest.mark.parametrize("family_name", [LONG_NAME, "آل الشيخ الهاشمي القرشي"])
def test_the_panel_is_no_wider_for_a_long_name(desk: FrontDesk, family_name: str) -> None:
    panel = SidePanel(desk.workplace, desk.verbs)
    desk.show(panel)
    panel.resize(Measure.RIGHT_SIDE, 740)
    patient = desk.clinic.store(a_patient(family_name=family_name, email=f"{LONG_NAME}@example.org", notes=LONG_NAME))

    panel.show_patient(patient.id)
    desk.settle()

    close = panel.parts.close_button
    assert close.mapTo(panel, close.rect().bottomRight()).x() < panel.width()


def test_only_words_too_long_for_a_line_are_broken() -> None:
    assert breakable("Åsa-Maria Lindgren Ødegård") == "Åsa-Maria Lindgren Ødegård"
    assert breakable(LONG_NAME).replace("\u200b", "") == LONG_NAME
    assert "\u200b" in breakable(LONG_NAME)


@pytest.mark.parametrize(
    ("name", "shorter"),
    [("Dr Amara Okafor", "Dr Okafor"), ("Abdul218 White193", "Abdul218 White193"), ("Madonna", "Madonna"), ("", "")],
)
def test_a_narrow_column_is_headed_by_title_and_family_name(name: str, shorter: str) -> None:
    assert shorter_name(name) == shorter
