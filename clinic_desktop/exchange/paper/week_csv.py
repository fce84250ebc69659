"""The coming week as CSV, for the day on which the PC is dead and another one has a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import PaperLine

from .tables import status_words

COLUMNS = (
    "day", "starts", "ends", "practitioner", "room", "patient", "mrn", "birth date", "phone", "type", "reason",
    "alerts", "status",
)  # fmt: skip
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def week_csv(lines: Iterable[PaperLine], zone: ZoneInfo) -> str:
    """CSV text (RFC 4180), days and times on the clinic's clock; no cell begins a formula, which would be run."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for paper in lines:
        line = paper.line
        starts, ends = wall_time(line.starts_at, zone), wall_time(line.ends_at, zone)
        cells = (
            f"{starts:%Y-%m-%d}", f"{starts:%H:%M}", f"{ends:%H:%M}", line.practitioner_name, line.room,
            line.patient_name, line.mrn, "" if paper.birth_date is None else paper.birth_date.isoformat(), paper.phone,
            line.type_name, line.reason, ", ".join(line.alerts), status_words(line.status, line.confirmation),
        )  # fmt: skip
        rows.writerow(f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell for cell in cells)
    return text.getvalue()
