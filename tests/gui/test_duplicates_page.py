"""People entered twice: found in the whole file, compared, made one by keys and clicks, and two again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.merging import MergeField
from clinic_desktop.domain.people import Patient, Sex
from clinic_desktop.gui import privacy
from clinic_desktop.gui.notices import Notice
from clinic_desktop.gui.patients_file.duplicate_below import DuplicateBelow
from clinic_desktop.gui.patients_file.duplicates_page import DuplicatesPage
from clinic_desktop.gui.patients_file.merge_panel import MergePanel
from clinic_desktop.gui.patients_file.merge_row import Kept, MergeRow, columns
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import SmallClinic, a_patient
from tests.gui.settling import settle

Key = Qt.Key
PETER = {"birth_date": date(1961, 3, 12), "mobile": "+49 30 901820", "sex": Sex.MALE}


class DuplicatesDesk:
    """The reception's window on the page of possible duplicates."""

    def __init__(self, window: ReceptionWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self.notices: list[Notice] = []
        window.workplace.notice_given.connect(self.notices.append)
        self._qtbot = qtbot
        self.peter = clinic.store(a_patient(mrn="004182", **PETER, alerts=("Penicillin allergy",)))
        self.piotr = clinic.store(
            a_patient(mrn="020871", given_name="Piotr", family_name="Nowak", **PETER, address="Lindenstr. 14, Berlin")
        )
        QTest.keyClick(window, Key.Key_8, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: isinstance(window.current_page, DuplicatesPage))
        page = window.current_page
        assert isinstance(page, DuplicatesPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        settle(self._qtbot, self.window.workplace.runner)

    def find(self) -> None:
        QTest.keyClick(self.window, Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def press(self, key: Key, on: QWidget | None = None) -> None:
        QTest.keyClick(on or QApplication.focusWidget() or self.window, key)
        self.settle()

    @property
    def panel(self) -> MergePanel:
        assert self.page.panel is not None
        return self.page.panel

    def names(self) -> list[str]:
        model = self.page.list.model()
        return [str(model.index(row, 0).data()).split(" · ")[0] for row in range(model.rowCount())]

    def words(self) -> str:
        return " ".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())

    def stored(self, patient: Patient) -> Patient:
        return self.clinic.stored(patient)


@pytest.fixture
def desk(
    workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot
) -> Iterator[DuplicatesDesk]:
    small_clinic.store(replace(small_clinic.novak, birth_date=date(1984, 8, 30)))  # a namesake of another age
    window = ReceptionWindow(workplace, station)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = DuplicatesDesk(window, small_clinic, qtbot)
    yield made
    made.settle()
    privacy.switch().set_on(False)
    window.close()
    window.deleteLater()


def click_on(row: MergeRow, column: int) -> None:
    start, end = columns(row.width())[column]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint((start + end) // 2, row.height() // 2))


def test_before_the_first_search_the_page_says_what_it_is_for(desk: DuplicatesDesk) -> None:
    assert desk.page.empty.isVisible()
    assert "Is anyone entered twice?" in desk.words()


def test_a_search_lists_the_pairs_and_compares_the_first(desk: DuplicatesDesk) -> None:
    desk.find()

    assert desk.names() == ["Peter Novak – Piotr Nowak"]
    assert desk.panel.merge_button.text() == "Merge into Peter Novak"
    assert desk.panel.rows[MergeField.NAME].kept is Kept.LEFT
    assert desk.panel.rows[MergeField.MOBILE].kept is Kept.EQUAL
    assert desk.panel.rows[MergeField.ADDRESS].kept is Kept.RIGHT
    assert "A merge can be taken apart again." in desk.words()


def test_merging_keeps_what_was_chosen_by_keys_and_clicks(desk: DuplicatesDesk) -> None:
    desk.find()
    desk.page.list.setFocus()
    desk.press(Key.Key_Return)
    name = desk.panel.rows[MergeField.NAME]
    assert name.hasFocus()

    desk.press(Key.Key_Right)
    click_on(desk.panel.rows[MergeField.ADDRESS], 1)
    desk.click(desk.panel.merge_button)

    kept = desk.stored(desk.peter)
    assert (kept.full_name, kept.address, kept.alerts) == ("Piotr Nowak", "", ("Penicillin allergy",))
    assert desk.stored(desk.piotr).merged_into_id == desk.peter.id
    assert desk.page.empty.isVisible()
    assert "Nobody is entered twice" in desk.words()


def test_who_searches_by_key_finds_the_keyboard_on_the_list(desk: DuplicatesDesk) -> None:
    desk.page.setFocus()
    button = QApplication.focusWidget()
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Search the file"

    QTest.keyClick(button, Key.Key_Return)
    desk.settle()

    assert desk.page.pairs.rowCount()
    assert desk.page.list.hasFocus()


def test_after_a_merge_the_keyboard_is_on_the_list_again(desk: DuplicatesDesk) -> None:
    desk.find()
    desk.panel.rows[MergeField.NAME].setFocus()

    QTest.keyClick(desk.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()

    assert desk.stored(desk.piotr).merged_into_id == desk.peter.id
    assert desk.page.hasFocus() or desk.page.empty.isAncestorOf(QApplication.focusWidget() or desk.window)


def test_the_notice_of_a_merge_takes_it_apart(desk: DuplicatesDesk) -> None:
    desk.find()
    desk.click(desk.panel.merge_button)
    notice = desk.notices[-1]
    assert notice.text == "Merged Piotr Nowak, MRN 020871, into Peter Novak"
    assert notice.action_text == "Undo"

    assert notice.action is not None
    notice.action()
    desk.settle()

    assert desk.stored(desk.piotr).merged_into_id is None
    assert desk.names() == ["Peter Novak – Piotr Nowak"]
    assert "are two records again" in desk.notices[-1].text


def test_the_other_record_can_be_the_one_that_stays(desk: DuplicatesDesk) -> None:
    desk.find()

    desk.click(desk.panel.other_button)
    assert desk.panel.merge_button.text() == "Merge into Piotr Nowak"
    desk.click(desk.panel.merge_button)

    assert desk.stored(desk.peter).merged_into_id == desk.piotr.id
    assert desk.stored(desk.piotr).alerts == ("Penicillin allergy",)


def test_two_people_are_told_apart_and_that_can_be_taken_back(desk: DuplicatesDesk) -> None:
    desk.find()

    desk.click(desk.panel.apart_button)
    assert desk.page.empty.isVisible()

    action = desk.notices[-1].action
    assert action is not None
    action()
    desk.settle()
    assert desk.names() == ["Peter Novak – Piotr Nowak"]


def test_a_merge_made_earlier_is_taken_apart_from_the_list(desk: DuplicatesDesk) -> None:
    desk.find()
    desk.click(desk.panel.merge_button)

    desk.click(desk.page.which.button("merges"))
    assert desk.names() == ["Piotr Nowak, MRN 020871, into Peter Novak"]
    assert "gives Piotr Nowak an own record again" in desk.words()
    desk.click(desk.page.past.apart_button)

    assert desk.stored(desk.piotr).merged_into_id is None
    assert "This merge was taken apart" in desk.words()
    assert not desk.page.past.apart_button.isVisible()


def test_what_a_colleague_changes_is_shown_and_what_was_chosen_stays(desk: DuplicatesDesk) -> None:
    desk.find()
    desk.panel.rows[MergeField.NAME].keep(Kept.RIGHT)

    desk.clinic.store(replace(desk.stored(desk.peter), email="p.novak@example.org"))
    desk.settle()

    assert "p.novak@example.org" in desk.panel.rows[MergeField.EMAIL].accessibleName()
    assert desk.panel.rows[MergeField.NAME].kept is Kept.RIGHT
    desk.click(desk.panel.merge_button)
    assert desk.stored(desk.peter).full_name == "Piotr Nowak"


def test_why_two_cannot_be_merged_stands_there_before_anyone_tries(desk: DuplicatesDesk) -> None:
    for patient, account in ((desk.peter, desk.clinic.patient), (desk.piotr, desk.clinic.other_patient)):
        for owner in (desk.clinic.novak, desk.clinic.kim):
            stored = desk.stored(owner)
            if stored.account_id == account.id:
                desk.clinic.store(replace(stored, account_id=None))
        desk.clinic.store(replace(desk.stored(patient), account_id=account.id))

    desk.find()

    assert "one person has one account" in desk.panel.message.text
    assert not desk.panel.merge_button.isEnabled()


def test_the_privacy_key_hides_both_names(desk: DuplicatesDesk) -> None:
    desk.find()

    QTest.keyClick(desk.window, Key.Key_F12)
    desk.settle()

    assert desk.names() == ["P. N."]
    assert "Novak" not in desk.panel.rows[MergeField.NAME].accessibleName()
    assert desk.panel.merge_button.text() != "Merge into Peter Novak"


def test_leaving_the_window_stops_the_search(desk: DuplicatesDesk) -> None:
    for number in range(300):
        desk.clinic.store(a_patient(mrn=f"9{number}", given_name=f"G{number}", family_name=f"F{number}"))
    desk.page.begin()
    assert desk.page.stop_button.isVisible()

    desk.window.hide()
    desk.settle()

    assert not desk.page.search.is_running
    assert desk.page.pairs.rowCount() == 0


def test_the_file_of_patients_shows_a_likely_duplicate_below_the_chosen_one(desk: DuplicatesDesk) -> None:
    QTest.keyClick(desk.window, Key.Key_7, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    file = desk.window.current_page
    assert isinstance(file, PatientsPage)
    below = file.findChild(DuplicateBelow)
    assert isinstance(below, DuplicateBelow)
    assert not below.isVisible()

    file.show_patient(desk.piotr.id)
    desk.settle()
    assert below.panel is not None
    assert MergeField.BIRTH_DATE not in below.panel.rows
    desk.click(below.panel.merge_button)

    assert not below.isVisible()
    assert desk.stored(desk.piotr).merged_into_id == desk.peter.id


def test_a_likely_duplicate_takes_its_room_from_the_list_and_never_makes_the_window_higher(
    desk: DuplicatesDesk, qtbot: QtBot
) -> None:
    desk.window.resize(1366, 768)
    QTest.keyClick(desk.window, Key.Key_7, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    file = desk.window.current_page
    assert isinstance(file, PatientsPage)
    file.show_patient(desk.piotr.id)
    desk.settle()
    below = file.findChild(DuplicateBelow)
    assert isinstance(below, DuplicateBelow)
    panel = below.panel
    assert panel is not None
    names = panel.rows[MergeField.NAME]

    QTest.keyClick(desk.window, Key.Key_8, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    QTest.keyClick(desk.window, Key.Key_7, Qt.KeyboardModifier.AltModifier)
    desk.settle()

    qtbot.waitUntil(lambda: below.height() >= min(panel.sizeHint().height(), 240))
    qtbot.waitUntil(lambda: names.visibleRegion().boundingRect().height() == names.height())
    assert desk.window.height() == 768


def test_the_way_to_the_page_carries_the_count_once_it_is_known(desk: DuplicatesDesk) -> None:
    way = desk.window.commands["duplicates"]
    assert way.text().replace("&", "") == "Possible duplicates"

    desk.find()
    assert way.text().replace("&", "") == "Possible duplicates · 1"
    desk.clinic.as_admin().duplicates.not_same(desk.peter.id, desk.piotr.id)
    desk.settle()

    assert way.text().replace("&", "") == "Possible duplicates"
