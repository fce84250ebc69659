"""What an appointment's box looks like is drawn once, for whichever view shows it and whoever has signed in."""

from PySide6.QtCore import QSizeF

from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.sheet.appointment_delegate import AppointmentDelegate
from clinic_desktop.settings import Appearance

from .day_builders import BERLIN, a_line, nine_oclock

SIZE = QSizeF(120, 40)


def a_view(*, scale: float = 1.0, is_mirrored: bool = False) -> AppointmentDelegate:
    """What draws the boxes of one view."""
    made = AppointmentDelegate(BERLIN)
    made.reset(scale=scale, is_mirrored=is_mirrored)
    return made


def test_another_view_finds_the_box_drawn() -> None:
    line = a_line(room="4")

    first = a_view().face(line, SIZE, nine_oclock)

    assert a_view().face(line, SIZE, nine_oclock).cacheKey() == first.cacheKey()


def test_what_has_changed_in_it_is_drawn_anew() -> None:
    first = a_view().face(a_line("Peter Novak"), SIZE, nine_oclock)

    assert a_view().face(a_line("Ines Carvalho"), SIZE, nine_oclock).toImage() != first.toImage()


def test_another_theme_scale_or_direction_is_drawn_anew() -> None:
    line = a_line()
    light = a_view().face(line, SIZE, nine_oclock).toImage()

    assert a_view(is_mirrored=True).face(line, SIZE, nine_oclock).toImage() != light
    assert a_view(scale=2.0).face(line, SIZE, nine_oclock).width() == 2 * light.width()
    theme.switch().set_appearance(Appearance.DARK)
    assert a_view().face(line, SIZE, nine_oclock).toImage() != light
    theme.switch().set_appearance(Appearance.LIGHT)
    assert a_view().face(line, SIZE, nine_oclock).toImage() == light
