"""Brings in what the Synthea generator exports as CSV: patients, providers with organizations, encounters."""

from .importing import ImportReport, import_synthea

__all__ = ["ImportReport", "import_synthea"]
