"""Finding a patient while one types."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui.patients.patient_model import PatientModel, RegisterOffer, facts_of
from clinic_desktop.gui.patients.patient_search import PatientSearch
from tests.builders import a_patient

from .front_desk import FrontDesk, a_front_desk, as_found

DOWN, UP, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape
TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        for family, given, mrn in (("Nováková", "Petra", "200001"), ("Novais", "João", "200002")):
            made.clinic.store(a_patient(family_name=family, given_name=given, mrn=mrn, birth_date=date(1988, 7, 30)))
        yield made


@pytest.fixture
def search(desk: FrontDesk) -> PatientSearch:
    made = PatientSearch(desk.workplace)
    desk.show(made)
    made.focus()
    return made


def test_typing_part_of_a_name_lists_everyone_of_it_and_counts_them(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "nova")

    names = {row.full_name for row in search.model.rows if isinstance(row, PatientLine)}
    assert names == {"Peter Novak", "Petra Nováková", "João Novais"}
    assert search.results.isVisible()
    assert search.model.rows[-1] == RegisterOffer(text="nova")


def test_the_arrow_keys_walk_the_list_and_enter_takes_who_is_marked(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "nova")
    second = search.model.rows[1]

    with desk.qtbot.waitSignal(search.patient_chosen) as chosen:
        desk.press(search.field, DOWN)
        QTest.keyClick(search.field, ENTER)

    assert chosen.args == [second]
    assert not search.results.isVisible()


def test_a_click_takes_the_patient_under_the_pointer(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "nova")
    view = search.results.list
    second = view.visualRect(search.model.index(1)).center()

    with desk.qtbot.waitSignal(search.patient_chosen) as chosen:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=second)

    assert chosen.args == [search.model.rows[1]]


def test_escape_puts_the_list_away_first_and_the_words_after_that(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "nova")

    desk.press(search.field, ESC)
    words_after_one = search.text
    was_open = search.results.isVisible()
    desk.press(search.field, ESC)

    assert (words_after_one, was_open, search.text) == ("nova", False, "")


def test_ctrl_n_registers_what_was_typed(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "Anna Nova")

    with desk.qtbot.waitSignal(search.register_wanted) as wanted:
        QTest.keyClick(search.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert wanted.args == ["Anna Nova"]


def test_nobody_of_that_name_leaves_the_offer_to_register_them(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "Zzyzx")

    with desk.qtbot.waitSignal(search.register_wanted) as wanted:
        QTest.keyClick(search.field, ENTER)

    assert wanted.args == ["Zzyzx"]


def test_enter_ahead_of_the_answer_takes_the_only_one_found(desk: FrontDesk, search: PatientSearch) -> None:
    with desk.qtbot.waitSignal(search.patient_chosen) as chosen:
        QTest.keyClicks(search.field, "Kim")
        QTest.keyClick(search.field, ENTER)

    assert chosen.args is not None
    assert chosen.args[0].id == desk.clinic.kim.id


def test_enter_ahead_of_the_answer_takes_nobody_where_there_are_several(desk: FrontDesk, search: PatientSearch) -> None:
    taken: list[PatientLine] = []
    search.patient_chosen.connect(taken.append)

    QTest.keyClicks(search.field, "nova")
    QTest.keyClick(search.field, ENTER)
    desk.settle()

    assert taken == []
    assert search.results.isVisible()


def test_enter_takes_nobody_who_was_found_for_the_first_letters_only(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "n")
    first = search.model.rows[0]

    with desk.qtbot.waitSignal(search.patient_chosen) as chosen:
        QTest.keyClicks(search.field, "ovakova")
        QTest.keyClick(search.field, ENTER)

    assert chosen.args is not None
    assert chosen.args[0].full_name == "Petra Nováková"
    assert chosen.args[0] != first


def test_the_last_letters_typed_win(desk: FrontDesk, search: PatientSearch) -> None:
    QTest.keyClicks(search.field, "nova")
    QTest.keyClicks(search.field, "k")
    desk.settle()

    names = {row.full_name for row in search.model.rows if isinstance(row, PatientLine)}
    assert names == {"Peter Novak", "Petra Nováková"}


def test_leaving_the_field_puts_the_list_away(desk: FrontDesk, search: PatientSearch) -> None:
    desk.type_into(search.field, "nova")

    search.field.clearFocus()

    assert not search.results.isVisible()


def test_a_doctor_is_not_offered_to_register(tmp_path: Path, qtbot: QtBot) -> None:
    with a_front_desk(tmp_path, qtbot, role="doctor") as desk:
        search = PatientSearch(desk.workplace)
        desk.show(search)

        desk.type_into(search.field, "nova")

        assert [type(row) for row in search.model.rows] == [PatientLine]


def test_birth_date_age_mrn_and_phone_tell_namesakes_apart() -> None:
    patient = as_found(a_patient(mrn="004182", mobile="+49 30 901820", birth_date=date(1961, 12, 3)))

    assert facts_of(patient, TODAY) == "3 Dec 1961 (64) · MRN 004182 · +49 30 901820"


def test_rows_that_stay_keep_their_place_in_the_selection(qtmodeltester: ModelTester) -> None:
    model = PatientModel(TODAY)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    patients = [as_found(replace(a_patient(mrn=str(number)), id=UUID(int=number + 1))) for number in range(4)]
    model.set_rows([*patients[:3], RegisterOffer(text="a")])
    kept = model.index(2).data()

    model.set_rows([patients[3], patients[2], patients[0], RegisterOffer(text="ab")])

    assert [row for row in model.rows if isinstance(row, PatientLine)] == [patients[3], patients[2], patients[0]]
    assert model.index_of(patients[2].id).data() == kept
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
