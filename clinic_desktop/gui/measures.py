"""The measures of the screens, in device-independent pixels: a grid of four, few sizes, few radii.

They are plain numbers, because the first window waits for them: as four enums they would take a millisecond.
"""


class Space:
    """Distances between things."""

    NONE = 0
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Measure:
    """Sizes of things."""

    HAIRLINE = 1
    STRIPE = 4
    RING = 2
    RADIUS = 6
    CARD_RADIUS = 8
    DIALOG_RADIUS = 10
    CONTROL = 32
    PRIMARY_CONTROL = 36
    HUGE_CONTROL = 64
    DESK_CONTROL = 52
    DESK_TILE = 148
    DESK_WAY = 200
    DESK_WIDTH = 1200
    DESK_COLUMN = 640
    DESK_EDGE = 56
    DESK_CODE = 320
    ROW = 36
    ICON_SMALL = 14
    ICON = 16
    ICON_LARGE = 20
    XL_ICON = 24
    DOT = 8
    MARK = 44
    BAR = 8
    MENU_BAR = 29
    TOOLBAR = 52
    STATUS_STRIP = 28
    LEFT_SIDE = 236
    RIGHT_SIDE = 316


class TextSize:
    """Sizes of type, in pixels."""

    SMALL = 11
    SECONDARY = 12
    BODY = 13
    HEADING = 14
    SUBTITLE = 16
    TITLE = 18
    LARGE_TITLE = 22
    FIGURE = 26
    GREETING = 34
    DESK_SMALL = 16
    DESK = 18
    DESK_TILE = 20
    DESK_HEADING = 24
    DESK_FIGURE = 44


class Weight:
    """Weights of type; the values are OpenType's."""

    REGULAR = 400
    MEDIUM = 500
    SEMIBOLD = 600
