"""What Windows tells of the program's file: the package's version, from which the installer takes its own."""

import re
from typing import TYPE_CHECKING

from clinic_desktop import __title__, __version__

if TYPE_CHECKING:
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

_ENGLISH, _UNICODE = 0x0409, 1200


def numbers(version: str) -> tuple[int, ...]:
    """The four numbers by which Windows compares versions; what follows them in one (1.2rc1) it cannot hold."""
    found = re.match(r"\d+(\.\d+){0,3}", version)
    if found is None:
        raise ValueError(f"{version} begins with no number.")
    return tuple([*(int(each) for each in found[0].split(".")), 0, 0, 0][:4])


def resource() -> "VSVersionInfo":
    """The version resource of the program's file, as PyInstaller takes it; needs pefile, which it has on Windows alone.

    https://learn.microsoft.com/windows/win32/menurc/vs-versioninfo
    """
    from PyInstaller.utils.win32.versioninfo import (
        FixedFileInfo,
        StringFileInfo,
        StringStruct,
        StringTable,
        VarFileInfo,
        VarStruct,
        VSVersionInfo,
    )

    words = {
        "CompanyName": f"{__title__} contributors",
        "FileDescription": __title__,
        "FileVersion": __version__,
        "InternalName": "clinic-desktop",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "clinic-desktop.exe",
        "ProductName": __title__,
        "ProductVersion": __version__,
    }
    table = StringTable(f"{_ENGLISH:04X}{_UNICODE:04X}", [StringStruct(*each) for each in words.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers(__version__), prodvers=numbers(__version__)),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [_ENGLISH, _UNICODE])])],
    )
