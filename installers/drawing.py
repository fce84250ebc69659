"""The program's icon drawn in any size."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

DRAWING = Path(__file__).parent.parent / "resources/app-icon.svg"


def drawn(size: int, margin: float = 0.0) -> "QImage":
    """A square picture of the icon, `size` pixels wide; on each side a part of it, `margin`, is left clear."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    left = size * margin
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(left, left, size - 2 * left, size - 2 * left))
    painter.end()
    return image
