"""What the clinic looks like: windows, pages and widgets in Qt."""

from clinic_desktop.gui import plain_import as plain_import  # before anything else is imported with Qt
