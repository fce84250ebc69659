"""The measures that only the calendar has, in device-independent pixels."""

from enum import IntEnum


class CalendarMeasure(IntEnum):
    """Sizes of the calendar's parts."""

    AXIS_WIDTH = 60
    HEAD_HEIGHT = 52
    HOUR_HEIGHT = 68
    LEAST_HOUR_HEIGHT = 40
    GREATEST_HOUR_HEIGHT = 480
    SLOT_HEIGHT = 16
    LEAST_PART = 20
    LEAST_COLUMN_WIDTH = 88
    LEAST_COLUMN_WIDTH_OF_MANY = 52
    BOX_RADIUS = 5
    BOX_LEAD = 2
    BOX_TRAIL = 6
    BOX_GAP = 2
    LEAST_BOX_HEIGHT = 4
    TWO_LINES_FROM = 34
    TEXT_INDENT = 11
    TEXT_TOP = 4
    TEXT_END = 8
    WORD_GAP = 4
    NARROW = 120
    NARROW_INDENT = 8
    NARROW_END = 4
    LEAST_REMARK = 28
    LEAST_TEXT_HEIGHT = 11
    MARK = 13
    NOW_DOT = 9
    NOW_LINE = 2
    LABEL_GAP = 8
    SCROLL_STEP = 20
    HOVER_CARD_WIDTH = 264
    DRAG_EDGE = 24
    DRAG_SCROLL = 12
    GRIP = 6
    LEAST_GRIPPED_HEIGHT = 14
