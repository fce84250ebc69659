"""What goes into the frozen program, and what stays out of it."""

import pytest

from installers.trimming import Entry, wanted, without_dead_links, without_orphans

LIBRARY = "PySide6/Qt/lib/"
PLUGINS = "PySide6/Qt/plugins/"


def binary(place: str) -> Entry:
    return (place, f"/from/{place}", "BINARY")


def link(place: str, there: str) -> Entry:
    return (place, there, "SYMLINK")


@pytest.mark.parametrize(
    ("place", "goes_in"),
    [
        (PLUGINS + "platforms/libqxcb.so", True),
        (PLUGINS + "platforms/libqvnc.so", False),
        (PLUGINS + "platformthemes/libqgtk3.so", False),
        (PLUGINS + "platformthemes/libqxdgdesktopportal.so", True),
        (PLUGINS + "imageformats/libqsvg.so", True),
        (PLUGINS + "imageformats/libqjpeg.so", False),
        (PLUGINS + "sqldrivers/libqsqlite.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qdirect2d.dll", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_pt_BR.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/translations/designer_de.qm", False),
        ("resources/translations/clinic_de.qm", True),
        ("resources/translations/clinic_de.ts", False),
        ("resources/app-icon.icns", False),
        ("rapidfuzz/distance/metrics_cpp.so", True),
        ("rapidfuzz/distance/metrics_cpp_avx2.so", False),
        ("rapidfuzz/fuzz_cpp.so", False),
        ("libX11.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("psycopg_binary.libs/libz.so.1", True),
        ("libcups.so.2", False),
    ],
)
def test_of_qt_and_the_libraries_only_what_is_used_goes_in(place: str, goes_in: bool) -> None:
    assert bool(wanted([binary(place)])) is goes_in


def test_a_library_that_nothing_needs_any_more_stays_out_with_what_only_it_needed() -> None:
    needs = {
        "/from/app.so": ["libQt6Gui.so.6"],
        f"/from/{LIBRARY}libQt6Gui.so.6": ["libQt6Core.so.6", "libpng16.so.16"],
        "/from/libgtk-3.so.0": ["libpng16.so.16", "libcairo.so.2"],
    }
    entries = [
        binary("app.so"),
        binary(LIBRARY + "libQt6Gui.so.6"),
        link("libQt6Gui.so.6", LIBRARY + "libQt6Gui.so.6"),
        binary(LIBRARY + "libQt6Core.so.6"),
        binary(LIBRARY + "libQt6EglFSDeviceIntegration.so.6"),
        binary("libpng16.so.16"),
        binary("libgtk-3.so.0"),
        binary("libcairo.so.2"),
        binary("libpython3.11.so.1.0"),
    ]

    kept = {place for place, _, _ in without_orphans(entries, lambda file: needs.get(file, []))}

    assert kept == {
        "app.so",
        LIBRARY + "libQt6Gui.so.6",
        "libQt6Gui.so.6",
        LIBRARY + "libQt6Core.so.6",
        "libpng16.so.16",
        "libpython3.11.so.1.0",
    }


def test_a_link_to_what_stays_out_stays_out_too() -> None:
    gui, opengl = LIBRARY + "libQt6Gui.so.6", LIBRARY + "libQt6OpenGL.so.6"
    datas = [
        link("libQt6Gui.so.6", gui),
        link("libQt6OpenGL.so.6", opengl),
        link(PLUGINS + "platforms/libQt6Gui.so.6", "../../lib/libQt6Gui.so.6"),
        link("fonts", "resources/fonts"),
        ("resources/fonts/OFL.txt", "/from/OFL.txt", "DATA"),
    ]

    kept = [place for place, _, _ in without_dead_links(datas, [binary(gui), *datas])]

    assert kept == [
        "libQt6Gui.so.6",
        PLUGINS + "platforms/libQt6Gui.so.6",
        "fonts",
        "resources/fonts/OFL.txt",
    ]
