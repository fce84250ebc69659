"""Shows the folder of the program's log in the computer's own way."""

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from clinic_desktop import paths


def open_log_folder() -> str:
    """Show it; what is to be said where that cannot be, and empty where it could."""
    folder = paths.log_folder()
    if not folder.is_dir():
        return QCoreApplication.translate("log", "There is no log yet on this computer.")
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        words = QCoreApplication.translate("log", "The folder cannot be shown here. It is {folder}")
        return words.format(folder=folder)
    return ""
