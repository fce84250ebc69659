"""Where a choice stands in a box of choices."""

from PySide6.QtWidgets import QComboBox


def place_of(box: QComboBox, key: object) -> int:
    """The row whose data equals the key; -1 for none. QComboBox.findData() asks whether it is the very same object."""
    return next((row for row in range(box.count()) if box.itemData(row) == key), -1)
