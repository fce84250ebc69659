"""The measures that only the board has, in device-independent pixels."""

from enum import IntEnum


class BoardMeasure(IntEnum):
    """Sizes of the board's parts."""

    COLUMN_GAP = 14
    HEAD_HEIGHT = 24
    CARD_HEIGHT = 80
    SHORT_CARD_HEIGHT = 60
    CARD_GAP = 8
    CARD_INDENT = 16
    CARD_END = 12
    CARD_TOP = 10
    LINE_HEIGHT = 18
    LAST_LINE = 25
    SCROLL_STEP = 24
    CHIP_WIDTH = 216
    CHIP_LEAST_WIDTH = 116
    CHIP_HEIGHT = 62
