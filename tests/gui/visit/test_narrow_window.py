"""A window on a small screen at 200 %: what does not fit takes another form, and nothing is cut off."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinic_desktop.gui.calendar.view_stage import ViewName

from .doctors_desk import DoctorsDesk


def squeezed(desk: DoctorsDesk) -> list[str]:
    """The words of the toolbar's buttons that have less room than they need."""
    buttons = (one for one in desk.window.toolbar.findChildren(QPushButton) if one.isVisible() and one.text())
    return [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]


def resize(desk: DoctorsDesk, width: int, height: int) -> None:
    desk.window.resize(width, height)
    for _ in range(3):
        QApplication.processEvents()


def test_the_views_become_a_box_where_their_buttons_have_no_room_and_buttons_again(desk: DoctorsDesk) -> None:
    views = desk.window.views
    resize(desk, 1366, 768)
    assert (views.buttons.isVisible(), views.box.isVisible()) == (True, False)

    resize(desk, 683, 384)
    assert (desk.window.width(), desk.window.height()) == (683, 384)
    assert (views.buttons.isVisible(), views.box.isVisible()) == (False, True)
    assert squeezed(desk) == []

    resize(desk, 1366, 768)
    assert (views.buttons.isVisible(), views.box.isVisible()) == (True, False)


def test_the_box_shows_the_view_and_its_keys_choose_another(desk: DoctorsDesk) -> None:
    resize(desk, 683, 384)
    views = desk.window.views
    assert views.box.currentText() == "Week"

    QTest.keyClick(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert views.box.currentText() == "Day"
    views.box.setFocus()
    QTest.keyClick(views.box, Qt.Key.Key_Down)
    QTest.keyClick(views.box, Qt.Key.Key_Down)
    desk.settle()

    assert desk.window.calendar.views.current is ViewName.MONTH
