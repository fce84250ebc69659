"""Says something to a screen reader without moving the focus."""

from PySide6.QtCore import QObject


def announce(who: QObject, sentence: str) -> None:
    """Let a screen reader say a sentence that has just appeared at `who`."""
    # Imported here: its many enums would take five milliseconds from the start of the program.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(who, sentence))
