"""Qt's own properties, set by the names of their values as style sheets set them."""

from PySide6.QtCore import QObject


def put(into: QObject, **properties: str) -> None:
    """Give each property the value of that name, several joined by "|"; raises AttributeError for a wrong one.

    For what the first window needs: to say `Qt.TextFormat.PlainText` there would build the 120 enums of `Qt`, and keep
    that window back by 15 ms.
    """
    for name, value in properties.items():
        if not into.setProperty(name, value):
            raise AttributeError(name, value)
