"""Tables of figures as CSV, one below the other, each under its name."""

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def figures_csv(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> str:
    """CSV text (RFC 4180) of tables as name, heads and rows; no cell begins a formula, which would be run."""
    text = io.StringIO()
    rows = csv.writer(text)
    for name, heads, lines in tables:
        for cells in ((name,), heads, *lines, ()):
            rows.writerow(f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell for cell in cells)
    return text.getvalue()
