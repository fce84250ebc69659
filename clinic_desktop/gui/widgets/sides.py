"""Which side of a window is the one where reading begins."""

from PySide6.QtGui import QGuiApplication


def mirrored(leading: int, top: int, trailing: int, bottom: int) -> tuple[int, int, int, int]:
    """Margins as layouts take them, from the side where reading begins: Qt mirrors what is within them, not them."""
    if QGuiApplication.isRightToLeft():
        return trailing, top, leading, bottom
    return leading, top, trailing, bottom
