"""Makes resources/app-icon.icns of the drawing; run as `python -m installers.macos.icon` when the drawing has changed.

The form is Apple's: after "icns" and the whole file's length come pictures, each after its kind and its length.
"""

import struct

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImageWriter

from installers.drawing import DRAWING, drawn

FILE = DRAWING.with_suffix(".icns")
SIZES = {"ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024}
"""The pixels of each kind that holds a PNG: of 32 to 512, and 11 to 14 and 10 for half the width on a dense screen.

For 16 pixels there is no kind that every macOS reads as a PNG; it makes them of 32.
"""
_MARGIN = 100 / 1024
"""What Apple's template leaves clear at each side."""


def contained() -> bytes:
    """The file."""
    pictures = {kind: _png(size) for kind, size in SIZES.items()}
    body = b"".join(struct.pack(">4sI", kind.encode(), 8 + len(png)) + png for kind, png in pictures.items())
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body


def _png(size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"png").write(drawn(size, _MARGIN)):
        raise OSError(f"The icon of {size} pixels could not be written.")
    return bytes(buffer.data().data())


if __name__ == "__main__":
    FILE.write_bytes(contained())
