"""Registering a patient and changing one, by typing and clicking, on a real clinic."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.people import Patient, Sex
from clinic_desktop.gui.patients.register_dialog import RegisterDialog
from clinic_desktop.gui.patients.register_form import RegisterForm, details_from

from .front_desk import FrontDesk, a_front_desk

TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[FrontDesk]:
    with a_front_desk(tmp_path, qtbot) as made:
        yield made


def opened(desk: FrontDesk, text: str = "") -> RegisterDialog:
    dialog = desk.verbs.register(text)
    desk.wait_for(dialog)
    return dialog


def opened_to_change(desk: FrontDesk, patient: Patient) -> RegisterDialog:
    dialog = desk.verbs.change_patient(patient.id)
    desk.wait_for(dialog)
    desk.settle()
    return dialog


def patients_named(desk: FrontDesk, family_name: str) -> list[Patient]:
    with desk.clinic.database.reading() as reading:
        return reading.where(Patient, family_name=family_name)


def test_everything_typed_is_kept(desk: FrontDesk) -> None:
    dialog = opened(desk, "lovelace")
    form = dialog.page.form
    desk.type_into(form.given_name, "Ada")
    desk.type_into(form.birth_date, "10.12.1985")
    form.sex.setCurrentIndex(form.sex.findData(Sex.FEMALE))
    desk.type_into(form.mobile, "+49 30 901820")
    desk.type_into(form.email, "ada@example.org")
    desk.type_into(form.address, "Lindenstr. 14, Berlin")
    desk.type_into(form.language, "English")
    desk.type_into(form.contact_name, "Anne Byron")
    desk.type_into(form.contact_relation, "mother")
    form.alerts.setPlainText("Penicillin allergy\nuses a wheelchair")
    desk.type_into(form.notes, "Prefers mornings")

    desk.click(dialog.page.save_button)

    (ada,) = patients_named(desk, "Lovelace")
    assert (ada.given_name, ada.birth_date, ada.sex) == ("Ada", date(1985, 12, 10), Sex.FEMALE)
    assert (ada.mobile, ada.email, ada.language) == ("+49 30 901820", "ada@example.org", "English")
    assert (ada.contact_name, ada.contact_relation) == ("Anne Byron", "mother")
    assert ada.alerts == ("Penicillin allergy", "uses a wheelchair")
    assert ada.notes == "Prefers mornings"
    assert f"MRN {ada.mrn}" in desk.notices[-1].text


@pytest.mark.parametrize("name", ["X Æ A-12", "李", "O’Connor-Nguyễn", "d’Arc", "محمد", "Null"])
def test_no_name_is_too_unusual(desk: FrontDesk, name: str) -> None:
    dialog = opened(desk)
    desk.type_into(dialog.page.form.family_name, name)

    desk.click(dialog.page.save_button)

    assert [patient.family_name for patient in patients_named(desk, name)] == [name]


def test_one_name_alone_is_enough_but_none_is_not(desk: FrontDesk) -> None:
    dialog = opened(desk)

    desk.click(dialog.page.save_button)

    assert dialog.isVisible()
    assert dialog.page.form.problem_at("family_name") == "Write the patient's name."


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("birth_date", "31.2.1990", "That is no date. Type it as 12.3.1961."),
        ("birth_date", "24 Nov 2099", "That day is still to come. Check the year."),
        ("birth_date", "1 Jan 1850", "That is before 1900. Check the year."),
        ("email", "ada at example", "It looks like name@example.org."),
        ("mobile", "call me", "Check the digits of this number."),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_stays_typed(
    desk: FrontDesk, field: str, typed: str, sentence: str
) -> None:
    dialog = opened(desk, "lovelace")
    form = dialog.page.form
    edit = getattr(form, field)

    desk.type_into(edit, typed)
    desk.click(dialog.page.save_button)

    assert form.problem_at(field) == sentence
    assert edit.hasFocus()
    assert edit.text() == typed
    assert patients_named(desk, "Lovelace") == []


def test_a_sentence_goes_away_as_soon_as_it_is_right(desk: FrontDesk) -> None:
    dialog = opened(desk, "lovelace")
    form = dialog.page.form
    desk.type_into(form.email, "ada")
    desk.click(dialog.page.save_button)

    desk.type_into(form.email, "ada@example.org")

    assert form.problem_at("email") == ""


def test_a_number_only_the_service_knows_to_be_wrong_is_shown_at_its_field(desk: FrontDesk) -> None:
    dialog = opened(desk, "lovelace")
    desk.type_into(dialog.page.form.mobile, "+49 1")

    desk.click(dialog.page.save_button)

    assert dialog.page.form.problem_at("mobile")
    assert patients_named(desk, "Lovelace") == []


def test_a_likely_double_is_shown_and_its_record_taken(desk: FrontDesk) -> None:
    dialog = opened(desk, "peter novak")
    desk.type_into(dialog.page.form.birth_date, "14.3.1961")
    desk.click(dialog.page.save_button)

    with desk.qtbot.waitSignal(dialog.patient_taken) as taken:
        desk.click(dialog.page.likely_same.take_buttons[0])

    assert taken.args is not None
    assert taken.args[0].id == desk.clinic.novak.id
    assert len(patients_named(desk, "Novak")) == 1


def test_a_likely_double_is_registered_all_the_same_when_asked_for(desk: FrontDesk) -> None:
    dialog = opened(desk, "peter novak")
    desk.type_into(dialog.page.form.birth_date, "14.3.1961")
    desk.click(dialog.page.save_button)
    before = len(patients_named(desk, "Novak"))

    with desk.qtbot.waitSignal(dialog.accepted):
        desk.click(dialog.page.likely_same.anyway)

    assert (before, len(patients_named(desk, "Novak"))) == (1, 2)


def test_changing_what_was_typed_asks_anew_whether_it_is_a_double(desk: FrontDesk) -> None:
    dialog = opened(desk, "peter novak")
    desk.type_into(dialog.page.form.birth_date, "14.3.1961")
    desk.click(dialog.page.save_button)

    desk.type_into(dialog.page.form.given_name, "Paul")

    desk.qtbot.waitUntil(lambda: not dialog.page.likely_same.isVisible())
    assert not dialog.page.likely_same.anyway.isVisible()


def test_a_change_leaves_alone_what_the_form_does_not_ask(desk: FrontDesk) -> None:
    novak = desk.clinic.store(
        replace(
            desk.clinic.stored(desk.clinic.novak), own_doctor_id=desk.clinic.okafor.id, address="Lindenstr. 14\nBerlin"
        )
    )
    dialog = opened_to_change(desk, novak)

    desk.type_into(dialog.page.form.mobile, "+49 30 901821")
    desk.click(dialog.page.save_button)

    changed = desk.clinic.stored(novak)
    assert changed.mobile == "+49 30 901821"
    assert (changed.own_doctor_id, changed.address) == (desk.clinic.okafor.id, "Lindenstr. 14\nBerlin")


def changed_by_both(desk: FrontDesk) -> RegisterDialog:
    dialog = opened_to_change(desk, desk.clinic.novak)
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), email="theirs@example.org"))
    desk.type_into(dialog.page.form.email, "mine@example.org")
    desk.click(dialog.page.save_button)
    return dialog


def test_both_versions_are_shown_when_someone_else_was_first(desk: FrontDesk) -> None:
    dialog = changed_by_both(desk)

    (difference,) = dialog.page.both_versions.differences
    assert (difference.caption, difference.mine, difference.theirs) == (
        "E-mail", "mine@example.org", "theirs@example.org",
    )  # fmt: skip
    assert desk.clinic.stored(desk.clinic.novak).email == "theirs@example.org"


def test_of_two_versions_mine_can_be_saved(desk: FrontDesk) -> None:
    dialog = changed_by_both(desk)

    with desk.qtbot.waitSignal(dialog.accepted):
        desk.click(dialog.page.both_versions.keep_mine)

    assert desk.clinic.stored(desk.clinic.novak).email == "mine@example.org"


def test_of_two_versions_theirs_can_be_taken(desk: FrontDesk) -> None:
    dialog = changed_by_both(desk)

    desk.click(dialog.page.both_versions.take_theirs)

    assert dialog.page.form.email.text() == "theirs@example.org"
    assert not dialog.page.both_versions.isVisible()


@pytest.mark.parametrize(
    ("typed", "given", "family", "born", "mobile"),
    [
        ("nova", "", "Nova", None, ""),
        ("ada byron", "Ada", "Byron", None, ""),
        ("Byron, Ada", "Ada", "Byron", None, ""),
        ("María Fernanda de la Vega", "María Fernanda de la", "Vega", None, ""),
        ("10.12.1985", "", "", date(1985, 12, 10), ""),
        ("+49 30 901820", "", "", None, "+49 30 901820"),
    ],
)
def test_what_was_searched_for_begins_the_form(
    typed: str, given: str, family: str, born: date | None, mobile: str
) -> None:
    begun = details_from(typed, TODAY)

    assert (begun.given_name, begun.family_name, begun.birth_date, begun.mobile) == (given, family, born, mobile)


def test_a_birth_date_is_shown_back_as_the_clinic_writes_it(desk: FrontDesk) -> None:
    form = RegisterForm(TODAY)
    desk.show(form)
    desk.type_into(form.birth_date, "3.4.61")

    form.email.setFocus()

    assert form.birth_date.text() == "3 Apr 1961"


def test_a_likely_double_is_shown_while_typing_with_the_reason(desk: FrontDesk) -> None:
    dialog = opened(desk)
    form, card = dialog.page.form, dialog.page.likely_same
    desk.type_into(form.given_name, "Piotr")
    desk.type_into(form.family_name, "Nowak")
    assert not card.isVisible()
    desk.clinic.store(replace(desk.clinic.stored(desk.clinic.novak), mobile="+49 30 901820"))

    desk.type_into(form.birth_date, "14.3.1961")
    desk.type_into(form.mobile, "030 901 820")
    desk.qtbot.waitUntil(card.isVisible)

    assert form.mobile.hasFocus()
    reason = next(one for one in card.findChildren(QLabel) if one.text().startswith("same birth date"))
    assert reason.text() == "same birth date and phone, name one sound apart"
    assert reason.fontMetrics().horizontalAdvance(reason.text()) <= reason.width()
    assert not card.anyway.isVisible()
    desk.type_into(form.birth_date, "1.8.1999")
    desk.qtbot.waitUntil(lambda: not card.isVisible())
