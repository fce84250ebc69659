"""The measures of paper, in points (1/72 inch)."""


class PaperMeasure:
    """Sizes of things on a page."""

    MARGIN = 40
    HEAD = 30
    TITLE = 34
    COLUMN_HEADS = 20
    ROW = 29
    HEADING_ROW = 26
    FOOT = 20
    LINE = 0.5
    CELL_GAP = 6
    SLIP_MARGIN = 24
    SLIP_LINE = 17
    QR = 84
    LABEL_MARGIN = 10
    LABEL_LINE = 14


class PaperText:
    """Sizes of type on paper."""

    SMALL = 7
    SECONDARY = 8
    BODY = 9
    STRONG = 10
    HEADING = 11
    TITLE = 16
    TIME = 26
    NAME = 18
